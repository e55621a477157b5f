import { MASK } from '../providers/auth.ts';

/** Headers that carry a secret. */
const HEADERS =
  '(?:proxy-)?authorization|x-(?:auth|subject|service|security|acs-security|amz-security)-token|x-acs-signature|(?:set-)?cookie';

/** Keys of documents and of queries, with or without `_` and `-`. */
const KEYS = [
  'password',
  'passwd',
  'adminpass',
  'secret',
  'secretkey',
  'secretaccesskey',
  'accesskeysecret',
  'privatekey',
  'token',
  'securitytoken',
  'sessiontoken',
  'ststoken',
  'accesstoken',
  'refreshtoken',
  'signature',
];

const SECRET_HEADER = new RegExp(`^(?:${HEADERS})$`, 'i');

function isSecretKey(key: string): boolean {
  return KEYS.includes(key.toLowerCase().replace(/[_-]/g, '')) || SECRET_HEADER.test(key);
}

/** Lines of a log. */
export function maskHeaders(
  headers: Readonly<Record<string, string>>,
  mask: (text: string) => string,
): readonly string[] {
  return Object.entries(headers).map(([name, value]) => {
    const shown = SECRET_HEADER.test(name) ? maskHeader(value) : maskNamed(mask(value));
    return `${name}: ${shown}`;
  });
}

/** Keeps the authentication scheme. */
function maskHeader(value: string): string {
  const scheme = /^(?:Basic|Bearer|[A-Z0-9]+-HMAC-SHA\d+)(?= )/i.exec(value)?.[0];
  return scheme === undefined ? MASK : `${scheme} ${MASK}`;
}

/** Masks by the keys of JSON; of other text, only the length is shown. */
export function maskBody(text: string): string {
  if (text === '') return '';
  try {
    return JSON.stringify(maskDocument(JSON.parse(text)));
  } catch {
    return `(${text.length} characters that are not JSON)`;
  }
}

function maskDocument(value: unknown): unknown {
  if (typeof value === 'string') return maskNamed(value);
  if (Array.isArray(value)) return value.map(maskDocument);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      isSecretKey(key) && (typeof inner === 'string' || typeof inner === 'number')
        ? MASK
        : maskDocument(inner),
    ]),
  );
}

/**
 * Masks what follows the name of a secret in a server's words, which may quote the request: as a
 * header, in a query, in JSON, or percent-encoded.
 */
export function maskNamed(text: string): string {
  return text
    .replace(HEADER_LINE, (_, before: string, value: string) => before + maskHeader(value))
    .replace(PAIR, `$1${MASK}`);
}

const HEADER_LINE = new RegExp(
  `((?<![\\w-])(?:${HEADERS})["']?\\s{0,2}[:=]\\s{0,2}["']?)([^\\r\\n"'|]+)`,
  'gi',
);

const NAME = `(?:[a-z]{1,12}[_-]?)?(?:${KEYS.map((key) =>
  key.replace(/(secret|access|private|security|session|sts|refresh)(?=.)/g, '$1[_-]?'),
).join('|')})`;

/** A space after a colon is prose: `invalid token: expired`. */
const PAIR = new RegExp(
  `((?<![\\w-])${NAME}(?:["']\\s{0,2}:\\s{0,2}["']?|[:=]["']?|%(?:25)?3[AD]))(?!\\s)(?:(?!%(?:25)?26)[^\\s"'&,;|<>)}\\]])+`,
  'gi',
);
