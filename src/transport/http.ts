import { createFetch, type FetchOptions } from 'ofetch';
import type { Address } from '../providers/provider.ts';
import { createAgents, type Env } from './agents.ts';
import { createLimits, type Limit } from './limit.ts';
import { FetchHeaders, type FetchResponse, nodeFetch } from './node-fetch.ts';
import { type HttpResponse, type Send, TransportError, type TransportFault } from './send.ts';

/** More than any list of listeners; an answer beyond it is not one of these APIs'. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

const PROXY_REFUSES = 407;

/** Sends over keep-alive connections: ofetch, on a transport of node:http. */
export function createSend(env: Env = {}): Send {
  const agents = createAgents(env);
  const limitsOf = createLimits();
  // ofetch asks for the global types, and uses as much of them as this transport has.
  const fetcher = createFetch({ fetch: nodeFetch as never, Headers: FetchHeaders as never });

  return async (request, { timeoutMs, signal, caFile }) => {
    const { url, method, headers, body } = request;
    const { agent, proxy } = await agents(url, caFile);
    const limits = limitsOf(signal);
    const limit = limits.begin(timeoutMs);
    const transport = { agent, size: MAX_ANSWER_BYTES, limit };
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
    try {
      const response = (await fetcher.raw(url as never, options)) as unknown as Answered;
      if (response.status === PROXY_REFUSES && proxy !== undefined) {
        const why = `the proxy ${proxy} wants a user name and a password`;
        throw new TransportError('unknown', false, why);
      }
      return checked(url, response);
    } catch (error) {
      throw error instanceof TransportError ? error : explain(error, url, limit, proxy);
    } finally {
      limits.end(limit);
    }
  };
}

/** What the transport gave, with the text that ofetch has read from it. */
type Answered = FetchResponse & { readonly _data?: string };

class Response implements HttpResponse {
  readonly status: number;
  readonly text: string;
  readonly #answered: Answered;

  constructor(answered: Answered) {
    this.status = answered.status;
    this.text = answered._data ?? '';
    this.#answered = answered;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#answered.headers;
  }
}

/** Credentials go to the endpoint's host and no other, so a redirect ends here. */
function checked(url: Address, answered: Answered): HttpResponse {
  if (answered.status < 300 || answered.status > 399) return new Response(answered);
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
  const { code, message } = innermost(error);
  if (code === 'ANSWER_TOO_LARGE') {
    return new TransportError('too-large', true, `the answer of ${at} is too large`, error);
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
  [
    /ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|socket hang up|premature close|aborted/i,
    'reset',
    true,
    'the connection was cut',
  ],
];

function innermost(error: unknown): { code: string; message: string } {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  if (!(current instanceof Error)) return { code: '', message: '' };
  const { code } = current as { code?: unknown };
  return { code: typeof code === 'string' ? code : '', message: current.message };
}
