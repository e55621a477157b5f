import type { Native } from '../model/listener.ts';
import type { Values } from '../model/parameter.ts';
import type { Call, Run } from './call.ts';

/**
 * One request of an operation. Where a cloud keeps a listener in parts (listener, pool, health
 * monitor), an operation has a step for each; elsewhere it has one.
 */
export interface Step {
  /** What it changes, for messages: `listener`, `backend group`, `health check`. */
  readonly part: string;
  /** The parameters that it sets; what a look-up finds is compared with them. */
  readonly values: Values;
  /**
   * Parses to the whole listener after this step, if the answer contains it.
   * @param previous the listener after the earlier steps; undefined before the first
   */
  call(previous: Native | undefined): Call<Native | undefined>;
  /**
   * Finds what an earlier attempt may have made, by a key that the cloud keeps unique. The first
   * step of a create needs none: the listener is found by its load balancer, protocol and port.
   */
  find?(previous: Native, run: Run): Promise<Native | undefined>;
  /** The same by an older call, for clouds that do not offer the other. */
  otherwise?(previous: Native): Call<Native | undefined>;
  /** Takes back what this step made. */
  undo?(made: Native): Call<unknown>;
}

/** The steps of an operation that is one request. */
export function oneStep(values: Values, call: Call<Native | undefined>): readonly Step[] {
  return [{ part: 'listener', values, call: () => call }];
}
