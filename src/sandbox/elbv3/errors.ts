import { ServiceError } from '../huawei/answer.ts';

/** An error response of the ELB v3 service. */
export class Elbv3Error extends ServiceError {
  override name = 'Elbv3Error';
  override body(requestId: string): unknown {
    return { error_code: this.code, error_msg: this.message, request_id: requestId };
  }
}

/** For any invalid value or unknown attribute. */
export function invalid(message: string): Elbv3Error {
  return new Elbv3Error('ELB.8902', message);
}

/** For values that are valid by themselves, but not together. */
export function unfit(message: string): Elbv3Error {
  return new Elbv3Error('ELB.8901', message);
}

export function notFound(kind: string, id: string): Elbv3Error {
  return new Elbv3Error('ELB.8904', `${kind} ${id} could not be found.`, 404);
}

export function conflict(message: string): Elbv3Error {
  return new Elbv3Error('ELB.8907', message, 409);
}

export function quotaUsedUp(key: string): Elbv3Error {
  return new Elbv3Error('ELB.8905', `Quota exceeded for resources: ['${key}'].`, 409);
}
