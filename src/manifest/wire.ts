import { Refusal } from '../model/codec.ts';
import type { ListenerFields, Path } from '../model/fields.ts';
import type { Values } from '../model/parameter.ts';
import { sameField } from '../model/values.ts';
import type { Provider } from '../providers/provider.ts';

/**
 * The parameters that carry a value of a field; undefined if none does.
 * @param listener the whole listener
 */
export function wireOf<P extends Path>(
  { fields, beside }: Provider,
  path: P,
  value: ListenerFields[P],
  listener: ListenerFields,
): Values | undefined {
  const encoded =
    value === undefined ? undefined : (fields[path] ?? beside?.[path])?.encode(value, listener);
  const isCarried =
    encoded !== undefined && !(encoded instanceof Refusal) && Object.keys(encoded).length > 0;
  return isCarried ? encoded : undefined;
}

/** Whether a cloud does not tell two values apart, such as both kinds of round robin. */
export function isOneOnWire<P extends Path>(
  provider: Provider,
  path: P,
  one: ListenerFields[P],
  other: ListenerFields[P],
  listener: ListenerFields,
): boolean {
  const carried = wireOf(provider, path, one, listener);
  return carried !== undefined && sameField(carried, wireOf(provider, path, other, listener));
}
