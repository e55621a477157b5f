import { type ListenerFields, PATHS, type Path, type Protocol } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import { validate } from '../model/validate.ts';
import { isEmpty, sameField } from '../model/values.ts';
import { hasErrors, type Violation } from '../model/violation.ts';
import type { TargetState } from '../operations/state.ts';
import type { Change } from '../providers/change.ts';
import { clashOnPort, operationFor } from '../providers/operations.ts';
import { portableChange } from '../providers/portable-change.ts';
import type { Provider } from '../providers/provider.ts';
import type { Checked, Destination } from './check.ts';
import { targetState } from './entry.ts';
import { isPortable } from './portable.ts';
import { ownFields, recalled, recreate, stateAgain } from './recreate.ts';
import type { Replaced } from './replaced.ts';
import { isOneOnWire } from './wire.ts';

/** null stands for no value. */
export interface FieldChange {
  readonly path: Path | 'state';
  readonly old: unknown;
  readonly new: unknown;
}

export type Step<D extends Destination = Destination> = {
  /** `lb-1/tcp/22` or the ref, for messages. */
  readonly listener: string;
  readonly fields: readonly FieldChange[];
} & (
  | ({ readonly action: 'create' } & Definition<D>)
  | ({ readonly action: 'update'; readonly current: Listener } & Definition<D>)
  | ({
      readonly action: 'replace';
      readonly current: Listener;
      /** The fields that cannot be changed in place. */
      readonly fixed: readonly Path[];
      /** The fields of the new listener. */
      readonly created: ListenerFields;
    } & Definition<D>)
  | {
      readonly action: 'start' | 'stop';
      readonly checked: Checked<D>;
      readonly current: Listener;
      readonly state: TargetState;
    }
  | { readonly action: 'delete'; readonly current: Listener }
);

export interface Definition<D extends Destination> {
  readonly checked: Checked<D>;
  readonly change: Change;
  readonly state: TargetState | undefined;
}

export interface Plan<D extends Destination> {
  readonly steps: readonly Step<D>[];
  readonly unchanged: number;
}

interface PlanOptions<D extends Destination> {
  readonly prune: boolean;
  /** What a listener was before an earlier run deleted it in order to replace it. */
  recall?(checked: Checked<D>): Replaced | undefined;
}

/**
 * Plans the changes to one load balancer; only fields in the manifest are compared. What takes less of
 * a bandwidth that listeners share is first, redirects follow their targets, and deletes are last.
 */
export function planBalancer<D extends Destination>(
  provider: Provider,
  wanted: readonly Checked<D>[],
  existing: readonly Listener[],
  { prune, recall }: PlanOptions<D>,
): Plan<D> {
  const matched = match(provider, wanted, existing);
  const steps = wanted.flatMap((checked): readonly Step<D>[] => {
    const current = matched.get(checked);
    const replaced = recalled(recall?.(checked), current);
    const step =
      current === undefined
        ? planCreate(provider, checked, replaced)
        : planChange(provider, checked, current, replaced);
    return step === undefined ? [] : [step];
  });
  const kept = new Set(matched.values());
  // A manifest cannot hold every listener, so the absence of some does not say to delete them.
  const gone = prune
    ? existing.filter((listener) => !kept.has(listener) && isPortable(listener))
    : [];
  return {
    steps: [
      ...steps.toSorted((a, b) => turnOf(a) - turnOf(b)),
      ...gone.filter(({ fields }) => fields.protocol !== 'https').map(planDelete<D>),
      // Others may redirect to them.
      ...gone.filter(({ fields }) => fields.protocol === 'https').map(planDelete<D>),
    ],
    unchanged: wanted.length - steps.length,
  };
}

function turnOf(step: Step): number {
  if (freesBandwidth(step)) return 0;
  return redirectOf(step) === undefined ? 1 : 2;
}

function freesBandwidth({ action, fields }: Step): boolean {
  const change = fields.find(({ path }) => path === 'bandwidth');
  if (action !== 'update' || typeof change?.new !== 'number') return false;
  return typeof change.old === 'number' && change.new < change.old;
}

/** The port that a step's listener redirects to. */
export function redirectOf(step: Step): number | undefined {
  return step.action === 'delete' ? undefined : step.checked.entry.fields.redirectTo;
}

/**
 * Finds the existing listener for each wanted one: same port and protocol, or else same port and a
 * protocol that cannot share it.
 */
function match<D extends Destination>(
  provider: Provider,
  wanted: readonly Checked<D>[],
  existing: readonly Listener[],
): ReadonlyMap<Checked<D>, Listener> {
  const matched = new Map<Checked<D>, Listener>();
  const free = new Set(existing);
  const matchBy = (fits: (protocol: Protocol, existing: Protocol) => boolean) => {
    for (const checked of wanted) {
      const { port, protocol } = checked.entry.fields;
      if (protocol === undefined || matched.has(checked)) continue;
      const found = [...free].find(
        ({ fields }) =>
          fields.port === port && fields.protocol !== undefined && fits(protocol, fields.protocol),
      );
      if (found === undefined) continue;
      free.delete(found);
      matched.set(checked, found);
    }
  };
  matchBy((protocol, other) => protocol === other);
  matchBy((protocol, other) => clashOnPort(provider, protocol, other));
  return matched;
}

function planCreate<D extends Destination>(
  provider: Provider,
  checked: Checked<D>,
  replaced: Replaced | undefined,
): Step<D> {
  const { entry, listener } = checked;
  const { change, fields: all } =
    replaced === undefined
      ? { change: checked.change, fields: entry.fields }
      : recreate(provider, checked, replaced.fields);
  const state = wantedState(provider, checked, replaced);
  const fields = PATHS.filter((path) => all[path] !== undefined).map(
    (path): FieldChange => ({ path, old: null, new: all[path] }),
  );
  if (state !== undefined) fields.push(stateChange(undefined, state));
  const created = state === undefined ? undefined : provider.states?.createdAs?.(state);
  return created === undefined
    ? { action: 'create', listener, checked, change, state, fields }
    : {
        action: 'create',
        listener,
        checked,
        change: { ...change, values: { ...change.values, ...created } },
        state: undefined,
        fields,
      };
}

