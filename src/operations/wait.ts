import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import { isTransient, type Listener, type Native, type Status } from '../model/listener.ts';
import type { Reference } from '../providers/reference.ts';
import { findListener } from './find.ts';

export interface WaitOptions {
  readonly timeoutMs: number;
  sleep(milliseconds: number): Promise<void>;
  now(): Date;
  /** Told each time that the listener was looked at and is not there yet. */
  progress?(listener: Listener): void;
  /** Told when the waiting is over, however it ended. */
  ended?(): void;
}

/** Gone counts as a state that can be waited for. */
export type Goal = Status | 'settled' | 'deleted';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3000;

/**
 * Looks until the listener is as wanted, always bounded. `settled` is any state that lasts.
 * @returns the listener; undefined when it was waited for to be gone
 */
export async function waitFor(
  client: Client,
  reference: Reference,
  goal: Goal,
  options: WaitOptions,
): Promise<Native | undefined> {
  try {
    return await lookUntil(client, reference, goal, options);
  } finally {
    options.ended?.();
  }
}

async function lookUntil(
  client: Client,
  reference: Reference,
  goal: Goal,
  options: WaitOptions,
): Promise<Native | undefined> {
  const end = options.now().getTime() + options.timeoutMs;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const native = await look(client, reference, goal);
    if (native === undefined) return undefined;
    const listener = client.listener(native);
    if (reached(listener.status, goal)) return native;
    options.progress?.(listener);
    if (listener.status === 'error' && goal !== 'deleted') {
      throw new Failure('conflict', `listener ${listener.ref} is in the state error`, {
        provider: client.provider.id,
      });
    }
    const left = end - options.now().getTime();
    if (left <= 0) throw tooLong(listener, goal, options.timeoutMs);
    await options.sleep(Math.min(pause, left));
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

async function look(client: Client, reference: Reference, goal: Goal): Promise<Native | undefined> {
  if (goal !== 'deleted') return findListener(client, reference);
  try {
    return await findListener(client, reference);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    throw error;
  }
}

function reached(status: Status, goal: Goal): boolean {
  return goal === 'settled' ? !isTransient(status) : status === goal;
}

function tooLong(listener: Listener, goal: Goal, timeoutMs: number): Failure {
  return new Failure(
    'timeout',
    `listener ${listener.ref} is still ${listener.status} after ${timeoutMs / 1000}s; waited for ${goal}`,
    {
      provider: listener.provider,
      hint: 'raise --wait-timeout, or look again with lbctl listener show',
    },
  );
}
