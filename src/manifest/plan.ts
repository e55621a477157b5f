import { FIELDS, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
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

/** One field that would change; null where a side has nothing. */
export interface FieldChange {
  readonly path: Path | 'state';
  readonly old: unknown;
  readonly new: unknown;
}

interface StepBase {
  /** For people: where it is, or will be. */
  readonly listener: string;
  readonly fields: readonly FieldChange[];
}

export type Step<D extends Destination = Destination> =
  | (StepBase & {
      readonly action: 'create';
      readonly checked: Checked<D>;
      readonly change: Change;
      readonly state: TargetState | undefined;
    })
  | (StepBase & {
      readonly action: 'update';
      readonly checked: Checked<D>;
      readonly current: Listener;
      readonly change: Change;
      readonly state: TargetState | undefined;
    })
  | (StepBase & {
      readonly action: 'start' | 'stop';
      readonly checked: Checked<D>;
      readonly current: Listener;
      readonly state: TargetState;
    })
  | (StepBase & {
      readonly action: 'replace';
      readonly checked: Checked<D>;
      readonly current: Listener;
      readonly change: Change;
      readonly state: TargetState | undefined;
    })
  | (StepBase & { readonly action: 'delete'; readonly current: Listener });

export interface Plan<D extends Destination> {
  readonly steps: readonly Step<D>[];
  readonly unchanged: number;
}

/**
 * What makes one load balancer match: only fields that the manifest says are compared.
 * Redirects come after what they lead to, and what is to go away goes last.
 */
export function planBalancer<D extends Destination>(
  provider: Provider,
  wanted: readonly Checked<D>[],
  there: readonly Listener[],
  prune: boolean,
): Plan<D> {
  const free = new Set(there);
  const pairs = pair(provider, wanted, free);
  const steps: Step<D>[] = [];
  let unchanged = 0;
  for (const { checked, current } of pairs) {
    const step = current === undefined ? creation(checked) : alteration(provider, checked, current);
    if (step === undefined) unchanged += 1;
    else steps.push(step);
  }
  const gone = prune ? [...free].map(removal<D>) : [];
  return { steps: [...inOrder(steps, false), ...inOrder(gone, true)], unchanged };
}

interface Pair<D extends Destination> {
  readonly checked: Checked<D>;
  readonly current: Listener | undefined;
}

/** Which listener is meant by which: the same port, and the same protocol where that tells two apart. */
function pair<D extends Destination>(
  provider: Provider,
  wanted: readonly Checked<D>[],
  free: Set<Listener>,
): readonly Pair<D>[] {
  const take = (checked: Checked<D>, fits: (protocol: string | undefined) => boolean) => {
    const found = [...free].find(
      ({ fields }) => fields.port === checked.wanted.fields.port && fits(fields.protocol),
    );
    if (found !== undefined) free.delete(found);
    return found;
  };
  const exact = wanted.map((checked) => ({
    checked,
    current: take(checked, (protocol) => protocol === checked.wanted.fields.protocol),
  }));
  return exact.map(({ checked, current }) => ({
    checked,
    current: current ?? take(checked, (protocol) => excludes(provider, checked, protocol)),
  }));
}

function excludes<D extends Destination>(
  provider: Provider,
  { wanted: { fields } }: Checked<D>,
  other: string | undefined,
): boolean {
  const protocol = FIELDS.protocol.type.values.find((known) => known === other);
  return (
    protocol !== undefined &&
    fields.protocol !== undefined &&
    provider.sharesPort?.(fields.protocol, protocol) !== true
  );
}

function creation<D extends Destination>(checked: Checked<D>): Step<D> {
  const { wanted, listener, change } = checked;
  const fields = PATHS.filter((path) => wanted.fields[path] !== undefined).map(
    (path): FieldChange => ({ path, old: null, new: wanted.fields[path] }),
  );
  const state = wanted.state === undefined ? [] : [stateChange(undefined, wanted.state)];
  return {
    action: 'create',
    listener,
    checked,
    change,
    state: wanted.state,
    fields: [...fields, ...state],
  };
}

function removal<D extends Destination>(current: Listener): Step<D> {
  return { action: 'delete', listener: current.ref, current, fields: [] };
}

function alteration<D extends Destination>(
  provider: Provider,
  checked: Checked<D>,
  current: Listener,
): Step<D> | undefined {
  const { wanted, listener } = checked;
  const paths = differing(wanted.fields, current.fields);
  const before = settled(current.status);
  const state = wanted.state !== undefined && wanted.state !== before ? wanted.state : undefined;
  const ofState = state === undefined ? [] : [stateChange(before, state)];
  const fields = [
    ...paths.map((path) => ({
      path,
      old: current.fields[path] ?? null,
      new: wanted.fields[path] ?? null,
    })),
    ...ofState,
  ];
  const base = { listener, checked, current, fields };
  if (paths.length > 0) {
    const change = updateOf(provider, wanted.fields, paths, current);
    if (change === 'replace') {
      return {
        ...base,
        action: 'replace',
        change: replacement(provider, checked, current),
        // A new listener may begin stopped; nobody asked for that.
        state: wanted.state ?? (before === 'running' ? 'running' : undefined),
      };
    }
    if (change !== undefined) return { ...base, action: 'update', change, state };
  }
  if (state === undefined) return undefined;
  return { ...base, fields: ofState, action: state === 'running' ? 'start' : 'stop', state };
}

function stateChange(before: TargetState | undefined, after: TargetState): FieldChange {
  return { path: 'state', old: before ?? null, new: after };
}

/** What it is or is about to be; undefined while that can't be told. */
function settled(status: Status): TargetState | undefined {
  if (status === 'running' || status === 'starting') return 'running';
  return status === 'stopped' || status === 'stopping' ? 'stopped' : undefined;
}

function differing(wanted: ListenerFields, there: ListenerFields): readonly Path[] {
  // A redirect has nothing else, whatever else was said when it was made.
  const redirects = there.redirectTo !== undefined && there.redirectTo === wanted.redirectTo;
  const compared: readonly Path[] = redirects ? ['protocol', 'redirectTo'] : PATHS;
  return compared.filter(
    (path) =>
      wanted[path] !== undefined &&
      !isUntold(path, there) &&
      !sameField(wanted[path], there[path]) &&
      !(isEmpty(wanted[path]) && isEmpty(there[path])),
  );
}

/** Beside a server group, the port of the backends has no effect, and not every cloud tells it. */
function isUntold(path: Path, there: ListenerFields): boolean {
  const group = there['backend.group'] ?? there['backend.pair'];
  return path === 'backend.port' && there[path] === undefined && group !== undefined;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The update, when one can do it; undefined when the cloud sees no difference. */
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
  { wanted, change }: Checked<D>,
  { fields: old }: Listener,
): Change {
  const kin = old.protocol === wanted.fields.protocol;
  if (!kin || old.redirectTo !== undefined || wanted.fields.redirectTo !== undefined) return change;
  const fields = { ...old, ...wanted.fields };
  const full = portableChange(
    provider,
    change.operation,
    { fields, violations: [] },
    fields,
    'paths',
  );
  const values = { ...change.values, ...full.values };
  const kept = { ...full, values };
  return hasErrors([...full.violations, ...validate(provider, kept)]) ? change : kept;
}

function inOrder<D extends Destination>(steps: readonly Step<D>[], backwards: boolean) {
  const redirects = steps.filter(isRedirect);
  const others = steps.filter((step) => !isRedirect(step));
  return backwards ? [...redirects, ...others] : [...others, ...redirects];
}

function isRedirect<D extends Destination>(step: Step<D>): boolean {
  const fields = step.action === 'delete' ? step.current.fields : step.checked.wanted.fields;
  return fields.redirectTo !== undefined;
}