function planDelete<D extends Destination>(current: Listener): Step<D> {
  return { action: 'delete', listener: current.ref, current, fields: [] };
}

/** @returns undefined if the listener already matches */
function planChange<D extends Destination>(
  provider: Provider,
  checked: Checked<D>,
  current: Listener,
  replaced: Replaced | undefined,
): Step<D> | undefined {
  const { entry, listener } = checked;
  const before = targetState(current.status);
  const wanted = wantedState(provider, checked, replaced);
  const state = wanted === before ? undefined : wanted;
  const stateFields = state === undefined ? [] : [stateChange(before, state)];
  // A run that was interrupted may have deleted or created a part of it.
  const whole =
    replaced === undefined ? entry.fields : recreate(provider, checked, replaced.fields).fields;
  const paths = differing(provider, whole, current.fields);
  const changes = paths.map((path) => fieldChange(path, current.fields, whole));
  const base = { listener, checked, current, fields: [...changes, ...stateFields] };
  const change = paths.length > 0 ? updateOf(provider, whole, paths, current) : undefined;
  if (change !== undefined && 'fixed' in change) {
    const own = replaced?.fields ?? ownFields(provider, current, entry.fields, paths);
    const again = recreate(provider, checked, own);
    const dropped = again.dropped
      .filter((path) => !paths.includes(path))
      .map((path) => fieldChange(path, own, again.fields));
    const { values, state, becomes } = stateAgain(provider, wanted, before);
    const isOther = provider.states !== undefined && becomes !== before;
    const ofState = isOther ? [stateChange(before, becomes)] : [];
    return {
      ...base,
      fields: [...changes, ...dropped, ...ofState],
      action: 'replace',
      fixed: change.fixed,
      change: { ...again.change, values: { ...again.change.values, ...values } },
      created: again.fields,
      state,
    };
  }
  if (change !== undefined) return { ...base, action: 'update', change, state };
  if (state === undefined) return undefined;
  return { ...base, fields: stateFields, action: state === 'running' ? 'start' : 'stop', state };
}

/** A listener that was running before it was replaced runs again. */
function wantedState<D extends Destination>(
  { states }: Provider,
  { entry }: Checked<D>,
  replaced: Replaced | undefined,
): TargetState | undefined {
  // Where listeners have no states, they run without more ado.
  if (states === undefined) return undefined;
  // Others can be stopped only after they ran.
  const isKept = replaced?.state === 'running' || states.createdAs !== undefined;
  return entry.state ?? (isKept ? replaced?.state : undefined);
}

function stateChange(before: TargetState | undefined, after: TargetState): FieldChange {
  return { path: 'state', old: before ?? null, new: after };
}

function differing(
  provider: Provider,
  wanted: ListenerFields,
  existing: ListenerFields,
): readonly Path[] {
  // Clouds do not keep the other settings of a redirect.
  const redirects = existing.redirectTo !== undefined && existing.redirectTo === wanted.redirectTo;
  const compared: readonly Path[] = redirects ? ['protocol', 'redirectTo'] : PATHS;
  return compared.filter(
    (path) =>
      wanted[path] !== undefined &&
      !isUnknown(path, existing) &&
      !sameField(wanted[path], existing[path]) &&
      !(isEmpty(wanted[path]) && isEmpty(existing[path])) &&
      (path === 'protocol' ||
        !isOneOnWire(provider, path, wanted[path], existing[path], { ...existing, ...wanted })),
  );
}

/** Not every cloud returns the backend port of a listener with a server group. */
function isUnknown(path: Path, existing: ListenerFields): boolean {
  const group = existing['backend.group'] ?? existing['backend.pair'];
  return path === 'backend.port' && existing[path] === undefined && group !== undefined;
}

/** @returns what no update can change; undefined if there is no difference for the cloud */
function updateOf(
  provider: Provider,
  wanted: ListenerFields,
  paths: readonly Path[],
  current: Listener,
): Change | { readonly fixed: readonly Path[] } | undefined {
  const operation = operationFor(provider, current.fields.protocol, 'update');
  if (operation === undefined || paths.includes('protocol')) return { fixed: ['protocol'] };
  const fields: ListenerFields = Object.fromEntries(paths.map((path) => [path, wanted[path]]));
  const whole = { ...current.fields, ...wanted };
  const change = portableChange(provider, operation, { fields, violations: [] }, whole, 'paths');
  if (hasErrors(change.violations)) return { fixed: blamed(change.violations, paths) };
  const plan = provider.planUpdate(current.native, change.values, false);
  if (plan.kind === 'unchanged') return undefined;
  const draft = { ...change, values: plan.merged, before: provider.valuesOf(current.native) };
  const violations = validate(provider, draft);
  return hasErrors(violations) ? { fixed: blamed(violations, paths) } : change;
}

/** The changed fields that errors are about; all of them if none is named. */
function blamed(violations: readonly Violation[], paths: readonly Path[]): readonly Path[] {
  const named = violations
    .filter(({ severity }) => severity === 'error')
    .flatMap(({ fields }) => fields);
  const found = paths.filter((path) => named.includes(path));
  return found.length === 0 ? paths : found;
}

function fieldChange(path: Path, before: ListenerFields, after: ListenerFields): FieldChange {
  return { path, old: before[path] ?? null, new: after[path] ?? null };
}
