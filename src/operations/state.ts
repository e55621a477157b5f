import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Native } from '../model/listener.ts';
import type { Reference } from '../providers/reference.ts';
import type { DryRun } from './change.ts';
import { findListener } from './find.ts';
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
  const current = options.known ?? (await findListener(client, reference));
  const { status } = client.listener(current);
  if (status === state) return { kind: 'unchanged', native: current };
  const call = client.calls.setState?.(current, state);
  if (call === undefined) throw notSupported(client, state);
  if (options.dryRun) return { kind: 'dry-run', requests: [client.preview(call)], warnings: [] };
  const answer = status === transitionTo(state) ? undefined : await client.run(call);
  if (answer !== undefined) verify(client, answer, state);
  const native = options.wait
    ? ((await waitFor(client, reference, state, options.wait)) ?? current)
    : (answer ?? (options.readBack === false ? current : await findListener(client, reference)));
  return { kind: 'changed', native };
}

function notSupported({ provider }: Client, state: TargetState): Failure {
  return new Failure(
    'usage',
    `${transitionTo(state)} a listener is not supported by ${provider.id}`,
    {
      provider: provider.id,
    },
  );
}

/** If the response contains the listener, it must show the new state. */
function verify(client: Client, answer: Native, state: TargetState): void {
  const { status, ref } = client.listener(answer);
  if (status === state || status === transitionTo(state)) return;
  const verb = state === 'running' ? 'start' : 'stop';
  throw new Failure(
    'conflict',
    `the cloud accepted the request to ${verb} listener ${ref} but ignored it: it is still ${status}`,
    {
      provider: client.provider.id,
      hint: 'this endpoint does not support changing the state of a listener',
    },
  );
}

function transitionTo(state: TargetState): 'starting' | 'stopping' {
  return state === 'running' ? 'starting' : 'stopping';
}
