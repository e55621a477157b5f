import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalNames, canonicalQuery, encode, SKEW_MS, sha256 } from '../canonical.ts';
import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import type { HttpRequest } from '../http.ts';
import { denied, GatewayError } from './answer.ts';
import { verifyToken } from './tokens.ts';

/**
 * Authenticates by token or by signature.
 * @returns the project of the credentials; undefined for a token without one
 * @throws GatewayError when the credentials are not valid
 *
 * Source: Huawei Cloud API Request Signing Guide; a token wins when both are sent.
 */
export function authenticate(request: HttpRequest, now: Date): string | undefined {
  const token = request.headers['x-auth-token'];
  if (token !== undefined) return verifyToken(token, now);
  const authorization = request.headers['authorization'];
  if (authorization === undefined) throw denied('x-auth-token not found');
  verify(request, authorization, now);
  return SANDBOX_CREDENTIALS.elb.projectId;
}

export function hasCredentials({ headers }: HttpRequest): boolean {
  return headers['x-auth-token'] !== undefined || headers['authorization'] !== undefined;
}

/** Refuses a request that is not allowed to use the project in its path. */
export function authorize(request: HttpRequest, project: string | undefined, now: Date): void {
  const allowed = authenticate(request, now);
  const header = request.headers['x-project-id'] ?? allowed;
  if (project !== allowed || header !== allowed) {
    throw new GatewayError('APIGW.0302', 'The IAM user is not allowed to access the project', 403);
  }
}

function verify(request: HttpRequest, authorization: string, now: Date): void {
  const match =
    /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  const [, access, names = '', signature = ''] = match ?? [];
  if (match === null) throw denied('the Authorization header is not in SDK-HMAC-SHA256 form');
  if (access !== SANDBOX_CREDENTIALS.elb.accessKey) throw denied('the access key is unknown');

  const date = request.headers['x-sdk-date'];
  const time = parseDate(date);
  if (Number.isNaN(time)) {
    throw denied('the X-Sdk-Date header must be YYYYMMDDTHHMMSSZ');
  }
  if (Math.abs(now.getTime() - time) > SKEW_MS) {
    throw denied('the time in X-Sdk-Date is more than 15 minutes off');
  }
  const signed = names.split(';');
  if (!signed.includes('x-sdk-date')) throw denied('X-Sdk-Date is not signed');

  const actual = Buffer.from(signature, 'hex');
  // The SDKs do not agree on the order of the values of one name: Python's sorts numbers by value.
  const matches = [canonicalQuery, canonicalNames].some((canonical) => {
    const text = canonicalRequest(request, signed, canonical(request.query));
    const expected = createHmac('sha256', SANDBOX_CREDENTIALS.elb.secretKey)
      .update(`SDK-HMAC-SHA256\n${date}\n${sha256(text)}`)
      .digest();
    return timingSafeEqual(expected, actual);
  });
  if (!matches) throw denied('verify aksk signature fail');
}

function canonicalRequest(request: HttpRequest, signed: readonly string[], query: string): string {
  const headers = signed.map((name) => {
    const value = request.headers[name];
    if (value === undefined) throw denied(`the signed header ${name} is missing`);
    return `${name}:${value.trim()}\n`;
  });
  if (signed.some((name, index) => name !== [...signed].sort()[index])) {
    throw denied('the signed headers are not in order');
  }
  const unsigned = request.headers['x-sdk-content-sha256'] === 'UNSIGNED-PAYLOAD';
  return [
    request.method,
    canonicalPath(request.path),
    query,
    headers.join(''),
    signed.join(';'),
    unsigned ? 'UNSIGNED-PAYLOAD' : sha256(request.body),
  ].join('\n');
}

function canonicalPath(path: string): string {
  let encoded: string;
  try {
    encoded = path
      .split('/')
      .map((segment) => encode(decodeURIComponent(segment)))
      .join('/');
  } catch {
    throw denied('the path is not encoded as it must be');
  }
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function parseDate(text = ''): number {
  const format = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
  return format.test(text) ? Date.parse(text.replace(format, '$1-$2-$3T$4:$5:$6Z')) : Number.NaN;
}
