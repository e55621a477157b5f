import type { Credentials, HttpRequest, SigningContext } from '../auth.ts';
import { canonicalRequest, hmacSha256, sha256 } from '../signing/signing.ts';
import { ALGORITHM } from './signature-headers.ts';

/**
 * Alibaba Cloud's signature version 3, which its SDKs use today and its documentation asks users
 * of the older RPC signature to move to. Of the two that SLB accepts it is the one with SHA-256
 * rather than SHA-1, and it keeps key id and signature in headers: URLs stay fit for logs.
 *
 * Source: Alibaba Cloud SDK portal, "V3 request structure and signature".
 */
export function sign(
  request: HttpRequest,
  credentials: Credentials,
  moment: SigningContext,
): HttpRequest {
  if (credentials.kind !== 'access-key') {
    throw new Error('SLB requests are signed with an access key; a token cannot sign them');
  }
  const bodyHash = sha256(request.body);
  const headers: Record<string, string> = {
    ...request.headers,
    'x-acs-date': `${moment.now.toISOString().slice(0, -5)}Z`,
    'x-acs-signature-nonce': moment.nonce,
    'x-acs-content-sha256': bodyHash,
  };
  if (credentials.securityToken !== undefined) {
    headers['x-acs-accesskey-id'] = credentials.accessKey;
    headers['x-acs-security-token'] = credentials.securityToken;
  }
  const { host, pathname } = request.url;
  const { text, names } = canonicalRequest(request, pathname, signed(headers, host), bodyHash);
  const signature = hmacSha256(credentials.secretKey, `${ALGORITHM}\n${sha256(text)}`);
  headers['authorization'] =
    `${ALGORITHM} Credential=${credentials.accessKey},SignedHeaders=${names},Signature=${signature}`;
  return { ...request, headers };
}

/** The host is signed as the URL says it, since that is what goes out as the Host header. */
function signed(headers: Readonly<Record<string, string>>, host: string): Record<string, string> {
  const chosen: Record<string, string> = { host };
  for (const name in headers) {
    if (name === 'content-type' || name.startsWith('x-acs-')) chosen[name] = headers[name] ?? '';
  }
  return chosen;
}
