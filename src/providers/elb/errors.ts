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
  'check access key, secret key, project id and the clock of this machine',
);
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
      ...(meaning.kind === 'validation' ? nilParameter(parsed.message) : {}),
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
  if (status === 403) return final('auth', 'this user lacks the permission in this project');
  if (status === 404) return NOT_FOUND;
  if (status === 409) return final('conflict');
  if (status === 502 || status === 504) return OUTAGE;
  // With an error code of the service, a 503 is not an outage.
  if (status === 503 && !code?.startsWith('ELB.')) return OUTAGE;
  // The service names what is wrong with the request.
  return final(status === 400 && code?.startsWith('ELB.') === true ? 'validation' : 'internal');
}

/** `Request parameters error, "name" is nil.` */
function nilParameter(message = ''): Pick<Meaning, 'parameter'> {
  const name = /"(\w+)" is nil/.exec(message)?.[1];
  return name === undefined ? {} : { parameter: name };
}

/** The service, its gateway, IAM and OpenStack each have their own format. */
function parseBody(text: string): Parsed {
  const body = parseJson(text);
  if (!isObject(body)) return {};
  const flat = readFields(body, 'error_msg', 'error_code');
  if (flat.message !== undefined || flat.code !== undefined) return flat;
  const inner = Object.values(body).find(isObject);
  return readFields(inner ?? body, 'message', 'code');
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
