import { type Gateway, hex, json, type Reply } from '../exchange.ts';

/** An answer of the ELB service that refuses: `{"error":{"message","code"}}`. */
export class ElbError extends Error {
  override name = 'ElbError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** An answer of the API gateway in front of the service: flat, with its own codes. */
export class GatewayError extends ElbError {
  override name = 'GatewayError';
}

/** The one code that the service gives for any value that it has no code of its own for. */
export function invalidParameter(): ElbError {
  return new ElbError(400, 'ELB.1001', 'request parameter is not valid');
}

export function elbErrorReply(error: unknown, random: () => number): Reply | undefined {
  if (error instanceof GatewayError) {
    return gatewayReply(error.status, error.code, error.message, random);
  }
  if (error instanceof ElbError) {
    const { code, message } = error;
    return elbJson(error.status, { error: { message, code } }, random);
  }
  return undefined;
}

export function elbJson(status: number, body: unknown, random: () => number): Reply {
  return json(status, body, { 'x-request-id': hex(random, 32) });
}

function gatewayReply(
  status: number,
  code: string,
  message: string,
  random: () => number,
  headers: Record<string, string> = {},
): Reply {
  const id = hex(random, 32);
  const body = { error_msg: message, error_code: code, request_id: id };
  return json(status, body, { ...headers, 'x-request-id': id });
}

export function elbGateway(random: () => number): Gateway {
  return {
    unavailable: () =>
      elbJson(
        503,
        { serviceUnavailable: { code: 503, message: 'The service is unavailable.' } },
        random,
      ),
    throttled: () =>
      gatewayReply(
        429,
        'APIGW.0308',
        'The throttling threshold has been reached: policy user over ratelimit,limit:10,time:1 second',
        random,
      ),
    tooLarge: () =>
      gatewayReply(413, 'APIGW.0201', 'The request body is too large.', random, {
        connection: 'close',
      }),
    failed: (message) =>
      elbJson(500, { error: { message: `sandbox: ${message}`, code: 'ELB.0001' } }, random),
  };
}
