import type { Operation } from '../model/catalogue.ts';
import { Refusal } from '../model/codec.ts';
import { encodeFields, type FieldStyle, fieldViolation } from '../model/encode.ts';
import { field, type ListenerFields, type Protocol } from '../model/fields.ts';
import { portableLabels } from '../model/labels.ts';
import { alternatives } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import type { Provider } from '../providers/provider.ts';
import type { Change } from './change.ts';

/** Portable fields, and problems found while parsing them. */
export interface PortableInput {
  readonly fields: ListenerFields;
  readonly violations: readonly Violation[];
}

/** Translates portable fields to a change of the provider's parameters. */
export function portableChange(
  provider: Provider,
  operation: Operation,
  { fields, violations }: PortableInput,
  listener: ListenerFields,
  style: FieldStyle,
): Change {
  const encoded = encodeFields(provider, operation, fields, listener, style);
  return {
    operation,
    values: encoded.values,
    given: new Set(Object.keys(encoded.values)),
    labels: portableLabels(provider, listener, style),
    violations: [...violations, ...encoded.violations],
    verbatim: false,
  };
}

/** The violations of a listener without a valid protocol, on which all other checks depend. */
export function withoutOperation(
  provider: Provider,
  fields: ListenerFields,
  style: FieldStyle,
): readonly Violation[] {
  const missing = (['loadBalancer', 'protocol', 'port'] as const)
    .filter((path) => fields[path] === undefined)
    .map((path) => {
      const problem = new Refusal(`${field(path).flag}-required`, 'is missing', provider.title);
      return fieldViolation(provider, path, style, problem);
    });
  return [...missing, ...unknownProtocol(provider, fields.protocol, style)];
}

export function unknownProtocol(
  provider: Provider,
  protocol: Protocol | undefined,
  style: FieldStyle,
): readonly Violation[] {
  const { id, protocols, title } = provider;
  if (protocol === undefined || protocols.includes(protocol)) return [];
  const problem = `must be ${alternatives(protocols)} on ${id}, not ${protocol}`;
  const refusal = new Refusal('protocol-values', problem, title);
  return [fieldViolation(provider, 'protocol', style, refusal)];
}
