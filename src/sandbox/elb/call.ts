import { type Context, type HttpRequest, isRecord } from '../http.ts';
import type { ElbState } from '../state/model.ts';
import { ElbError, invalidParameter } from './errors.ts';

/** A verified call of an operation. */
export interface ElbCall {
  readonly request: HttpRequest;
  readonly context: Context;
  readonly state: ElbState;
  /** The id in the path; empty when there is none. */
  readonly id: string;
}

export function parseBody(text: Buffer): Readonly<Record<string, unknown>> {
  if (text.length === 0) throw emptyBody();
  let body: unknown;
  try {
    body = JSON.parse(text.toString('utf8'));
  } catch {
    throw invalidParameter();
  }
  if (!isRecord(body)) throw invalidParameter();
  return body;
}

export function emptyBody(): ElbError {
  return new ElbError('ELB.0002', 'RequestBody is null or empty');
}

/** `YYYY-MM-DD HH:MM:SS`, in UTC. */
export function formatTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}
