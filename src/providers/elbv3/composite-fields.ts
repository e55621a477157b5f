import { type Codec, Refusal } from '../../model/codec.ts';
import type { Value } from '../../model/fields.ts';
import { alternatives } from '../../model/values.ts';
import { MONITOR, POOL } from '../parts/names.ts';
import { ADDING, ADDING_CHECK } from './pages.ts';
import { INSERT } from './parameters/headers.ts';

/* Portable fields that several parameters carry, or that are spelled in another way. */

const DRAIN = `${POOL}connection_drain.enable`;
const DRAIN_TIMEOUT = `${POOL}connection_drain.timeout`;

export const drain: Codec<Value<'drain'>> = {
  encode: (value) =>
    value === 'off' ? { [DRAIN]: false } : { [DRAIN]: true, [DRAIN_TIMEOUT]: value },
  decode: ({ [DRAIN]: enabled, [DRAIN_TIMEOUT]: timeout }) => {
    if (enabled === false) return 'off';
    return enabled === true && typeof timeout === 'number' ? timeout : undefined;
  },
};

export const accessMode: Codec<Value<'access.mode'>> = {
  encode: (mode) =>
    mode === 'off'
      ? { 'ipgroup.enable_ipgroup': false }
      : { 'ipgroup.enable_ipgroup': true, 'ipgroup.type': mode === 'allow' ? 'white' : 'black' },
  decode: ({ 'ipgroup.enable_ipgroup': enabled, 'ipgroup.type': type }) => {
    if (enabled === false) return 'off';
    if (type === 'white') return 'allow';
    return type === 'black' ? 'deny' : undefined;
  },
};

const HEADERS = {
  'slb-id': `${INSERT}X-Forwarded-ELB-ID`,
  'slb-ip': `${INSERT}X-Forwarded-ELB-IP`,
  'slb-port': `${INSERT}X-Forwarded-Port`,
  proto: `${INSERT}X-Forwarded-Proto`,
  'client-port': `${INSERT}X-Forwarded-For-Port`,
} as const;

const NAMES = Object.keys(HEADERS) as (keyof typeof HEADERS)[];

/** X-Forwarded-For is always sent; headers that are not in the list are switched off. */
export const forwardedHeaders: Codec<Value<'forwardedHeaders'>> = {
  encode: (headers, { protocol }) => {
    if (protocol !== undefined && protocol !== 'http' && protocol !== 'https') {
      return new Refusal(
        'forwarded-headers-protocol',
        `is for http and https listeners only, not for ${protocol}; leave it out`,
        `${ADDING}: insert_headers`,
      );
    }
    if (!headers.includes('for')) {
      return new Refusal(
        'forwarded-headers-for',
        `must include for: elbv3 always sends X-Forwarded-For; the others are ${alternatives(NAMES)}`,
        `${ADDING}: X-Forwarded-For-Processing-Mode`,
      );
    }
    return Object.fromEntries(NAMES.map((name) => [HEADERS[name], headers.includes(name)]));
  },
  decode: (values) =>
    NAMES.some((name) => values[HEADERS[name]] !== undefined)
      ? ['for', ...NAMES.filter((name) => values[HEADERS[name]] === true)]
      : undefined,
};

const CODES = `${MONITOR}expected_codes`;

/** `2xx` is `200-299`. The service takes codes, or one range. */
export const healthCodes: Codec<Value<'healthCheck.codes'>> = {
  encode: (items) => {
    if (items.every((item) => /^\d{3}$/.test(item))) return { [CODES]: items.join(',') };
    const ranges = items.map(rangeOf).toSorted((a, b) => a.from - b.from);
    const joined = ranges.every(
      ({ from }, at) => at === 0 || from === (ranges[at - 1]?.to ?? 0) + 1,
    );
    return joined
      ? { [CODES]: `${ranges[0]?.from}-${ranges.at(-1)?.to}` }
      : new Refusal(
          'health-check-codes-one-range',
          `must be codes (200,202) or one range without gaps (200-299, 2xx, 2xx,3xx) on elbv3, not ${items.join(',')}`,
          `${ADDING_CHECK}: expected_codes`,
        );
  },
  decode: ({ [CODES]: codes }) => {
    if (typeof codes !== 'string' || codes === '') return undefined;
    const range = /^(\d{3})-(\d{3})$/.exec(codes);
    return range === null ? codes.split(',').map((code) => code.trim()) : classesOf(codes);
  },
};

function rangeOf(item: string): { readonly from: number; readonly to: number } {
  const [from = '', to = from] = item.split('-');
  return { from: Number(from.replaceAll('x', '0')), to: Number(to.replaceAll('x', '9')) };
}

/** `200-399` as `2xx` and `3xx`; other ranges as they are. */
function classesOf(range: string): readonly string[] {
  const { from, to } = rangeOf(range);
  if (from % 100 !== 0 || to % 100 !== 99) return [range];
  return [1, 2, 3, 4, 5]
    .filter((hundred) => hundred * 100 >= from && hundred * 100 < to)
    .map((hundred) => `${hundred}xx`);
}
