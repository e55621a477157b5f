import { now } from './clock.ts';

/** What a limit can end. */
interface Stoppable {
  destroy(error?: Error): unknown;
}

/** Ends a request that takes too long, or with the whole command. */
export class Limit {
  readonly timeoutMs: number;
  /** On the clock of `now`. */
  readonly deadline: number;
  #watched: Stoppable | undefined;
  #cause: 'timeout' | 'interrupted' | undefined;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
    this.deadline = now() + timeoutMs;
  }

  get cause(): 'timeout' | 'interrupted' | undefined {
    return this.#cause;
  }

  watch(watched: Stoppable): void {
    this.#watched = watched;
    if (this.#cause !== undefined) watched.destroy();
  }

  stop(cause: 'timeout' | 'interrupted'): void {
    this.#cause ??= cause;
    this.#watched?.destroy(new Error(cause));
  }
}

/**
 * The limits of all requests that end with one signal: one listener and one timer for all of them,
 * since each of these takes as long as a signature.
 */
class Limits {
  readonly #signal: AbortSignal;
  readonly #running = new Set<Limit>();
  #timer: NodeJS.Timeout | undefined;
  #timerEnds = Number.POSITIVE_INFINITY;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      for (const limit of this.#running) limit.stop('interrupted');
    });
  }

  begin(timeoutMs: number): Limit {
    const limit = new Limit(timeoutMs);
    this.#running.add(limit);
    if (this.#signal.aborted) limit.stop('interrupted');
    if (limit.deadline < this.#timerEnds) this.#wake(limit.deadline);
    return limit;
  }

  end(limit: Limit): void {
    this.#running.delete(limit);
  }

  /** The timer is left alone when a request ends; with none under way it keeps no command waiting. */
  #wake(deadline: number): void {
    clearTimeout(this.#timer);
    this.#timerEnds = deadline;
    const timer = setTimeout(() => this.#check(), Math.max(1, deadline - now()));
    this.#timer = timer.unref();
  }

  #check(): void {
    this.#timerEnds = Number.POSITIVE_INFINITY;
    const present = now();
    let next = Number.POSITIVE_INFINITY;
    for (const limit of this.#running) {
      if (limit.deadline <= present) limit.stop('timeout');
      else next = Math.min(next, limit.deadline);
    }
    if (next < Number.POSITIVE_INFINITY) this.#wake(next);
  }
}

export function createLimits(): (signal: AbortSignal) => Limits {
  const known = new WeakMap<AbortSignal, Limits>();
  return (signal) => {
    let limits = known.get(signal);
    if (limits === undefined) {
      limits = new Limits(signal);
      known.set(signal, limits);
    }
    return limits;
  };
}
