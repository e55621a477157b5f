import { EXIT_CODES, Failure, type FailureDetails, type FailureKind } from '../failure.ts';
import type { Violation } from '../model/violation.ts';
import { UnexpectedAnswer } from '../providers/call.ts';
import { printable } from './printable.ts';
import { PLAIN, paintLine, type Style } from './style.ts';

export interface ErrorDocument {
  readonly error: {
    readonly kind: FailureKind;
    readonly message: string;
    readonly hint?: string;
    readonly provider?: string;
    readonly status?: number;
    readonly code?: string;
    readonly requestId?: string;
    readonly violations?: readonly Violation[];
    readonly failures?: readonly ({ readonly listener: string } & ErrorDocument)[];
  };
}

export function exitCode(failure: Failure): number {
  return EXIT_CODES[failure.kind];
}

/** The error for `-o json`. */
export function errorDocument({ kind, message, details }: Failure): ErrorDocument {
  const {
    cause: _,
    parameter: _1,
    declined: _2,
    locked: _3,
    afterLostAnswer: _4,
    failures,
    ...rest
  } = details;
  const each = failures?.map(({ listener, failure }) => ({ listener, ...errorDocument(failure) }));
  return { error: { kind, message, ...rest, ...(each === undefined ? {} : { failures: each }) } };
}

export function errorText(failure: Failure, style: Style = PLAIN): string {
  const { message, details } = failure;
  const { hint, requestId, violations = [] } = details;
  if (details.declined === true) return `${printable(message)}\n`;
  const errors = violations.filter(({ severity }) => severity === 'error');
  const [only, ...more] = errors;
  const lines =
    only !== undefined && more.length === 0
      ? [`error: ${only.message}`, `  rule: ${only.rule} (${only.source})`]
      : [`error: ${message}`, ...errors.flatMap(violationLines)];
  const warnings = violations.filter(({ severity }) => severity === 'warning');
  const origin = originText(details);
  return [
    ...lines,
    ...(origin === '' ? [] : [`  response: ${origin}`]),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...(requestId === undefined ? [] : [`  request id: ${requestId}`]),
    ...warnings.map(warningText),
  ]
    .map((line) => `${paintLine(printable(line), style)}\n`)
    .join('');
}

/** The HTTP status and the error code of the cloud; empty without a response. */
export function originText({ status, code }: FailureDetails): string {
  const http = status === undefined ? '' : `HTTP ${status}`;
  return [http, code ?? ''].filter(Boolean).join(', ');
}

export function warningText({ message, rule, source }: Violation): string {
  return `warning: ${message} (${rule}; ${source})`;
}

function violationLines({ message, rule, source }: Violation): readonly string[] {
  return [`  - ${message}`, `    rule: ${rule} (${source})`];
}

/** Wraps any thrown error. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof UnexpectedAnswer) {
    return new Failure('internal', `unexpected response from the cloud: ${error.message}`, {
      hint: 'run again with --debug to see the response',
    });
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Failure('internal', `unexpected error, this is a bug in lbctl: ${what}`, {
    hint: 'run again with --debug for a stack trace, and report it',
    cause: error,
  });
}
