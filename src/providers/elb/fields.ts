import { Refusal } from '../../model/codec.ts';
import type { ListenerFields, Protocol } from '../../model/fields.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import { alternatives, withArticle } from '../../model/values.ts';
import { choice, fieldMap, text, wholeNumber } from '../codecs.ts';
import { ADDING, ALL_TLS_VERSIONS, ROWS } from './parameters.ts';

export const fields = fieldMap(
  ROWS,
  { provider: 'elb', page: () => ADDING },
  {
    loadBalancer: text,
    protocol: {
      // The API requires backend_protocol; by default it follows from the protocol.
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
          `is for tcp and udp listeners only${protocol === undefined ? '' : `, not for ${protocol}`}`,
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
      // Other protocols return false as well, where it means nothing.
      decode: (values, protocol) => {
        if (values['tcp_draining'] === true) return seconds(values['tcp_draining_timeout']);
        return values['tcp_draining'] === false && protocol === 'tcp' ? 'off' : undefined;
      },
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
        POLICIES[value] ??
        new Refusal(
          'tls-policy-values',
          `must be ${alternatives(Object.keys(POLICIES))} on elb, not ${value}`,
          ADDING,
        ),
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
  'tls-1.0': { ssl_protocols: ALL_TLS_VERSIONS, ssl_ciphers: 'Extended' },
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
    // The page defines sticky_session_type for HTTP only.
    return protocol === 'http'
      ? { session_sticky: true, sticky_session_type: 'insert' }
      : { session_sticky: true };
  }
  if (mode === 'source-ip' && !byCookie) return { session_sticky: true };
  return new Refusal(
    'sticky-session-mode',
    `must be off or ${byCookie ? 'insert' : 'source-ip'} on ${withArticle(protocol ?? 'tcp')} listener, not ${mode}`,
    `${ADDING}: sticky_session_type`,
  );
}

function decodeSticky(values: Values, protocol: Protocol | undefined) {
  if (values['session_sticky'] === false) return 'off';
  if (values['session_sticky'] !== true) return undefined;
  return protocol === 'http' || protocol === 'https' ? 'insert' : 'source-ip';
}

function minutes(parameter: string, value: number): Values | Refusal {
  return value % 60 === 0
    ? { [parameter]: value / 60 }
    : new Refusal(
        `${parameter.replaceAll('_', '-')}-whole-minutes`,
        `must be whole minutes on elb, not ${value}s`,
        `${ADDING}: ${parameter}`,
      );
}

function seconds(value: ParameterValue | undefined): number | undefined {
  return typeof value === 'number' ? value * 60 : undefined;
}
