import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { ListenerFields } from '../model/fields.ts';
import type { Native } from '../model/listener.ts';
import { sendCreate } from '../operations/create.ts';
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

export type StepResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Not tried: the command was interrupted, or a listener that it needs failed. */
  | { readonly kind: 'skipped'; readonly why: string };

export interface Done {
  readonly step: Step<Reachable>;
  readonly outcome: StepResult;
}

export interface ExecuteOptions {
  readonly limiter: Limiter;
  readonly retries: number;
  readonly wait: WaitOptions | undefined;
  interrupted(): boolean;
  explain(error: unknown): Failure;
  progress(done: Done): void;
}

/** Works on load balancers side by side, and on the steps of each one after the other. */
export async function execute(
  refreshed: readonly Refreshed[],
  options: ExecuteOptions,
): Promise<readonly Done[]> {
  const all = await Promise.all(refreshed.map((one) => executeSteps(one, options)));
  return all.flat();
}

async function executeSteps(
  { client, steps }: Refreshed,
  options: ExecuteOptions,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const step of steps) {
    const outcome = await options.limiter.run(() => tryStep(client, step, done, options));
    done.push({ step, outcome });
    options.progress({ step, outcome });
  }
  return done;
}

async function tryStep(
  client: Client,
  step: Step<Reachable>,
  before: readonly Done[],
  options: ExecuteOptions,
): Promise<StepResult> {
  if (options.interrupted()) return { kind: 'skipped', why: 'the command was interrupted' };
  const target = redirectOf(step);
  const missing = before.find(
    (one) => one.outcome.kind !== 'done' && target !== undefined && portOf(one.step) === target,
  );
  if (missing !== undefined) {
    return { kind: 'skipped', why: `it redirects to ${missing.step.listener}, which failed` };
  }
  try {
    await executeStep(client, step, options);
    return { kind: 'done' };
  } catch (error) {
    return { kind: 'failed', failure: options.explain(error) };
  }
}

function portOf(step: Step<Reachable>): number | undefined {
  return step.action === 'delete' ? undefined : step.checked.entry.fields.port;
}

async function executeStep(
  client: Client,
  step: Step<Reachable>,
  { retries, wait }: ExecuteOptions,
): Promise<void> {
  if (step.action === 'delete' || step.action === 'replace') await remove(client, step.current.ref);
  if (step.action === 'delete') return;
  if (step.action === 'create' || step.action === 'replace') {
    const native = await sendCreate(client, step.change, retries);
    const reference = placeOf(step.checked.entry.fields);
    await reachState(client, reference, step.state, wait, native);
    return;
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
  await reachState(client, reference, step.state, wait);
}

async function remove(client: Client, ref: string): Promise<void> {
  await deleteListener(client, referenceOf(client, ref), {
    ignoreMissing: true,
    dryRun: false,
    wait: undefined,
    confirm: async () => undefined,
  });
}

/** @param created the listener, where the cloud has just returned it */
async function reachState(
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

function placeOf({ loadBalancer, protocol, port }: ListenerFields): Reference {
  if (loadBalancer === undefined || port === undefined) {
    throw new TypeError('a listener that passed validation has a place');
  }
  return { by: 'place', loadBalancer, protocol, port };
}

function referenceOf(client: Client, ref: string): Reference {
  const reference = client.provider.reference(ref);
  if ('problem' in reference) throw new Failure('internal', `the ref ${ref} ${reference.problem}`);
  return reference;
}
