import type { State } from './model.ts';

/** A request as the handlers see it: read, decoded once, nothing verified yet. */
export interface Incoming {
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  /** Decoded, in the order given. */
  readonly query: readonly (readonly [string, string])[];
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HandlerContext {
  readonly now: Date;
  readonly random: () => number;
  /** How long a transient status lasts. */
  readonly settleMs: number;
  /** Where this server is reached. */
  readonly url: string;
}

export interface HandlerResult {
  readonly reply: Reply;
  /** Whether the state was changed and has to be kept. */
  readonly changed: boolean;
}

/**
 * What an accepted request comes to. `run` is called with the newest state; it either changes it
 * and says so, or leaves it alone. It never throws for what a client did wrong.
 */
export interface Handler {
  /** Whether it may change the state, so that it needs the lock. */
  readonly mutates: boolean;
  run(state: State): HandlerResult;
  /** The answer when the sandbox itself is at fault. */
  failed(message: string): Reply;
}

/** How one of the two APIs says things that happen before any operation is known. */
export interface Gateway {
  unavailable(): Reply;
  throttled(): Reply;
  tooLarge(): Reply;
  failed(message: string): Reply;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

export function hex(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) text += Math.floor(random() * 16).toString(16);
  return text;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
