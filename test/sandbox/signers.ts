import { createHash, createHmac } from 'node:crypto';

/**
 * Independent implementations of the three signature schemes, verified against the vendors' published
 * examples in signatures.test.ts.
 */
export type Pairs = readonly (readonly [string, string])[];

export interface Account {
  readonly accessKey: string;
  readonly secretKey: string;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

function quote(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-_.~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

export function queryString(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${quote(name)}=${quote(value)}`).join('&');
}

function sorted(pairs: Pairs): string {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return queryString([...pairs].sort(([a, x], [b, y]) => compare(a, b) || compare(x, y)));
}

export function rpcSignature(method: string, pairs: Pairs, secret: string): string {
  const text = `${method}&${quote('/')}&${quote(sorted(pairs))}`;
  return createHmac('sha1', `${secret}&`).update(text).digest('base64');
}

export function acs3Authorization(
  request: {
    readonly method: string;
    readonly query: Pairs;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  },
  account: Account,
): string {
  const names = Object.keys(request.headers).sort();
  const canonical = [
    request.method,
    '/',
    sorted(request.query),
    ...names.map((name) => `${name}:${request.headers[name]}`),
    '',
    names.join(';'),
    hash(request.body),
  ].join('\n');
  const text = `ACS3-HMAC-SHA256\n${hash(canonical)}`;
  const signature = createHmac('sha256', account.secretKey).update(text).digest('hex');
  return `ACS3-HMAC-SHA256 Credential=${account.accessKey},SignedHeaders=${names.join(';')},Signature=${signature}`;
}

export function elbAuthorization(
  request: {
    readonly method: string;
    readonly path: string;
    readonly query: Pairs;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  },
  account: Account,
): string {
  const names = Object.keys(request.headers).sort();
  const canonical = [
    request.method,
    `${request.path.split('/').map(quote).join('/')}/`,
    sorted(request.query),
    ...names.map((name) => `${name}:${request.headers[name]}`),
    '',
    names.join(';'),
    hash(request.body),
  ].join('\n');
  const text = `SDK-HMAC-SHA256\n${request.headers['x-sdk-date']}\n${hash(canonical)}`;
  const signature = createHmac('sha256', account.secretKey).update(text).digest('hex');
  return `SDK-HMAC-SHA256 Access=${account.accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}
