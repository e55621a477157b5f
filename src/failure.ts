import type { Violation } from './model/violation.ts';

/** Exit codes by kind of failure. */
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
  readonly hint?: string;
  readonly provider?: string;
  /** HTTP status. */
  readonly status?: number;
  /** The cloud's own error code. */
  readonly code?: string;
  readonly requestId?: string;
  /** The parameter that the cloud refuses; errors name its flag in the hint. */
  readonly parameter?: string;
  readonly violations?: readonly Violation[];
  /** Why it failed for some of several listeners. */
  readonly failures?: readonly { readonly listener: string; readonly failure: Failure }[];
  readonly cause?: unknown;
  /** The user said no to a question: told without the word error. */
  readonly declined?: boolean;
  /** Another change of the load balancer is in progress; this one was not made. */
  readonly locked?: boolean;
  /** This version of the API does not have the call. */
  readonly missingCall?: boolean;
  /** An attempt was sent and its answer was lost; it may have made the change. */
  readonly afterLostAnswer?: boolean;
}

/** An expected failure: reported with its exit code and without a stack trace. */
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
 * A change was sent and the response was lost. Operations that can find out whether it was made
 * catch this; otherwise it ends the command as a timeout.
 */
export class OutcomeUnknown extends Failure {
  override name = 'OutcomeUnknown';
  /** How long the cloud asked to wait before a repeat. */
  readonly retryAfterMs: number | undefined;
  /** Something else than the cloud answered, such as a captive portal: a repeat does not help. */
  readonly foreign: boolean;
  constructor(
    message: string,
    details: FailureDetails = {},
    {
      retryAfterMs,
      foreign = false,
      hint = 'the change may or may not have been made; check before you retry',
    }: { retryAfterMs?: number | undefined; foreign?: boolean; hint?: string } = {},
  ) {
    super('timeout', message, { ...details, hint });
    this.retryAfterMs = retryAfterMs;
    this.foreign = foreign;
  }
}

/** @param outcome what the user is left with: `nothing was created` */
export function declined(outcome: string): Failure {
  return new Failure('interrupted', outcome, { declined: true });
}

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

/** The code of a system error, such as ENOENT; undefined for other errors. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
