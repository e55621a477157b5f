/**
 * The portable listener: one vocabulary for every cloud. Each field is one row; its flag, its
 * type, its help, its manifest key and its JSON key follow from it. Every provider must say for
 * every row which of its own parameters carry it, or `null`.
 */
export type FieldType =
  | { readonly kind: 'text' }
  | { readonly kind: 'port' }
  | { readonly kind: 'count' }
  /** Whole seconds; people write `90s`, `5m`, `2h`. */
  | { readonly kind: 'duration' }
  /** `off` or a duration. */
  | { readonly kind: 'drain' }
  /** Mbit/s or `unlimited`. */
  | { readonly kind: 'bandwidth' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly values?: readonly string[] }
  | { readonly kind: 'tags' };

export interface Field {
  /** Without the dashes. */
  readonly flag: string;
  readonly type: FieldType;
  /** What stands for the value in help. */
  readonly argument: string;
  readonly group: FieldGroup;
  readonly summary: string;
}

export type FieldGroup =
  | 'Listener'
  | 'Backend'
  | 'Sticky session'
  | 'Time-outs'
  | 'TLS'
  | 'HTTP'
  | 'Health check'
  | 'Access';

const TEXT = { kind: 'text' } as const;
const PORT = { kind: 'port' } as const;
const COUNT = { kind: 'count' } as const;
const DURATION = { kind: 'duration' } as const;
const SWITCH = { kind: 'choice', values: ['on', 'off'] } as const;
const LIST = { kind: 'list' } as const;

