import type { ParameterValue, Values } from '../../model/parameter.ts';
import { type Part, partOf, split } from './parameters/index.ts';
import { plainProtocol } from './protocols.ts';
import { TYPE } from './sticky-fields.ts';

type Body = Readonly<Record<string, unknown>>;

/** The parameters of one part. */
export function valuesIn(part: Part, values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => partOf(name) === part));
}

/** Parameters as the part's own object. */
export function bodyOf(part: Part, values: Values): Body {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(valuesIn(part, values))) {
    const { outer, inner } = split(name);
    if (inner === undefined) body[outer] = wireValue(name, value);
    // The API's word for no sticky session.
    else if (name === TYPE && value === null) body[outer] = null;
    else if (body[outer] !== null) {
      body[outer] = { ...(body[outer] as object | undefined), [inner]: wireValue(name, value) };
    }
  }
  return body;
}

/** A body of a new part: what is off or null is left out where the API has no word for it. */
export function newBodyOf(part: Part, values: Values): Body {
  const { session_persistence, ipgroup, ...rest } = bodyOf(part, values);
  const hasGroup = values['ipgroup.ipgroup_id'] !== undefined;
  return {
    ...rest,
    ...(session_persistence === null || session_persistence === undefined
      ? {}
      : { session_persistence }),
    ...(ipgroup !== undefined && hasGroup ? { ipgroup } : {}),
  };
}

function wireValue(name: string, value: ParameterValue): unknown {
  if (name === 'ipgroup.ipgroup_id' && Array.isArray(value)) return value.join(',');
  if (name === 'tags' && isTags(value)) {
    return Object.entries(value).map(([key, text]) => ({ key, value: text }));
  }
  if (name === 'port_ranges' && Array.isArray(value)) {
    return value.map((range) => {
      const [start = '', end = ''] = range.split('-');
      return { start_port: Number(start), end_port: Number(end) };
    });
  }
  return value;
}

function isTags(value: ParameterValue): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values in the form in which the cloud returns them. */
export function asReturned(values: Values): Values {
  const { project_id, ...rest } = values;
  const codes = rest['healthmonitor.expected_codes'];
  return {
    ...rest,
    ...(rest['protocol'] === undefined ? {} : { protocol: plainProtocol(rest['protocol']) }),
    ...(typeof codes === 'string'
      ? { 'healthmonitor.expected_codes': codes.replaceAll(' ', '') }
      : {}),
  };
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
