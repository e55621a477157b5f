import { MASK } from '../providers/auth.ts';

const SECRET_HEADERS =
  /^(authorization|proxy-authorization|x-auth-token|x-subject-token|x-security-token|x-acs-security-token|cookie|set-cookie)$/i;

const SECRET_KEYS =
  /^(password|passwd|secret|secret_?key|access_?key_?secret|private_?key|security_?token|sts_?token|token|signature)$/i;

export function maskHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_HEADERS.test(name) ? maskHeader(value) : value,
    ]),
  );
}

/** Keeps the authentication scheme. */
function maskHeader(value: string): string {
  const scheme = /^[A-Za-z0-9-]+(?= )/.exec(value)?.[0];
  return scheme === undefined ? MASK : `${scheme} ${MASK}`;
}

function maskDocument(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskDocument);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_KEYS.test(key) && (typeof inner === 'string' || typeof inner === 'number')
        ? MASK
        : maskDocument(inner),
    ]),
  );
}

/** Masks secrets in JSON by their keys; of other text, only the length is shown. */
export function maskBody(text: string): string {
  if (text === '') return '';
  try {
    return JSON.stringify(maskDocument(JSON.parse(text)));
  } catch {
    return `(${text.length} characters that are not JSON)`;
  }
}
