import { encodeFields } from '../model/encode.ts';
import type { Listener } from '../model/listener.ts';
import type { ParameterValue, Values } from '../model/parameter.ts';
import { operationFor } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';

/** A parameter of a listener that no portable field carries. */
export interface UnmappedValue {
  readonly parameter: string;
  readonly value: ParameterValue;
}

/** The settings that are lost when a listener is described by its portable fields alone. */
export function unmappedValues(
  provider: Provider,
  { fields, native }: Listener,
): readonly UnmappedValue[] {
  const operation = operationFor(provider, fields.protocol, 'create');
  if (operation === undefined) return [];
  const carried: Values = encodeFields(provider, operation, fields, fields, 'paths').values;
  return Object.entries(provider.valuesOf(native)).flatMap(([parameter, value]) =>
    carried[parameter] !== undefined || isUnset(value) ? [] : [{ parameter, value }],
  );
}

/** Switched off or empty: the same as absent where a cloud does not have the parameter. */
export function isUnset(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (value === false || value === 'off') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
