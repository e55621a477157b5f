import type { ListenerFields } from '../../model/fields.ts';
import type { Listener } from '../../model/listener.ts';
import { isOwnPool, partsOf } from './native.ts';

/**
 * The fields that make the listener again: those of a backend group of its own, or else the id of the
 * group, since both together would change a group that others use.
 * @param apart the fields of the group and its health check
 */
export function definition({ fields, native }: Listener, apart: readonly string[]): ListenerFields {
  const parts = partsOf(native);
  if (parts.pool === undefined || parts.pool === null) return fields;
  const left = isOwnPool(parts) ? ['backend.group'] : apart;
  return Object.fromEntries(Object.entries(fields).filter(([path]) => !left.includes(path)));
}
