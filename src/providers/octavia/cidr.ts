/** Loaded by the first address. */
const net = () => process.getBuiltinModule('node:net');

interface Network {
  readonly version: 4 | 6;
  readonly bits: bigint;
  readonly prefix: number;
}

/** The IP version of an address with or without a prefix; undefined if it is none. */
export function ipVersionOf(text: string): 4 | 6 | undefined {
  return parse(text)?.version;
}

/** A network as the server returns it: 192.0.2.7/24 is 192.0.2.0/24, 192.0.2.7 is 192.0.2.7/32. */
export function canonicalCidr(text: string): string {
  const network = parse(text);
  if (network === undefined) return text;
  const { version, bits, prefix } = network;
  const size = version === 4 ? 32 : 128;
  const hostBits = BigInt(size - prefix);
  return `${addressOf((bits >> hostBits) << hostBits, version)}/${prefix}`;
}

function parse(text: string): Network | undefined {
  const [address = '', mask, ...more] = text.split('/');
  const version = net().isIP(address);
  if (more.length > 0 || address.includes('%') || (version !== 4 && version !== 6))
    return undefined;
  const size = version === 4 ? 32 : 128;
  const prefix = mask === undefined ? size : prefixOf(mask, version);
  if (prefix === undefined || prefix > size) return undefined;
  return { version, bits: version === 4 ? bitsOf4(address) : bitsOf6(address), prefix };
}

/** A number, or for IPv4 a netmask or its reverse. */
function prefixOf(mask: string, version: 4 | 6): number | undefined {
  if (/^\d{1,3}$/.test(mask)) return Number(mask);
  if (version === 6 || net().isIP(mask) !== 4) return undefined;
  const bits = bitsOf4(mask).toString(2).padStart(32, '0');
  if (/^1*0*$/.test(bits)) return bits.replaceAll('0', '').length;
  return /^0*1*$/.test(bits) ? bits.replaceAll('1', '').length : undefined;
}

function bitsOf4(address: string): bigint {
  return address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOf6(address: string): bigint {
  const [head = '', tail] = hexOnly(address).split('::');
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => 0n);
  return [...left, ...zeros, ...right].reduce((bits, group) => (bits << 16n) | group, 0n);
}

function groupsOf(text: string): readonly bigint[] {
  return text === '' ? [] : text.split(':').map((group) => BigInt(`0x${group}`));
}

/** `::ffff:192.0.2.1` as `::ffff:c000:201`. */
function hexOnly(address: string): string {
  return address.replace(/\d+\.\d+\.\d+\.\d+$/, (part) => {
    const bits = bitsOf4(part);
    return `${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
  });
}

function addressOf(bits: bigint, version: 4 | 6): string {
  if (version === 4) {
    return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.');
  }
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bits >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  // The longest run of zeros, the first of equals, is `::`.
  const runs = `:${groups.join(':')}:`.match(/:(0:){2,}/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  const text = `:${groups.join(':')}:`;
  const short = longest === '' ? text : text.replace(longest, '::');
  return short.replace(/^:(?!:)/, '').replace(/(?<!:):$/, '');
}
