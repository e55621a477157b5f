import type { Operation } from '../model/catalogue.ts';
import { encodeFields } from '../model/codec.ts';
import type { ListenerFields } from '../model/fields.ts';
import { portableLabels } from '../model/labels.ts';
import type { Violation } from '../model/violation.ts';
import type { Provider } from '../providers/provider.ts';
import type { Change } from './change.ts';

/** Portable fields as they were read, and what could not be. */
export interface PortableInput {
  readonly fields: ListenerFields;
  readonly violations: readonly Violation[];
}

/** Portable fields as a change of a provider's parameters. */
export function portableChange(
  provider: Provider,
  operation: Operation,
  { fields, violations }: PortableInput,
  listener: ListenerFields,
  style: 'flags' | 'paths',
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
