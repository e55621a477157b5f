import type { Client, PreviewedRequest } from '../client/client.ts';
import { Failure, OutcomeUnknown } from '../failure.ts';
import { isTransient, type Native } from '../model/listener.ts';
import type { Call } from '../providers/call.ts';
import type { Provider } from '../providers/provider.ts';
import type { Reference } from '../providers/reference.ts';
import { findListener } from './find.ts';
import { notMade } from './lost-change.ts';
import type { DryRun } from './preflight.ts';
import { type WaitOptions, waitFor } from './wait.ts';

export interface StateChange {
  readonly kind: 'changed' | 'unchanged';
  readonly native: Native;
}

interface StateOptions {
  readonly dryRun: boolean;
  readonly wait: WaitOptions | undefined;
  /** The listener, if it has just been read. */
  readonly known?: Native;
  /** Whether to read the listener again after the change; true when absent. */
  readonly readBack?: boolean;
}

export type TargetState = 'running' | 'stopped';

/** Starts or stops a listener unless it is in that state already, and verifies the new state. */
export async function setState(
  client: Client,
  reference: Reference,
  state: TargetState,
  options: StateOptions,
): Promise<StateChange | DryRun> {
  const current = await currentListener(client, reference, state, options);
  const { status } = client.listener(current);
  if (status === state) return { kind: 'unchanged', native: current };
  const call = stateCall(client, current, state);
  if (options.dryRun) return { kind: 'dry-run', requests: [client.preview(call)], warnings: [] };
  const native =
    status === transitionTo(state)
      ? current
      : await change(client, call, reference, state, options);
  return options.wait
    ? { kind: 'changed', native: (await waitFor(client, reference, state, options.wait)) ?? native }
    : { kind: 'changed', native };
}

/** The request that will start or stop a listener that does not exist yet. */
export function previewState(
  client: Client,
  planned: Native,
  state: TargetState,
): readonly PreviewedRequest[] {
  return [client.preview(stateCall(client, planned, state))];
}

/** Reads the listener if its state is not known, and waits for a change in progress. */
async function currentListener(
  client: Client,
  reference: Reference,
  state: TargetState,
  { known, wait, dryRun }: StateOptions,
): Promise<Native> {
  const isKnown = known !== undefined && client.listener(known).status !== 'unknown';
  const current = isKnown ? known : await findListener(client, reference);
  const { status } = client.listener(current);
  const isOther = isTransient(status) && status !== transitionTo(state);
  if (!isOther || wait === undefined || dryRun) return current;
  return (await waitFor(client, reference, 'settled', wait)) ?? current;
}

/** For commands that change the state, before anything is sent. */
export function requireStates(provider: Provider): void {
  if (provider.states === undefined) throw noStates(provider);
}

function noStates({ id, title }: Provider): Failure {
  return new Failure('usage', `listeners cannot be started or stopped on ${title}`, {
    provider: id,
    hint: 'a listener there runs as long as it exists',
  });
}

function stateCall(client: Client, current: Native, state: TargetState): Call<Native | undefined> {
  const call = client.calls.setState?.(current, state);
  if (call !== undefined) return call;
  throw noStates(client.provider);
}

/** Sends the change; after a lost answer, reads the state before it is sent again. */
async function change(
  client: Client,
  call: Call<Native | undefined>,
  reference: Reference,
  state: TargetState,
  { readBack = true, known }: StateOptions,
): Promise<Native> {
  for (let attempt = 0; ; attempt += 1) {
    const sent = await answerOf(client, call);
    if (!(sent instanceof OutcomeUnknown)) {
      if (sent !== undefined) return verified(client, sent, reference, state);
      return !readBack && known !== undefined ? known : await readTaken(client, reference);
    }
    const native = await lookUp(client, reference, sent);
    const { status } = client.listener(native);
    if (status === state || status === transitionTo(state)) return native;
    if (attempt >= client.retries) {
      const done = state === 'running' ? 'started' : 'stopped';
      throw notMade('listener', done, sent, 'nothing was changed; try again later');
    }
    await client.pause(attempt, sent);
  }
}

/** The answer, or the failure that leaves open whether there was a change. */
async function answerOf(
  client: Client,
  call: Call<Native | undefined>,
): Promise<Native | undefined | OutcomeUnknown> {
  try {
    return await client.run(call);
  } catch (error) {
    if (error instanceof OutcomeUnknown) return error;
    const fixed = client.provider.states?.fixedCode;
    const isFixed = error instanceof Failure && fixed !== undefined && error.details.code === fixed;
    throw isFixed
      ? new Failure(error.kind, error.message, { ...error.details, hint: FIXED })
      : error;
  }
}

const FIXED = 'this endpoint does not support changing the state of a listener';

async function readTaken(client: Client, reference: Reference): Promise<Native> {
  return readOr(client, reference, (failure) => {
    const message = `the cloud took the request, but the listener cannot be read: ${failure.message}`;
    const hint = `check with: lbctl listener list --provider ${client.provider.id}`;
    return new OutcomeUnknown(message, failure.details, { hint });
  });
}

/** Without a look at the listener, what the lost answer left open stays so. */
async function lookUp(client: Client, reference: Reference, lost: OutcomeUnknown): Promise<Native> {
  return readOr(client, reference, () => lost);
}

async function readOr(
  client: Client,
  reference: Reference,
  unread: (failure: Failure) => Failure,
): Promise<Native> {
  try {
    return await findListener(client, reference);
  } catch (error) {
    const isOpen =
      error instanceof Failure && error.kind !== 'interrupted' && error.kind !== 'not-found';
    throw isOpen ? unread(error) : error;
  }
}

/** An answer with the listener must show the new state; if it shows none, it is read. */
async function verified(
  client: Client,
  answer: Native,
  reference: Reference,
  state: TargetState,
): Promise<Native> {
  const isSilent = client.listener(answer).status === 'unknown';
  const native = isSilent ? await readTaken(client, reference) : answer;
  const { status, ref } = client.listener(native);
  if (status === state || status === 'unknown' || isTransient(status)) return native;
  const verb = state === 'running' ? 'start' : 'stop';
  throw new Failure(
    'conflict',
    `the cloud accepted the request to ${verb} listener ${ref} but ignored it: it is still ${status}`,
    {
      provider: client.provider.id,
      hint: FIXED,
    },
  );
}

function transitionTo(state: TargetState): 'starting' | 'stopping' {
  return state === 'running' ? 'starting' : 'stopping';
}
