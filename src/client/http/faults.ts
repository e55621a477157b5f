import { systemCode } from '../../failure.ts';
import { AnswerTooLarge, RequestError } from './fetch.ts';
import { TransportError, type TransportFault } from './send.ts';

export interface Circumstances {
  /** The host, and the proxy in between. */
  readonly at: string;
  readonly timeoutMs: number;
  /** What ended the request from this side. */
  readonly ended: 'timeout' | 'interrupted' | undefined;
}

/** What became of a request that has no answer, by its innermost cause. */
export function transportError(error: unknown, { at, timeoutMs, ended }: Circumstances): unknown {
  const failed = findRequestError(error);
  if (failed === undefined) return error;
  const { sent, cause } = failed;
  const fail = (fault: TransportFault, message: string) =>
    new TransportError(fault, sent, message, error);
  if (ended === 'interrupted') return fail(ended, ended);
  if (ended === 'timeout') {
    const what = sent ? `${at} did not answer` : `no connection to ${at}`;
    return fail(ended, `${what} within ${timeoutMs / 1000}s`);
  }
  if (cause instanceof TransportError) return cause;
  const { message } = failed;
  const code = systemCode(cause) ?? '';
  if (/^ERR_(INVALID|UNESCAPED)_/.test(code)) {
    return fail('unknown', `the request can\u2019t be sent: ${message}`);
  }
  if (cause instanceof AnswerTooLarge || code === 'HPE_HEADER_OVERFLOW') {
    return fail('too-large', `the answer of ${at} is too large`);
  }
  if (code === 'HPE_INVALID_CONSTANT' || code === 'HPE_INVALID_VERSION') {
    return fail('protocol', `${at} does not speak HTTP/1.1`);
  }
  if (code.startsWith('HPE_')) {
    return fail('protocol', `${at} sent a malformed HTTP response: ${message}`);
  }
  const found = FAULTS.find(([pattern]) => pattern.test(code) || pattern.test(message)) ?? UNKNOWN;
  // Once connected, the other side was trusted and there: whatever went wrong then was a cut.
  const [, fault, words] = sent && ['tls', 'refused'].includes(found[1]) ? CUT : found;
  return fail(fault, `${at}: ${words}${code === '' ? '' : ` (${code})`}`);
}

/** ofetch wraps what its fetch throws. */
function findRequestError(error: unknown): RequestError | undefined {
  if (error instanceof RequestError) return error;
  return error instanceof Error ? findRequestError(error.cause) : undefined;
}

type Known = readonly [RegExp, TransportFault, string];

const CUT: Known = [
  /ECONNRESET|EPIPE|ECONNABORTED|Proxy connection ended/,
  'reset',
  'the connection was cut',
];

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
