import { isRecord } from '../http.ts';
import { failed, OctaviaError } from './errors.ts';
import { networkOf } from './networks.ts';

/* What the service takes for each attribute, in the order in which it looks at them. */

export type Type =
  | { readonly kind: 'text'; readonly max: number; readonly pattern?: RegExp }
  | { readonly kind: 'integer'; readonly min: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'list'; readonly item: Type }
  | { readonly kind: 'networks' }
  | { readonly kind: 'alpn' }
  | { readonly kind: 'map' }
  | { readonly kind: 'session' };

export interface Attribute {
  readonly name: string;
  readonly type: Type;
  readonly required?: true;
  readonly createOnly?: true;
}

export type Values = Readonly<Record<string, unknown>>;

/** Reads a body as the service does: unknown names first, then the first value that is wrong. */
export function readAttributes(
  argument: string,
  attributes: readonly Attribute[],
  body: unknown,
  verb: 'POST' | 'PUT',
): Values {
  const key = argument.slice(0, -1);
  if (!isRecord(body) || Object.keys(body).length === 0) {
    throw new OctaviaError(`Missing argument: "${argument}"`);
  }
  const other = Object.keys(body).find((name) => name !== key);
  if (other !== undefined) {
    throw new OctaviaError(`Unknown attribute for argument ${argument}: ${other}`);
  }
  const given = body[key];
  if (!isRecord(given)) {
    if (verb === 'PUT') throw failed('No listener object supplied.');
    throw new OctaviaError("'NoneType' object has no attribute 'loadbalancer_id'", 500);
  }
  const known = attributes.filter(({ createOnly }) => verb === 'POST' || createOnly !== true);
  const unknown = Object.keys(given).find((name) => !known.some((one) => one.name === name));
  if (unknown !== undefined) {
    throw new OctaviaError(`Unknown attribute for argument ${argument}.${key}: ${unknown}`);
  }
  const values: Record<string, unknown> = {};
  for (const { name, type, required } of known) {
    const value = given[name];
    if (value === undefined) {
      if (required === true && verb === 'POST') {
        throw invalid(name, 'None', 'Mandatory field missing.');
      }
      continue;
    }
    values[name] = value === null ? null : readValue(name, type, value, argument);
  }
  return values;
}

function readValue(name: string, type: Type, value: unknown, argument: string): unknown {
  switch (type.kind) {
    case 'text':
      if (typeof value !== 'string') throw invalid(name, shown(value), 'Value should be string');
      if ([...value].length > type.max) {
        throw invalid(
          name,
          value,
          `Value should have a maximum character requirement of ${type.max}`,
        );
      }
      if (type.pattern !== undefined && !type.pattern.test(value)) {
        throw invalid(name, value, `Value should match the pattern ${type.pattern.source}`);
      }
      return value;
    case 'integer':
      return readInteger(name, type, value, argument);
    case 'boolean':
      return readBoolean(value, argument);
    case 'choice':
      if (type.values.includes(value as string)) return value;
      throw invalid(name, shown(value), `Value should be one of: ${type.values.join(', ')}`);
    case 'uuid': {
      const plain = String(value).replaceAll('-', '').toLowerCase();
      const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(
        plain,
      );
      if (match === null) throw invalid(name, shown(value), 'Value should be UUID format');
      return match.slice(1).join('-');
    }
    case 'list':
      if (!Array.isArray(value)) throw whole(argument, `Value not a valid list: ${shown(value)}`);
      return value.map((item) => readValue(name, type.item, item, argument));
    case 'networks': {
      if (!Array.isArray(value)) throw whole(argument, `Value not a valid list: ${shown(value)}`);
      const networks = value.map(networkOf);
      if (networks.includes(undefined)) {
        throw invalid(name, shown(value), 'Value should be IPv4 or IPv6 CIDR format');
      }
      return [...new Set(networks)];
    }
    case 'alpn':
      if (!Array.isArray(value)) throw whole(argument, `Value not a valid list: ${shown(value)}`);
      if (value.every((item) => ['h2', 'http/1.1', 'http/1.0'].includes(String(item))))
        return value;
      throw invalid(name, shown(value), 'Value should be a valid ALPN protocol ID');
    case 'map':
      if (!isRecord(value)) throw whole(argument, `Value not a valid dict: ${shown(value)}`);
      for (const item of Object.values(value)) {
        if (item !== null && typeof item !== 'string') {
          throw invalid(name, shown(value), 'Value should be string');
        }
      }
      return value;
    case 'session':
      if (!isRecord(value)) throw whole(argument, `Value not a valid dict: ${shown(value)}`);
      return value;
  }
}

function readInteger(
  name: string,
  { min, max }: { readonly min: number; readonly max?: number },
  value: unknown,
  argument: string,
): number {
  const number =
    typeof value === 'string' && /^[+-]?\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'boolean') return Number(number);
  if (typeof number !== 'number') {
    throw whole(argument, `invalid literal for int() with base 10: ${inside(value)}`);
  }
  const result = Math.trunc(number);
  if (result < min)
    throw invalid(name, String(result), `Value should be greater or equal to ${min}`);
  if (max !== undefined && result > max) {
    throw invalid(name, String(result), `Value should be lower or equal to ${max}`);
  }
  return result;
}

const TRUE = ['true', 'yes', 'on', '1', 't', 'y'];
const FALSE = ['false', 'no', 'off', '0', 'f', 'n'];

function readBoolean(value: unknown, argument: string): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return value !== 0;
  if (TRUE.includes(String(value))) return true;
  if (FALSE.includes(String(value))) return false;
  throw whole(argument, `Value not an unambiguous boolean: ${String(value)}`);
}

function invalid(name: string, value: string, problem: string): OctaviaError {
  return new OctaviaError(
    `Invalid input for field/attribute ${name}. Value: '${value}'. ${problem}`,
  );
}

/** The service quotes the whole body, which is of no use to anybody. */
function whole(argument: string, problem: string): OctaviaError {
  return new OctaviaError(
    `Invalid input for field/attribute ${argument}. Value: '\u2026'. ${problem}`,
  );
}

/** As Python shows it. */
function shown(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(inside).join(', ')}]`;
  if (isRecord(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `'${key}': ${inside(item)}`)
      .join(', ')}}`;
  }
  return String(value);
}

function inside(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : shown(value);
}
