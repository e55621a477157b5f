import { ApiError } from '../http.ts';

/** An error response of SLB. */
export class SlbError extends ApiError {
  override name = 'SlbError';
}

export function missing(name: string): SlbError {
  return new SlbError(
    'MissingParameter',
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
  );
}

/** A parameter lacks another one that it needs. */
export function badCombination(): SlbError {
  return new SlbError('MissingParameter', 'The combination of some parameters violates the spec.');
}

export function invalidParameter(message: string): SlbError {
  return new SlbError('InvalidParameter', message);
}

export function invalid(name: string): SlbError {
  return invalidParameter(`The specified parameter "${name}" is not valid.`);
}

export const slbErrors = {
  unavailable: new SlbError(
    'ServiceUnavailable',
    'The request has failed due to a temporary failure of the server.',
    503,
  ),
  throttled: new SlbError(
    'Throttling.User',
    'You have made too many requests within a short time; your request is denied due to request throttling.',
    400,
    { 'x-acs-retry-after': '100' },
  ),
  tooLarge: new SlbError('RequestBodyTooLarge', 'The request body is too large.', 413, {
    connection: 'close',
  }),
};