export const FIELDS = {
  loadBalancer: {
    flag: 'load-balancer',
    type: TEXT,
    argument: '<id>',
    group: 'Listener',
    summary: 'load balancer that the listener belongs to',
  },
  protocol: {
    flag: 'protocol',
    type: { kind: 'choice', values: ['http', 'https', 'tcp', 'udp', 'ssl'] },
    argument: '<protocol>',
    group: 'Listener',
    summary: 'protocol that clients speak to the load balancer',
  },
  port: {
    flag: 'port',
    type: PORT,
    argument: '<port>',
    group: 'Listener',
    summary: 'port that clients connect to',
  },
  name: {
    flag: 'name',
    type: TEXT,
    argument: '<text>',
    group: 'Listener',
    summary: 'name of the listener',
  },
  description: {
    flag: 'description',
    type: TEXT,
    argument: '<text>',
    group: 'Listener',
    summary: 'free text about the listener',
  },
  'backend.protocol': {
    flag: 'backend-protocol',
    type: { kind: 'choice', values: ['http', 'tcp', 'udp'] },
    argument: '<protocol>',
    group: 'Backend',
    summary: 'protocol that the load balancer speaks to the backends',
  },
  'backend.port': {
    flag: 'backend-port',
    type: PORT,
    argument: '<port>',
    group: 'Backend',
    summary: 'port of the backends',
  },
  'backend.group': {
    flag: 'backend-group',
    type: TEXT,
    argument: '<id>',
    group: 'Backend',
    summary: 'server group that takes the traffic',
  },
  'backend.pair': {
    flag: 'backend-pair',
    type: TEXT,
    argument: '<id>',
    group: 'Backend',
    summary: 'primary/secondary server group that takes the traffic (tcp, udp)',
  },
  algorithm: {
    flag: 'algorithm',
    type: {
      kind: 'choice',
      values: [
        'round-robin',
        'weighted-round-robin',
        'least-connections',
        'weighted-least-connections',
        'source-ip',
        'four-tuple',
        'connection-id',
      ],
    },
    argument: '<algorithm>',
    group: 'Backend',
    summary: 'how the next backend is chosen',
  },
  bandwidth: {
    flag: 'bandwidth',
    type: { kind: 'bandwidth' },
    argument: '<Mbit/s|unlimited>',
    group: 'Listener',
    summary: 'peak bandwidth of the listener',
  },
  'stickySession.mode': {
    flag: 'sticky-session',
    type: { kind: 'choice', values: ['off', 'insert', 'rewrite', 'source-ip'] },
    argument: '<mode>',
    group: 'Sticky session',
    summary: 'keep a client on one backend, by a cookie or by its address',
  },
  'stickySession.timeout': {
    flag: 'sticky-timeout',
    type: DURATION,
    argument: '<duration>',
    group: 'Sticky session',
    summary: 'how long a client stays on its backend',
  },
  'stickySession.cookie': {
    flag: 'sticky-cookie',
    type: TEXT,
    argument: '<name>',
    group: 'Sticky session',
    summary: 'the backends\u2019 own cookie that is rewritten',
  },
  idleTimeout: {
    flag: 'idle-timeout',
    type: DURATION,
    argument: '<duration>',
    group: 'Time-outs',
    summary: 'how long a silent connection stays open',
  },
  requestTimeout: {
    flag: 'request-timeout',
    type: DURATION,
    argument: '<duration>',
    group: 'Time-outs',
    summary: 'how long a backend may take to answer',
  },
  drain: {
    flag: 'drain',
    type: { kind: 'drain' },
    argument: '<off|duration>',
    group: 'Time-outs',
    summary: 'how long connections to a removed backend are kept',
  },
  'tls.certificate': {
    flag: 'certificate',
    type: TEXT,
    argument: '<id>',
    group: 'TLS',
    summary: 'server certificate',
  },
  'tls.sniCertificates': {
    flag: 'sni-certificate',
    type: LIST,
    argument: '<id>',
    group: 'TLS',
    summary: 'further certificate, chosen by server name',
  },
  'tls.caCertificate': {
    flag: 'ca-certificate',
    type: TEXT,
    argument: '<id>',
    group: 'TLS',
    summary: 'CA certificate that clients must present one of',
  },
  'tls.policy': {
    flag: 'tls-policy',
    type: {
      kind: 'choice',
      values: ['tls-1.0', 'tls-1.1', 'tls-1.2', 'tls-1.2-strict', 'tls-1.2-strict-1.3'],
    },
    argument: '<policy>',
    group: 'TLS',
    summary: 'lowest TLS version and its cipher suites',
  },
  http2: {
    flag: 'http2',
    type: SWITCH,
    argument: '<on|off>',
    group: 'HTTP',
    summary: 'offer HTTP/2 to clients',
  },
  gzip: {
    flag: 'gzip',
    type: SWITCH,
    argument: '<on|off>',
    group: 'HTTP',
    summary: 'compress answers',
  },
  forwardedHeaders: {
    flag: 'forwarded-headers',
    type: {
      kind: 'list',
      values: ['for', 'slb-id', 'slb-ip', 'slb-port', 'proto', 'client-port'],
    },
    argument: '<list>',
    group: 'HTTP',
    summary: 'headers that tell the backends about the client and the load balancer',
  },
  'healthCheck.enabled': {
    flag: 'health-check',
    type: SWITCH,
    argument: '<on|off>',
    group: 'Health check',
    summary: 'probe the backends and leave out those that fail',
  },
  'healthCheck.protocol': {
    flag: 'health-check-protocol',
    type: { kind: 'choice', values: ['tcp', 'http'] },
    argument: '<protocol>',
    group: 'Health check',
    summary: 'protocol of the probe',
  },
  'healthCheck.port': {
    flag: 'health-check-port',
    type: PORT,
    argument: '<port>',
    group: 'Health check',
    summary: 'port that is probed; the backend port when absent',
  },
  'healthCheck.path': {
    flag: 'health-check-path',
    type: TEXT,
    argument: '<path>',
    group: 'Health check',
    summary: 'path that is requested',
  },
  'healthCheck.domain': {
    flag: 'health-check-domain',
    type: TEXT,
    argument: '<domain>',
    group: 'Health check',
    summary: 'host name in the probe',
  },
  'healthCheck.codes': {
    flag: 'health-check-codes',
    type: { kind: 'list', values: ['2xx', '3xx', '4xx', '5xx'] },
    argument: '<list>',
    group: 'Health check',
    summary: 'answers that count as healthy',
  },
  'healthCheck.method': {
    flag: 'health-check-method',
    type: { kind: 'choice', values: ['head', 'get'] },
    argument: '<method>',
    group: 'Health check',
    summary: 'HTTP method of the probe',
  },
  'healthCheck.interval': {
    flag: 'health-check-interval',
    type: DURATION,
    argument: '<duration>',
    group: 'Health check',
    summary: 'time between two probes',
  },
  'healthCheck.timeout': {
    flag: 'health-check-timeout',
    type: DURATION,
    argument: '<duration>',
    group: 'Health check',
    summary: 'how long a probe may take',
  },
  'healthCheck.healthy': {
    flag: 'health-check-healthy',
    type: COUNT,
    argument: '<n>',
    group: 'Health check',
    summary: 'probes in a row that must succeed before a backend takes traffic',
  },
  'healthCheck.unhealthy': {
    flag: 'health-check-unhealthy',
    type: COUNT,
    argument: '<n>',
    group: 'Health check',
    summary: 'probes in a row that must fail before a backend is left out',
  },
  'healthCheck.request': {
    flag: 'health-check-request',
    type: TEXT,
    argument: '<text>',
    group: 'Health check',
    summary: 'what a UDP probe sends',
  },
  'healthCheck.expect': {
    flag: 'health-check-expect',
    type: TEXT,
    argument: '<text>',
    group: 'Health check',
    summary: 'what a UDP probe expects back',
  },
  'access.mode': {
    flag: 'access',
    type: { kind: 'choice', values: ['off', 'allow', 'deny'] },
    argument: '<mode>',
    group: 'Access',
    summary: 'who may connect: everyone, only those on the lists, or all but those',
  },
  'access.lists': {
    flag: 'access-list',
    type: LIST,
    argument: '<id>',
    group: 'Access',
    summary: 'access control list',
  },
  redirectTo: {
    flag: 'redirect-to',
    type: PORT,
    argument: '<port>',
    group: 'HTTP',
    summary: 'HTTPS listener that an HTTP listener sends its clients to',
  },
  proxyProtocol: {
    flag: 'proxy-protocol',
    type: SWITCH,
    argument: '<on|off>',
    group: 'Backend',
    summary: 'pass the client\u2019s address in PROXY protocol v2 (tcp, udp)',
  },
  tags: {
    flag: 'tag',
    type: { kind: 'tags' },
    argument: '<key=value>',
    group: 'Listener',
    summary: 'tag of the listener',
  },
} as const satisfies Record<string, Field>;

export type Path = keyof typeof FIELDS;

type ValueOfType<T> = T extends { kind: 'choice'; values: readonly (infer V)[] }
  ? V
  : T extends { kind: 'text' }
    ? string
    : T extends { kind: 'port' | 'count' | 'duration' }
      ? number
      : T extends { kind: 'drain' }
        ? number | 'off'
        : T extends { kind: 'bandwidth' }
          ? number | 'unlimited'
          : T extends { kind: 'list'; values: readonly (infer V)[] }
            ? readonly V[]
            : T extends { kind: 'list' }
              ? readonly string[]
              : T extends { kind: 'tags' }
                ? Readonly<Record<string, string>>
                : never;

export type Value<P extends Path> = ValueOfType<(typeof FIELDS)[P]['type']>;
export type Protocol = Value<'protocol'>;

/** A portable listener, by path; a field that is absent was not said. */
export type ListenerFields = { readonly [P in Path]?: Value<P> };

export const PATHS = Object.keys(FIELDS) as readonly Path[];

/** Widens a row to the general type, for code that treats all fields alike. */
export function field(path: Path): Field {
  return FIELDS[path];
}
