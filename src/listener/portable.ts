import type { Form, Provider } from '../providers/provider.ts';
import type { Change } from '../verbs/change.ts';
import { encodeFields } from './coding.ts';
import type { ListenerFields } from './fields.ts';
import { portableSurface } from './surface.ts';
import type { Violation } from './violation.ts';

/** Portable fields as they were read, and what could not be. */
export interface PortableInput {
  readonly fields: ListenerFields;
  readonly violations: readonly Violation[];
}

/** Portable fields as a change of a provider's parameters. */
export function portableChange(
  provider: Provider,
  form: Form,
  { fields, violations }: PortableInput,
  listener: ListenerFields,
  style: 'flags' | 'paths',
): Change {
  const encoded = encodeFields(provider, form, fields, listener, style);
  return {
    form,
    values: encoded.values,
    given: new Set(Object.keys(encoded.values)),
    surface: portableSurface(provider, listener, style),
    violations: [...violations, ...encoded.violations],
    verbatim: false,
  };
}
