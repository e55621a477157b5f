import { Failure, type FailureKind, OutcomeUnknown } from '../failure.ts';
import type { HttpRequest } from '../providers/auth.ts';
import { type Call, type ErrorReading, UnexpectedAnswer } from '../providers/calls.ts';
import type { Provider } from '../providers/provider.ts';
import type { HttpResponse, Send } from './http/send.ts';
import { TransportError } from './http/send.ts';

export interface RetryOptions {
  readonly timeoutMs: number;
  /** How often a call is sent again, at most. */
  readonly retries: number;
}

export interface RetryDependencies {
  readonly send: Send;
  readonly interrupt: AbortSignal;
  sleep(milliseconds: number): Promise<void>;
  random(): number;
  /** Told of each request and answer, for `--debug`. */
  log?(line: string): void;
  /** Told of each answer that makes the request be sent again. */
  retrying?(failure: Failure): void;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 15_000;

/** How a call ended, when it did not end well. */
class FailedAttempt {
  readonly failure: Failure;
  readonly retry: ErrorReading['retry'];
  readonly retryAfterMs: number | undefined;
  readonly sessionEnded: boolean;
  /** The change may have been made all the same. */
  readonly uncertain: boolean;
  constructor(
    failure: Failure,
    retry: ErrorReading['retry'],
    rest: { retryAfterMs?: number | undefined; sessionEnded?: boolean; uncertain?: boolean } = {},
  ) {
    this.failure = failure;
    this.retry = retry;
    this.retryAfterMs = rest.retryAfterMs;
    this.sessionEnded = rest.sessionEnded ?? false;
    this.uncertain = rest.uncertain ?? false;
  }
}

/**
 * Sends a call until it has an answer that will not change by asking again. A create whose answer
 * was lost is not repeated: it ends in `OutcomeUnknown`, and the verb looks the listener up.
 * @param sign makes the request anew for each try: signatures carry the time
 * @param renew logs in again when the session has ended; absent where that can't help
 */
export async function sendWithRetries<T>(
  provider: Provider,
  call: Call<T>,
  sign: () => HttpRequest,
  options: RetryOptions,
  world: RetryDependencies,
  renew?: () => Promise<void>,
): Promise<T> {
  let renewed = false;
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await attemptOnce(provider, call, sign(), options, world);
    if (!(outcome instanceof FailedAttempt)) return outcome.value;
    if (outcome.sessionEnded && renew !== undefined && !renewed) {
      renewed = true;
      await renew();
      continue;
    }
    if (outcome.uncertain && call.repeat === 'create') {
      throw new OutcomeUnknown(outcome.failure.message, outcome.failure.details);
    }
    if (outcome.retry === 'never' || attempt >= options.retries) throw outcome.failure;
    const pause = outcome.retryAfterMs ?? backoff(attempt, world.random());
    world.retrying?.(outcome.failure);
    world.log?.(`retry in ${Math.round(pause)} ms: ${outcome.failure.message}`);
    await world.sleep(pause);
  }
}

/** Exponential with full jitter: many clients that were refused together don't return together. */
function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
  return ceiling / 2 + random * (ceiling / 2);
}

async function attemptOnce<T>(
  provider: Provider,
  call: Call<T>,
  request: HttpRequest,
  { timeoutMs }: RetryOptions,
  world: RetryDependencies,
): Promise<{ readonly value: T } | FailedAttempt> {
  let response: HttpResponse;
  try {
    response = await world.send(request, { timeoutMs, signal: world.interrupt });
  } catch (error) {
    if (error instanceof TransportError) return fromTransport(error, provider);
    throw error;
  }
  if (response.status >= 400) return fromAnswer(provider, response);
  return parseAnswer(provider, call, response);
}

function parseAnswer<T>(
  provider: Provider,
  call: Call<T>,
  response: HttpResponse,
): { readonly value: T } | FailedAttempt {
  const { status, text } = response;
  try {
    const body: unknown = text.trim() === '' ? undefined : JSON.parse(text);
    return { value: call.parse({ status, headers: response.headers, body }) };
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer || error instanceof SyntaxError)) throw error;
    const what =
      error instanceof UnexpectedAnswer ? error.message : notJson(response.headers, text);
    return new FailedAttempt(
      new Failure('internal', `${provider.id} answered with HTTP ${status}, but ${what}`, {
        provider: provider.id,
        status,
        hint: 'see the answer with --debug; is there a proxy or a captive portal in between?',
      }),
      'never',
      // The cloud said that it did something, and the answer got lost on the way.
      { uncertain: true },
    );
  }
}

function notJson(headers: Readonly<Record<string, string>>, text: string): string {
  const html = /html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(text);
  return html ? 'the body is an HTML page, not JSON' : 'the body is not JSON, or only a part of it';
}

function fromTransport(error: TransportError, provider: Provider): FailedAttempt {
  const details = { provider: provider.id, cause: error };
  if (error.fault === 'interrupted') {
    return new FailedAttempt(new Failure('interrupted', 'interrupted', details), 'never', {
      uncertain: false,
    });
  }
  const uncertain = error.sent && error.fault !== 'redirect';
  const hint = TRANSPORT_HINTS[error.fault];
  const failure = new Failure(FAULT_KINDS[error.fault] ?? 'unavailable', error.message, {
    ...details,
    ...(hint === undefined ? {} : { hint }),
  });
  const again = error.fault === 'reset' || error.fault === 'timeout' || error.fault === 'refused';
  return new FailedAttempt(failure, again ? 'safe' : 'never', { uncertain });
}

/** What to do about a fault. */
export function transportHint(fault: TransportError['fault']): string | undefined {
  return TRANSPORT_HINTS[fault];
}

/** Where asking again would not help, or the time that was allowed is what ran out. */
const FAULT_KINDS: Readonly<Partial<Record<TransportError['fault'], FailureKind>>> = {
  timeout: 'timeout',
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

async function fromAnswer(provider: Provider, response: HttpResponse): Promise<FailedAttempt> {
  const errors = await provider.errors();
  const reading = errors.read(response);
  const failure = new Failure(reading.kind, reading.message, {
    provider: provider.id,
    status: response.status,
    ...(reading.code === undefined ? {} : { code: reading.code }),
    ...(reading.requestId === undefined ? {} : { requestId: reading.requestId }),
    ...(reading.hint === undefined ? {} : { hint: reading.hint }),
  });
  return new FailedAttempt(failure, reading.retry, {
    retryAfterMs: reading.retryAfterMs,
    sessionEnded: reading.sessionEnded ?? false,
    // A gateway that lost its backend does not know what the backend did.
    uncertain: reading.retry === 'safe',
  });
}
