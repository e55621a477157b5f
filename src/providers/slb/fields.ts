import { type Codec, type FieldMap, Refusal } from '../../model/codec.ts';
import type { ListenerFields, Protocol } from '../../model/fields.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import { algorithm, drain, forwardedHeaders, redirectTo, stickyMode } from './composite-fields.ts';
import { protocolsWith } from './operations.ts';
import { createAction, isSlbProtocol } from './protocols.ts';

/** Which parameters carry each portable field, and how. */
export const FIELD_MAP: FieldMap = {
  loadBalancer: carried(['LoadBalancerId'], asIs, text),
  protocol: {
    parameters: [],
    encode: (protocol) =>
      isSlbProtocol(protocol)
        ? {}
        : new Refusal(
            'protocol-ssl',
            'takes http, https, tcp or udp here; SLB has no ssl listeners, https is the nearest',
            'SLB API 2014-05-15: CreateLoadBalancer…Listener',
          ),
    decode: (_values, protocol) => protocol,
  },
  port: carried(['ListenerPort'], asIs, whole),
  name: carried(['Description'], asIs, text),
  description: null,
  'backend.protocol': null,
  'backend.port': carried(['BackendServerPort'], asIs, whole),
  // The switches are not encoded: only a Set request has them, and the plan of an update adds them.
  'backend.group': also(['VServerGroup'], carried(['VServerGroupId'], asIs, text)),
  'backend.pair': also(
    ['MasterSlaveServerGroup'],
    carried(['MasterSlaveServerGroupId'], asIs, text),
  ),
  algorithm,
  bandwidth: carried(
    ['Bandwidth'],
    (value: number | 'unlimited') => (value === 'unlimited' ? -1 : value),
    (value) => (value === -1 ? 'unlimited' : whole(value)),
  ),
  'stickySession.mode': stickyMode,
  'stickySession.timeout': persistenceOrCookie(),
  'stickySession.cookie': carried(['Cookie'], asIs, text),
  idleTimeout: carried(['IdleTimeout', 'EstablishedTimeout'], asIs, whole),
  requestTimeout: carried(['RequestTimeout'], asIs, whole),
  drain,
  'tls.certificate': carried(['ServerCertificateId'], asIs, text),
  'tls.sniCertificates': null,
  'tls.caCertificate': carried(['CACertificateId'], asIs, text),
  'tls.policy': renamed(['TLSCipherPolicy'], {
    'tls-1.0': 'tls_cipher_policy_1_0',
    'tls-1.1': 'tls_cipher_policy_1_1',
    'tls-1.2': 'tls_cipher_policy_1_2',
    'tls-1.2-strict': 'tls_cipher_policy_1_2_strict',
    'tls-1.2-strict-1.3': 'tls_cipher_policy_1_2_strict_with_1_3',
  }),
  http2: renamed(['EnableHttp2'], { on: 'on', off: 'off' }),
  gzip: renamed(['Gzip'], { on: 'on', off: 'off' }),
  forwardedHeaders,
  'healthCheck.enabled': renamed(['HealthCheck', 'HealthCheckSwitch'], { on: 'on', off: 'off' }),
  'healthCheck.protocol': renamed(['HealthCheckType'], { tcp: 'tcp', http: 'http' }),
  'healthCheck.port': carried(['HealthCheckConnectPort'], asIs, whole),
  'healthCheck.path': carried(['HealthCheckURI'], asIs, text),
  'healthCheck.domain': carried(['HealthCheckDomain'], asIs, text),
  'healthCheck.codes': carried(
    ['HealthCheckHttpCode'],
    (codes: readonly CheckCode[]) => codes.map((code) => `http_${code}`),
    (value) =>
      texts(value)?.flatMap((code) => CHECK_CODES.find((known) => code === `http_${known}`) ?? []),
  ),
  'healthCheck.method': renamed(['HealthCheckMethod'], { head: 'head', get: 'get' }),
  'healthCheck.interval': carried(['HealthCheckInterval'], asIs, whole),
  'healthCheck.timeout': carried(['HealthCheckTimeout', 'HealthCheckConnectTimeout'], asIs, whole),
  'healthCheck.healthy': carried(['HealthyThreshold'], asIs, whole),
  'healthCheck.unhealthy': carried(['UnhealthyThreshold'], asIs, whole),
  'healthCheck.request': carried(['HealthCheckReq'], asIs, text),
  'healthCheck.expect': carried(['HealthCheckExp'], asIs, text),
  'access.mode': {
    parameters: ['AclStatus', 'AclType'],
    encode: (mode) =>
      mode === 'off'
        ? { AclStatus: 'off' }
        : { AclStatus: 'on', AclType: mode === 'allow' ? 'white' : 'black' },
    decode: ({ AclStatus, AclType }) => {
      if (AclStatus === 'off') return 'off';
      if (AclStatus !== 'on') return undefined;
      return AclType === 'white' ? 'allow' : AclType === 'black' ? 'deny' : undefined;
    },
  },
  'access.lists': carried(['AclId'], (ids: readonly string[]) => [...ids], texts),
  redirectTo,
  proxyProtocol: renamed(['ProxyProtocolV2Enabled'], { on: 'true', off: 'false' }),
  tags: carried(['Tag'], (tags: Readonly<Record<string, string>>) => ({ ...tags }), tagObject),
};

