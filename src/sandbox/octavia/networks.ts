import { isIP } from 'node:net';

/** A network as the service returns it: with a prefix, and for IPv4 without host bits. */
export function networkOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [address = '', prefix, ...more] = value.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return undefined;
  const size = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? size : prefixOf(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > size) return undefined;
  return version === 4 ? `${masked(address, bits)}/${bits}` : `${address.toLowerCase()}/${bits}`;
}

export function versionOf(network: string): number {
  return isIP(network.split('/')[0] ?? '');
}

function prefixOf(text: string): number {
  if (isIP(text) !== 4) return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  const bits = text
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : Number.NaN;
}

function masked(address: string, bits: number): string {
  return address
    .split('.')
    .map((part, at) => Number(part) & ((0xff00 >> Math.max(0, Math.min(8, bits - 8 * at))) & 0xff))
    .join('.');
}
