import { ApiError, type Context, type HttpResponse, internalMessage, randomHex } from '../http.ts';

/** An error response of the services of Huawei Cloud and the clouds built on it. */
export abstract class ServiceError extends ApiError {
  override name = 'ServiceError';
  abstract body(requestId: string): unknown;
}

/** An error response of the API gateway in front of the services. */
export class GatewayError extends ServiceError {
  override name = 'GatewayError';
  override body(requestId: string): unknown {
    return { error_msg: this.message, error_code: this.code, request_id: requestId };
  }
}

class UnavailableError extends ServiceError {
  override name = 'UnavailableError';
  override body(): unknown {
    return { serviceUnavailable: { code: this.status, message: this.message } };
  }
}

/** The credentials of a request are not valid. */
export function denied(reason: string): GatewayError {
  return new GatewayError('APIGW.0301', `Incorrect IAM authentication information: ${reason}`, 401);
}

export function notPublished(): GatewayError {
  return new GatewayError(
    'APIGW.0101',
    'The API does not exist or has not been published in the environment',
    404,
  );
}

export const gatewayErrors = {
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

/** @param internal makes the service's own error of an unexpected one */
export function errorAnswer(
  error: unknown,
  context: Context,
  internal: (message: string) => ServiceError,
): HttpResponse {
  const refusal = error instanceof ServiceError ? error : internal(internalMessage(error));
  const requestId = newRequestId(context);
  const { status, headers } = refusal;
  return answer(status, refusal.body(requestId), requestId, headers);
}

export function newRequestId({ random }: Context): string {
  return randomHex(random, 32);
}

/** @param body undefined: none */
export function answer(
  status: number,
  body: unknown,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const type = 'application/json;charset=UTF-8';
  return {
    status,
    headers: { 'content-type': type, ...headers, 'x-request-id': requestId },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}
