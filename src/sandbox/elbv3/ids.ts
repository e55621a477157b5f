import { type Context, randomHex } from '../http.ts';

/** A random UUID. */
export function newId({ random }: Context): string {
  const hex = randomHex(random, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
