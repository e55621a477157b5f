import { ApiError } from '../http.ts';

/** An error of the service: `faultstring`. */
export class OctaviaError extends ApiError {
  override name = 'OctaviaError';
  constructor(message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(status >= 500 ? 'Server' : 'Client', message, status, headers);
  }
}

/** An error of the middleware that checks tokens. */
export class LoginRequired extends OctaviaError {
  override name = 'LoginRequired';
}

export function failed(message: string): OctaviaError {
  return new OctaviaError(`Validation failure: ${message}`);
}

export function notFound(what: string, id: string): OctaviaError {
  return new OctaviaError(`${what} ${id} not found.`, 404);
}

export function immutable(id: string): OctaviaError {
  return new OctaviaError(`Load Balancer ${id} is immutable and cannot be updated.`, 409);
}
