import { isObject } from '../../model/json.ts';
import type { ErrorReader, ErrorReading } from '../calls.ts';

type Meaning = Pick<ErrorReading, 'kind' | 'retry'> &
  Partial<Pick<ErrorReading, 'hint' | 'sessionEnded'>>;

const NOT_FOUND: Meaning = { kind: 'not-found', retry: 'never' };
const LOGGED_OUT: Meaning = {
  kind: 'auth',
  retry: 'never',
  sessionEnded: true,
  hint: 'the token is not valid (any more); log in again or check the credentials of the profile',
};
const REFUSED: Meaning = {
  kind: 'auth',
  retry: 'never',
  hint: 'check access key, secret key and project id, and that this machine\u2019s clock is right',
};
const BUSY: Meaning = { kind: 'unavailable', retry: 'always' };

/** Codes whose meaning the HTTP status does not tell, from the error code tables of the API. */
const CODES: Readonly<Record<string, Meaning>> = {
  'ELB.1002': NOT_FOUND,
  'ELB.1003': NOT_FOUND,
  'ELB.2011': NOT_FOUND,
  'ELB.2012': NOT_FOUND,
  'ELB.5040': { ...NOT_FOUND, hint: 'the certificate does not exist; check the certificate id' },
  // A delete of a listener that is not there: answered with 503, which it is not.
  'ELB.6002': NOT_FOUND,
  'ELB.6030': NOT_FOUND,
  'ELB.6040': { ...NOT_FOUND, hint: 'the load balancer does not exist; check its id' },
  'ELB.7010': NOT_FOUND,
  'ELB.7014': NOT_FOUND,
  'ELB.7020': NOT_FOUND,
  'ELB.1018': { kind: 'conflict', retry: 'never', hint: 'remove the backends first' },
  'ELB.2001': { kind: 'conflict', retry: 'never', hint: 'the quota of backends is used up' },
  'ELB.6015': {
    kind: 'conflict',
    retry: 'never',
    hint: 'this endpoint does not let that property of a listener be changed; delete the listener and create it again',
  },
  // 403, but it has nothing to do with permissions.
  'ELB.6091': {
    kind: 'conflict',
    retry: 'never',
    hint: 'the quota of listeners for this load balancer is used up; delete one or ask for a larger quota',
  },
  'ELB.6101': {
    kind: 'conflict',
    retry: 'never',
    hint: 'another listener of this load balancer uses the port',
  },
  'ELB.6200': {
    kind: 'conflict',
    retry: 'never',
    hint: 'another listener of this load balancer uses the port',
  },
  'ELB.1102': REFUSED,
  'ELB.1103': LOGGED_OUT,
  'ELB.1104': LOGGED_OUT,
  'ELB.1105': LOGGED_OUT,
  'ELB.1109': {
    kind: 'auth',
    retry: 'never',
    hint: 'the account has to pass real-name authentication',
  },
  'APIGW.0101': {
    kind: 'internal',
    retry: 'never',
    hint: 'this endpoint does not offer the classic ELB API (v1.0); check --region and --endpoint, or use the enhanced load balancers of this cloud with its own tools',
  },
  'APIGW.0103': { kind: 'unavailable', retry: 'safe' },
  'APIGW.0301': { ...REFUSED, sessionEnded: true },
  'APIGW.0302': { kind: 'auth', retry: 'never', hint: 'this user may not call the API' },
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
      message: parsed.message ?? withoutBody(status, text, headers['content-type']),
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
    return { kind: 'auth', retry: 'never', hint: 'this user lacks the permission in this project' };
  }
  if (status === 404) return NOT_FOUND;
  if (status === 409) return { kind: 'conflict', retry: 'never' };
  if (status === 502 || status === 504) return { kind: 'unavailable', retry: 'safe' };
  // A 503 with a code of the service is an answer, not an outage.
  if (status === 503 && !code?.startsWith('ELB.')) return { kind: 'unavailable', retry: 'safe' };
  return { kind: 'internal', retry: 'never' };
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

function withoutBody(status: number, text: string, contentType = ''): string {
  if (/html/i.test(contentType) || /^\s*<(!doctype|html)/i.test(text)) {
    return `a gateway or proxy answered with an HTML page (HTTP ${status}) instead of the API`;
  }
  return text.trim() === ''
    ? `HTTP ${status} without a body`
    : `HTTP ${status} with a body that is not understood`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
