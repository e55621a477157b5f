import { Failure } from '../failure.ts';
import type { State } from './state/model.ts';

/** Names and values, decoded, in the order sent. */
export type Pairs = readonly (readonly [string, string])[];

/** A request as the APIs see it: read and decoded once, nothing verified yet. */
export interface HttpRequest {
  readonly method: string;
  /** Still encoded, without the query. */
  readonly path: string;
  readonly query: Pairs;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body is not complete: it was larger than the limit. */
  readonly tooLarge: boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Context {
  readonly now: Date;
  readonly random: () => number;
  /** How long a transient status lasts. */
  readonly settleMs: number;
  /** Base URL of this server. */
  readonly url: string;
  /** Signature nonces that this server has accepted, with their times, oldest first. */
  readonly nonces: Map<string, number>;
}

/** A verified request, ready to run. */
export interface Operation {
  /** Whether it may change the state, so that it needs the lock. */
  readonly mutates: boolean;
  /** @throws an error of the API, with the state unchanged */
  readonly run: (state: State) => HttpResponse;
}

/** One of the embedded APIs, with the gateway in front of it. */
export interface Api {
  /** @throws an error of the API when the request is refused whatever the state */
  prepare(request: HttpRequest, context: Context): Operation;
  /** Any error that is not the API's own becomes an internal server error. */
  errorResponse(error: unknown, request: HttpRequest, context: Context): HttpResponse;
  readonly errors: Readonly<Record<'unavailable' | 'throttled' | 'tooLarge', Error>>;
}

/** An error response of an API, before it is rendered. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: string, message: string, status = 400, headers = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

/** Only a Failure's message is shown: that of another error might contain secrets. */
export function internalMessage(error: unknown): string {
  return `sandbox: ${error instanceof Failure ? error.message : 'an internal error'}`;
}

export function randomHex(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) text += Math.floor(random() * 16).toString(16);
  return text;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
