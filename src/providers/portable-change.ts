import type { Operation } from '../model/catalogue.ts';
import { Refusal } from '../model/codec.ts';
import { encodeFields, type FieldStyle, fieldViolation } from '../model/encode.ts';
import { expectedField, missingText } from '../model/expected.ts';
import type { ListenerFields, Protocol } from '../model/fields.ts';
import { portableLabels } from '../model/labels.ts';
import { withoutEchoes } from '../model/validate.ts';
import { alternatives } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { type Change, violationsOf, withRegion } from './change.ts';
import { operationFor } from './operations.ts';
import type { Provider } from './provider.ts';

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
    labels: portableLabels(provider, operation.parameters, listener, style),
    violations: [...violations, ...withoutEchoes(violations, encoded.violations)],
    verbatim: false,
  };
}

/** The create of a listener, and everything wrong with it; no change without a valid protocol. */
export function createOf(
  { provider, region }: { readonly provider: Provider; readonly region: string | undefined },
  given: ListenerFields,
): { readonly change: Change | undefined; readonly violations: readonly Violation[] } {
  const operation = operationFor(provider, given.protocol, 'create');
  if (operation === undefined) {
    return { change: undefined, violations: withoutOperation(provider, given, 'paths') };
  }
  const fields = provider.completed?.(given) ?? given;
  const plain = portableChange(provider, operation, { fields, violations: [] }, fields, 'paths');
  const change = withRegion(plain, provider, region);
  return { change, violations: violationsOf(provider, change) };
}

/** The violations of a listener without a valid protocol: what is wrong whatever the protocol is. */
export function withoutOperation(
  provider: Provider,
  fields: ListenerFields,
  style: FieldStyle,
): readonly Violation[] {
  const [first = [], ...others] = provider.protocols.map((protocol) =>
    violationsAs(provider, { ...fields, protocol }, style),
  );
  const common = first.filter(({ rule, message }) =>
    others.every((found) => found.some((one) => one.rule === rule && one.message === message)),
  );
  return [...protocolProblem(provider, fields.protocol, style), ...common];
}

function violationsAs(
  provider: Provider,
  fields: ListenerFields,
  style: FieldStyle,
): readonly Violation[] {
  const operation = operationFor(provider, fields.protocol, 'create');
  if (operation === undefined) return [];
  const input = { fields, violations: [] };
  const change = portableChange(provider, operation, input, fields, style);
  return violationsOf(provider, change);
}

function protocolProblem(
  provider: Provider,
  protocol: Protocol | undefined,
  style: FieldStyle,
): readonly Violation[] {
  if (protocol !== undefined) return unknownProtocol(provider, protocol, style);
  const missing = missingText(expectedField(provider, 'protocol', {}), (example) =>
    style === 'flags' ? `--protocol ${example}` : `protocol: ${example}`,
  );
  const problem = new Refusal('protocol-required', missing, provider.title);
  return [fieldViolation(provider, 'protocol', style, problem)];
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
