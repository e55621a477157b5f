import { type ListenerFields, PATHS, type Path, type Protocol } from '../model/fields.ts';
import type { Listener, Status } from '../model/listener.ts';
import { validate } from '../model/validate.ts';
import { sameField } from '../model/values.ts';
import { hasErrors } from '../model/violation.ts';
import type { Change } from '../operations/change.ts';
import { portableChange } from '../operations/portable-change.ts';
import type { TargetState } from '../operations/state.ts';
import { operationFor } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';
import type { Checked, Destination } from './check.ts';

/** One field that would change; null stands for no value. */
export interface FieldChange {
  readonly path: Path | 'state';
  readonly old: unknown;
  readonly new: unknown;
}

/** One thing to do on a load balancer. */
export type Step<D extends Destination = Destination> = {
  /** `lb-1/tcp/22` or its ref, for people. */
  readonly listener: string;
  readonly fields: readonly FieldChange[];
} & (
  | {
      readonly action: 'create';
      readonly checked: Checked<D>;
      readonly change: Change;
      readonly state: TargetState | undefined;
    }
  | {
      readonly action: 'update' | 'replace';
      readonly checked: Checked<D>;
      readonly current: Listener;
      readonly change: Change;
      readonly state: TargetState | undefined;
    }
  | {
      readonly action: 'start' | 'stop';
      readonly checked: Checked<D>;
      readonly current: Listener;
      readonly state: TargetState;
    }
  | { readonly action: 'delete'; readonly current: Listener }
);

export interface Plan<D extends Destination> {
  readonly steps: readonly Step<D>[];
  readonly unchanged: number;
}

/**
 * What makes one load balancer match: only fields that the manifest gives are compared.
 * Redirects come after what they lead to, and what is to go away goes last.
 */
export function planBalancer<D extends Destination>(
  provider: Provider,
  wanted: readonly Checked<D>[],
  existing: readonly Listener[],
  prune: boolean,
): Plan<D> {
  const matched = match(provider, wanted, existing);
  const steps = wanted.flatMap((checked): readonly Step<D>[] => {
    const current = matched.get(checked);
    const step = current === undefined ? creation(checked) : alteration(provider, checked, current);
    return step === undefined ? [] : [step];
  });
  const kept = new Set(matched.values());
  const gone = prune ? existing.filter((listener) => !kept.has(listener)) : [];
  const isRedirect = (step: Step<D>) => redirectOf(step) !== undefined;
  return {
    steps: [
      ...steps.filter((step) => !isRedirect(step)),
      ...steps.filter(isRedirect),
      ...gone.filter(({ fields }) => fields.redirectTo !== undefined).map(removal<D>),
      ...gone.filter(({ fields }) => fields.redirectTo === undefined).map(removal<D>),
    ],
    unchanged: wanted.length - steps.length,
  };
}

/** The port that a step's listener redirects to. */
export function redirectOf(step: Step): number | undefined {
  return step.action === 'delete' ? undefined : step.checked.entry.fields.redirectTo;
}

/**
 * The existing listener for each wanted one: of the same port and protocol, or else of a protocol
 * that can't be on that port beside the wanted one.
 */
