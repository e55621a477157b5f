import type { Context, HttpRequest } from '../http.ts';
import type { ElbState } from '../state/model.ts';

/** A verified call of an operation. */
export interface ElbCall {
  readonly request: HttpRequest;
  readonly context: Context;
  readonly state: ElbState;
  /** The id in the path; empty when there is none. */
  readonly id: string;
}
