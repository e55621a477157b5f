import { Failure } from '../../../failure.ts';
import { originText } from '../../../output/problem.ts';

export interface Check {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly detail: string;
  readonly hint?: string;
  /** Set on failed checks; decides the exit code. */
  readonly failure?: Failure;
}

export function failed(check: string, failure: Failure): Check {
  const { hint } = failure.details;
  const origin = originText(failure.details);
  return {
    check,
    status: 'failed',
    detail: origin === '' ? failure.message : `${failure.message} (${origin})`,
    ...(hint === undefined ? {} : { hint }),
    failure,
  };
}

/** Returns a failure instead of throwing it. */
export async function attempt<T>(work: () => T | Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
