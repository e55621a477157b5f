import type { Credentials, HttpRequest, Moment } from '../provider.ts';
import { canonicalQuery, hmacSha256, MASK, sha256, strictEncode } from '../signing.ts';

const ALGORITHM = 'SDK-HMAC-SHA256';

/**
 * Signs a request with AK/SK (SDK-HMAC-SHA256, the variant of Huawei's API signing guide and its
 * current SDKs), or adds the token.
 */
export function sign(request: HttpRequest, credentials: Credentials, { now }: Moment): HttpRequest {
  if (credentials.kind === 'token') {
    return { ...request, headers: { ...request.headers, 'x-auth-token': credentials.token } };
  }
  const { url } = request;
  const date = basicDate(now);
  const headers: Record<string, string> = {
    ...request.headers,
    'x-sdk-date': date,
    ...(credentials.securityToken === undefined
      ? {}
      : { 'x-security-token': credentials.securityToken }),
  };
  const signed: Record<string, string> = { host: url.host };
  for (const [name, value] of Object.entries(headers)) signed[name.toLowerCase()] = value.trim();
  const names = Object.keys(signed).sort();
  const canonical = [
    request.method,
    canonicalPath(url.pathname),
    canonicalQuery(url),
    ...names.map((name) => `${name}:${signed[name]}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n');
  const signature = hmacSha256(
    credentials.secretKey,
    `${ALGORITHM}\n${date}\n${sha256(canonical)}`,
  );
  return {
    ...request,
    headers: {
      ...headers,
      authorization: `${ALGORITHM} Access=${credentials.accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
  };
}

/** `20191115T033655Z`. */
function basicDate(now: Date): string {
  return now.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** The canonical path always ends with a slash, the one on the wire does not. */
function canonicalPath(pathname: string): string {
  const path = isUnreserved(pathname)
    ? pathname
    : pathname
        .split('/')
        .map((part) => strictEncode(decodeURIComponent(part)))
        .join('/');
  return path.endsWith('/') ? path : `${path}/`;
}

function isUnreserved(pathname: string): boolean {
  return /^[\w.~/-]*$/.test(pathname);
}

export function signatureHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  if (credentials.kind === 'token') return { 'x-auth-token': MASK };
  return {
    ...(credentials.securityToken === undefined ? {} : { 'x-security-token': MASK }),
    authorization: `${ALGORITHM} ${MASK}`,
  };
}
