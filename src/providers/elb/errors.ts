import { isObject } from '../../model/json.ts';
import type { ErrorReader } from '../calls.ts';
import { BUSY, final, foreignAnswer, type Meaning, OUTAGE, parseJson } from '../error-answer.ts';

const NOT_FOUND = final('not-found');
const LOGGED_OUT: Meaning = {
  ...final('auth', 'the token is invalid or expired; log in again or check the profile'),
  sessionEnded: true,
};
const REFUSED = final(
  'auth',
  'check access key, secret key and project id, and that this machine\u2019s clock is right',
);
const PORT_IN_USE = final('conflict', 'another listener of this load balancer uses the port');

/** Codes whose meaning the HTTP status does not tell, from the error code tables of the API. */
const CODES: Readonly<Record<string, Meaning>> = {
  'ELB.1002': NOT_FOUND,
  'ELB.1003': NOT_FOUND,
  'ELB.2011': NOT_FOUND,
  'ELB.2012': NOT_FOUND,
  'ELB.5040': final('not-found', 'the certificate does not exist; check the certificate id'),
  // A delete of a listener that is not there: answered with 503, which it is not.
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
    'this endpoint does not let that property of a listener be changed; delete the listener and create it again',
  ),
  // 403, but it has nothing to do with permissions.
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
  'ELB.1109': final('auth', 'the account has to pass real-name authentication'),
  'APIGW.0101': final(
    'internal',
    'this endpoint does not offer the classic ELB API (v1.0); check --region and --endpoint, or use the enhanced load balancers of this cloud with its own tools',
  ),
  'APIGW.0103': OUTAGE,
  'APIGW.0301': { ...REFUSED, sessionEnded: true },
  'APIGW.0302': final('auth', 'this user may not call the API'),
  'APIGW.0303': REFUSED,
  'APIGW.0308': BUSY,
  'APIG.0308': BUSY,
};

interface Parsed {
  readonly message?: string;
  readonly code?: string;
  readonly requestId?: string;
}

export const errors: ErrorReader = {
  read({ status, headers, text }) {
    const parsed = parseBody(text);
    const meaning = meaningOf(status, parsed);
    const requestId = headers['x-request-id'] ?? parsed.requestId;
    return {
      ...meaning,
      message: parsed.message ?? foreignAnswer(status, text, headers['content-type']),
      ...(parsed.code === undefined ? {} : { code: parsed.code }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  },
};

function meaningOf(status: number, { code, message }: Parsed): Meaning {
  const known = code !== undefined && Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  if (known !== undefined) return known;
  if (/token (must be updated|need to refresh)/i.test(message ?? '')) return LOGGED_OUT;
  if (status === 429) return BUSY;
  if (status === 401) return LOGGED_OUT;
  if (status === 403) {
    return final('auth', 'this user lacks the permission in this project');
  }
  if (status === 404) return NOT_FOUND;
  if (status === 409) return final('conflict');
  if (status === 502 || status === 504) return OUTAGE;
  // A 503 with a code of the service is an answer, not an outage.
  if (status === 503 && !code?.startsWith('ELB.')) return OUTAGE;
  return final('internal');
}

/** The service, its gateway, IAM and the OpenStack envelope each have a shape of their own. */
function parseBody(text: string): Parsed {
  const body = parseJson(text);
  if (!isObject(body)) return {};
  const flat = readFields(body, 'error_msg', 'error_code');
  if (flat.message !== undefined || flat.code !== undefined) return flat;
  const inner = Object.values(body).find(isObject);
  return inner === undefined
    ? readFields(body, 'message', 'code')
    : readFields(inner, 'message', 'code');
}

function readFields(body: Record<string, unknown>, message: string, code: string): Parsed {
  const requestId = body['request_id'];
  return {
    ...(typeof body[message] === 'string' ? { message: body[message] } : {}),
    ...(typeof body[code] === 'string' || typeof body[code] === 'number'
      ? { code: String(body[code]) }
      : {}),
    ...(typeof requestId === 'string' ? { requestId } : {}),
  };
}
