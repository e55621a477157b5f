import { Failure } from '../failure.ts';
import type { CatalogueEndpoint } from '../providers/auth.ts';
import type { Provider } from '../providers/provider.ts';
import type { Settings } from '../providers/settings.ts';

/**
 * The endpoint of the region and interface in the catalogue; the first region if none is set, as
 * OpenStack's own tools do.
 */
export function endpointIn(
  endpoints: readonly CatalogueEndpoint[],
  { id }: Provider,
  service: string,
  { region, interface: wanted = 'public' }: Settings,
): string {
  // Older tools say `publicURL`.
  const kind = wanted.replace(/URL$/, '');
  const ofKind = endpoints.filter((one) => one.interface === kind);
  const found = ofKind.find((one) => region === undefined || one.region === region);
  if (found !== undefined) return found.url;
  const regions = [...new Set(ofKind.map((one) => one.region))];
  const where = region === undefined ? '' : ` in region ${region}`;
  throw new Failure(
    'usage',
    `the catalogue of the identity service has no ${kind} endpoint of type ${service}${where}`,
    {
      provider: id,
      hint:
        regions.length === 0
          ? 'check that the cloud offers load balancers to this project, or set --endpoint'
          : `it has ${regions.join(', ')}; check --region`,
    },
  );
}
