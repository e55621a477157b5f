import { encodeFields } from '../model/encode.ts';
import type { Listener } from '../model/listener.ts';
import type { ParameterValue, Values } from '../model/parameter.ts';
import { operationFor } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';

/** A parameter of a listener that its portable fields do not carry. */
export interface UnmappedValue {
  readonly parameter: string;
  readonly value: ParameterValue;
}

/**
 * What is lost when a listener is told by its portable fields alone. What is off or empty is
 * nothing to lose.
 */
export function unmappedValues(
  provider: Provider,
  { fields, native }: Listener,
): readonly UnmappedValue[] {
  const operation = operationFor(provider, fields.protocol, 'create');
  if (operation === undefined) return [];
  const carried: Values = encodeFields(provider, operation, fields, fields, 'paths').values;
  return Object.entries(provider.valuesOf(native)).flatMap(([parameter, value]) =>
    carried[parameter] !== undefined || isNothing(value) ? [] : [{ parameter, value }],
  );
}

function isNothing(value: ParameterValue): boolean {
  if (value === null || value === '' || value === false || value === 'off') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
