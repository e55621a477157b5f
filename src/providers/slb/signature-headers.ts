import { type Credentials, MASK } from '../auth.ts';

export const ALGORITHM = 'ACS3-HMAC-SHA256';

export function signatureHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  const temporary = credentials.kind === 'access-key' && credentials.securityToken !== undefined;
  return {
    ...(temporary ? { 'x-acs-security-token': MASK } : {}),
    authorization: `${ALGORITHM} ${MASK}`,
  };
}
