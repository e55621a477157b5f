import { Failure, type FailureKind, OutcomeUnknown } from '../failure.ts';
import type { HttpRequest } from '../providers/auth.ts';
import { type Call, type ErrorReading, UnexpectedAnswer } from '../providers/calls.ts';
import type { Provider } from '../providers/provider.ts';
import { type HttpResponse, type Send, TransportError } from './http/send.ts';

export interface RetryContext {
  readonly provider: Provider;
  readonly timeoutMs: number;
  /** Maximum, per call. */
  readonly retries: number;
  readonly send: Send;
  /** Masks secrets in the words of a server. */
  readonly mask: (text: string) => string;
  readonly interrupt: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly log?: ((line: string) => void) | undefined;
  /** Called before each retry. */
  readonly onRetry?: ((failure: Failure) => void) | undefined;
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
}

type Attempt<T> = { readonly value: T } | FailedAttempt;

/**
 * Sends a call, retrying on throttling, server errors (as classified by the provider) and refused,
 * reset or timed-out connections. A create that may have succeeded is not retried: it throws
 * `OutcomeUnknown`, and the operation looks the listener up.
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
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await attemptOnce(call, prepare(), context);
    if ('value' in outcome) return outcome.value;
    if (outcome.sessionEnded && renew !== undefined && !renewed) {
      renewed = true;
      await renew();
      continue;
    }
    if (outcome.uncertain && call.repeat === 'create') {
      throw new OutcomeUnknown(outcome.failure.message, outcome.failure.details);
    }
    if (outcome.retry === 'never' || attempt >= context.retries) throw outcome.failure;
    const pause = outcome.retryAfterMs ?? backoff(attempt, context.random());
    context.onRetry?.(outcome.failure);
    context.log?.(`retry in ${Math.round(pause)} ms: ${outcome.failure.message}`);
    await context.sleep(pause);
  }
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
    if (error instanceof TransportError) return transportFailure(error, provider);
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
    const what = error instanceof UnexpectedAnswer ? error.message : notJson(headers, text);
    const failure = new Failure('internal', `${provider.id} sent HTTP ${status}, but ${what}`, {
      provider: provider.id,
      status,
      hint: 'see the response with --debug; check for a proxy or captive portal',
    });
    // By its status the call succeeded.
    return { failure, retry: 'never', uncertain: true };
  }
}

function notJson(headers: Readonly<Record<string, string>>, text: string): string {
  const html = /html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(text);
  return html ? 'the body is an HTML page, not JSON' : 'the body is not valid JSON';
}

function transportFailure(error: TransportError, provider: Provider): FailedAttempt {
  const { fault, sent, message } = error;
  const hint = TRANSPORT_HINTS[fault];
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

export function transportHint(fault: TransportError['fault']): string | undefined {
  return TRANSPORT_HINTS[fault];
}

const FAULT_KINDS: Readonly<Partial<Record<TransportError['fault'], FailureKind>>> = {
  timeout: 'timeout',
  interrupted: 'interrupted',
  redirect: 'internal',
  'too-large': 'internal',
};

const TRANSPORT_HINTS: Readonly<Partial<Record<TransportError['fault'], string>>> = {
  dns: 'check --region, --endpoint and the network connection',
  refused: 'check --endpoint and firewalls',
  proxy: 'check HTTPS_PROXY, ALL_PROXY and NO_PROXY',
  tls: 'the certificate of the endpoint is not trusted; for a private CA set LBCTL_CA_FILE or NODE_EXTRA_CA_CERTS',
  protocol: 'another service may listen on that port; check --endpoint and proxies',
  redirect: 'if you trust the redirect target, set it with --endpoint',
  timeout: 'raise --timeout, or try again later',
};

async function errorResponse(
  { provider, mask }: RetryContext,
  response: HttpResponse,
): Promise<FailedAttempt> {
  const errors = await provider.errors();
  const { kind, message, retry, retryAfterMs, sessionEnded, ...rest } = errors.read(response);
  const masked = Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, mask(text)]));
  const details = { provider: provider.id, status: response.status, ...masked };
  const failure = new Failure(kind, mask(message), details);
  // After a gateway error, the backend may still have made the change.
  return { failure, retry, retryAfterMs, sessionEnded, uncertain: retry === 'safe' };
}
