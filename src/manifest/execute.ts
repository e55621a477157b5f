import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { ListenerFields } from '../model/fields.ts';
import type { Listener, Native } from '../model/listener.ts';
import { naturalKey, runCreate } from '../operations/create.ts';
import { deleteListener } from '../operations/delete.ts';
import { findIfAny, findListener } from '../operations/find.ts';
import { matches } from '../operations/match.ts';
import { PartlyDone } from '../operations/partly.ts';
import { setState, type TargetState } from '../operations/state.ts';
import { updateListener } from '../operations/update.ts';
import type { WaitOptions } from '../operations/wait.ts';
import type { Reference } from '../providers/reference.ts';
import type { Limiter } from './limiter.ts';
import { type Definition as PlannedDefinition, redirectOf, type Step } from './plan.ts';
import type { Balancer, Refreshed } from './refresh.ts';
import type { ReplacedListeners } from './replaced.ts';
import type { Reachable } from './targets.ts';

export type StepOutcome =
  | { readonly kind: 'done' }
  /** Somebody else has made the same change. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'skipped'; readonly reason: string };

export interface StepResult {
  readonly step: Step<Reachable>;
  readonly outcome: StepOutcome;
}

export interface ExecuteOptions {
  readonly limiter: Limiter;
  readonly wait: WaitOptions | undefined;
  /** Whether to change backend groups that other listeners use. */
  readonly shared: boolean;
  readonly replaced: ReplacedListeners;
  interrupted(): boolean;
  asFailure(error: unknown): Failure;
  onStep(result: StepResult): void;
}

/** Processes load balancers in parallel, and the steps of each in sequence. */
export async function execute(
  refreshed: readonly Refreshed[],
  options: ExecuteOptions,
): Promise<readonly StepResult[]> {
  const all = await Promise.all(refreshed.map((one) => executeSteps(one, options)));
  return all.flat();
}

async function executeSteps(
  { client, steps, balancer }: Refreshed,
  options: ExecuteOptions,
): Promise<readonly StepResult[]> {
  forgetStanding(balancer.wanted, steps, options.replaced);
  const results: StepResult[] = [];
  for (const step of steps) {
    const outcome = await options.limiter.run(() => tryStep(client, step, results, options));
    results.push({ step, outcome });
    options.onStep({ step, outcome });
  }
  return results;
}

/** Listeners that are as they should be are no longer being replaced, whoever created them. */
function forgetStanding(
  wanted: Balancer['wanted'],
  steps: readonly Step<Reachable>[],
  replaced: ReplacedListeners,
): void {
  const changing = steps.flatMap((step) => (step.action === 'delete' ? [] : [step.checked]));
  for (const checked of wanted) {
    if (!changing.includes(checked)) replaced.forget(checked);
  }
}

async function tryStep(
  client: Client,
  step: Step<Reachable>,
  earlier: readonly StepResult[],
  options: ExecuteOptions,
): Promise<StepOutcome> {
  if (options.interrupted()) return { kind: 'skipped', reason: 'the command was interrupted' };
  const target = redirectOf(step);
  const missing = earlier.find(
    ({ step, outcome }) =>
      (outcome.kind === 'failed' || outcome.kind === 'skipped') &&
      target !== undefined &&
      portOf(step) === target,
  );
  if (missing !== undefined) {
    return { kind: 'skipped', reason: `it redirects to ${missing.step.listener}, which failed` };
  }
  try {
    return await executeStep(client, step, options);
  } catch (error) {
    return { kind: 'failed', failure: options.asFailure(error) };
  }
}

function portOf(step: Step<Reachable>): number | undefined {
  return step.action === 'delete' ? undefined : step.checked.entry.fields.port;
}

async function executeStep(
  client: Client,
  step: Step<Reachable>,
  { wait, replaced, shared }: ExecuteOptions,
): Promise<StepOutcome> {
  switch (step.action) {
    case 'delete':
      await remove(client, step.current.ref);
      return { kind: 'done' };
    case 'create': {
      const outcome = await create(client, step, wait);
      replaced.forget(step.checked);
      return outcome;
    }
    case 'replace':
      return replace(client, step, wait, replaced);
    default: {
      const reference = referenceOf(client, step.current.ref);
      if (step.action === 'update') {
        await updateListener(client, reference, () => step.change, {
          strict: false,
          preflight: false,
          dryRun: false,
          readBack: false,
          shared,
        });
      }
      await ensureState(client, reference, step.state, wait);
      replaced.forget(step.checked);
      return { kind: 'done' };
    }
  }
}

type Definition = PlannedDefinition<Reachable>;

async function create(
  client: Client,
  definition: Definition,
  wait: WaitOptions | undefined,
): Promise<StepOutcome> {
  const { outcome, native, reference } = await make(client, definition);
  await ensureState(client, reference, definition.state, wait, native);
  return outcome;
}

interface Made {
  readonly outcome: StepOutcome;
  readonly native: Native | undefined;
  readonly reference: Reference;
}

/** Creates the listener, unless somebody else has just created the same. */
async function make(client: Client, { change }: Definition): Promise<Made> {
  const { operation, values } = change;
  const key = naturalKey(client.provider, change);
  const reference: Reference = { by: 'place', ...key };
  try {
    const steps = client.calls.create(operation.noun, values);
    const native = await runCreate(client, steps, key, { takeBack: false });
    return { outcome: { kind: 'done' }, native, reference };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'conflict') throw error;
    const native = await findIfAny(client, reference);
    if (native === undefined || !matches(client.provider, values, native)) throw error;
    return { outcome: { kind: 'unchanged' }, native, reference };
  }
}

async function replace(
  client: Client,
  step: Definition & { readonly current: Listener; readonly created: ListenerFields },
  wait: WaitOptions | undefined,
  replaced: ReplacedListeners,
): Promise<StepOutcome> {
  replaced.remember(step.checked, step.current, step.created);
  await remove(client, step.current.ref, step.created['backend.group']);
  let made: Made;
  try {
    made = await make(client, step);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const outcome =
      error instanceof PartlyDone ? 'created again only in part' : 'but not created again';
    throw new Failure(error.kind, `it was deleted, ${outcome}: ${error.message}`, {
      ...error.details,
      hint: 'run the same command again: it creates the listener with all its settings',
      cause: error,
    });
  }
  await ensureState(client, made.reference, step.state, wait);
  replaced.forget(step.checked);
  return { kind: 'done' };
}

async function remove(client: Client, ref: string, keepGroup?: string): Promise<void> {
  await deleteListener(client, referenceOf(client, ref), {
    ignoreMissing: true,
    keepGroup,
    dryRun: false,
    wait: undefined,
    confirm: async () => undefined,
  });
}

/** @param created the listener, if the create returned it */
async function ensureState(
  client: Client,
  reference: Reference,
  state: TargetState | undefined,
  wait: WaitOptions | undefined,
  created?: Native,
): Promise<void> {
  if (state === undefined) return;
  const known = created ?? (await findListener(client, reference));
  await setState(client, reference, state, { dryRun: false, wait, known, readBack: false });
}

function referenceOf(client: Client, ref: string): Reference {
  const reference = client.provider.reference(ref);
  if ('problem' in reference) throw new Failure('internal', `the ref ${ref} ${reference.problem}`);
  return reference;
}
