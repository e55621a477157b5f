import type { ListenerFields, Path } from '../../model/fields.ts';
import type { Listener } from '../../model/listener.ts';
import { isOwnPool, partsOf } from './native.ts';
import { APART } from './parameters/index.ts';

/**
 * The fields that make the listener again: those of a backend group of its own, or else the id of the
 * group, since both together would change a group that others use.
 */
export function definition({ fields, native }: Listener): ListenerFields {
  const parts = partsOf(native);
  if (parts.pool === undefined || parts.pool === null) return fields;
  const left: readonly (Path | string)[] = isOwnPool(parts) ? ['backend.group'] : APART;
  return Object.fromEntries(Object.entries(fields).filter(([path]) => !left.includes(path)));
}
