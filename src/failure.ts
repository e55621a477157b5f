import type { Violation } from './model/violation.ts';

/** The contract's kinds of failure; each has its exit code. */
export const EXIT_CODES = {
  internal: 1,
  usage: 2,
  validation: 2,
  auth: 3,
  'not-found': 4,
  conflict: 5,
  unavailable: 6,
  timeout: 7,
  partial: 8,
  interrupted: 130,
} as const;

export type FailureKind = keyof typeof EXIT_CODES;

export interface FailureDetails {
  /** What to do about it. */
  readonly hint?: string;
  readonly provider?: string;
  /** HTTP status. */
  readonly status?: number;
  /** The cloud's own error code. */
  readonly code?: string;
  readonly requestId?: string;
  readonly violations?: readonly Violation[];
  readonly cause?: unknown;
}

/** An expected way to fail: it is explained to the user and has an exit code, and no stack trace. */
export class Failure extends Error {
  override name = 'Failure';
  readonly kind: FailureKind;
  readonly details: FailureDetails;
  constructor(kind: FailureKind, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.details = details;
  }
}

/**
 * A change was sent and its answer was lost, so it may or may not have happened. Verbs that know
 * how to find out do; others let it end the command as a time-out.
 */
export class OutcomeUnknown extends Failure {
  override name = 'OutcomeUnknown';
  constructor(message: string, details: FailureDetails = {}) {
    // Whatever else might be said about what went wrong, this comes first.
    const hint = 'it is not known whether the change was made; look before you repeat it';
    super('timeout', message, { ...details, hint });
  }
}

/** The failure that violations amount to. */
export function violationFailure(
  violations: readonly Violation[],
  provider: string | undefined,
  kind: 'validation' | 'conflict' = 'validation',
): Failure {
  const errors = violations.filter(({ severity }) => severity === 'error');
  const message =
    errors.length === 1
      ? (errors[0]?.message ?? '')
      : `${errors.length} problems with this listener`;
  return new Failure(kind, message, {
    violations,
    ...(provider === undefined ? {} : { provider }),
  });
}

/** The code of a system error, such as ENOENT; undefined on any other. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