function match<D extends Destination>(
  provider: Provider,
  wanted: readonly Checked<D>[],
  existing: readonly Listener[],
): ReadonlyMap<Checked<D>, Listener> {
  const matched = new Map<Checked<D>, Listener>();
  const free = new Set(existing);
  const take = (fits: (protocol: Protocol, existing: Protocol) => boolean) => {
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
  take((protocol, other) => protocol === other);
  take((protocol, other) => provider.sharesPort?.(protocol, other) !== true);
  return matched;
}

function creation<D extends Destination>(checked: Checked<D>): Step<D> {
  const { entry, listener, change } = checked;
  const fields = PATHS.filter((path) => entry.fields[path] !== undefined).map(
    (path): FieldChange => ({ path, old: null, new: entry.fields[path] }),
  );
  const state = entry.state === undefined ? [] : [stateChange(undefined, entry.state)];
  return {
    action: 'create',
    listener,
    checked,
    change,
    state: entry.state,
    fields: [...fields, ...state],
  };
}

function removal<D extends Destination>(current: Listener): Step<D> {
  return { action: 'delete', listener: current.ref, current, fields: [] };
}

/** What makes an existing listener match; undefined when it does. */
function alteration<D extends Destination>(
  provider: Provider,
  checked: Checked<D>,
  current: Listener,
): Step<D> | undefined {
  const { entry, listener } = checked;
  const before = settled(current.status);
  const state = entry.state === before ? undefined : entry.state;
  const stateFields = state === undefined ? [] : [stateChange(before, state)];
  const paths = differing(entry.fields, current.fields);
  const changed = paths.map(
    (path): FieldChange => ({
      path,
      old: current.fields[path] ?? null,
      new: entry.fields[path] ?? null,
    }),
  );
  const base = { listener, checked, current, fields: [...changed, ...stateFields] };
  const change = paths.length > 0 ? updateOf(provider, entry.fields, paths, current) : undefined;
  if (change === 'replace') {
    return {
      ...base,
      action: 'replace',
      change: replacement(provider, checked, current),
      // A new listener may begin stopped; nobody asked for that.
      state: entry.state ?? (before === 'running' ? 'running' : undefined),
    };
  }
  if (change !== undefined) return { ...base, action: 'update', change, state };
  if (state === undefined) return undefined;
  return { ...base, fields: stateFields, action: state === 'running' ? 'start' : 'stop', state };
}

function stateChange(before: TargetState | undefined, after: TargetState): FieldChange {
  return { path: 'state', old: before ?? null, new: after };
}

/** The state that it has or is about to have; undefined while it is unknown. */
function settled(status: Status): TargetState | undefined {
  if (status === 'running' || status === 'starting') return 'running';
  return status === 'stopped' || status === 'stopping' ? 'stopped' : undefined;
}

function differing(wanted: ListenerFields, existing: ListenerFields): readonly Path[] {
  // A redirect keeps none of the other settings that it was created with.
  const redirects = existing.redirectTo !== undefined && existing.redirectTo === wanted.redirectTo;
  const compared: readonly Path[] = redirects ? ['protocol', 'redirectTo'] : PATHS;
  return compared.filter(
    (path) =>
      wanted[path] !== undefined &&
      !isUnknown(path, existing) &&
      !sameField(wanted[path], existing[path]) &&
      !(isEmpty(wanted[path]) && isEmpty(existing[path])),
  );
}

/** With a server group the backend port has no effect, and not every cloud returns it. */
function isUnknown(path: Path, existing: ListenerFields): boolean {
  const group = existing['backend.group'] ?? existing['backend.pair'];
  return path === 'backend.port' && existing[path] === undefined && group !== undefined;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The update; `replace` where none can do it, undefined where nothing differs for the cloud. */
function updateOf(
  provider: Provider,
  wanted: ListenerFields,
  paths: readonly Path[],
  current: Listener,
): Change | 'replace' | undefined {
  const operation = operationFor(provider, current.fields.protocol, 'update');
  if (operation === undefined || paths.includes('protocol')) return 'replace';
  const fields: ListenerFields = Object.fromEntries(paths.map((path) => [path, wanted[path]]));
  const whole = { ...current.fields, ...wanted };
  const change = portableChange(provider, operation, { fields, violations: [] }, whole, 'paths');
  if (hasErrors(change.violations)) return 'replace';
  const plan = provider.planUpdate(current.native, change.values, false);
  if (plan.kind === 'unchanged') return undefined;
  const draft = { ...change, values: plan.merged, before: provider.valuesOf(current.native) };
  // Whatever an update refuses and a create takes needs a new listener.
  return hasErrors(validate(provider, draft)) ? 'replace' : change;
}

/** The new listener keeps what the old one had and the manifest leaves open, as far as it fits. */
function replacement<D extends Destination>(
  provider: Provider,
  { entry, change }: Checked<D>,
  { fields: old }: Listener,
): Change {
  const isRedirect = old.redirectTo !== undefined || entry.fields.redirectTo !== undefined;
  if (isRedirect || old.protocol !== entry.fields.protocol) return change;
  const fields = { ...old, ...entry.fields };
  const input = { fields, violations: [] };
  const full = portableChange(provider, change.operation, input, fields, 'paths');
  const kept = { ...full, values: { ...change.values, ...full.values } };
  return hasErrors([...full.violations, ...validate(provider, kept)]) ? change : kept;
}
