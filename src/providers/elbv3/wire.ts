import type { ParameterValue, Values } from '../../model/parameter.ts';
import { PARTS, type Part } from '../parts/names.ts';
import { type Body, bodyOf as bodyOfPart } from '../parts/values.ts';
import { plainProtocol } from './protocols.ts';

/** Parameters as the part's own object. */
export function bodyOf(part: Part, values: Values): Body {
  return bodyOfPart(part, values, wireValue);
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

/** The service decides, whatever was asked for. */
const PROJECTS: readonly string[] = PARTS.map((part) =>
  part === 'listener' ? 'project_id' : `${part}.project_id`,
);

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
