import type { Failure } from '../../../failure.ts';

export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';

export interface Check {
  readonly check: string;
  readonly status: CheckStatus;
  readonly detail: string;
  readonly hint?: string;
  /** Why it failed; decides the exit code. */
  readonly failure?: Failure;
}

export function failed(check: string, failure: Failure): Check {
  const { hint, code, status } = failure.details;
  const origin = [status === undefined ? '' : `HTTP ${status}`, code ?? ''].filter(Boolean);
  const suffix = origin.length === 0 ? '' : ` (${origin.join(', ')})`;
  return {
    check,
    status: 'failed',
    detail: `${failure.message}${suffix}`,
    ...(hint === undefined ? {} : { hint }),
    failure,
  };
}
