import { ServiceError } from '../huawei/answer.ts';

/** An error response of the ELB service. */
export class ElbError extends ServiceError {
  override name = 'ElbError';
  override body(): unknown {
    return { error: { message: this.message, code: this.code } };
  }
}

/** For any invalid value that the service has no code of its own for. */
export function invalidParameter(): ElbError {
  return new ElbError('ELB.1001', 'request parameter is not valid');
}
