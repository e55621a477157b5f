import type { Catalogue } from './catalogue.ts';
import { Refusal } from './codec.ts';
import { type Default, defaultOn } from './default.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { type FieldType, field, type ListenerFields, type Path } from './fields.ts';
import {
  choicesOf,
  describeType,
  type IntegerType,
  isNoLimit,
  type Parameter,
  secondsPer,
  type Values,
} from './parameter.ts';
import type { Missing } from './rule.ts';
import { alternatives } from './values.ts';

/* What may be given for something that is missing: the values, and one of them as an example. */

export interface Expected {
  /** `http, https or tcp`; empty if any text will do. */
  readonly takes: string;
  readonly example: string;
}

/** Where the ids of a resource are listed; examples of ids would be made up. */
export const LISTS: Readonly<Partial<Record<Path, string>>> = {
  loadBalancer: 'lbctl load-balancer list',
  'tls.certificate': 'lbctl certificate list',
  'tls.sniCertificates': 'lbctl certificate list',
  'tls.caCertificate': 'lbctl certificate list',
  'backend.group': 'lbctl backend-group list',
};

const EXAMPLES: Readonly<Partial<Record<Path, string>>> = {
  port: '443',
  'backend.port': '8080',
  name: 'web',
  'healthCheck.port': '8080',
  'healthCheck.path': '/health',
  'healthCheck.domain': 'www.example.com',
  // A probe ends before the next one starts.
  'healthCheck.interval': '10s',
  'healthCheck.timeout': '5s',
  'stickySession.timeout': '30m',
  'stickySession.cookie': 'session',
  drain: '1m',
  redirectTo: '443',
};

/** ` is missing`, why it is needed, and what may be given. */
export function missingText(
  expected: Expected | string,
  given: (example: string) => string,
  { because, takes: words, example: own = '' }: Missing = {},
): string {
  const missing = because === undefined ? 'is missing' : `is missing: ${because}`;
  const isList = typeof expected === 'string';
  if (isList && words === undefined) return `${missing}; see the ids with: ${expected}`;
  const known = isList ? { takes: '', example: '' } : expected;
  const takes = words ?? known.takes;
  const example = own || known.example;
  const start = takes === '' ? missing : `${missing}; it takes ${takes}`;
  return example === '' ? start : `${start}, for example ${given(example)}`;
}

/** In the vocabulary of a vendor's API. */
export function expectedOf(row: Parameter, among?: readonly string[]): Expected | string {
  const { type, path } = row;
  const list = path === null ? undefined : LISTS[path];
  if (list !== undefined) return list;
  const known = path === null ? '' : (EXAMPLES[path] ?? '');
  switch (type.kind) {
    case 'choice': {
      const values = choicesOf(type).filter((value) => among?.includes(value) !== false);
      return { takes: alternatives(values), example: values[0] ?? '' };
    }
    case 'boolean':
      return { takes: 'true or false', example: 'true' };
    case 'integer':
      return { takes: describeType(type), example: exampleNumber(type, known, row.default) };
    default:
      return { takes: describeType(type), example: known };
  }
}

function exampleNumber(type: IntegerType, known: string, preset: Default | undefined): string {
  const seconds = parseDuration(known);
  if (seconds !== undefined) {
    const amount = seconds / secondsPer(type);
    if (Number.isInteger(amount) && isWithin(amount, type)) return String(amount);
  }
  const usual = defaultOn(preset, undefined) ?? '';
  return String(type.also ?? (/^\d+$/.test(usual) ? usual : type.min));
}

/**
 * In the vocabulary of lbctl: only what this cloud takes.
 * @param row the parameter that carries the field
 */
export function expectedField(
  { fields }: Pick<Catalogue, 'fields'>,
  path: Path,
  listener: ListenerFields,
  row?: Parameter,
  among?: readonly string[],
): Expected | string {
  const list = LISTS[path];
  if (list !== undefined) return list;
  const { type } = field(path);
  if (type.kind !== 'choice') {
    const range = row?.type.kind === 'integer' ? row.type : undefined;
    return { takes: takes(type, range), example: EXAMPLES[path] ?? sample(type, range) };
  }
  const values = valuesAt(fields, path, listener).filter((value) => {
    const own = row && encodedValue(fields, path, value, listener)?.[row.name];
    return among === undefined || (typeof own === 'string' && among.includes(own));
  });
  return { takes: alternatives(values), example: values[0] ?? '' };
}

/** The values of a choice that a cloud takes, on the protocol of the listener if it has one. */
export function valuesAt(
  fields: Catalogue['fields'],
  path: Path,
  listener: ListenerFields,
): readonly string[] {
  const { type } = field(path);
  if (type.kind !== 'choice') return [];
  return type.values.filter((value) => encodedValue(fields, path, value, listener) !== undefined);
}

function encodedValue(
  fields: Catalogue['fields'],
  path: Path,
  value: string,
  listener: ListenerFields,
): Values | undefined {
  const encoded = fields[path]?.encode(value as never, { ...listener, [path]: value });
  return encoded instanceof Refusal ? undefined : encoded;
}

/** @param range of the parameter that carries the field, if it is a number */
function takes(type: FieldType, range: IntegerType | undefined): string {
  switch (type.kind) {
    case 'port':
      return '1\u201365535';
    case 'count':
      return isOpen(range) ? 'a whole number' : `${range.min} to ${range.max}`;
    case 'duration':
      return isOpen(range) ? 'a duration' : durations(range);
    case 'drain':
      return isOpen(range) ? 'off or a duration' : `off or ${durations(range)}`;
    case 'bandwidth':
      return 'Mbit/s or unlimited';
    case 'list':
      return 'a list';
    case 'tags':
      return 'key=value';
    default:
      return '';
  }
}

function isOpen(range: IntegerType | undefined): range is undefined {
  return range === undefined || isNoLimit(range.max * secondsPer(range));
}

function durations(range: IntegerType): string {
  const [min, max] = [range.min, range.max].map((amount) =>
    formatDuration(amount * secondsPer(range)),
  );
  return `a duration from ${min} to ${max}`;
}

function isWithin(amount: number, { min, max }: IntegerType): boolean {
  return min <= amount && amount <= max;
}

function sample(type: FieldType, range: IntegerType | undefined): string {
  switch (type.kind) {
    case 'count':
      return '3';
    case 'duration':
    case 'drain':
      return range?.unit === 'min' ? '30m' : '30s';
    case 'bandwidth':
      return 'unlimited';
    case 'tags':
      return 'team=web';
    case 'list':
      return type.values?.[0] ?? '';
    default:
      return '';
  }
}
