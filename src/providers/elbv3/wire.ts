import { isObject } from '../../model/json.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import { type Part, SESSION_TYPE } from '../parts/names.ts';
import { type Body, bodyOf as bodyOfPart } from '../parts/values.ts';
import { PROJECT_ROWS } from './parameters/project.ts';
import { DRAIN, type Purpose, plainProtocol, SLOW_START } from './protocols.ts';

/** Parameters as the part's own object. */
export function bodyOf(part: Part, values: Values): Body {
  return bodyOfPart(part, values, wireValue);
}

/** A body of a new part: what is off or null is left out where the API has no word for it. */
export function newBodyOf(part: Part, values: Values): Body {
  return Object.fromEntries(
    Object.entries(bodyOf(part, values)).filter(([name, value]) => isSaid(name, value, values)),
  );
}

function isSaid(name: string, value: unknown, values: Values): boolean {
  switch (name) {
    case 'session_persistence':
      return !isNone(values[SESSION_TYPE]);
    case 'ipgroup':
      return !isNone(values['ipgroup.ipgroup_id']);
    case 'slow_start':
      return !isOff(value) || canBeOn(SLOW_START, values);
    case 'connection_drain':
      return !isOff(value) || canBeOn(DRAIN, values);
    default:
      return true;
  }
}

function isNone(value: ParameterValue | undefined): boolean {
  return value === undefined || value === null;
}

function isOff(value: unknown): boolean {
  return isObject(value) && value['enable'] === false;
}

function canBeOn({ backends, listeners }: Purpose, values: Values): boolean {
  const { protocol, 'pool.protocol': backend } = values;
  return (
    backends.includes(String(backend)) &&
    (listeners === undefined || protocol === undefined || listeners.includes(String(protocol)))
  );
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

const PROJECTS: readonly string[] = PROJECT_ROWS.map(({ name }) => name);

/** Values in the form in which the cloud returns them. */
export function asReturned(values: Values): Values {
  const rest = Object.fromEntries(
    Object.entries(values).filter(([name]) => !PROJECTS.includes(name)),
  );
  const codes = rest['healthmonitor.expected_codes'];
  return {
    ...rest,
    ...(rest['protocol'] === undefined ? {} : { protocol: plainProtocol(rest['protocol']) }),
    ...(typeof codes === 'string'
      ? { 'healthmonitor.expected_codes': codes.replaceAll(' ', '') }
      : {}),
  };
}
