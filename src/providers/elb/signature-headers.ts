import { type Credentials, MASK } from '../auth.ts';

export const ALGORITHM = 'SDK-HMAC-SHA256';

export function signatureHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  if (credentials.kind === 'token') return { 'x-auth-token': MASK };
  return {
    ...(credentials.securityToken === undefined ? {} : { 'x-security-token': MASK }),
    authorization: `${ALGORITHM} ${MASK}`,
  };
}
