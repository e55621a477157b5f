import type { ListenerFields } from '../model/fields.ts';
import { createOf } from '../providers/portable-change.ts';
import type { Destination } from './check.ts';

/**
 * The key of a manifest that accepts what a listener is warned of: written for listeners that exist,
 * where the value was chosen.
 */
export function acceptedWarnings(
  destination: Destination,
  fields: ListenerFields,
): { readonly acceptWarnings?: readonly string[] } {
  const warnings = createOf(destination, fields).violations.filter(
    ({ severity }) => severity === 'warning',
  );
  const rules = [...new Set(warnings.map(({ rule }) => rule))];
  return rules.length === 0 ? {} : { acceptWarnings: rules };
}
