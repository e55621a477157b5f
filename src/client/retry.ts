import { Failure, type FailureKind, OutcomeUnknown } from '../failure.ts';
import type { HttpRequest } from '../providers/auth.ts';
import { type Call, type ErrorReading, UnexpectedAnswer } from '../providers/calls.ts';
import type { Provider } from '../providers/provider.ts';
import type { HttpResponse, Send } from './http/send.ts';
import { TransportError } from './http/send.ts';

export interface RetryContext {
  readonly provider: Provider;
  readonly timeoutMs: number;
  /** How often a call is sent again, at most. */
  readonly retries: number;
  readonly send: Send;
  readonly interrupt: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly log?: ((line: string) => void) | undefined;
  /** Told of each failure after which the call is sent again. */
  readonly retrying?: ((failure: Failure) => void) | undefined;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 15_000;

/** One try that failed. */
interface FailedAttempt {
  readonly failure: Failure;
  readonly retry: ErrorReading['retry'];
  readonly retryAfterMs?: number | undefined;
  readonly sessionEnded?: boolean | undefined;
  /** The change may have been made all the same. */
  readonly uncertain: boolean;
}

type Attempt<T> = { readonly value: T } | FailedAttempt;

/**
 * Sends a call until it succeeds or sending it again can't help. Sent again are calls that were
 * throttled or met a server error, as the provider reads its answers, and calls whose connection
 * was refused, cut or timed out. Not sent again is a create that may have been made: it ends in
 * `OutcomeUnknown`, and the operation looks the listener up.
 * @param prepare makes the request anew for each try: signatures carry the time
 * @param renew gets new credentials when the session has ended; absent where that can't help
 */
export async function sendWithRetries<T>(
  call: Call<T>,
  prepare: () => Promise<HttpRequest>,
  context: RetryContext,
  renew?: () => Promise<void>,
): Promise<T> {
  let renewed = false;
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await attemptOnce(call, await prepare(), context);
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
    context.retrying?.(outcome.failure);
    context.log?.(`retry in ${Math.round(pause)} ms: ${outcome.failure.message}`);
    await context.sleep(pause);
  }
}

/** Exponential with full jitter: many clients that were refused together don't return together. */
function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
  return ceiling / 2 + random * (ceiling / 2);
}

async function attemptOnce<T>(
  call: Call<T>,
  request: HttpRequest,
  { provider, timeoutMs, send, interrupt }: RetryContext,
): Promise<Attempt<T>> {
  let response: HttpResponse;
  try {
    response = await send(request, { timeoutMs, signal: interrupt });
  } catch (error) {
    if (error instanceof TransportError) return withoutAnswer(error, provider);
    throw error;
  }
  if (response.status >= 400) return refused(provider, response);
  return parseAnswer(provider, call, response);
}

function parseAnswer<T>(provider: Provider, call: Call<T>, response: HttpResponse): Attempt<T> {
  const { status, headers, text } = response;
  try {
    const body: unknown = text.trim() === '' ? undefined : JSON.parse(text);
    return { value: call.parse({ status, headers, body }) };
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer || error instanceof SyntaxError)) throw error;
    const what = error instanceof UnexpectedAnswer ? error.message : notJson(headers, text);
    const failure = new Failure(
      'internal',
      `${provider.id} answered with HTTP ${status}, but ${what}`,
      {
        provider: provider.id,
        status,
        hint: 'see the answer with --debug; is there a proxy or a captive portal in between?',
      },
    );
    // The cloud said that it did something, and the answer got lost on the way.
    return { failure, retry: 'never', uncertain: true };
  }
}

function notJson(headers: Readonly<Record<string, string>>, text: string): string {
  const html = /html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(text);
  return html ? 'the body is an HTML page, not JSON' : 'the body is not JSON, or only a part of it';
}

function withoutAnswer(error: TransportError, provider: Provider): FailedAttempt {
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

/** What to do about a fault. */
export function transportHint(fault: TransportError['fault']): string | undefined {
  return TRANSPORT_HINTS[fault];
}

/** Where asking again would not help, or the time that was allowed is what ran out. */
const FAULT_KINDS: Readonly<Partial<Record<TransportError['fault'], FailureKind>>> = {
  timeout: 'timeout',
  interrupted: 'interrupted',
  redirect: 'internal',
  'too-large': 'internal',
};

const TRANSPORT_HINTS: Readonly<Partial<Record<TransportError['fault'], string>>> = {
  dns: 'check --region and --endpoint, and that this machine is on-line',
  refused: 'nothing listens there, or a firewall is in between; check --endpoint',
  proxy: 'check HTTPS_PROXY, ALL_PROXY and NO_PROXY',
  tls: 'the certificate of the endpoint is not trusted; for a private CA set LBCTL_CA_FILE or NODE_EXTRA_CA_CERTS',
  protocol: 'is there another program on that port, or a proxy in between? check --endpoint',
  redirect: 'give the address it redirects to as --endpoint, if you trust it',
  timeout: 'raise --timeout, or try again later',
};

async function refused(provider: Provider, response: HttpResponse): Promise<FailedAttempt> {
  const errors = await provider.errors();
  const reading = errors.read(response);
  const failure = new Failure(reading.kind, reading.message, {
    provider: provider.id,
    status: response.status,
    ...(reading.code === undefined ? {} : { code: reading.code }),
    ...(reading.requestId === undefined ? {} : { requestId: reading.requestId }),
    ...(reading.hint === undefined ? {} : { hint: reading.hint }),
  });
  return {
    failure,
    retry: reading.retry,
    retryAfterMs: reading.retryAfterMs,
    sessionEnded: reading.sessionEnded,
    // A gateway that lost its backend does not know what the backend did.
    uncertain: reading.retry === 'safe',
  };
}
