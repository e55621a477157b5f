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
  /** The listener, where it has just been read. */
  readonly known?: Native;
  /** False: what the cloud accepted is not read again. */
  readonly readBack?: boolean;
}

export type TargetState = 'running' | 'stopped';

/**
 * Starts or stops a listener: looks first, since being there already is success, then sends, then
 * verifies that it had an effect.
 * @param wait looks until the state is reached; undefined returns once the cloud has accepted it
 */
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
  const answer = status === heading(state) ? undefined : await client.run(call);
  if (answer !== undefined) verify(client, answer, state);
  const native = options.wait
    ? ((await waitFor(client, reference, state, options.wait)) ?? current)
    : (answer ?? (options.readBack === false ? current : await findListener(client, reference)));
  return { kind: 'changed', native };
}

function notSupported({ provider }: Client, state: TargetState): Failure {
  const verb = state === 'running' ? 'starting' : 'stopping';
  return new Failure('usage', `${verb} a listener is not supported by ${provider.id}`, {
    provider: provider.id,
  });
}

/** Where the answer carries the listener, it has to show the new state. */
function verify(client: Client, answer: Native, state: TargetState): void {
  const { status, ref } = client.listener(answer);
  if (status === state || status === heading(state)) return;
  const verb = state === 'running' ? 'start' : 'stop';
  throw new Failure(
    'conflict',
    `the cloud accepted the request to ${verb} listener ${ref} and ignored it: it is still ${status}`,
    {
      provider: client.provider.id,
      hint: 'this endpoint does not let the state of a listener be changed',
    },
  );
}

function heading(state: TargetState): 'starting' | 'stopping' {
  return state === 'running' ? 'starting' : 'stopping';
}
