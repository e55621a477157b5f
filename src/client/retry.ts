import { Failure, type FailureKind, OutcomeUnknown } from '../failure.ts';
import type { HttpRequest } from '../providers/auth.ts';
import { type Call, UnexpectedAnswer } from '../providers/call.ts';
import type { ErrorReading } from '../providers/calls.ts';
import { isHtml } from '../providers/error-answer.ts';
import type { Provider } from '../providers/provider.ts';
import { type HttpResponse, type Send, TransportError } from './http/send.ts';

export interface RetryContext {
  readonly provider: Provider;
  readonly timeoutMs: number;
  /** How long to wait for a cloud that is busy, in total; 0 for only as often as `retries`. */
  readonly busyTimeoutMs: number;
  /** Maximum, per call. */
  readonly retries: number;
  readonly send: Send;
  /** What says where requests go, for hints; `--endpoint` when absent. */
  readonly endpoint?: string;
  /** Masks secrets in the words of a server. */
  readonly mask: (text: string) => string;
  readonly interrupt: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly log?: ((line: string) => void) | undefined;
  /** Called before each retry. */
  readonly onRetry?: ((failure: Failure, pauseMs: number) => void) | undefined;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 15_000;

interface FailedAttempt {
  readonly failure: Failure;
  readonly retry: ErrorReading['retry'];
  readonly retryAfterMs?: number | undefined;
  readonly sessionEnded?: boolean | undefined;
  /** The change may have been made. */
  readonly uncertain: boolean;
  readonly foreign?: boolean;
}

type Attempt<T> = { readonly value: T } | FailedAttempt;

/**
 * Sends a call, retrying on throttling, server errors (as classified by the provider) and refused,
 * reset or timed-out connections. A call that must be looked up after a lost answer is not
 * repeated: it throws `OutcomeUnknown`, and the operation looks the listener up.
 * @param prepare signs the request for each attempt, as signatures contain the time
 * @param renew gets new credentials when the session has ended
 */
export async function sendWithRetries<T>(
  call: Call<T>,
  prepare: () => HttpRequest,
  context: RetryContext,
  renew?: () => Promise<void>,
): Promise<T> {
  let renewed = false;
  let lost = false;
  let waitedMs = 0;
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await attemptOnce(call, prepare(), context);
    if ('value' in outcome) return outcome.value;
    const { failure, retry, retryAfterMs } = outcome;
    if (outcome.sessionEnded && renew !== undefined && !renewed) {
      renewed = true;
      await renew();
      continue;
    }
    if (outcome.uncertain && call.repeat === 'look-up') {
      const { foreign = false } = outcome;
      throw new OutcomeUnknown(failure.message, failure.details, { retryAfterMs, foreign });
    }
    lost ||= outcome.uncertain;
    const isBusy = retry === 'always' && waitedMs < context.busyTimeoutMs;
    if (retry === 'never' || (attempt >= context.retries && !isBusy)) {
      throw lost ? afterLostAnswer(failure) : failure;
    }
    waitedMs += await pauseBefore(attempt, failure, retryAfterMs, context, waitedMs);
  }
}

function afterLostAnswer({ kind, message, details }: Failure): Failure {
  return new Failure(kind, message, { ...details, afterLostAnswer: true });
}

/**
 * Waits before a repeat, for as long as the server asks within the time-outs, or with a growing
 * pause.
 * @returns the pause in milliseconds
 * @throws Failure if the server asks for a longer pause than the time-outs leave
 */
export async function pauseBefore(
  attempt: number,
  failure: Failure,
  retryAfterMs: number | undefined,
  context: Omit<RetryContext, 'provider' | 'send' | 'interrupt'>,
  waitedMs = 0,
): Promise<number> {
  const leftMs = Math.max(context.timeoutMs, context.busyTimeoutMs) - waitedMs;
  if (retryAfterMs !== undefined && retryAfterMs > leftMs) {
    const seconds = Math.ceil(retryAfterMs / 1000);
    throw new Failure('unavailable', failure.message, {
      ...failure.details,
      hint: `the server asks to wait ${seconds} s, longer than the time-out allows; run it again later`,
    });
  }
  const pause = retryAfterMs ?? backoff(attempt, context.random());
  context.onRetry?.(failure, pause);
  context.log?.(`retry in ${Math.round(pause)} ms: ${failure.message}`);
  await context.sleep(pause);
  return pause;
}

/** Exponential, with jitter so that clients do not retry in step. */
function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
  return ceiling / 2 + random * (ceiling / 2);
}

