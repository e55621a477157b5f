import { ApiError, type Context, type HttpResponse, internalMessage, randomHex } from '../http.ts';

/** An error response of the ELB service. */
export class ElbError extends ApiError {
  override name = 'ElbError';
  body(_requestId: string): unknown {
    return { error: { message: this.message, code: this.code } };
  }
}

/** An error response of the API gateway in front of the service. */
export class GatewayError extends ElbError {
  override name = 'GatewayError';
  override body(requestId: string): unknown {
    return { error_msg: this.message, error_code: this.code, request_id: requestId };
  }
}

class UnavailableError extends ElbError {
  override name = 'UnavailableError';
  override body(): unknown {
    return { serviceUnavailable: { code: this.status, message: this.message } };
  }
}

/** For any invalid value that the service has no code of its own for. */
export function invalidParameter(): ElbError {
  return new ElbError('ELB.1001', 'request parameter is not valid');
}

/** The credentials of a request are not valid. */
export function denied(reason: string): GatewayError {
  return new GatewayError('APIGW.0301', `Incorrect IAM authentication information: ${reason}`, 401);
}

export const elbErrors = {
  unavailable: new UnavailableError('', 'The service is unavailable.', 503),
  throttled: new GatewayError(
    'APIGW.0308',
    'The throttling threshold has been reached: policy user over ratelimit,limit:10,time:1 second',
    429,
  ),
  tooLarge: new GatewayError('APIGW.0201', 'The request body is too large.', 413, {
    connection: 'close',
  }),
};

export function elbErrorResponse(error: unknown, context: Context): HttpResponse {
  const refusal =
    error instanceof ElbError ? error : new ElbError('ELB.0001', internalMessage(error), 500);
  const requestId = randomHex(context.random, 32);
  const { status, headers } = refusal;
  return elbResponse(status, refusal.body(requestId), context, headers, requestId);
}

/** @param body undefined: none */
export function elbResponse(
  status: number,
  body: unknown,
  { random }: Context,
  headers: Readonly<Record<string, string>> = {},
  requestId = randomHex(random, 32),
): HttpResponse {
  const type = 'application/json;charset=UTF-8';
  return {
    status,
    headers: { 'content-type': type, ...headers, 'x-request-id': requestId },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}
