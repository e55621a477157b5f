import { BUSY, final, type Meaning, OUTAGE } from '../error-answer.ts';
import { errorReader, LOGGED_OUT, NOT_FOUND, REFUSED } from '../huawei/errors.ts';

const PORT_IN_USE = final('conflict', 'another listener of this load balancer uses the port');

function refused(parameter: string): Meaning {
  return { ...final('validation'), parameter };
}

/** From the error code tables of the API: codes for which the HTTP status is not enough. */
const CODES: Readonly<Record<string, Meaning>> = {
  'ELB.1002': { ...NOT_FOUND, parameter: 'loadbalancer_id' },
  'ELB.1003': { ...NOT_FOUND, parameter: 'loadbalancer_id' },
  'ELB.2011': NOT_FOUND,
  'ELB.2012': NOT_FOUND,
  'ELB.5020': refused('certificate_id'),
  'ELB.5040': {
    ...final('not-found', 'the certificate does not exist; check the certificate id'),
    parameter: 'certificate_id',
  },
  'ELB.1020': refused('loadbalancer_id'),
  // Not a listener's id, so there is none.
  'ELB.6000': NOT_FOUND,
  'ELB.6010': NOT_FOUND,
  'ELB.6011': refused('name'),
  'ELB.6021': refused('name'),
  'ELB.6025': refused('name'),
  'ELB.6035': refused('name'),
  'ELB.6031': refused('description'),
  'ELB.6045': refused('description'),
  'ELB.6041': refused('port'),
  'ELB.6051': refused('lb_algorithm'),
  'ELB.6061': refused('protocol'),
  'ELB.6071': refused('backend_protocol'),
  'ELB.6081': refused('sticky_session_type'),
  // Deleting a missing listener returns this code with status 503.
  'ELB.6002': NOT_FOUND,
  'ELB.6030': NOT_FOUND,
  'ELB.6040': final('not-found', 'the load balancer does not exist; check its id'),
  'ELB.7010': NOT_FOUND,
  'ELB.7014': NOT_FOUND,
  'ELB.7020': NOT_FOUND,
  'ELB.1018': final('conflict', 'remove the backends first'),
  'ELB.2001': final('conflict', 'the quota of backends is used up'),
  'ELB.6015': final(
    'conflict',
    'this endpoint does not support changing that property; delete the listener and create it again',
  ),
  // Status 403, but not about permissions.
  'ELB.6091': final(
    'conflict',
    'the quota of listeners for this load balancer is used up; delete one or ask for a larger quota',
  ),
  'ELB.6101': PORT_IN_USE,
  'ELB.6200': PORT_IN_USE,
  'ELB.1102': REFUSED,
  'ELB.1103': LOGGED_OUT,
  'ELB.1104': LOGGED_OUT,
  'ELB.1105': LOGGED_OUT,
  'ELB.1109': final('auth', 'the account must complete real-name authentication'),
  'APIGW.0101': final(
    'internal',
    'this endpoint does not support the classic ELB API (v1.0); check --region and --endpoint, or manage the enhanced load balancers of this cloud with its own tools',
  ),
  'APIGW.0103': OUTAGE,
  'APIGW.0301': { ...REFUSED, sessionEnded: true },
  'APIGW.0302': final('auth', 'this user is not allowed to call the API'),
  'APIGW.0303': REFUSED,
  'APIGW.0308': BUSY,
  'APIG.0308': BUSY,
};

export const errors = errorReader(CODES);
