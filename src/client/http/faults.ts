import { systemCode } from '../../failure.ts';
import { RequestError, ResponseTooLarge } from './fetch.ts';
import { TransportError, type TransportFault } from './send.ts';

export interface RequestContext {
  /** Includes the proxy, if there is one. */
  readonly host: string;
  readonly timeoutMs: number;
  readonly aborted: 'timeout' | 'interrupted' | undefined;
}

/** Classifies an error of ofetch by its innermost cause; returns other errors unchanged. */
export function transportError(
  error: unknown,
  { host, timeoutMs, aborted }: RequestContext,
): unknown {
  const failed = findRequestError(error);
  if (failed === undefined) return error;
  const { sent, cause } = failed;
  const fail = (fault: TransportFault, message: string) =>
    new TransportError(fault, sent, message, error);
  if (aborted === 'interrupted') return fail(aborted, aborted);
  if (aborted === 'timeout') {
    const what = sent ? `no response from ${host}` : `no connection to ${host}`;
    return fail(aborted, `${what} within ${timeoutMs / 1000}s`);
  }
  if (cause instanceof TransportError) return cause;
  const { message } = failed;
  const code = systemCode(cause) ?? '';
  if (/^ERR_(INVALID|UNESCAPED)_/.test(code)) {
    return fail('unknown', `cannot send the request: ${message}`);
  }
  if (cause instanceof ResponseTooLarge || code === 'HPE_HEADER_OVERFLOW') {
    return fail('too-large', `the response from ${host} is too large`);
  }
  if (code === 'HPE_INVALID_CONSTANT' || code === 'HPE_INVALID_VERSION') {
    return fail('protocol', `${host} does not speak HTTP/1.1`);
  }
  if (code.startsWith('HPE_')) {
    return fail('protocol', `${host} sent a malformed HTTP response: ${message}`);
  }
  const found = FAULTS.find(([pattern]) => pattern.test(code) || pattern.test(message)) ?? UNKNOWN;
  // Once connected, these mean that the connection broke.
  const [, fault, description] = sent && ['tls', 'refused'].includes(found[1]) ? RESET : found;
  return fail(fault, `${host}: ${description}${code === '' ? '' : ` (${code})`}`);
}

/** ofetch wraps what its fetch throws. */
function findRequestError(error: unknown): RequestError | undefined {
  if (error instanceof RequestError) return error;
  return error instanceof Error ? findRequestError(error.cause) : undefined;
}

type Known = readonly [RegExp, TransportFault, string];

const RESET: Known = [
  /ECONNRESET|EPIPE|ECONNABORTED|Proxy connection ended/,
  'reset',
  'connection reset',
];

const UNKNOWN: Known = [/./, 'unknown', 'connection failed'];

const FAULTS: readonly Known[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'dns', 'unknown host'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/, 'refused', 'cannot connect'],
  [
    /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/,
    'tls',
    'the TLS connection is not trusted',
  ],
  [/certificate|wrong version number|SSL routines/i, 'tls', 'the TLS connection is not trusted'],
  [/ETIMEDOUT/, 'timeout', 'connection timed out'],
  RESET,
];
