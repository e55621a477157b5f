import { createFetch, type FetchOptions } from 'ofetch';
import type { Address } from '../providers/provider.ts';
import { connectionFetch, FetchHeaders, type FetchResponse } from './fetch.ts';
import { createLimits, type Limit } from './limit.ts';
import { createRoutes, type Env } from './routes.ts';
import { type HttpResponse, type Send, TransportError, type TransportFault } from './send.ts';

/** More than any list of listeners; an answer beyond it is not one of these APIs'. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Sends over keep-alive connections: ofetch, on a transport of our own. */
export function createSend(env: Env = {}): Send {
  const routeTo = createRoutes(env);
  const limitsOf = createLimits();
  // ofetch asks for the global types, and uses as much of them as this transport has.
  const fetcher = createFetch({ fetch: connectionFetch as never, Headers: FetchHeaders as never });

  return async (request, { timeoutMs, signal, caFile }) => {
    const { url, method, headers, body } = request;
    const { connections, proxy } = await routeTo(url, caFile);
    const limits = limitsOf(signal);
    const limit = limits.begin(timeoutMs);
    const transport = { connections, maxBytes: MAX_ANSWER_BYTES, limit };
    const options: FetchOptions<'text'> = {
      ...transport,
      method,
      headers: { 'user-agent': 'lbctl', accept: 'application/json', ...headers },
      ...(body === '' ? {} : { body }),
      redirect: 'manual',
      retry: false,
      ignoreResponseError: true,
      responseType: 'text',
    };
    let response: FetchResponse;
    try {
      response = (await fetcher.raw(url as never, options)) as unknown as FetchResponse;
    } catch (error) {
      throw explain(error, url, limit, proxy);
    } finally {
      limits.end(limit);
    }
    return checked(url, response);
  };
}

/** Credentials go to the endpoint's host and no other, so a redirect ends here. */
function checked(url: Address, { status, headers, body }: FetchResponse): HttpResponse {
  if (status < 300 || status > 399) return { status, headers, text: body };
  const why = `${url.host} redirects elsewhere, which is not followed`;
  throw new TransportError('redirect', true, why);
}

/** What went wrong, from the innermost cause; no text of the request goes into the message. */
function explain(
  error: unknown,
  url: Address,
  { cause, timeoutMs }: Limit,
  proxy: string | undefined,
): TransportError {
  const at = proxy === undefined ? url.host : `${url.host} (through the proxy ${proxy})`;
  if (cause === 'interrupted') return new TransportError(cause, true, cause, error);
  if (cause === 'timeout') {
    const message = `${at} did not answer within ${timeoutMs / 1000}s`;
    return new TransportError(cause, true, message, error);
  }
  const inner = innermost(error);
  if (inner instanceof TransportError) return inner;
  const { code, message } = inner;
  if (code === 'UNSENDABLE') return new TransportError('unknown', false, message, error);
  if (code === 'ANSWER_TOO_LARGE') {
    return new TransportError('too-large', true, `the answer of ${at} is too large`, error);
  }
  if (code === 'NOT_HTTP') {
    return new TransportError('protocol', true, `${at} does not speak HTTP/1.1`, error);
  }
  if (code === 'MALFORMED_HTTP') {
    const why = `${at} gave an answer that breaks the rules of HTTP: ${message}`;
    return new TransportError('protocol', true, why, error);
  }
  const fault = FAULTS.find(([pattern]) => pattern.test(code) || pattern.test(message));
  const [, name, sent, words] = fault ?? ([/./, 'unknown', true, 'the connection failed'] as const);
  return new TransportError(name, sent, `${at}: ${words}${code === '' ? '' : ` (${code})`}`, error);
}

const FAULTS: readonly (readonly [RegExp, TransportFault, boolean, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'dns', false, 'the host name is not known'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/, 'refused', false, 'no connection'],
  [
    /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/,
    'tls',
    false,
    'the TLS connection is not trusted',
  ],
  [
    /certificate|wrong version number|SSL routines/i,
    'tls',
    false,
    'the TLS connection is not trusted',
  ],
  [/ETIMEDOUT/, 'timeout', true, 'the connection timed out'],
  [/ECONNRESET|EPIPE|ECONNABORTED/, 'reset', true, 'the connection was cut'],
];

type Fault = TransportError | { readonly code: string; readonly message: string };

function innermost(error: unknown): Fault {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  if (current instanceof TransportError) return current;
  if (!(current instanceof Error)) return { code: '', message: '' };
  const { code } = current as { code?: unknown };
  return { code: typeof code === 'string' ? code : '', message: current.message };
}
