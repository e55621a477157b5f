import type { Listener } from '../../model/listener.ts';
import type { IdMap } from './id-map.ts';

/** A warning for each id of the map that no original has: most likely it is misspelled. */
export function unusedIds(
  { loadBalancers, certificates }: IdMap,
  originals: readonly Listener[],
): readonly string[] {
  const used = new Set(originals.flatMap(({ fields }) => idsOf(fields)));
  const unused = (map: ReadonlyMap<string, string>) => [...map].filter(([id]) => !used.has(id));
  return [
    ...unused(loadBalancers).map(
      ([id, to]) => `none of the listeners is on load balancer ${id}, which is mapped to ${to}`,
    ),
    ...unused(certificates).map(
      ([id, to]) => `none of the listeners uses certificate ${id}, which is mapped to ${to}`,
    ),
  ];
}

function idsOf(fields: Listener['fields']): readonly (string | undefined)[] {
  return [
    fields.loadBalancer,
    fields['tls.certificate'],
    fields['tls.caCertificate'],
    ...(fields['tls.sniCertificates'] ?? []),
  ];
}
