import { Refusal } from '../../model/codec.ts';
import type { ListenerFields, Protocol, Value } from '../../model/fields.ts';
import { alternatives, withArticle } from '../../model/values.ts';
import { carried, choice, type FieldSource, fieldMap, text, wholeNumber } from '../codecs.ts';
import { healthCodes } from '../parts/health-codes.ts';
import { pathsApart } from '../parts/parameters.ts';
import { accessMode, drain, forwardedHeaders } from './composite-fields.ts';
import { ADDING, ADDING_GROUP } from './pages.ts';
import { ROWS } from './parameters/index.ts';
import { backendProtocol } from './protocols.ts';
import { stickyMode, stickyTimeout } from './sticky-fields.ts';

const SWITCH = carried<'on' | 'off'>(
  (value) => value === 'on',
  (value) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : undefined),
);

const LIST = carried<readonly string[]>(
  (items) => [...items],
  (value) => (Array.isArray(value) ? value.map(String) : undefined),
);

const PROTOCOLS = { http: 'HTTP', https: 'HTTPS', tcp: 'TCP', udp: 'UDP', ssl: 'TLS' } as const;

/** Fields that live in a backend group or its health check: giving one makes them. */
const OF_GROUP = pathsApart(ROWS);

function makesGroup(listener: ListenerFields): boolean {
  return OF_GROUP.some((path) => listener[path] !== undefined && listener[path] !== 'off');
}

export const fields = fieldMap(
  ROWS,
  { provider: 'elbv3', page: () => ADDING },
  {
    loadBalancer: text,
    protocol: {
      // A new backend group needs a protocol; by default it follows from the listener's.
      encode: (value, listener) => {
        const backend = backendProtocol(PROTOCOLS[value]);
        const isOpen =
          listener['backend.protocol'] === undefined &&
          listener['backend.group'] === undefined &&
          makesGroup(listener);
        return {
          protocol: PROTOCOLS[value],
          ...(isOpen && backend !== undefined ? { 'pool.protocol': backend } : {}),
        };
      },
      decode: ({ protocol }) =>
        protocol === 'TERMINATED_HTTPS'
          ? 'https'
          : (Object.keys(PROTOCOLS) as Protocol[]).find((one) => PROTOCOLS[one] === protocol),
    },
    port: wholeNumber,
    name: text,
    description: text,
    'backend.protocol': choice({
      http: 'HTTP',
      https: 'HTTPS',
      tcp: 'TCP',
      udp: 'UDP',
      tls: 'TLS',
      grpc: 'GRPC',
      quic: 'QUIC',
    }),
    // Each server has its own.
    'backend.port': null,
    'backend.group': text,
    'backend.pair': null,
    algorithm: oneAlgorithmForTwo,
    bandwidth: null,
    'stickySession.mode': stickyMode,
    'stickySession.timeout': stickyTimeout,
    'stickySession.cookie': text,
    idleTimeout: wholeNumber,
    requestTimeout: wholeNumber,
    drain,
    'tls.certificate': text,
    'tls.sniCertificates': LIST,
    'tls.caCertificate': text,
    'tls.policy': choice({
      'tls-1.0': 'tls-1-0',
      'tls-1.1': 'tls-1-1',
      'tls-1.2': 'tls-1-2',
      'tls-1.2-strict': 'tls-1-2-strict',
    }),
    http2: SWITCH,
    gzip: SWITCH,
    forwardedHeaders,
    'healthCheck.enabled': SWITCH,
    'healthCheck.protocol': choice({
      tcp: 'TCP',
      http: 'HTTP',
      https: 'HTTPS',
      'udp-connect': 'UDP_CONNECT',
      tls: 'TLS',
      grpc: 'GRPC',
    }),
    'healthCheck.port': wholeNumber,
    'healthCheck.path': text,
    'healthCheck.domain': text,
    'healthCheck.codes': healthCodes,
    'healthCheck.method': choice({ get: 'GET', head: 'HEAD', post: 'POST' }),
    'healthCheck.interval': wholeNumber,
    'healthCheck.timeout': wholeNumber,
    'healthCheck.healthy': wholeNumber,
    'healthCheck.unhealthy': wholeNumber,
    'healthCheck.request': null,
    'healthCheck.expect': null,
    'access.mode': accessMode,
    'access.lists': LIST,
    // A forwarding policy, which is a resource of its own.
    redirectTo: null,
    proxyProtocol: SWITCH,
    tags: carried<Value<'tags'>>(
      (tags) => ({ ...tags }),
      (value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? { ...(value as Readonly<Record<string, string>>) }
          : undefined,
    ),
  },
);

/** Both algorithms take the weights of the servers, so two portable names are one here. */
function oneAlgorithmForTwo(source: FieldSource) {
  const spelling = {
    'round-robin': 'ROUND_ROBIN',
    'weighted-round-robin': 'ROUND_ROBIN',
    'least-connections': 'LEAST_CONNECTIONS',
    'weighted-least-connections': 'LEAST_CONNECTIONS',
    'source-ip': 'SOURCE_IP',
    'connection-id': 'QUIC_CID',
  } as const;
  const codec = choice<Value<'algorithm'>>(spelling)(source);
  return {
    ...codec,
    encode: (value: Value<'algorithm'>, listener: ListenerFields) =>
      value === 'connection-id' && listener['backend.protocol'] !== 'quic'
        ? new Refusal(
            'algorithm-connection-id',
            `must be ${alternatives(['round-robin', 'least-connections', 'source-ip'])} on ${withArticle(listener.protocol ?? 'tcp')} listener, not connection-id, which needs quic backends`,
            `${ADDING_GROUP}: lb_algorithm`,
          )
        : codec.encode(value, listener),
  };
}
