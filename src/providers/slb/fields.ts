import { type Codec, Refusal } from '../../model/codec.ts';
import type { Protocol, Value } from '../../model/fields.ts';
import type { ParameterValue } from '../../model/parameter.ts';
import { alternatives } from '../../model/values.ts';
import { carried, choice, type FieldSource, fieldMap, text, wholeNumber } from '../codecs.ts';
import {
  accessMode,
  algorithm,
  drain,
  forwardedHeaders,
  redirectTo,
  stickyMode,
} from './composite-fields.ts';
import { ROWS } from './parameters/index.ts';
import { createAction, isSlbProtocol } from './protocols.ts';

const SWITCH = choice({ on: 'on', off: 'off' });

/** The rows define which parameters carry a field; the codecs define how. */
export const FIELD_MAP = fieldMap(
  ROWS,
  { provider: 'slb', page },
  {
    loadBalancer: text,
    // The protocol is not a parameter but determines the request.
    protocol: {
      encode: (protocol) =>
        isSlbProtocol(protocol)
          ? {}
          : new Refusal(
              'protocol-ssl',
              'must be http, https, tcp or udp on slb, not ssl; https is the closest',
              'SLB API 2014-05-15: CreateLoadBalancer…Listener',
            ),
      decode: (_values, protocol) => protocol,
    },
    port: wholeNumber,
    name: text,
    description: null,
    'backend.protocol': null,
    'backend.port': wholeNumber,
    // Set requests also have a switch for each group, which planUpdate adds.
    'backend.group': text,
    'backend.pair': text,
    algorithm,
    bandwidth: carried<Value<'bandwidth'>>(
      (value) => (value === 'unlimited' ? -1 : value),
      (value) => (value === -1 ? 'unlimited' : typeof value === 'number' ? value : undefined),
    ),
    'stickySession.mode': stickyMode,
    'stickySession.timeout': persistenceOrCookie,
    'stickySession.cookie': text,
    idleTimeout: wholeNumber,
    requestTimeout: wholeNumber,
    drain,
    'tls.certificate': text,
    'tls.sniCertificates': null,
    'tls.caCertificate': text,
    'tls.policy': choice({
      'tls-1.0': 'tls_cipher_policy_1_0',
      'tls-1.1': 'tls_cipher_policy_1_1',
      'tls-1.2': 'tls_cipher_policy_1_2',
      'tls-1.2-strict': 'tls_cipher_policy_1_2_strict',
      'tls-1.2-strict-1.3': 'tls_cipher_policy_1_2_strict_with_1_3',
    }),
    http2: SWITCH,
    gzip: SWITCH,
    forwardedHeaders,
    'healthCheck.enabled': SWITCH,
    'healthCheck.protocol': choice({ tcp: 'tcp', http: 'http' }),
    'healthCheck.port': wholeNumber,
    'healthCheck.path': text,
    'healthCheck.domain': text,
    'healthCheck.codes': carried<Value<'healthCheck.codes'>>(
      (codes) => {
        const other = codes.find((code) => !CHECK_CODES.some((known) => known === code));
        return other === undefined
          ? codes.map((code) => `http_${code}`)
          : new Refusal(
              'health-check-http-code-values',
              `must be ${alternatives(CHECK_CODES)} on slb, not ${other}`,
              page(undefined),
            );
      },
      (value) =>
        texts(value)?.flatMap(
          (code) => CHECK_CODES.find((known) => code === `http_${known}`) ?? [],
        ),
    ),
    'healthCheck.method': choice({ head: 'head', get: 'get' }),
    'healthCheck.interval': wholeNumber,
    'healthCheck.timeout': wholeNumber,
    'healthCheck.healthy': wholeNumber,
    'healthCheck.unhealthy': wholeNumber,
    'healthCheck.request': text,
    'healthCheck.expect': text,
    'access.mode': accessMode,
    'access.lists': carried<Value<'access.lists'>>((ids) => [...ids], texts),
    redirectTo,
    proxyProtocol: choice({ on: 'true', off: 'false' }),
    tags: carried<Value<'tags'>>((tags) => ({ ...tags }), tagObject),
  },
);

const CHECK_CODES = ['2xx', '3xx', '4xx', '5xx'] as const;

/** CookieTimeout, or PersistenceTimeout on tcp, where 0 turns sticky sessions off. */
function persistenceOrCookie(source: FieldSource): Codec<number> {
  const { encode, decode } = wholeNumber(source);
  return {
    encode: (value, listener) =>
      listener.protocol === 'tcp' && listener['stickySession.mode'] === 'off'
        ? new Refusal(
            'sticky-timeout-while-off',
            'cannot be set on a tcp listener while its sticky session is off; leave it out or set the mode to source-ip',
            'CreateLoadBalancerTCPListener: PersistenceTimeout',
          )
        : encode(value, listener),
    decode: (values, protocol) => decode(values, protocol) || undefined,
  };
}

function page(protocol: Protocol | undefined): string {
  return isSlbProtocol(protocol)
    ? `${createAction(protocol)}: request parameters`
    : 'SLB API 2014-05-15';
}

function texts(value: ParameterValue): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

function tagObject(value: ParameterValue): Value<'tags'> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, String(item)]))
    : undefined;
}
