import type { ParameterValue, Values } from '../../model/parameter.ts';
import { type Part, partOf, SESSION_TYPE, split } from './names.ts';

export type Body = Readonly<Record<string, unknown>>;

/** The parameters of one part. */
export function valuesIn(part: Part, values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => partOf(name) === part));
}

/**
 * Parameters as the part's own object.
 * @param wireValue a value in the form of the API
 */
export function bodyOf(
  part: Part,
  values: Values,
  wireValue: (name: string, value: ParameterValue) => unknown,
): Body {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(valuesIn(part, values))) {
    const { outer, inner } = split(name);
    if (inner === undefined) body[outer] = wireValue(name, value);
    // Both APIs' word for no sticky session.
    else if (name === SESSION_TYPE && value === null) body[outer] = null;
    else if (body[outer] !== null) {
      body[outer] = { ...(body[outer] as object | undefined), [inner]: wireValue(name, value) };
    }
  }
  return body;
}

/** Whether a value asks for what is so without it. */
export function isOff(value: ParameterValue | undefined): boolean {
  return value === undefined || value === null || value === false;
}

export function wantsMonitor(values: Values): boolean {
  return Object.values(valuesIn('healthmonitor', values)).some((value) => !isOff(value));
}

/** Only a field that lives in a backend group, or in its health check, makes one. */
export function wantsPool(values: Values): boolean {
  return (
    Object.values(valuesIn('pool', values)).some((value) => !isOff(value)) || wantsMonitor(values)
  );
}
