import { once, rememberLast } from '../remember.ts';
import type { Address, HttpRequest } from './auth.ts';

/*
 * What both clouds' signatures are made of. node:crypto is loaded by the first signature, since it
 * takes a tenth of a bare start and most commands that only check something never sign.
 */

const crypto = once(() => process.getBuiltinModule('node:crypto'));

/** Stands for a value that must not be shown. */
export const MASK = '***';

export function sha256(data: string): string {
  return crypto().hash('sha256', data);
}

/**
 * HMAC-SHA256 (RFC 2104) out of whole hashes. The one of node:crypto is made to be fed by a stream,
 * and making it for a few lines of text takes longer than everything else about a signature.
 */
export function hmacSha256(key: string, text: string): string {
  const { inner, outer } = paddedKey(key);
  const message = Buffer.concat([inner, Buffer.from(text)]);
  crypto().hash('sha256', message, 'buffer').copy(outer, BLOCK_BYTES);
  return crypto().hash('sha256', outer, 'hex');
}

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;

/** A command signs everything with the same key. */
const paddedKey = rememberLast((key: string) => {
  const bytes = Buffer.from(key);
  const short = bytes.length > BLOCK_BYTES ? crypto().hash('sha256', bytes, 'buffer') : bytes;
  // Behind the outer key there is room for the inner hash.
  const room = Buffer.alloc(HASH_BYTES);
  return { inner: masked(short, 0x36), outer: Buffer.concat([masked(short, 0x5c), room]) };
});

function masked(key: Buffer, mask: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES, mask);
  for (const [at, byte] of key.entries()) block[at] = byte ^ mask;
  return block;
}

/**
 * What both clouds sign: the request, the headers that are signed by their names, and the hash of
 * the body.
 * @param signed by name in lower case, with the host
 */
export function canonicalRequest(
  { method, url }: HttpRequest,
  path: string,
  signed: Readonly<Record<string, string>>,
  bodyHash: string,
): { readonly text: string; readonly names: string } {
  const sorted = Object.keys(signed).sort();
  const names = sorted.join(';');
  let lines = '';
  for (const name of sorted) lines += `${name}:${signed[name]}\n`;
  const text = `${method}\n${path}\n${canonicalQuery(url)}\n${lines}\n${names}\n${bodyHash}`;
  return { text, names };
}

/** RFC 3986: everything but letters, digits and `-_.~`, by which both clouds sign. */
export function strictEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A query as both signatures want it: encoded, then sorted by name and value, in code order. */
function canonicalQuery({ search }: Address): string {
  if (search === '') return '';
  return [...new URLSearchParams(search)]
    .map(([name, value]) => [strictEncode(name), strictEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? codeOrder(x, y) : codeOrder(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function codeOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
