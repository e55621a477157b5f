import type { ListenerFields, Path } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';
import type { Call, Choice, Query } from '../calls.ts';
import { requests } from './requests.ts';

/** Load balancers and pools; certificates are in another service. */
export function choices(
  path: Path,
  { loadBalancer }: ListenerFields,
): Call<readonly Choice[]> | undefined {
  if (path === 'loadBalancer') return choicesIn('loadbalancers', {}, ['name', 'vip_address']);
  if (path !== 'backend.group') return undefined;
  const query = loadBalancer === undefined ? {} : { loadbalancer_id: loadBalancer };
  return choicesIn('pools', query, ['name', 'protocol']);
}

function choicesIn(key: string, query: Query, labels: readonly string[]): Call<readonly Choice[]> {
  return requests.get(`/${key}`, query, ({ body }) => {
    const items = isObject(body) ? body[key] : undefined;
    return (Array.isArray(items) ? items : []).filter(isObject).map((item) => ({
      id: String(item['id']),
      label: labels
        .map((name) => item[name])
        .filter((text) => typeof text === 'string' && text !== '')
        .join(', '),
    }));
  });
}
