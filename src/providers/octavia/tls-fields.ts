import { type Codec, Refusal } from '../../model/codec.ts';
import type { ListenerFields, Value } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';
import { alternatives, sameField } from '../../model/values.ts';
import { CREATE } from './pages.ts';

const CA = 'client_ca_tls_container_ref';
const AUTHENTICATION = 'client_authentication';

/** What the certificates of clients are checked against, and that there must be one; the optional kind has no portable field. */
export const caCertificate: Codec<string> = {
  encode: (ref) => ({ [CA]: ref, [AUTHENTICATION]: ref === '' ? 'NONE' : 'MANDATORY' }),
  decode: ({ [CA]: ref, [AUTHENTICATION]: mode }) =>
    mode === 'MANDATORY' && typeof ref === 'string' ? ref : undefined,
};

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const;

const POLICIES: Readonly<Partial<Record<Value<'tls.policy'>, readonly string[]>>> = {
  'tls-1.0': VERSIONS,
  'tls-1.1': VERSIONS.slice(1),
  'tls-1.2': VERSIONS.slice(2),
};

export const tlsPolicy: Codec<Value<'tls.policy'>> = {
  encode: (policy) => {
    const versions = POLICIES[policy];
    return versions === undefined
      ? new Refusal(
          'tls-policy-values',
          `must be ${alternatives(Object.keys(POLICIES))} on octavia, not ${policy}`,
          `${CREATE}: tls_versions`,
        )
      : { tls_versions: [...versions] };
  },
  decode: ({ tls_versions: versions }) =>
    (Object.keys(POLICIES) as Value<'tls.policy'>[]).find((policy) =>
      sameField(POLICIES[policy], versions),
    ),
};

const HTTP_1 = ['http/1.1', 'http/1.0'] as const;

export const http2: Codec<'on' | 'off'> = {
  encode: (value, { protocol }) =>
    protocol === undefined || protocol === 'https'
      ? { alpn_protocols: value === 'on' ? ['h2', ...HTTP_1] : [...HTTP_1] }
      : new Refusal(
          'http2-protocol',
          `is for https listeners only, not for ${protocol}`,
          `${CREATE}: alpn_protocols`,
        ),
  decode: ({ alpn_protocols: protocols }, protocol) => {
    if (protocol !== 'https' || !Array.isArray(protocols) || protocols.length === 0)
      return undefined;
    return protocols.includes('h2') ? 'on' : 'off';
  },
};

const HEADERS = {
  for: 'X-Forwarded-For',
  'slb-port': 'X-Forwarded-Port',
  proto: 'X-Forwarded-Proto',
} as const;

const NAMES = Object.keys(HEADERS) as (keyof typeof HEADERS)[];

/** The server replaces all headers; listeners with others have no portable value. */
export const forwardedHeaders: Codec<Value<'forwardedHeaders'>> = {
  encode: (wanted, { protocol }: ListenerFields) => {
    if (protocol === 'tcp' || protocol === 'udp') {
      return new Refusal(
        'forwarded-headers-protocol',
        `is for http and https listeners only, not for ${protocol}; leave it out`,
        `${CREATE}: insert_headers`,
      );
    }
    const unknown = wanted.find((name) => !Object.hasOwn(HEADERS, name));
    return unknown === undefined
      ? {
          insert_headers: Object.fromEntries(
            NAMES.filter((name) => wanted.includes(name)).map((name) => [HEADERS[name], 'true']),
          ),
        }
      : new Refusal(
          'forwarded-headers-values',
          `must be ${alternatives(NAMES)} on octavia, not ${unknown}`,
          `${CREATE}: insert_headers`,
        );
  },
  decode: ({ insert_headers: headers }, protocol) => {
    if (!isObject(headers) || protocol === 'tcp' || protocol === 'udp') return undefined;
    const known: readonly string[] = Object.values(HEADERS);
    const sent = Object.entries(headers).filter(([, value]) => value === 'true');
    return sent.length > 0 && sent.every(([name]) => known.includes(name))
      ? NAMES.filter((name) => headers[HEADERS[name]] === 'true')
      : undefined;
  },
};
