import type { Context, HttpRequest } from '../http.ts';
import type { Elbv3State } from '../state/elbv3.ts';

/** A verified call of an operation. */
export interface Elbv3Call {
  readonly request: HttpRequest;
  readonly context: Context;
  readonly state: Elbv3State;
  /** The id in the path; empty when there is none. */
  readonly id: string;
  /** The id of what is within it, or the key of a tag. */
  readonly child: string;
}

/** A record as the API shows it. */
export type Shown = Readonly<Record<string, unknown>>;

/** In UTC, without fractions of a second. */
export function timeOf({ context }: Elbv3Call): string {
  return `${context.now.toISOString().slice(0, 19)}Z`;
}
