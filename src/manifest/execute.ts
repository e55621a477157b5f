import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Native } from '../model/listener.ts';
import { naturalKey, runCreate } from '../operations/create.ts';
import { deleteListener } from '../operations/delete.ts';
import { findListener } from '../operations/find.ts';
import { setState, type TargetState } from '../operations/state.ts';
import { updateListener } from '../operations/update.ts';
import type { WaitOptions } from '../operations/wait.ts';
import type { Reference } from '../providers/reference.ts';
import type { Limiter } from './limiter.ts';
import { redirectOf, type Step } from './plan.ts';
import type { Refreshed } from './refresh.ts';
import type { Reachable } from './targets.ts';

export type StepOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'skipped'; readonly reason: string };

export interface StepResult {
  readonly step: Step<Reachable>;
  readonly outcome: StepOutcome;
}

export interface ExecuteOptions {
  readonly limiter: Limiter;
  readonly wait: WaitOptions | undefined;
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
  { client, steps }: Refreshed,
  options: ExecuteOptions,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    const outcome = await options.limiter.run(() => tryStep(client, step, results, options));
    results.push({ step, outcome });
    options.onStep({ step, outcome });
  }
  return results;
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
      outcome.kind !== 'done' && target !== undefined && portOf(step) === target,
  );
  if (missing !== undefined) {
    return { kind: 'skipped', reason: `it redirects to ${missing.step.listener}, which failed` };
  }
  try {
    await executeStep(client, step, options);
    return { kind: 'done' };
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
  { wait }: ExecuteOptions,
): Promise<void> {
  if (step.action === 'delete' || step.action === 'replace') await remove(client, step.current.ref);
  if (step.action === 'delete') return;
  if (step.action === 'create' || step.action === 'replace') {
    const { operation, values } = step.change;
    const key = naturalKey(client.provider, step.change);
    const native = await runCreate(client, client.calls.create(operation.noun, values), key, {
      takeBack: false,
    });
    return ensureState(client, { by: 'place', ...key }, step.state, wait, native);
  }
  const reference = referenceOf(client, step.current.ref);
  if (step.action === 'update') {
    await updateListener(client, reference, () => step.change, {
      strict: false,
      preflight: false,
      dryRun: false,
      readBack: false,
    });
  }
  await ensureState(client, reference, step.state, wait);
}

async function remove(client: Client, ref: string): Promise<void> {
  await deleteListener(client, referenceOf(client, ref), {
    ignoreMissing: true,
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
