import { isObject } from '../../model/json.ts';
import type { ErrorReader } from '../calls.ts';
import {
  BUSY,
  final,
  foreignAnswer,
  type Meaning,
  missingLoadBalancer,
  OUTAGE,
  parseJson,
} from '../error-answer.ts';

export const NOT_FOUND = final('not-found');
export const LOGGED_OUT: Meaning = {
  ...final('auth', 'the token is invalid or expired; log in again or check the profile'),
  sessionEnded: true,
};
export const REFUSED = final(
  'auth',
  'check access key, secret key, project id and the clock of this machine',
);

interface Parsed {
  readonly message?: string;
  readonly code?: string;
  readonly requestId?: string;
}

/** @param codes what codes mean for which the HTTP status is not enough */
export function errorReader(codes: Readonly<Record<string, Meaning>>): ErrorReader {
  return {
    read({ status, headers, text }) {
      const parsed = parseBody(text);
      const meaning = meaningOf(codes, status, parsed);
      const requestId = headers['x-request-id'] ?? parsed.requestId;
      return {
        ...meaning,
        ...(meaning.kind === 'validation' ? nilParameter(parsed.message) : {}),
        ...(meaning.kind === 'not-found' ? missingLoadBalancer(parsed.message) : {}),
        message: parsed.message ?? foreignAnswer(status, text, headers['content-type']),
        ...(parsed.code === undefined ? {} : { code: parsed.code }),
        ...(requestId === undefined ? {} : { requestId }),
      };
    },
  };
}

function meaningOf(
  codes: Readonly<Record<string, Meaning>>,
  status: number,
  { code, message }: Parsed,
): Meaning {
  const known = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined;
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
