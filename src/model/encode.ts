import type { Catalogue, Operation } from './catalogue.ts';
import { type FieldMap, Refusal } from './codec.ts';
import { field, type ListenerFields, PATHS, type Path, type Protocol } from './fields.ts';
import type { ParameterValue, Values } from './parameter.ts';
import type { Violation } from './violation.ts';

export interface Encoded {
  readonly values: Values;
  readonly violations: readonly Violation[];
}

/**
 * Translates portable fields to the provider's parameters. What the cloud does not support is a
 * violation; nothing is dropped silently.
 * @param wanted the fields to encode
 * @param listener the whole listener that they belong to
 */
export function encodeFields(
  catalogue: Catalogue,
  operation: Operation,
  wanted: ListenerFields,
  listener: ListenerFields,
  style: 'flags' | 'paths',
): Encoded {
  const values: Record<string, ParameterValue> = {};
  const violations: Violation[] = [];
  const known = operation.parameters.map((row) => row.name);
  const refuse = (path: Path, rule: string, problem: string, source: string) => {
    const { flag } = field(path);
    const label = style === 'flags' ? `--${flag}` : path;
    violations.push({
      rule: `${catalogue.id}/${rule}`,
      severity: 'error',
      fields: [path],
      flags: style === 'flags' ? [label] : [],
      message: `${label} ${problem}`,
      source,
    });
  };
  for (const path of PATHS) {
    if (wanted[path] === undefined) continue;
    const encoded = encodeField(catalogue.fields, path, wanted, listener);
    if (encoded === undefined) continue;
    const { flag } = field(path);
    if (encoded === null) {
      refuse(path, `${flag}-unsupported`, `is not supported by ${catalogue.id}`, catalogue.title);
    } else if (encoded instanceof Refusal) {
      refuse(path, encoded.rule, encoded.problem, encoded.source);
    } else if (!Object.keys(encoded).every((name) => known.includes(name))) {
      refuse(
        path,
        `${flag}-unsupported`,
        `is not supported for ${operation.noun}s by ${catalogue.id}`,
        operation.title,
      );
    } else {
      Object.assign(values, encoded);
    }
  }
  return { values, violations };
}

function encodeField<P extends Path>(
  map: FieldMap,
  path: P,
  wanted: ListenerFields,
  listener: ListenerFields,
): Values | Refusal | null | undefined {
  const value = wanted[path];
  if (value === undefined) return undefined;
  return map[path] === null ? null : map[path].encode(value, listener);
}

/** Translates the provider's parameters to portable fields; what the cloud left out stays absent. */
export function decodeFields(
  map: FieldMap,
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
