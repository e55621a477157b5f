import { isRecord } from '../http.ts';

/** Whether a value is valid by itself. */
export type Check = (value: unknown) => boolean;

export const boolean: Check = (value) => typeof value === 'boolean';

/** For what can be given as true and no other way. */
export const onlyTrue: Check = (value) => value === true;

export function text(min: number, max: number, pattern = /^/): Check {
  return (value) => {
    if (typeof value !== 'string') return false;
    const { length } = [...value];
    return length >= min && length <= max && pattern.test(value);
  };
}

export function oneOf(...values: readonly string[]): Check {
  return (value) => typeof value === 'string' && values.includes(value);
}

export function integer(min: number, max: number): Check {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

export function list(max: number, item: Check): Check {
  return (value) => Array.isArray(value) && value.length <= max && value.every((one) => item(one));
}

/** With no other attributes than these; null stands for absent. */
export function record(fields: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isRecord(value) &&
    Object.entries(value).every(
      ([name, one]) => Object.hasOwn(fields, name) && (one === null || fields[name]?.(one)),
    );
}
