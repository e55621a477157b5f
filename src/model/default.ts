import type { Protocol } from './fields.ts';
import type { ParameterValue } from './parameter.ts';

/**
 * What the service does when a parameter is absent, as its page says: a value, perhaps with a remark,
 * or a value for each kind of listener. A text such as `the port of the backend` is no value.
 */
export type Default =
  | string
  | { readonly value: string; readonly remark: string }
  | readonly { readonly value: string; readonly on: readonly Protocol[] }[];

export function describeDefault(preset: Default): string {
  if (typeof preset === 'string') return preset;
  if ('remark' in preset) return `${preset.value}, ${preset.remark}`;
  return preset.map(({ value, on }) => `${value} on ${on.join(' and ')}`).join(', ');
}

/** Whether a value is what the service does anyway on listeners of this protocol. */
export function isDefault(
  preset: Default | undefined,
  value: ParameterValue | undefined,
  protocol: Protocol | undefined,
): boolean {
  return value !== undefined && defaultOn(preset, protocol) === String(value);
}

export function defaultOn(
  preset: Default | undefined,
  protocol: Protocol | undefined,
): string | undefined {
  if (preset === undefined || typeof preset === 'string') return preset;
  if ('remark' in preset) return preset.value;
  return preset.find(({ on }) => on.some((one) => one === protocol))?.value;
}
