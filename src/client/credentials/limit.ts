/**
 * Aborts with the interrupt, or after a time. A timer of its own, since Node 20 may collect an
 * `AbortSignal.timeout` that only `AbortSignal.any` refers to, and the time never ends then.
 */
export function timeLimit(interrupt: AbortSignal, milliseconds: number): AbortSignal {
  const time = new AbortController();
  setTimeout(() => time.abort(), milliseconds).unref();
  return AbortSignal.any([interrupt, time.signal]);
}
