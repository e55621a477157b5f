import { type Codec, Refusal } from '../../model/codec.ts';
import type { Value } from '../../model/fields.ts';
import { alternatives } from '../../model/values.ts';
import { POOL } from '../parts/names.ts';
import { ADDING } from './pages.ts';
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
