import type { ParameterValue, Values } from '../../model/parameter.ts';
import type { Part } from '../parts/names.ts';
import { type Body, bodyOf as bodyOfPart } from '../parts/values.ts';
import { canonicalCidr } from './cidr.ts';

export function bodyOf(part: Part, values: Values): Body {
  return bodyOfPart(part, values, wireValue);
}

/** A body of a new part: without a sticky session that is off. */
export function newBodyOf(part: Part, values: Values): Body {
  const { session_persistence, ...rest } = bodyOf(part, values);
  return {
    ...rest,
    ...(session_persistence === null || session_persistence === undefined
      ? {}
      : { session_persistence }),
  };
}

function wireValue(name: string, value: ParameterValue): unknown {
  return name === 'healthmonitor.http_version' && typeof value === 'string' ? Number(value) : value;
}

/** Values in the form in which the cloud returns them. */
export function asReturned(values: Values): Values {
  const { project_id: _, ...rest } = values;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, returnedValue(name, value)]),
  );
}

function returnedValue(name: string, value: ParameterValue): ParameterValue {
  if (name === 'allowed_cidrs' && Array.isArray(value)) {
    return [...new Set(value.map((item) => canonicalCidr(String(item))))];
  }
  if (name === 'healthmonitor.expected_codes' && typeof value === 'string') {
    return value.replaceAll(/\s/g, '');
  }
  if ((name === 'loadbalancer_id' || name === 'default_pool_id') && typeof value === 'string') {
    return uuid(value);
  }
  return value;
}

/** With dashes, in lower case. */
export function uuid(text: string): string {
  const plain = text.replaceAll('-', '').toLowerCase();
  const match = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(plain);
  return match === null ? text : match.slice(1).join('-');
}
