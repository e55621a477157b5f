import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import { isTransient, type Listener, type Native, type Status } from '../model/listener.ts';
import type { Reference } from '../providers/reference.ts';
import { findIfAny, findListener } from './find.ts';

export interface WaitOptions {
  readonly timeoutMs: number;
  sleep(milliseconds: number): Promise<void>;
  now(): Date;
  /** Called after each check that did not reach the goal. */
  progress?(listener: Listener): void;
  /** Called at the end, even after an error. */
  ended?(): void;
}

/** `settled` is any status that lasts. */
export type Goal = Status | 'settled' | 'deleted';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3000;

/**
 * Polls until the listener reaches the goal or the time-out passes.
 * @returns undefined for the goal `deleted`
 */
export async function waitFor(
  client: Client,
  reference: Reference,
  goal: Goal,
  options: WaitOptions,
): Promise<Native | undefined> {
  try {
    const native = await poll(client, reference, goal, options);
    if (native !== undefined && goal !== 'deleted') {
      await client.untilReady(client.listener(native).fields.loadBalancer);
    }
    return native;
  } finally {
    options.ended?.();
  }
}

async function poll(
  client: Client,
  reference: Reference,
  goal: Goal,
  options: WaitOptions,
): Promise<Native | undefined> {
  const end = options.now().getTime() + options.timeoutMs;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const native = await read(client, reference, goal);
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
    if (left <= 0) throw timedOut(listener, goal, options.timeoutMs);
    await options.sleep(Math.min(pause, left));
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

async function read(client: Client, reference: Reference, goal: Goal): Promise<Native | undefined> {
  return goal === 'deleted' ? findIfAny(client, reference) : findListener(client, reference);
}

function reached(status: Status, goal: Goal): boolean {
  return goal === 'settled' ? !isTransient(status) : status === goal;
}

function timedOut(listener: Listener, goal: Goal, timeoutMs: number): Failure {
  return new Failure(
    'timeout',
    `listener ${listener.ref} is still ${listener.status} after ${timeoutMs / 1000}s; waited for ${goal}`,
    {
      provider: listener.provider,
      hint: `raise --wait-timeout, or check again with: lbctl listener show ${listener.ref} --provider ${listener.provider}`,
    },
  );
}
