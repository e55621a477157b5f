import type { Credentials, HttpRequest, Moment } from '../provider.ts';
import { canonicalQuery, hmacSha256, MASK, sha256 } from '../signing.ts';

const ALGORITHM = 'ACS3-HMAC-SHA256';

/**
 * Alibaba Cloud's signature version 3, which its SDKs use today and its documentation asks users
 * of the older RPC signature to move to. Of the two that SLB accepts it is the one with SHA-256
 * rather than SHA-1, and it keeps key id and signature in headers: URLs stay fit for logs.
 *
 * Source: Alibaba Cloud SDK portal, "V3 request structure and signature".
 */
export function sign(request: HttpRequest, credentials: Credentials, moment: Moment): HttpRequest {
  if (credentials.kind !== 'access-key') {
    throw new Error('SLB requests are signed with an access key; a token can\u2019t sign them');
  }
  const { url } = request;
  const bodyHash = sha256(request.body);
  const added: Record<string, string> = {
    'x-acs-date': moment.now.toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': moment.nonce,
    'x-acs-content-sha256': bodyHash,
    ...(credentials.securityToken === undefined
      ? {}
      : {
          'x-acs-accesskey-id': credentials.accessKey,
          'x-acs-security-token': credentials.securityToken,
        }),
  };
  const headers = { ...request.headers, ...added };
  const signed = signedHeaders(headers, url.host);
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    request.method.toUpperCase(),
    url.pathname,
    canonicalQuery(url),
    ...signed.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    bodyHash,
  ].join('\n');
  const signature = hmacSha256(credentials.secretKey, `${ALGORITHM}\n${sha256(canonical)}`);
  return {
    ...request,
    headers: {
      ...headers,
      authorization: `${ALGORITHM} Credential=${credentials.accessKey},SignedHeaders=${names},Signature=${signature}`,
    },
  };
}

/** The host is signed as the URL says it, since that is what goes out as the Host header. */
function signedHeaders(
  headers: Readonly<Record<string, string>>,
  host: string,
): readonly (readonly [string, string])[] {
  return Object.entries({ ...lowerCased(headers), host })
    .filter(([name]) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .map(([name, value]) => [name, value.trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

export function signatureHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  const temporary = credentials.kind === 'access-key' && credentials.securityToken !== undefined;
  return {
    ...(temporary ? { 'x-acs-security-token': MASK } : {}),
    authorization: `${ALGORITHM} ${MASK}`,
  };
}
