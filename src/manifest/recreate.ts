import type { ListenerFields, Path } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import { type Change, withRegion } from '../providers/change.ts';
import { operationFor } from '../providers/operations.ts';
import { portableChange } from '../providers/portable-change.ts';
import { definitionOf, type Provider } from '../providers/provider.ts';
import type { Checked, Destination } from './check.ts';
import { defaultFields } from './defaults.ts';
import { fitFields } from './fitting.ts';

/** How a listener is created again after it was deleted. */
export interface Recreated {
  readonly change: Change;
  /** All fields of the new listener. */
  readonly fields: ListenerFields;
}

/**
 * The fields from which a listener can be created again. It gets its backend group back if that has
 * servers, unless the change is about the group.
 */
export function ownFields(
  provider: Provider,
  current: Listener,
  changed: readonly Path[],
): ListenerFields {
  const own = definitionOf(provider, current);
  const group = provider.groupWithServers?.(current.native);
  const isAboutGroup = changed.some(
    (path) => path === 'backend.group' || provider.apart?.includes(path),
  );
  return group === undefined || isAboutGroup
    ? own
    : { ...withoutGroupFields(provider, own), 'backend.group': group };
}

/** Keeps fields that the manifest does not set, as far as they are valid for the new listener. */
export function recreate(
  provider: Provider,
  { entry, change, destination }: Checked<Destination>,
  old: ListenerFields,
): Recreated {
  const isRedirect = old.redirectTo !== undefined || entry.fields.redirectTo !== undefined;
  if (isRedirect) return { change, fields: entry.fields };
  const group = entry.fields['backend.group'];
  const own = old.protocol === entry.fields.protocol ? old : withoutDefaults(provider, old);
  const kept = group === undefined ? own : withoutGroupFields(provider, own);
  const hasGroup = group === undefined && old['backend.group'] !== undefined;
  const given = hasGroup ? withoutGroupFields(provider, entry.fields) : entry.fields;
  const open = (Object.keys(kept) as Path[]).filter((path) => given[path] === undefined);
  const { fields, problems } = fitFields({ provider }, { ...kept, ...given }, open, new Set());
  if (problems.length > 0) return { change, fields: entry.fields };
  const full = portableChange(
    provider,
    change.operation,
    { fields, violations: [] },
    fields,
    'paths',
  );
  return { change: withRegion(full, provider, destination.region), fields };
}

/** Another protocol has other defaults. */
function withoutDefaults(provider: Provider, fields: ListenerFields): ListenerFields {
  const operation = operationFor(provider, fields.protocol, 'create');
  const defaults: readonly string[] =
    operation === undefined ? [] : defaultFields(provider, operation, fields);
  return Object.fromEntries(Object.entries(fields).filter(([path]) => !defaults.includes(path)));
}

/** Without what belongs to a backend group: it keeps its own settings. */
function withoutGroupFields({ apart = [] }: Provider, fields: ListenerFields): ListenerFields {
  return Object.fromEntries(Object.entries(fields).filter(([path]) => !apart.includes(path)));
}
