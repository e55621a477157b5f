import { type Credentials, type HttpRequest, MASK, type SigningContext } from '../auth.ts';
import { canonicalRequest, hmacSha256, sha256 } from '../signing.ts';

const ALGORITHM = 'ACS3-HMAC-SHA256';

/**
 * Alibaba Cloud's signature version 3, which current SDKs use. Unlike the older RPC signature, it
 * uses SHA-256 and keeps the key id and signature out of URLs.
 *
 * Source: Alibaba Cloud SDK portal, "V3 request structure and signature".
 */
export function sign(
  request: HttpRequest,
  credentials: Credentials,
  { now, nonce }: SigningContext,
): HttpRequest {
  if (credentials.kind !== 'access-key') {
    throw new Error('SLB requests are signed with an access key; a token cannot sign them');
  }
  const bodyHash = sha256(request.body);
  const headers: Record<string, string> = {
    ...request.headers,
    'x-acs-date': `${now.toISOString().slice(0, -5)}Z`,
    'x-acs-signature-nonce': nonce(),
    'x-acs-content-sha256': bodyHash,
  };
  if (credentials.securityToken !== undefined) {
    headers['x-acs-accesskey-id'] = credentials.accessKey;
    headers['x-acs-security-token'] = credentials.securityToken;
  }
  const { host, pathname } = request.url;
  const { text, names } = canonicalRequest(
    request,
    pathname,
    headersToSign(headers, host),
    bodyHash,
  );
  const signature = hmacSha256(credentials.secretKey, `${ALGORITHM}\n${sha256(text)}`);
  headers['authorization'] =
    `${ALGORITHM} Credential=${credentials.accessKey},SignedHeaders=${names},Signature=${signature}`;
  return { ...request, headers };
}

function headersToSign(
  headers: Readonly<Record<string, string>>,
  host: string,
): Record<string, string> {
  const chosen: Record<string, string> = { host };
  for (const name in headers) {
    if (name === 'content-type' || name.startsWith('x-acs-')) chosen[name] = headers[name] ?? '';
  }
  return chosen;
}

export function signatureHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  const temporary = credentials.kind === 'access-key' && credentials.securityToken !== undefined;
  return {
    ...(temporary ? { 'x-acs-security-token': MASK } : {}),
    authorization: `${ALGORITHM} ${MASK}`,
  };
}
