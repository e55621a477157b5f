import { createHash } from 'node:crypto';
import type { Pairs } from './http.ts';

/* Shared by both clouds' signatures. Not shared with lbctl's own clients, so that it can verify them. */

/** The largest accepted difference between the clocks of client and server. */
export const SKEW_MS = 15 * 60 * 1000;

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** RFC 3986. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Encoded, then sorted by name and value, in code order. */
export function canonicalQuery(pairs: Pairs): string {
  return sorted(pairs, ([a, x], [b, y]) => compare(a, b) || compare(x, y));
}

/** Encoded, then sorted by name; the values of one name are as sent. */
export function canonicalNames(pairs: Pairs): string {
  return sorted(pairs, ([a], [b]) => compare(a, b));
}

function sorted(pairs: Pairs, order: (a: Pairs[number], b: Pairs[number]) => number): string {
  return pairs
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(order)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
