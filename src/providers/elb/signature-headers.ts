import type { Credentials } from '../auth.ts';

export const ALGORITHM = 'SDK-HMAC-SHA256';

/** Stands for a value that must not be shown. */
const MASK = '***';

/** Headers that signing adds, their values masked, for showing a request without making one. */
export function signatureHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  if (credentials.kind === 'token') return { 'x-auth-token': MASK };
  return {
    ...(credentials.securityToken === undefined ? {} : { 'x-security-token': MASK }),
    authorization: `${ALGORITHM} ${MASK}`,
  };
}
