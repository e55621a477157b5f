/*
 * What both clouds' signatures are made of. node:crypto is loaded by the first signature, since it
 * takes a tenth of a bare start and most commands that only check something never sign.
 */

/** Stands for a value that must not be shown. */
export const MASK = '***';

export function sha256(text: string): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', text);
}

export function hmacSha256(key: string, text: string): string {
  const { createHmac } = process.getBuiltinModule('node:crypto');
  return createHmac('sha256', key).update(text).digest('hex');
}

/** RFC 3986: everything but letters, digits and `-_.~`, by which both clouds sign. */
export function strictEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A query as both signatures want it: encoded, then sorted by name and value, in code order. */
export function canonicalQuery(url: URL): string {
  // Asking for the parameters parses them, and most requests of ELB have none.
  if (url.search === '') return '';
  return [...url.searchParams]
    .map(([name, value]) => [strictEncode(name), strictEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? codeOrder(x, y) : codeOrder(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function codeOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
