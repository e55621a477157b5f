import type { Violation } from '../../model/violation.ts';
import { clashOnPort } from '../../providers/operations.ts';
import type { Provider } from '../../providers/provider.ts';
import { manifestViolation } from '../finding.ts';
import { type Migrated, nameOf } from './migration.ts';

/** Adds a problem to copies that want the port of another copy: two load balancers may become one. */
export function withPortClashes(copies: readonly Migrated[], to: Provider): readonly Migrated[] {
  return copies.map((one, index) => {
    const other = copies.slice(0, index).find((earlier) => clash(to, earlier, one));
    return other === undefined
      ? one
      : { ...one, problems: [...one.problems, portTaken(one, other)] };
  });
}

function clash(to: Provider, { fields: a }: Migrated, { fields: b }: Migrated) {
  const isSamePort = a.loadBalancer === b.loadBalancer && a.port === b.port;
  if (!isSamePort || a.protocol === undefined || b.protocol === undefined) return false;
  return clashOnPort(to, a.protocol, b.protocol);
}

function portTaken({ fields: { port, loadBalancer } }: Migrated, other: Migrated): Violation {
  const message = `port: ${port} of ${loadBalancer} is already that of the copy of ${nameOf(other)}`;
  return manifestViolation('manifest/port-taken', message, ['port', 'loadBalancer']);
}
