import { BUSY, final, type Meaning, OUTAGE } from '../error-answer.ts';
import { errorReader, NOT_FOUND, REFUSED } from '../huawei/errors.ts';

const INVALID = final('validation');

/** From the error code table of the API and from answers that users of other tools have seen. */
const CODES: Readonly<Record<string, Meaning>> = {
  'ELB.8901': INVALID,
  'ELB.8902': INVALID,
  'ELB.8903': NOT_FOUND,
  'ELB.8904': NOT_FOUND,
  'ELB.8905': final('conflict', 'the quota is used up; delete something or ask for a larger quota'),
  // The port is in use, or something hangs on what is to be deleted; the message says which.
  'ELB.8907': final('conflict'),
  'ELB.8906': { ...OUTAGE, kind: 'internal' },
  'ELB.6200': final('conflict', 'another listener of this load balancer uses the port'),
  'ELB.9899': final('validation', 'shared load balancers do not allow this'),
  'ELB.1202': final('validation', 'set an enterprise project for this account'),
  'SYS.0401': REFUSED,
  'SYS.0403': final('auth', 'this user lacks the permission in this project'),
  'VPC.1801': INVALID,
  'VPC.1814': INVALID,
  'APIGW.0101': {
    ...final(
      'internal',
      'this endpoint does not offer this call of ELB v3; check --region and --endpoint, or use --provider elb for classic ELB',
    ),
    missingCall: true,
  },
  'APIGW.0103': OUTAGE,
  'APIGW.0301': { ...REFUSED, sessionEnded: true },
  'APIGW.0302': final('auth', 'this user is not allowed to call the API'),
  'APIGW.0303': REFUSED,
  'APIGW.0308': BUSY,
  'APIG.0308': BUSY,
};

export const errors = errorReader(CODES);
