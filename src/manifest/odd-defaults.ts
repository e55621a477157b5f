import type { ListenerFields } from '../model/fields.ts';
import { validate } from '../model/validate.ts';
import { operationFor } from '../providers/operations.ts';
import { portableChange } from '../providers/portable-change.ts';
import type { Provider } from '../providers/provider.ts';
import { defaultFields } from './defaults.ts';

/**
 * Without values that the cloud itself chose and that its own pages warn of: a manifest says the same
 * without them, and has nothing to complain about.
 */
export function withoutOddDefaults(provider: Provider, fields: ListenerFields): ListenerFields {
  const operation = operationFor(provider, fields.protocol, 'create');
  if (operation === undefined) return fields;
  const change = portableChange(provider, operation, { fields, violations: [] }, fields, 'paths');
  const warned = new Set(validate(provider, change).flatMap((violation) => violation.fields));
  if (warned.size === 0) return fields;
  const odd = defaultFields(provider, operation, fields).filter((path) => warned.has(path));
  return Object.fromEntries(
    Object.entries(fields).filter(([path]) => !odd.some((one) => one === path)),
  ) as ListenerFields;
}
