import type { HttpRequest } from './auth.ts';
import { crypto } from './crypto.ts';
import { strictEncode } from './encode.ts';

export function sha256(data: string): string {
  return crypto().createHash('sha256').update(data).digest('hex');
}

export function hmacSha256(key: string, text: string): string {
  return crypto().createHmac('sha256', key).update(text).digest('hex');
}

/**
 * The canonical request that both clouds sign.
 * @param signed headers by lower-case name, including the host
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

/** Encoded, then sorted by name and value in code unit order. */
function canonicalQuery({ search }: URL): string {
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
