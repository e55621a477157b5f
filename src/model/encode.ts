import type { Catalogue, Operation } from './catalogue.ts';
import { type FieldMap, Refusal } from './codec.ts';
import { field, type ListenerFields, PATHS, type Path, type Protocol } from './fields.ts';
import type { ParameterValue, Values } from './parameter.ts';
import type { Violation } from './violation.ts';

export interface Encoded {
  readonly values: Values;
  readonly violations: readonly Violation[];
}

/** Messages name fields as flags on a command line, as paths in a manifest. */
export type FieldStyle = 'flags' | 'paths';

/**
 * Translates portable fields to the provider's parameters. Fields that the cloud does not support
 * are violations; none is dropped silently.
 * @param wanted the fields to encode
 * @param listener the whole listener that they belong to
 */
export function encodeFields(
  catalogue: Catalogue,
  operation: Operation,
  wanted: ListenerFields,
  listener: ListenerFields,
  style: FieldStyle,
): Encoded {
  const values: Record<string, ParameterValue> = {};
  const violations: Violation[] = [];
  for (const path of PATHS) {
    const encoded = encodeField(catalogue, operation, path, wanted, listener);
    if (encoded === undefined) continue;
    if (encoded instanceof Refusal) {
      violations.push(fieldViolation(catalogue, path, style, encoded));
    } else {
      Object.assign(values, encoded);
    }
  }
  return { values, violations };
}

function encodeField<P extends Path>(
  { id, title, fields }: Catalogue,
  operation: Operation,
  path: P,
  wanted: ListenerFields,
  listener: ListenerFields,
): Values | Refusal | undefined {
  const value = wanted[path];
  if (value === undefined) return undefined;
  const unsupported = (problem: string, source: string) =>
    new Refusal(`${field(path).flag}-unsupported`, problem, source);
  if (fields[path] === null) return unsupported(`is not supported by ${id}`, title);
  const encoded = fields[path].encode(value, listener);
  if (encoded instanceof Refusal) return encoded;
  return Object.keys(encoded).every((name) => operation.parameters.some((row) => row.name === name))
    ? encoded
    : unsupported(`is not supported for ${operation.noun}s by ${id}`, operation.title);
}

export function fieldViolation(
  { id }: Pick<Catalogue, 'id'>,
  path: Path,
  style: FieldStyle,
  { rule, problem, source, needs }: Refusal,
): Violation {
  const fields = needs === undefined ? [path] : [path, needs];
  const flags = fields.map((one) => `--${field(one).flag}`);
  return {
    rule: `${id}/${rule}`,
    severity: 'error',
    fields,
    flags: style === 'flags' ? flags : [],
    message: `${style === 'flags' ? flags[0] : path} ${problem}`,
    source,
  };
}

/** Translates the provider's parameters to portable fields; absent parameters stay absent. */
export function decodeFields(
  map: Partial<FieldMap>,
  values: Values,
  protocol: Protocol | undefined,
): ListenerFields {
  const decoded: Partial<Record<Path, unknown>> = {};
  for (const path of PATHS) {
    const value = map[path]?.decode(values, protocol);
    if (value !== undefined) decoded[path] = value;
  }
  return decoded as ListenerFields;
}
