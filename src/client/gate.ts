import { Failure } from '../failure.ts';
import type { Call, Readiness } from '../providers/call.ts';

export interface GateContext {
  readonly provider: string;
  readonly timeoutMs: number;
  run<T>(call: Call<T>): Promise<T>;
  sleep(milliseconds: number): Promise<void>;
  now(): Date;
  /** Called before each pause. */
  readonly onBusy?: ((readiness: Readiness) => void) | undefined;
  /** Called when the wait is over. */
  readonly onReady?: (() => void) | undefined;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;

/**
 * Sends a change once its load balancer takes one. If somebody else was faster, it was not made, and
 * waits again; all within the time-out.
 */
export async function changeWhenReady<T>(call: Call<T>, context: GateContext): Promise<T> {
  const { after } = call;
  if (after === undefined) return context.run(call);
  const end = context.now().getTime() + context.timeoutMs;
  for (;;) {
    await untilReady(after, context, end);
    try {
      return await context.run(call);
    } catch (error) {
      const isLocked = error instanceof Failure && error.details.locked === true;
      if (!isLocked || context.now().getTime() >= end) throw error;
      await context.sleep(FIRST_PAUSE_MS);
    }
  }
}

/** @param end when to give up, in milliseconds */
export async function untilReady(
  call: Call<Readiness>,
  context: GateContext,
  end = context.now().getTime() + context.timeoutMs,
): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  try {
    for (;;) {
      const readiness = await context.run(call);
      if (readiness.state === 'ready') return;
      if (readiness.state === 'failed') throw failed(readiness, context);
      const left = end - context.now().getTime();
      if (left <= 0) throw timedOut(readiness, context);
      context.onBusy?.(readiness);
      await context.sleep(Math.min(pause, left));
      pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
    }
  } finally {
    context.onReady?.();
  }
}

function failed({ loadBalancer, shown }: Readiness, { provider }: GateContext): Failure {
  const message = `load balancer ${loadBalancer} is in the state ${shown} and takes no changes`;
  return new Failure('conflict', message, {
    provider,
    hint: 'repair the load balancer first, or ask who runs the cloud',
  });
}

function timedOut(
  { loadBalancer, shown }: Readiness,
  { provider, timeoutMs }: GateContext,
): Failure {
  const message = `load balancer ${loadBalancer} is still ${shown} after ${timeoutMs / 1000}s, and takes no changes until it is done`;
  return new Failure('timeout', message, {
    provider,
    hint: 'raise --wait-timeout, or try again later',
  });
}
