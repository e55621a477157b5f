import { type Cloud, hasCredentials } from '../cloud/cloud.ts';
import type { Listener, Native } from '../listener/listener.ts';
import type { Target } from '../profile/target.ts';
import type { Reference } from '../providers/provider.ts';
import { type Change, type DryRun, mustHold } from '../verbs/change.ts';
import { createListener } from '../verbs/create.ts';
import { findListener } from '../verbs/find.ts';
import { removeListener } from '../verbs/remove.ts';
import { setState, type TargetState } from '../verbs/state.ts';
import { updateListener, validateAlone } from '../verbs/update.ts';
import { type Goal, waitFor } from '../verbs/wait.ts';
import { confirmDelete } from './confirm.ts';
import type { Context } from './context.ts';

/*
 * What each verb does around its core, for the portable and the native commands alike: options in,
 * answer on stdout, a line about it on stderr.
 */

export interface CreateFlags {
  readonly preflight: boolean;
  readonly start: boolean;
}

export async function runCreate(
  context: Context,
  target: Target,
  change: Change,
  { preflight, start }: CreateFlags,
): Promise<number> {
  const { globals } = context;
  const { provider, settings } = target;
  const complete = withRegion(change, provider.regionParameter, settings.region);
  let cloud: Cloud | undefined;
  const connect = async () => {
    cloud = await context.connect(target, { preflight });
    return cloud;
  };
  const canLook = preflight && !(globals.dryRun && !hasCredentials(target));
  const outcome = await createListener(connect, provider, complete, {
    strict: globals.strict,
    dryRun: globals.dryRun,
    preflight: canLook,
    retries: globals.retries,
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  if (cloud === undefined) throw new TypeError('a listener was created without a cloud');
  context.warn(outcome.warnings);
  const made = cloud.listener(outcome.native);
  context.note(`created listener ${made.ref}`);
  const native = await afterCreate(context, cloud, outcome.native, start);
  const listener = cloud.listener(native);
  if (listener.status === 'stopped') {
    context.note(
      `it is stopped; start it with: lbctl listener start ${listener.ref}${profileFlag(target)}`,
    );
  }
  await context.answer.listener(listener);
  return 0;
}

async function afterCreate(
  context: Context,
  cloud: Cloud,
  native: Native,
  start: boolean,
): Promise<Native> {
  const reference = referenceOf(cloud, native);
  if (start) {
    const change = await setState(cloud, reference, 'running', {
      dryRun: false,
      wait: context.wait,
    });
    return change.kind === 'dry-run' ? native : change.native;
  }
  if (context.wait === undefined) return native;
  return (await waitFor(cloud, reference, 'settled', context.wait)) ?? native;
}

export async function runUpdate(
  context: Context,
  target: Target,
  reference: Reference,
  changeFor: (current: Native | undefined, cloud?: Cloud) => Change,
  preflight: boolean,
  offline?: Change,
): Promise<number> {
  const { globals } = context;
  if (offline !== undefined)
    mustHold(target.provider, validateAlone(target.provider, offline), { strict: false });
  const cloud = await context.connect(target, { reads: true });
  const outcome = await updateListener(cloud, reference, (current) => changeFor(current, cloud), {
    strict: globals.strict,
    dryRun: globals.dryRun,
    preflight,
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  const { ref } = cloud.listener(outcome.native);
  if (outcome.kind === 'updated') {
    context.warn(outcome.warnings);
    context.note(`updated listener ${ref}`);
  } else if (globals.dryRun) {
    context.note(`unchanged: listener ${ref} is already like that; nothing would be sent`);
    return finishDryRun(context, { kind: 'dry-run', requests: [], warnings: [] });
  } else {
    context.note(`unchanged: listener ${ref} is already like that; nothing was sent`);
  }
  const native =
    context.wait === undefined
      ? outcome.native
      : await waitFor(cloud, referenceOf(cloud, outcome.native), 'settled', context.wait);
  await context.answer.listener(cloud.listener(native ?? outcome.native));
  return 0;
}

export async function runSetState(
  context: Context,
  target: Target,
  reference: Reference,
  state: TargetState,
): Promise<number> {
  const cloud = await context.connect(target, { reads: true });
  const outcome = await setState(cloud, reference, state, {
    dryRun: context.globals.dryRun,
    wait: context.wait,
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  const listener = cloud.listener(outcome.native);
  context.note(stateLine(listener, state, outcome.kind === 'unchanged'));
  if (context.globals.dryRun)
    return finishDryRun(context, { kind: 'dry-run', requests: [], warnings: [] });
  await context.answer.listener(listener);
  return 0;
}

function stateLine({ ref, status }: Listener, state: TargetState, unchanged: boolean): string {
  if (unchanged) return `unchanged: listener ${ref} is already ${state}`;
  return status === state ? `listener ${ref} is ${state}` : `listener ${ref} is ${status}`;
}

export async function runShow(
  context: Context,
  target: Target,
  reference: Reference,
): Promise<number> {
  const cloud = await context.connect(target, { reads: true });
  await context.answer.listener(cloud.listener(await findListener(cloud, reference)));
  return 0;
}

export async function runDelete(
  context: Context,
  target: Target,
  reference: Reference,
  what: string,
  ignoreMissing: boolean,
): Promise<number> {
  const cloud = await context.connect(target, { reads: true });
  const outcome = await removeListener(cloud, reference, {
    ignoreMissing,
    dryRun: context.globals.dryRun,
    wait: context.wait,
    confirm: (listener) => confirmDelete(context, listener),
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  if (outcome.kind === 'absent') {
    context.note(`there is no listener ${what}; nothing to delete`);
    if (isData(context)) await context.answer.document(null);
    return 0;
  }
  context.note(`deleted listener ${outcome.listener.ref}`);
  if (isData(context)) await context.answer.listener(outcome.listener);
  return 0;
}

export async function runWait(
  context: Context,
  target: Target,
  reference: Reference,
  goal: Goal,
): Promise<number> {
  const cloud = await context.connect(target, { reads: true });
  const native = await waitFor(cloud, reference, goal, context.patience);
  if (native === undefined) {
    context.note('the listener is gone');
    if (isData(context)) await context.answer.document(null);
    return 0;
  }
  await context.answer.listener(cloud.listener(native));
  return 0;
}

async function finishDryRun(context: Context, run: DryRun): Promise<number> {
  context.warn(run.warnings);
  await context.answer.dryRun(run);
  return 0;
}

/** The listener that was just made or found, by what is surely unique about it. */
function referenceOf(cloud: Cloud, native: Native): Reference {
  const reference = cloud.provider.reference(cloud.listener(native).ref);
  if ('problem' in reference)
    throw new TypeError(`a ref that is not accepted back: ${reference.problem}`);
  return reference;
}

/** The region that a request says comes from the profile unless the user gave it. */
function withRegion(change: Change, parameter: string | null, region: string | undefined): Change {
  if (parameter === null || region === undefined) return change;
  if (change.values[parameter] !== undefined) return change;
  return { ...change, values: { ...change.values, [parameter]: region } };
}

function profileFlag({ profile }: Target): string {
  return profile === undefined ? '' : ` --profile ${profile}`;
}

function isData({ globals }: Context): boolean {
  return globals.format === 'json' || globals.format === 'yaml';
}
