import { isDefault } from '../model/default.ts';
import { encodeFields } from '../model/encode.ts';
import type { Listener } from '../model/listener.ts';
import type { ParameterValue, Values } from '../model/parameter.ts';
import { isEmpty } from '../model/values.ts';
import { operationFor } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';

export interface UnmappedValue {
  readonly parameter: string;
  readonly value: ParameterValue;
  /** Nothing depends on it. */
  readonly isLabel: boolean;
}

/** The parameters of a listener without a portable field that are not the cloud's default. */
export function unmappedValues(
  provider: Provider,
  { fields, native }: Listener,
): readonly UnmappedValue[] {
  const operation = operationFor(provider, fields.protocol, 'create');
  if (operation === undefined) return [];
  const mapped: Values = encodeFields(provider, operation, fields, fields, 'paths').values;
  const rows = new Map(operation.parameters.map((row) => [row.name, row]));
  const isNone = (parameter: string, value: ParameterValue) => {
    const path = rows.get(parameter)?.path ?? undefined;
    return path !== undefined && provider.fields[path]?.isNone?.(value) === true;
  };
  return Object.entries(provider.valuesOf(native)).flatMap(([parameter, value]) =>
    mapped[parameter] !== undefined ||
    isUnset(value) ||
    isNone(parameter, value) ||
    isDefault(rows.get(parameter)?.default, value, fields.protocol)
      ? []
      : [{ parameter, value, isLabel: rows.get(parameter)?.label === true }],
  );
}

/** Includes switched off and unlimited, which is the same on a cloud without the parameter. */
export function isUnset(value: unknown): boolean {
  return value === false || value === 'off' || value === 'unlimited' || isEmpty(value);
}
