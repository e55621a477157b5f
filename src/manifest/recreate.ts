import type { ListenerFields, Path, Protocol } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import type { Values } from '../model/parameter.ts';
import type { TargetState } from '../operations/state.ts';
import { type Change, withRegion } from '../providers/change.ts';
import { operationFor } from '../providers/operations.ts';
import { portableChange } from '../providers/portable-change.ts';
import { definitionOf, type Provider } from '../providers/provider.ts';
import type { Checked, Destination } from './check.ts';
import { defaultFields } from './defaults.ts';
import { createViolations, fitFields } from './fitting.ts';
import type { Replaced } from './replaced.ts';

/** How a listener is created again after it was deleted. */
export interface Recreated {
  readonly change: Change;
  /** All fields of the new listener. */
  readonly fields: ListenerFields;
  /** Fields of the old listener that the new one cannot have. */
  readonly dropped: readonly Path[];
}

/**
 * The fields from which a listener can be created again. It gets its backend group back if that has
 * servers, unless the change is about the group.
 */
export function ownFields(
  provider: Provider,
  current: Listener,
  { protocol }: ListenerFields,
  changed: readonly Path[],
): ListenerFields {
  const own = definitionOf(provider, current);
  const group = provider.groupWithServers?.(current.native);
  const isAboutGroup = changed.some(
    (path) => path === 'backend.group' || provider.apart?.includes(path),
  );
  return group === undefined || isAboutGroup || !fitsGroup(provider, own, protocol)
    ? own
    : { ...withoutGroupFields(provider, own), 'backend.group': group };
}

/** Whether the group of a listener can serve another protocol. */
function fitsGroup(
  provider: Provider,
  own: ListenerFields,
  protocol: Protocol | undefined,
): boolean {
  const fields = protocol === undefined ? own : { ...own, protocol };
  return !createViolations({ provider }, fields).some(
    ({ severity, fields }) => severity === 'error' && fields[0] === 'backend.protocol',
  );
}

/** Keeps fields that the manifest does not set, as far as they are valid for the new listener. */
export function recreate(
  provider: Provider,
  { entry, change, destination }: Checked<Destination>,
  old: ListenerFields,
): Recreated {
  const isRedirect = old.redirectTo !== undefined || entry.fields.redirectTo !== undefined;
  if (isRedirect) return { change, fields: entry.fields, dropped: [] };
  const group = entry.fields['backend.group'];
  const own = old.protocol === entry.fields.protocol ? old : withoutDefaults(provider, old);
  const hasGroup = group === undefined && old['backend.group'] !== undefined;
  const given = hasGroup ? withoutGroupFields(provider, entry.fields) : entry.fields;
  const kept = withoutOffBeside(
    group === undefined ? own : withoutGroupFields(provider, own),
    given,
  );
  const open = (Object.keys(kept) as Path[]).filter((path) => given[path] === undefined);
  const whole = { ...kept, ...given };
  const idle = newlyWarned(provider, old, whole);
  const fitted = fitFields({ provider }, whole, open, idle);
  const isValid = fitted.problems.length === 0;
  const fields = isValid ? fitted.fields : entry.fields;
  const dropped = open.filter((path) => fields[path] === undefined);
  if (!isValid) return { change, fields, dropped };
  const full = portableChange(
    provider,
    change.operation,
    { fields, violations: [] },
    fields,
    'paths',
  );
  return { change: withRegion(full, provider, destination.region), fields, dropped };
}

const SWITCHES: readonly Path[] = ['healthCheck.enabled', 'stickySession.mode', 'access.mode'];

/** What was off is not kept so if the manifest has settings for it. */
function withoutOffBeside(kept: ListenerFields, given: ListenerFields): ListenerFields {
  const groups = new Set(Object.keys(given).map((path) => path.split('.')[0]));
  const idle = SWITCHES.filter(
    (path) => kept[path] === 'off' && given[path] === undefined && groups.has(path.split('.')[0]),
  );
  return without(kept, idle);
}

/** Fields that the new listener is warned of, and the old one is not: they have no effect there. */
function newlyWarned(
  provider: Provider,
  old: ListenerFields,
  fields: ListenerFields,
): ReadonlySet<string> {
  const warnings = (some: ListenerFields) =>
    createViolations({ provider }, some).filter(({ severity }) => severity === 'warning');
  const known = new Set(warnings(old).map(({ rule }) => rule));
  return new Set(
    warnings(fields)
      .filter(({ rule }) => !known.has(rule))
      .flatMap((warning) => warning.fields.slice(0, 1)),
  );
}

/** Another protocol has other defaults. */
function withoutDefaults(provider: Provider, fields: ListenerFields): ListenerFields {
  const operation = operationFor(provider, fields.protocol, 'create');
  return operation === undefined
    ? fields
    : without(fields, defaultFields(provider, operation, fields));
}

/** Without what belongs to a backend group: it keeps its own settings. */
function withoutGroupFields({ apart = [] }: Provider, fields: ListenerFields): ListenerFields {
  return without(fields, apart);
}

function without(fields: ListenerFields, paths: readonly string[]): ListenerFields {
  return Object.fromEntries(Object.entries(fields).filter(([path]) => !paths.includes(path)));
}

/**
 * The state of a listener that is created again: as it was before, where the cloud can have it so.
 * @param wanted by the manifest
 */
export function stateAgain(
  { states }: Provider,
  wanted: TargetState | undefined,
  before: TargetState | undefined,
): {
  /** Parameters of the create. */
  readonly values: Values;
  /** What it is put into after it was created. */
  readonly state: TargetState | undefined;
  readonly becomes: TargetState;
} {
  const kept = wanted ?? before;
  const values = kept === undefined ? undefined : states?.createdAs?.(kept);
  if (kept !== undefined && values !== undefined) {
    return { values, state: undefined, becomes: kept };
  }
  const state = wanted ?? (before === 'running' && states !== undefined ? before : undefined);
  return { values: {}, state, becomes: state ?? states?.created ?? 'running' };
}

/** What was kept of a listener is for that one, or for what has been made of it so far. */
export function recalled(
  replaced: Replaced | undefined,
  current: Listener | undefined,
): Replaced | undefined {
  if (replaced === undefined || current === undefined) return replaced;
  const hasSameName = (current.fields.name ?? '') === (replaced.fields.name ?? '');
  return current.ref === replaced.ref || hasSameName ? replaced : undefined;
}
