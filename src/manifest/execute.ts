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
import type { Step } from './plan.ts';
import type { Refreshed } from './refresh.ts';
import type { Reachable } from './targets.ts';

export type StepResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Not begun: the command was interrupted, or what it needs failed. */
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

/** Load balancers side by side, the steps of each one after the other. */
export async function execute(
  surveyed: readonly Refreshed[],
  options: ExecuteOptions,
): Promise<readonly Done[]> {
  const all = await Promise.all(surveyed.map((one) => onBalancer(one, options)));
  return all.flat();
}

async function onBalancer(
  { client, steps }: Refreshed,
  options: ExecuteOptions,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const step of steps) {
    const outcome = await options.limiter.run(() => attempt(client, step, done, options));
    done.push({ step, outcome });
    options.progress({ step, outcome });
  }
  return done;
}

async function attempt(
  client: Client,
  step: Step<Reachable>,
  before: readonly Done[],
  options: ExecuteOptions,
): Promise<StepResult> {
  if (options.interrupted()) return { kind: 'skipped', why: 'the command was interrupted' };
  const target = step.action === 'delete' ? undefined : step.checked.entry.fields.redirectTo;
  const missing = before.find(
    (one) => one.outcome.kind !== 'done' && target !== undefined && portOf(one.step) === target,
  );
  if (missing !== undefined) {
    return { kind: 'skipped', why: `it leads to ${missing.step.listener}, which failed` };
  }
  try {
    await take(client, step, options);
    return { kind: 'done' };
  } catch (error) {
    return { kind: 'failed', failure: options.explain(error) };
  }
}

function portOf(step: Step<Reachable>): number | undefined {
  return step.action === 'delete' ? undefined : step.checked.entry.fields.port;
}

async function take(
  client: Client,
  step: Step<Reachable>,
  { retries, wait }: ExecuteOptions,
): Promise<void> {
  switch (step.action) {
    case 'create': {
      const native = await sendCreate(client, step.change, retries);
      await reach(client, placeOf(step.checked.entry.fields), step.state, native, wait);
      return;
    }
    case 'replace': {
      await remove(client, step.current.ref);
      const native = await sendCreate(client, step.change, retries);
      await reach(client, placeOf(step.checked.entry.fields), step.state, native, wait);
      return;
    }
    case 'update': {
      const reference = referenceOf(client, step.current.ref);
      await updateListener(client, reference, () => step.change, {
        strict: false,
        preflight: false,
        dryRun: false,
        readBack: false,
      });
      await reach(client, reference, step.state, undefined, wait);
      return;
    }
    case 'start':
    case 'stop':
      await reach(client, referenceOf(client, step.current.ref), step.state, undefined, wait);
      return;
    case 'delete':
      await remove(client, step.current.ref);
  }
}

async function remove(client: Client, ref: string): Promise<void> {
  await deleteListener(client, referenceOf(client, ref), {
    ignoreMissing: true,
    dryRun: false,
    wait: undefined,
    confirm: async () => undefined,
  });
}

/** @param known the listener, where the cloud has just shown it */
async function reach(
  client: Client,
  reference: Reference,
  state: TargetState | undefined,
  known: Native | undefined,
  wait: WaitOptions | undefined,
): Promise<void> {
  if (state === undefined) return;
  const current = known ?? (await findListener(client, reference));
  await setState(client, reference, state, {
    dryRun: false,
    wait,
    known: current,
    readBack: false,
  });
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