const CHECK_CODES = ['2xx', '3xx', '4xx', '5xx'] as const;
type CheckCode = (typeof CHECK_CODES)[number];

/**
 * A field that one parameter carries. Where layer 4 and layer 7 name it differently, the
 * candidates are tried in turn; a listener that has none of them refuses the field.
 */
function carried<V>(
  candidates: readonly string[],
  say: (value: V) => ParameterValue,
  hear: (value: ParameterValue) => V | undefined,
): Codec<V> {
  return {
    parameters: candidates,
    encode: (value, { protocol }) => {
      const carrier = carrierOn(candidates, protocol);
      return carrier === undefined ? unavailable(protocol) : { [carrier]: say(value) };
    },
    decode: (values, protocol) => {
      const carrier =
        protocol === undefined
          ? candidates.find((name) => values[name] !== undefined)
          : carrierOn(candidates, protocol);
      const value = carrier === undefined ? undefined : values[carrier];
      return value === undefined ? undefined : hear(value);
    },
  };
}

/** A choice whose values the service calls by other names. */
function renamed<V extends string>(
  candidates: readonly string[],
  names: Readonly<Record<V, string>>,
): Codec<V> {
  const portable = Object.keys(names) as V[];
  return carried(
    candidates,
    (value: V) => names[value],
    (value) => portable.find((name) => names[name] === value),
  );
}

function also<V>(parameters: readonly string[], codec: Codec<V>): Codec<V> {
  return { ...codec, parameters: [...codec.parameters, ...parameters] };
}

/** A cookie's time-out on layer 7; on tcp, where 0 is how a sticky session is off, the address's. */
function persistenceOrCookie(): Codec<number> {
  const codec = carried(['CookieTimeout', 'PersistenceTimeout'], asIs<number>, whole);
  return {
    parameters: codec.parameters,
    encode: (value, listener) =>
      listener.protocol === 'tcp' && listener['stickySession.mode'] === 'off'
        ? new Refusal(
            'sticky-timeout-while-off',
            'can\u2019t be said on a tcp listener while its sticky session is off; leave it out or set the mode to source-ip',
            'CreateLoadBalancerTCPListener: PersistenceTimeout',
          )
        : codec.encode(value, listener),
    decode: (values, protocol) => {
      const value = codec.decode(values, protocol);
      return value === 0 ? undefined : value;
    },
  };
}

function carrierOn(
  candidates: readonly string[],
  protocol: Protocol | undefined,
): string | undefined {
  // An unknown protocol, and ssl, are reported as themselves, not once more for every field.
  if (!isSlbProtocol(protocol)) return candidates[0];
  return candidates.find((name) => protocolsWith(name).includes(protocol));
}

function unavailable(protocol: ListenerFields['protocol']): Refusal {
  return new Refusal(
    'not-on-this-protocol',
    `is not available on ${protocol} listeners; leave it out`,
    isSlbProtocol(protocol)
      ? `${createAction(protocol)}: request parameters`
      : 'SLB API 2014-05-15',
  );
}

function asIs<V extends string | number>(value: V): V {
  return value;
}

function text(value: ParameterValue): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function whole(value: ParameterValue): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function texts(value: ParameterValue): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

function tagObject(value: ParameterValue): Readonly<Record<string, string>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...(value as Values as Readonly<Record<string, string>>) }
    : undefined;
}
