import { type Codec, Refusal } from '../../model/codec.ts';
import type { ListenerFields, Value } from '../../model/fields.ts';
import type { ParameterValue } from '../../model/parameter.ts';
import { alternatives } from '../../model/values.ts';
import { carried, choice, fieldMap, text, wholeNumber } from '../codecs.ts';
import { healthCodes } from '../parts/health-codes.ts';
import { pathsApart } from '../parts/parameters.ts';
import { accessLists, accessMode } from './access-fields.ts';
import { CREATE, CREATE_POOL } from './pages.ts';
import { ROWS } from './parameters/index.ts';
import { backendProtocol } from './protocols.ts';
import { stickyMode } from './sticky-fields.ts';
import { idleTimeout, requestTimeout } from './timeout-fields.ts';
import { caCertificate, forwardedHeaders, http2, tlsPolicy } from './tls-fields.ts';

const PROTOCOLS = { http: 'HTTP', https: 'TERMINATED_HTTPS', tcp: 'TCP', udp: 'UDP' } as const;

const SWITCH = carried<'on' | 'off'>(
  (value) => value === 'on',
  (value) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : undefined),
);

const LIST = carried<readonly string[]>(
  (items) => [...items],
  (value) => (Array.isArray(value) && value.length > 0 ? value.map(String) : undefined),
);

/** Fields that live in a pool or its health monitor: giving one makes them. */
const OF_POOL = pathsApart(ROWS);

function makesPool(listener: ListenerFields): boolean {
  return [...OF_POOL, 'proxyProtocol' as const].some(
    (path) => listener[path] !== undefined && listener[path] !== 'off',
  );
}

const BACKENDS = { http: 'HTTP', https: 'HTTPS', tcp: 'TCP', udp: 'UDP', proxy: 'PROXY' } as const;

/** Both algorithms take the weights of the members, so two portable names are one here. */
const ALGORITHMS = {
  'round-robin': 'ROUND_ROBIN',
  'weighted-round-robin': 'ROUND_ROBIN',
  'least-connections': 'LEAST_CONNECTIONS',
  'weighted-least-connections': 'LEAST_CONNECTIONS',
  'source-ip': 'SOURCE_IP',
} as const;

const PROTOCOL = 'pool.protocol';
const PROXY_V2 = 'PROXYV2';

export const fields = fieldMap(
  ROWS,
  { provider: 'octavia', page: () => CREATE },
  {
    loadBalancer: text,
    protocol: {
      encode: (value, listener) => {
        if (value === 'ssl') {
          return new Refusal(
            'protocol-values',
            `must be ${alternatives(Object.keys(PROTOCOLS))} on octavia, not ssl; lbctl octavia listener create has HTTPS pass-through, SCTP and PROMETHEUS`,
            CREATE,
          );
        }
        // A new pool needs a protocol; by default it follows from the listener's.
        const backend = backendProtocol(PROTOCOLS[value]);
        const isOpen =
          listener['backend.protocol'] === undefined &&
          listener.proxyProtocol !== 'on' &&
          makesPool(listener);
        return {
          protocol: PROTOCOLS[value],
          ...(isOpen && backend !== undefined ? { [PROTOCOL]: backend } : {}),
        };
      },
      decode: ({ protocol }) =>
        (Object.keys(PROTOCOLS) as (keyof typeof PROTOCOLS)[]).find(
          (one) => PROTOCOLS[one] === protocol,
        ),
    },
    port: wholeNumber,
    name: text,
    description: text,
    'backend.protocol': (source) => {
      const codec = choice<Value<'backend.protocol'>>(BACKENDS)(source);
      return {
        ...codec,
        encode: (value, listener) =>
          listener.proxyProtocol === 'on'
            ? new Refusal(
                'backend-protocol-proxy',
                'cannot be set together with proxyProtocol: it is the protocol of the backends here',
                `${CREATE_POOL}: protocol`,
              )
            : codec.encode(value, listener),
      };
    },
    // Each member has its own.
    'backend.port': null,
    'backend.group': text,
    'backend.pair': null,
    algorithm: choice(ALGORITHMS),
    bandwidth: null,
    'stickySession.mode': stickyMode,
    'stickySession.timeout': wholeNumber,
    'stickySession.cookie': text,
    idleTimeout,
    requestTimeout,
    drain: null,
    'tls.certificate': text,
    'tls.sniCertificates': LIST,
    'tls.caCertificate': caCertificate,
    'tls.policy': tlsPolicy,
    http2,
    gzip: null,
    forwardedHeaders,
    'healthCheck.enabled': SWITCH,
    'healthCheck.protocol': choice({
      tcp: 'TCP',
      http: 'HTTP',
      https: 'HTTPS',
      'udp-connect': 'UDP-CONNECT',
      ping: 'PING',
      'tls-hello': 'TLS-HELLO',
      sctp: 'SCTP',
    }),
    // Each member has its own.
    'healthCheck.port': null,
    'healthCheck.path': text,
    'healthCheck.domain': {
      encode: (value) => ({
        'healthmonitor.domain_name': value,
        'healthmonitor.http_version': '1.1',
      }),
      decode: (values) => asText(values['healthmonitor.domain_name']),
    },
    'healthCheck.codes': healthCodes,
    'healthCheck.method': choice({
      get: 'GET',
      head: 'HEAD',
      post: 'POST',
      put: 'PUT',
      delete: 'DELETE',
      options: 'OPTIONS',
      patch: 'PATCH',
      trace: 'TRACE',
      connect: 'CONNECT',
    }),
    'healthCheck.interval': wholeNumber,
    'healthCheck.timeout': wholeNumber,
    'healthCheck.healthy': wholeNumber,
    'healthCheck.unhealthy': wholeNumber,
    'healthCheck.request': null,
    'healthCheck.expect': null,
    'access.mode': accessMode,
    'access.lists': accessLists,
    // An l7policy, which is a resource of its own.
    redirectTo: null,
    proxyProtocol: {
      encode: (value, { protocol }) => {
        if (value === 'off') return {};
        return protocol === 'udp'
          ? new Refusal(
              'proxy-protocol-udp',
              'is for http, https and tcp listeners only, not for udp',
              `${CREATE_POOL}: protocol`,
            )
          : { [PROTOCOL]: PROXY_V2 };
      },
      decode: ({ [PROTOCOL]: protocol }) => {
        if (protocol === undefined) return undefined;
        return protocol === PROXY_V2 ? 'on' : 'off';
      },
    },
    tags: {
      encode: (tags) => ({
        tags: Object.entries(tags).map(([key, value]) => (value === '' ? key : `${key}=${value}`)),
      }),
      decode: ({ tags }) => readTags(tags),
    } satisfies Codec<Value<'tags'>>,
  },
);

/** `key=value`, or a word; undefined if a key is there twice. */
function readTags(tags: ParameterValue | undefined): Value<'tags'> | undefined {
  if (!Array.isArray(tags) || tags.length === 0) return undefined;
  const pairs = tags.map((tag): readonly [string, string] => {
    const split = tag.indexOf('=');
    return split < 1 ? [tag, ''] : [tag.slice(0, split), tag.slice(split + 1)];
  });
  const read = Object.fromEntries(pairs);
  return Object.keys(read).length === pairs.length ? read : undefined;
}

function asText(value: ParameterValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
