import type { Gateway, Reply } from '../exchange.ts';
import { render, requestId } from './render.ts';

/** An answer of SLB that refuses. */
export class SlbError extends Error {
  override name = 'SlbError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, headers = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function missing(name: string): SlbError {
  return new SlbError(
    400,
    'MissingParameter',
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
  );
}

/** What SLB says when a parameter lacks another one that it needs. */
export function badCombination(): SlbError {
  return new SlbError(
    400,
    'MissingParameter',
    'The combination of some parameters violates the spec.',
  );
}

export function invalid(name: string): SlbError {
  return new SlbError(400, 'InvalidParameter', `The specified parameter "${name}" is not valid.`);
}

export interface ReplyFormat {
  readonly format: 'JSON' | 'XML';
  readonly host: string;
  readonly random: () => number;
}

export function slbErrorReply(error: SlbError, form: ReplyFormat): Reply {
  const id = requestId(form.random);
  const body = {
    RequestId: id,
    HostId: form.host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://error-center.aliyun.com/status/search?Keyword=${error.code}&source=PopGw`,
  };
  const reply = render(form.format, 'Error', body, error.status, id);
  return { ...reply, headers: { ...reply.headers, ...error.headers } };
}

export function slbGateway(form: ReplyFormat): Gateway {
  const reply = (status: number, code: string, message: string, headers = {}): Reply =>
    slbErrorReply(new SlbError(status, code, message, headers), form);
  return {
    unavailable: () =>
      reply(
        503,
        'ServiceUnavailable',
        'The request has failed due to a temporary failure of the server.',
      ),
    throttled: () =>
      reply(
        400,
        'Throttling.User',
        'You have made too many requests within a short time; your request is denied due to request throttling.',
        { 'x-acs-retry-after': '100' },
      ),
    tooLarge: () =>
      reply(413, 'RequestBodyTooLarge', 'The request body is too large.', { connection: 'close' }),
    failed: (message) => reply(500, 'InternalError', `sandbox: ${message}`),
  };
}
