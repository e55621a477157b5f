import type { Catalogue } from './catalogue.ts';
import { Refusal } from './codec.ts';
import { type FieldType, field, type ListenerFields, type Path } from './fields.ts';
import { choicesOf, describeType, type Parameter } from './parameter.ts';
import { alternatives } from './values.ts';

/* What may be given for something that is missing: the values, and one of them as an example. */

export interface Expected {
  /** `http, https or tcp`; empty if any text will do. */
  readonly takes: string;
  readonly example: string;
}

/** Where the ids of a resource are listed; examples of ids would be made up. */
const LISTS: Readonly<Partial<Record<Path, string>>> = {
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
  'healthCheck.path': '/health',
  'healthCheck.domain': 'www.example.com',
  'stickySession.cookie': 'session',
  redirectTo: '443',
};

/** ` is missing` and what may be given. */
export function missingText(
  expected: Expected | string,
  given: (example: string) => string,
): string {
  if (typeof expected === 'string') return `is missing; see the ids with: ${expected}`;
  const { takes, example } = expected;
  const start = takes === '' ? 'is missing' : `is missing; it takes ${takes}`;
  return example === '' ? start : `${start}, for example ${given(example)}`;
}

/** In the vocabulary of a vendor's API. */
export function expectedOf({ type, path, default: preset }: Parameter): Expected | string {
  const list = path === null ? undefined : LISTS[path];
  if (list !== undefined) return list;
  const known = path === null ? '' : (EXAMPLES[path] ?? '');
  switch (type.kind) {
    case 'choice': {
      const values = choicesOf(type);
      return { takes: alternatives(values), example: values[0] ?? '' };
    }
    case 'boolean':
      return { takes: 'true or false', example: 'true' };
    case 'integer':
      return {
        takes: describeType(type),
        example: known || String(type.also ?? (/^\d+$/.test(preset ?? '') ? preset : type.min)),
      };
    default:
      return { takes: describeType(type), example: known };
  }
}

/** In the vocabulary of lbctl: only what this cloud takes. */
export function expectedField(
  { fields }: Pick<Catalogue, 'fields'>,
  path: Path,
  listener: ListenerFields,
): Expected | string {
  const list = LISTS[path];
  if (list !== undefined) return list;
  const { type } = field(path);
  if (type.kind !== 'choice')
    return { takes: takes(type), example: EXAMPLES[path] ?? sample(type) };
  const values = type.values.filter((value) => {
    const encoded = fields[path]?.encode(value as never, { ...listener, [path]: value });
    return encoded !== undefined && !(encoded instanceof Refusal);
  });
  return { takes: alternatives(values), example: values[0] ?? '' };
}

function takes(type: FieldType): string {
  switch (type.kind) {
    case 'port':
      return '1\u201365535';
    case 'count':
      return 'a whole number';
    case 'duration':
      return 'a duration';
    case 'drain':
      return 'off or a duration';
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

function sample(type: FieldType): string {
  switch (type.kind) {
    case 'count':
      return '3';
    case 'duration':
    case 'drain':
      return '30s';
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
