import { type Credentials, type HttpRequest, MASK, type SigningContext } from '../auth.ts';
import { strictEncode } from '../encode.ts';
import { canonicalRequest, hmacSha256, sha256 } from '../signing.ts';

const ALGORITHM = 'SDK-HMAC-SHA256';

/** Signs with an access key (SDK-HMAC-SHA256, as in Huawei's API signing guide), or adds the token. */
export function sign(
  request: HttpRequest,
  credentials: Credentials,
  { now }: SigningContext,
): HttpRequest {
  if (credentials.kind === 'token') {
    return { ...request, headers: { ...request.headers, 'x-auth-token': credentials.token } };
  }
  const date = basicDate(now);
  const headers: Record<string, string> = { ...request.headers, 'x-sdk-date': date };
  if (credentials.securityToken !== undefined) {
    headers['x-security-token'] = credentials.securityToken;
  }
  const { text, names } = canonicalRequest(
    request,
    canonicalPath(request.url.pathname),
    { ...headers, host: request.url.host },
    sha256(request.body),
  );
  const signature = hmacSha256(credentials.secretKey, `${ALGORITHM}\n${date}\n${sha256(text)}`);
  headers['authorization'] =
    `${ALGORITHM} Access=${credentials.accessKey}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...request, headers };
}

/** `20191115T033655Z`. */
function basicDate(now: Date): string {
  return now.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Unlike the path of the request, the canonical path always ends with a slash. */
function canonicalPath(pathname: string): string {
  const path = pathname
    .split('/')
    .map((part) => strictEncode(decodeURIComponent(part)))
    .join('/');
  return path.endsWith('/') ? path : `${path}/`;
}

export function signatureHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  if (credentials.kind === 'token') return { 'x-auth-token': MASK };
  return {
    ...(credentials.securityToken === undefined ? {} : { 'x-security-token': MASK }),
    authorization: `${ALGORITHM} ${MASK}`,
  };
}