async function attemptOnce<T>(
  call: Call<T>,
  request: HttpRequest,
  context: RetryContext,
): Promise<Attempt<T>> {
  const { provider, timeoutMs, send, interrupt } = context;
  let response: HttpResponse;
  try {
    response = await send(request, { timeoutMs, signal: interrupt });
  } catch (error) {
    if (error instanceof TransportError) return transportFailure(error, context, call);
    throw error;
  }
  return response.status >= 400
    ? errorResponse(context, response)
    : parseResponse(provider, call, response);
}

function parseResponse<T>(provider: Provider, call: Call<T>, response: HttpResponse): Attempt<T> {
  const { status, headers, text } = response;
  try {
    const body: unknown = text.trim() === '' ? undefined : JSON.parse(text);
    return { value: call.parse({ status, headers, body }) };
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer || error instanceof SyntaxError)) throw error;
    const foreign = isHtml(text, headers['content-type']);
    const what = error instanceof UnexpectedAnswer ? error.message : notJson(foreign);
    const failure = new Failure('internal', `${provider.id} sent HTTP ${status}, but ${what}`, {
      provider: provider.id,
      status,
      hint: 'see the response with --debug; check for a proxy or captive portal',
    });
    // By its status, the call succeeded.
    return { failure, retry: 'never', uncertain: true, foreign };
  }
}

function notJson(html: boolean): string {
  return html ? 'the body is an HTML page, not JSON' : 'the body is not valid JSON';
}

function transportFailure(
  error: TransportError,
  { provider, endpoint }: Pick<RetryContext, 'provider' | 'endpoint'>,
  { repeat, request }: Call<unknown>,
): FailedAttempt {
  const { fault, sent } = error;
  const changes = repeat === 'look-up' || request.method === 'PUT' || request.method === 'DELETE';
  const mayBeDone = fault === 'interrupted' && sent && changes;
  const message = mayBeDone
    ? `${error.message}; the request had been sent, so the change may have been made`
    : error.message;
  const hint = mayBeDone ? 'check with: lbctl listener list' : transportHint(fault, endpoint);
  const failure = new Failure(FAULT_KINDS[fault] ?? 'unavailable', message, {
    provider: provider.id,
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
  return {
    failure,
    retry: ['reset', 'timeout', 'refused'].includes(fault) ? 'safe' : 'never',
    uncertain: sent && fault !== 'redirect' && fault !== 'interrupted',
  };
}

/** @param endpoint what says where requests go */
export function transportHint(
  fault: TransportError['fault'],
  endpoint = '--endpoint',
): string | undefined {
  return TRANSPORT_HINTS[fault]?.(endpoint);
}

const FAULT_KINDS: Readonly<Partial<Record<TransportError['fault'], FailureKind>>> = {
  timeout: 'timeout',
  interrupted: 'interrupted',
  redirect: 'internal',
  'too-large': 'internal',
};

const TRANSPORT_HINTS: Readonly<
  Partial<Record<TransportError['fault'], (endpoint: string) => string>>
> = {
  dns: (endpoint) => `check --region, ${endpoint} and the network connection`,
  refused: (endpoint) => `check ${endpoint} and firewalls`,
  proxy: () => 'check HTTPS_PROXY, ALL_PROXY and NO_PROXY',
  tls: () =>
    'the certificate of the endpoint is not trusted; for a private CA set LBCTL_CA_FILE or NODE_EXTRA_CA_CERTS',
  protocol: (endpoint) => `another service may listen on that port; check ${endpoint} and proxies`,
  redirect: (endpoint) => `if you trust the redirect target, set it with ${endpoint}`,
  timeout: () => 'raise --timeout, or try again later',
};

async function errorResponse(
  { provider, mask }: RetryContext,
  response: HttpResponse,
): Promise<FailedAttempt> {
  const errors = await provider.errors();
  const { kind, message, retry, sessionEnded, retryAfterMs, locked, missingCall, ...rest } =
    errors.read(response);
  const masked = Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, mask(text)]));
  const details = {
    provider: provider.id,
    status: response.status,
    ...masked,
    ...(locked ? { locked } : {}),
    ...(missingCall ? { missingCall } : {}),
  };
  const failure = new Failure(kind, mask(message), details);
  // After a server error without a known meaning, the change may still have been made.
  const uncertain = retry === 'safe' || (response.status >= 500 && kind === 'internal');
  return {
    failure,
    retry,
    retryAfterMs: retryAfterMs ?? retryAfter(response.headers),
    sessionEnded,
    uncertain,
  };
}

/** The header holds seconds or a date. */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  const sentAt = Date.parse(headers['date'] ?? '');
  return Number.isNaN(date) || Number.isNaN(sentAt) ? undefined : Math.max(0, date - sentAt);
}
