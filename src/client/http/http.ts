import { createFetch, type FetchOptions } from 'ofetch';
import type { Env } from '../../deps.ts';
import type { Address } from '../../providers/auth.ts';
import { connectionFetch, FetchHeaders, type FetchResponse } from './fetch.ts';
import { NotConnected } from './http1/connection.ts';
import { createLimits, type Limit } from './limit.ts';
import { createRoutes } from './routes.ts';
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
  const { inner, sent } = trace(error);
  const told = (fault: TransportFault, message: string) =>
    new TransportError(fault, sent, message, error);
  if (cause === 'interrupted') return told(cause, cause);
  if (cause === 'timeout') {
    const what = sent ? `${at} did not answer` : `no connection to ${at}`;
    return told(cause, `${what} within ${timeoutMs / 1000}s`);
  }
  if (inner instanceof TransportError) return inner;
  const { code, message } = inner;
  switch (code) {
    case 'UNSENDABLE':
      return new TransportError('unknown', false, message, error);
    case 'ANSWER_TOO_LARGE':
      return told('too-large', `the answer of ${at} is too large`);
    case 'NOT_HTTP':
      return told('protocol', `${at} does not speak HTTP/1.1`);
    case 'MALFORMED_HTTP':
      return told('protocol', `${at} gave an answer that breaks the rules of HTTP: ${message}`);
  }
  const found = FAULTS.find(([pattern]) => pattern.test(code) || pattern.test(message)) ?? UNKNOWN;
  // A connection that stood was trusted, so whatever became of it was its end.
  const [, fault, words] = sent && ['tls', 'refused'].includes(found[1]) ? CUT : found;
  return told(fault, `${at}: ${words}${code === '' ? '' : ` (${code})`}`);
}

type Known = readonly [RegExp, TransportFault, string];

const CUT: Known = [/ECONNRESET|EPIPE|ECONNABORTED/, 'reset', 'the connection was cut'];

const UNKNOWN: Known = [/./, 'unknown', 'the connection failed'];

const FAULTS: readonly Known[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'dns', 'the host name is not known'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/, 'refused', 'no connection'],
  [
    /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/,
    'tls',
    'the TLS connection is not trusted',
  ],
  [/certificate|wrong version number|SSL routines/i, 'tls', 'the TLS connection is not trusted'],
  [/ETIMEDOUT/, 'timeout', 'the connection timed out'],
  CUT,
];

type Inner = TransportError | { readonly code: string; readonly message: string };

/** The innermost cause, and whether anything of the request can have left before. */
function trace(error: unknown): { readonly inner: Inner; readonly sent: boolean } {
  let current = error;
  let sent = true;
  while (current instanceof Error) {
    if (current instanceof NotConnected) sent = false;
    if (!(current.cause instanceof Error)) break;
    current = current.cause;
  }
  if (current instanceof TransportError) return { inner: current, sent };
  if (!(current instanceof Error)) return { inner: { code: '', message: '' }, sent };
  const { code } = current as { code?: unknown };
  return { inner: { code: typeof code === 'string' ? code : '', message: current.message }, sent };
}
