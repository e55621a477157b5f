import { Refusal } from '../../model/codec.ts';
import type { ListenerFields, Protocol } from '../../model/fields.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import { alternatives, withArticle } from '../../model/values.ts';
import { choice, fieldMap, text, wholeNumber } from '../codecs.ts';
import { ADDING, ROWS } from './parameters.ts';

const ALL_VERSIONS = 'TLSv1.2 TLSv1.1 TLSv1';

/** Which parameters of the API carry which portable field; null where the API has no such thing. */
export const fields = fieldMap(
  ROWS,
  { provider: 'elb', page: () => ADDING },
  {
    loadBalancer: text,
    protocol: {
      // The page makes backend_protocol mandatory; to someone who thinks in listeners it follows
      // from the protocol in all but odd cases.
      encode: (value, listener) => ({
        protocol: value.toUpperCase(),
        ...(listener['backend.protocol'] === undefined
          ? { backend_protocol: DEFAULT_BACKEND[value] }
          : {}),
      }),
      decode: ({ protocol }) =>
        typeof protocol === 'string' && Object.hasOwn(PROTOCOLS, protocol)
          ? PROTOCOLS[protocol]
          : undefined,
    },
    port: wholeNumber,
    name: text,
    description: text,
    'backend.protocol': choice({ http: 'HTTP', tcp: 'TCP', udp: 'UDP' }),
    'backend.port': wholeNumber,
    'backend.group': null,
    'backend.pair': null,
    algorithm: choice({
      'round-robin': 'roundrobin',
      'least-connections': 'leastconn',
      'source-ip': 'source',
    }),
    bandwidth: null,
    'stickySession.mode': { encode: encodeSticky, decode: decodeSticky },
    'stickySession.timeout': {
      encode: (seconds) => minutes('cookie_timeout', seconds),
      decode: (values) => seconds(values['cookie_timeout']),
    },
    'stickySession.cookie': null,
    idleTimeout: {
      encode: (value, { protocol }) => {
        if (protocol === 'tcp') return minutes('tcp_timeout', value);
        if (protocol === 'udp') return minutes('udp_timeout', value);
        return new Refusal(
          'idle-timeout-protocol',
          `is for tcp and udp listeners${protocol === undefined ? '' : `, and this one is ${protocol}`}`,
          `${ADDING}: tcp_timeout, udp_timeout`,
        );
      },
      decode: (values, protocol) =>
        seconds(protocol === 'udp' ? values['udp_timeout'] : values['tcp_timeout']),
    },
    requestTimeout: null,
    drain: {
      encode: (value) => {
        if (value === 'off') return { tcp_draining: false };
        const timeout = minutes('tcp_draining_timeout', value);
        return timeout instanceof Refusal ? timeout : { tcp_draining: true, ...timeout };
      },
      // Other listeners carry it too, and there it means nothing while it is off.
      decode: (values, protocol) =>
        values['tcp_draining'] === false
          ? protocol === 'tcp'
            ? 'off'
            : undefined
          : values['tcp_draining'] === true
            ? seconds(values['tcp_draining_timeout'])
            : undefined,
    },
    'tls.certificate': text,
    'tls.sniCertificates': {
      encode: (value) => ({ certificates: value }),
      decode: (values) => {
        const list = values['certificates'];
        return Array.isArray(list) ? list.map(String) : undefined;
      },
    },
    'tls.caCertificate': null,
    'tls.policy': {
      encode: (value) =>
        POLICIES[value] ?? unknownChoice('tls-policy', Object.keys(POLICIES), value),
      decode: (values) => {
        const found = Object.entries(POLICIES).find(
          ([, policy]) =>
            policy?.['ssl_protocols'] === values['ssl_protocols'] &&
            policy?.['ssl_ciphers'] === values['ssl_ciphers'],
        );
        return found?.[0] as keyof typeof POLICIES | undefined;
      },
    },
    http2: null,
    gzip: null,
    forwardedHeaders: null,
    'healthCheck.enabled': null,
    'healthCheck.protocol': null,
    'healthCheck.port': null,
    'healthCheck.path': null,
    'healthCheck.domain': null,
    'healthCheck.codes': null,
    'healthCheck.method': null,
    'healthCheck.interval': null,
    'healthCheck.timeout': null,
    'healthCheck.healthy': null,
    'healthCheck.unhealthy': null,
    'healthCheck.request': null,
    'healthCheck.expect': null,
    'access.mode': null,
    'access.lists': null,
    redirectTo: null,
    proxyProtocol: null,
    tags: null,
  },
);

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  HTTP: 'http',
  HTTPS: 'https',
  TCP: 'tcp',
  UDP: 'udp',
  SSL: 'ssl',
};

const DEFAULT_BACKEND: Readonly<Record<Protocol, string>> = {
  http: 'HTTP',
  https: 'HTTP',
  tcp: 'TCP',
  ssl: 'TCP',
  udp: 'UDP',
};

const POLICIES: Readonly<Partial<Record<NonNullable<ListenerFields['tls.policy']>, Values>>> = {
  'tls-1.0': { ssl_protocols: ALL_VERSIONS, ssl_ciphers: 'Extended' },
  'tls-1.2': { ssl_protocols: 'TLSv1.2', ssl_ciphers: 'Default' },
  'tls-1.2-strict': { ssl_protocols: 'TLSv1.2', ssl_ciphers: 'Strict' },
};

function encodeSticky(
  mode: NonNullable<ListenerFields['stickySession.mode']>,
  { protocol }: ListenerFields,
): Values | Refusal {
  const byCookie = protocol === 'http' || protocol === 'https';
  if (mode === 'off') return { session_sticky: false };
  if (mode === 'insert' && byCookie) {
    // On HTTPS the page gives sticky_session_type no meaning, so it is left out.
    return protocol === 'http'
      ? { session_sticky: true, sticky_session_type: 'insert' }
      : { session_sticky: true };
  }
  if (mode === 'source-ip' && !byCookie) return { session_sticky: true };
  return new Refusal(
    'sticky-session-mode',
    byCookie
      ? `must be off or insert on ${withArticle(protocol)} listener, not ${mode}`
      : `must be off or source-ip on ${withArticle(protocol ?? 'tcp')} listener, not ${mode}`,
    `${ADDING}: sticky_session_type`,
  );
}

function decodeSticky(values: Values, protocol: Protocol | undefined) {
  if (values['session_sticky'] === false) return 'off';
  if (values['session_sticky'] !== true) return undefined;
  return protocol === 'http' || protocol === 'https' ? 'insert' : 'source-ip';
}

function unknownChoice(rule: string, known: readonly string[], value: string): Refusal {
  return new Refusal(
    `${rule}-values`,
    `must be ${alternatives(known)} on elb, not ${value}`,
    ADDING,
  );
}

function minutes(parameter: string, value: number): Values | Refusal {
  return value % 60 === 0
    ? { [parameter]: value / 60 }
    : new Refusal(
        `${parameter.replaceAll('_', '-')}-whole-minutes`,
        `must be whole minutes on elb, and ${value}s is not`,
        `${ADDING}: ${parameter}`,
      );
}

function seconds(value: ParameterValue | undefined): number | undefined {
  return typeof value === 'number' ? value * 60 : undefined;
}
