import type { Cloud } from '../cloud/cloud.ts';
import { Failure } from '../failure.ts';
import type { ListenerFields } from '../listener/fields.ts';
import type { Native } from '../listener/listener.ts';
import type { Reference } from '../providers/provider.ts';
import { sendCreate } from '../verbs/create.ts';
import { findListener } from '../verbs/find.ts';
import { removeListener } from '../verbs/remove.ts';
import { setState, type TargetState } from '../verbs/state.ts';
import { updateListener } from '../verbs/update.ts';
import type { WaitOptions } from '../verbs/wait.ts';
import type { Gauge } from './gauge.ts';
import type { Step } from './plan.ts';
import type { Surveyed } from './survey.ts';
import type { Reachable } from './targets.ts';

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Not begun: the command was interrupted, or what it needs failed. */
  | { readonly kind: 'skipped'; readonly why: string };

export interface Done {
  readonly step: Step<Reachable>;
  readonly outcome: Outcome;
}

export interface CarryOutOptions {
  readonly gauge: Gauge;
  readonly retries: number;
  readonly wait: WaitOptions | undefined;
  interrupted(): boolean;
  explain(error: unknown): Failure;
  progress(done: Done): void;
}

/** Load balancers side by side, the steps of each one after the other. */
export async function carryOut(
  surveyed: readonly Surveyed[],
  options: CarryOutOptions,
): Promise<readonly Done[]> {
  const all = await Promise.all(surveyed.map((one) => onBalancer(one, options)));
  return all.flat();
}

async function onBalancer(
  { cloud, steps }: Surveyed,
  options: CarryOutOptions,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const step of steps) {
    const outcome = await options.gauge.run(() => attempt(cloud, step, done, options));
    done.push({ step, outcome });
    options.progress({ step, outcome });
  }
  return done;
}

async function attempt(
  cloud: Cloud,
  step: Step<Reachable>,
  before: readonly Done[],
  options: CarryOutOptions,
): Promise<Outcome> {
  if (options.interrupted()) return { kind: 'skipped', why: 'the command was interrupted' };
  const target = step.action === 'delete' ? undefined : step.checked.wanted.fields.redirectTo;
  const missing = before.find(
    (one) => one.outcome.kind !== 'done' && target !== undefined && portOf(one.step) === target,
  );
  if (missing !== undefined) {
    return { kind: 'skipped', why: `it leads to ${missing.step.listener}, which failed` };
  }
  try {
    await take(cloud, step, options);
    return { kind: 'done' };
  } catch (error) {
    return { kind: 'failed', failure: options.explain(error) };
  }
}

function portOf(step: Step<Reachable>): number | undefined {
  return step.action === 'delete' ? undefined : step.checked.wanted.fields.port;
}

async function take(
  cloud: Cloud,
  step: Step<Reachable>,
  { retries, wait }: CarryOutOptions,
): Promise<void> {
  switch (step.action) {
    case 'create': {
      const native = await sendCreate(cloud, step.change, retries);
      await reach(cloud, placeOf(step.checked.wanted.fields), step.state, native, wait);
      return;
    }
    case 'replace': {
      await remove(cloud, step.current.ref);
      const native = await sendCreate(cloud, step.change, retries);
      await reach(cloud, placeOf(step.checked.wanted.fields), step.state, native, wait);
      return;
    }
    case 'update': {
      const reference = referenceOf(cloud, step.current.ref);
      await updateListener(cloud, reference, () => step.change, {
        strict: false,
        preflight: false,
        dryRun: false,
        readBack: false,
      });
      await reach(cloud, reference, step.state, undefined, wait);
      return;
    }
    case 'start':
    case 'stop':
      await reach(cloud, referenceOf(cloud, step.current.ref), step.state, undefined, wait);
      return;
    case 'delete':
      await remove(cloud, step.current.ref);
  }
}

async function remove(cloud: Cloud, ref: string): Promise<void> {
  await removeListener(cloud, referenceOf(cloud, ref), {
    ignoreMissing: true,
    dryRun: false,
    wait: undefined,
    confirm: async () => undefined,
  });
}

/** @param known the listener, where the cloud has just shown it */
async function reach(
  cloud: Cloud,
  reference: Reference,
  state: TargetState | undefined,
  known: Native | undefined,
  wait: WaitOptions | undefined,
): Promise<void> {
  if (state === undefined) return;
  const current = known ?? (await findListener(cloud, reference));
  await setState(cloud, reference, state, { dryRun: false, wait, known: current, readBack: false });
}

function placeOf({ loadBalancer, protocol, port }: ListenerFields): Reference {
  if (loadBalancer === undefined || port === undefined) {
    throw new TypeError('a listener that passed validation has a place');
  }
  return { by: 'place', loadBalancer, protocol, port };
}

function referenceOf(cloud: Cloud, ref: string): Reference {
  const reference = cloud.provider.reference(ref);
  if ('problem' in reference) throw new Failure('internal', `the ref ${ref} ${reference.problem}`);
  return reference;
}
