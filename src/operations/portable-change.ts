import type { Operation } from '../model/catalogue.ts';
import { encodeFields } from '../model/encode.ts';
import { field, type ListenerFields, type Path, type Protocol } from '../model/fields.ts';
import { portableLabels } from '../model/labels.ts';
import { alternatives } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import type { Provider } from '../providers/provider.ts';
import type { Change } from './change.ts';

/** Portable fields as they were read, and what could not be. */
export interface PortableInput {
  readonly fields: ListenerFields;
  readonly violations: readonly Violation[];
}

/** Fields are named as flags on a command line, as paths in a manifest. */
type Style = 'flags' | 'paths';

/** Portable fields as a change of a provider's parameters. */
export function portableChange(
  provider: Provider,
  operation: Operation,
  { fields, violations }: PortableInput,
  listener: ListenerFields,
  style: Style,
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

/**
 * What is wrong with a listener for which no operation can be told: everything else depends on its
 * protocol, so more can't be checked.
 */
export function withoutOperation(
  provider: Provider,
  fields: ListenerFields,
  style: Style,
): readonly Violation[] {
  const missing = (['loadBalancer', 'protocol', 'port'] as const)
    .filter((path) => fields[path] === undefined)
    .map((path) =>
      placeViolation(provider, path, style, `${field(path).flag}-required`, 'is missing'),
    );
  return [...missing, ...unknownProtocol(provider, fields.protocol, style)];
}

/** A protocol that this cloud has no listeners of. */
export function unknownProtocol(
  provider: Provider,
  protocol: Protocol | undefined,
  style: Style,
): readonly Violation[] {
  const { id, protocols } = provider;
  if (protocol === undefined || protocols.includes(protocol)) return [];
  const problem = `must be ${alternatives(protocols)} on ${id}, not ${protocol}`;
  return [placeViolation(provider, 'protocol', style, 'protocol-values', problem)];
}

function placeViolation(
  { id, title }: Provider,
  path: Path,
  style: Style,
  rule: string,
  problem: string,
): Violation {
  const flag = `--${field(path).flag}`;
  const [label, flags] = style === 'flags' ? [flag, [flag]] : [path, []];
  return {
    rule: `${id}/${rule}`,
    severity: 'error',
    fields: [path],
    flags,
    message: `${label} ${problem}`,
    source: title,
  };
}
