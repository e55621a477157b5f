import { createHash, createHmac } from 'node:crypto';
import type { Credentials, HttpRequest, Moment } from '../provider.ts';

const ALGORITHM = 'SDK-HMAC-SHA256';

/**
 * Signs a request with AK/SK (SDK-HMAC-SHA256, the variant of Huawei's API signing guide and its
 * current SDKs), or adds the token.
 */
export function sign(request: HttpRequest, credentials: Credentials, { now }: Moment): HttpRequest {
  if (credentials.kind === 'token') {
    return { ...request, headers: { ...request.headers, 'x-auth-token': credentials.token } };
  }
  const url = new URL(request.url);
  const date = basicDate(now);
  const headers: Record<string, string> = {
    ...request.headers,
    'x-sdk-date': date,
    ...(credentials.securityToken === undefined
      ? {}
      : { 'x-security-token': credentials.securityToken }),
  };
  const signed = Object.entries({ ...headers, host: url.host }).map(
    ([name, value]) => [name.toLowerCase(), value.trim()] as const,
  );
  signed.sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    request.method,
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    ...signed.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256(request.body),
  ].join('\n');
  const signature = createHmac('sha256', credentials.secretKey)
    .update([ALGORITHM, date, sha256(canonical)].join('\n'))
    .digest('hex');
  return {
    ...request,
    headers: {
      ...headers,
      authorization: `${ALGORITHM} Access=${credentials.accessKey}, SignedHeaders=${names}, Signature=${signature}`,
    },
  };
}

/** `20191115T033655Z`. */
function basicDate(now: Date): string {
  return now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
}

/** The canonical path always ends with a slash, the one on the wire does not. */
function canonicalPath(pathname: string): string {
  const path = pathname
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
  return path.endsWith('/') ? path : `${path}/`;
}

function canonicalQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 3986: everything but letters, digits and `-_.~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
