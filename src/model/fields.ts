/**
 * The portable listener: one vocabulary for every cloud. Flag, type, help, manifest key and JSON
 * key of a field follow from its row. Every provider maps every row to its own parameters or `null`.
 */
export type FieldType =
  | { readonly kind: 'text' }
  | { readonly kind: 'port' }
  | { readonly kind: 'count' }
  /** Whole seconds; users write `90s`, `5m`, `2h`. */
  | { readonly kind: 'duration' }
  /** `off` or a duration. */
  | { readonly kind: 'drain' }
  /** Mbit/s or `unlimited`. */
  | { readonly kind: 'bandwidth' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | {
      readonly kind: 'list';
      readonly values?: readonly string[];
      /** What an item must be like, where not every value can be listed. */
      readonly pattern?: RegExp;
      /** What `pattern` lets through, for people. */
      readonly allowed?: string;
      /** For completion. */
      readonly suggestions?: readonly string[];
    }
  | { readonly kind: 'tags' };

export interface Field {
  /** Without the dashes. */
  readonly flag: string;
  readonly type: FieldType;
  /** Placeholder for the value in help. */
  readonly argument: string;
  readonly group: FieldGroup;
  readonly summary: string;
}

/** The flag defaults to the path, the placeholder to the type. */
type Row = Omit<Field, 'flag' | 'argument'> & Partial<Field>;

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

const ROWS = {
  loadBalancer: {
    type: TEXT,
    argument: '<id>',
    group: 'Listener',
    summary: 'load balancer that the listener belongs to',
  },
  protocol: {
    type: { kind: 'choice', values: ['http', 'https', 'tcp', 'udp', 'ssl'] },
    group: 'Listener',
    summary: 'protocol that clients speak to the load balancer',
  },
  port: {
    type: PORT,
    group: 'Listener',
    summary: 'port that clients connect to',
  },
  name: {
    type: TEXT,
    group: 'Listener',
    summary: 'name of the listener',
  },
  description: {
    type: TEXT,
    group: 'Listener',
    summary: 'free text about the listener',
  },
  'backend.protocol': {
    type: {
      kind: 'choice',
      values: ['http', 'https', 'tcp', 'udp', 'tls', 'grpc', 'quic', 'proxy'],
    },
    group: 'Backend',
    summary: 'protocol that the load balancer speaks to the backends',
  },
  'backend.port': {
    type: PORT,
    group: 'Backend',
    summary: 'port of the backends',
  },
  'backend.group': {
    type: TEXT,
    argument: '<id>',
    group: 'Backend',
    summary: 'server group that takes the traffic',
  },
  'backend.pair': {
    type: TEXT,
    argument: '<id>',
    group: 'Backend',
    summary: 'primary/secondary server group that takes the traffic (tcp, udp)',
  },
  algorithm: {
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
    group: 'Backend',
    summary: 'how the next backend is chosen',
  },
  bandwidth: {
    type: { kind: 'bandwidth' },
    group: 'Listener',
    summary: 'peak bandwidth of the listener',
  },
  'stickySession.mode': {
    flag: 'sticky-session',
    type: { kind: 'choice', values: ['off', 'insert', 'rewrite', 'source-ip'] },
    group: 'Sticky session',
    summary: 'keep a client on one backend, by a cookie or by its address',
  },
  'stickySession.timeout': {
    flag: 'sticky-timeout',
    type: DURATION,
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
    type: DURATION,
    group: 'Time-outs',
    summary: 'how long a silent connection stays open',
  },
  requestTimeout: {
    type: DURATION,
    group: 'Time-outs',
    summary: 'how long a backend may take to answer',
  },
  drain: {
    type: { kind: 'drain' },
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
    group: 'TLS',
    summary: 'further certificate, chosen by server name',
  },
  'tls.caCertificate': {
    flag: 'ca-certificate',
    type: TEXT,
    argument: '<id>',
    group: 'TLS',
    summary: 'CA certificate that client certificates are checked against',
  },
  'tls.policy': {
    type: {
      kind: 'choice',
      values: ['tls-1.0', 'tls-1.1', 'tls-1.2', 'tls-1.2-strict', 'tls-1.2-strict-1.3'],
    },
    group: 'TLS',
    summary: 'lowest TLS version and its cipher suites',
  },
  http2: {
    type: SWITCH,
    group: 'HTTP',
    summary: 'offer HTTP/2 to clients',
  },
  gzip: {
    type: SWITCH,
    group: 'HTTP',
    summary: 'compress answers',
  },
  forwardedHeaders: {
    type: {
      kind: 'list',
      values: ['for', 'slb-id', 'slb-ip', 'slb-port', 'proto', 'client-port'],
    },
    group: 'HTTP',
    summary: 'headers that tell the backends about the client and the load balancer',
  },
  'healthCheck.enabled': {
    flag: 'health-check',
    type: SWITCH,
    group: 'Health check',
    summary: 'probe the backends and leave out those that fail',
  },
  'healthCheck.protocol': {
    type: {
      kind: 'choice',
      values: ['tcp', 'http', 'https', 'udp-connect', 'tls', 'grpc', 'ping', 'tls-hello', 'sctp'],
    },
    group: 'Health check',
    summary: 'protocol of the probe',
  },
  'healthCheck.port': {
    type: PORT,
    group: 'Health check',
    summary: 'port that is probed; the backend port when absent',
  },
  'healthCheck.path': {
    type: TEXT,
    argument: '<path>',
    group: 'Health check',
    summary: 'path that is requested',
  },
  'healthCheck.domain': {
    type: TEXT,
    argument: '<domain>',
    group: 'Health check',
    summary: 'host name in the probe',
  },
  'healthCheck.codes': {
    type: {
      kind: 'list',
      pattern: /^([1-5]\d\d(-[1-5]\d\d)?|[1-5]xx)$/,
      allowed: 'codes, ranges and classes: 200, 200-299, 2xx',
      suggestions: ['2xx', '3xx', '4xx', '5xx'],
    },
    argument: '<list>',
    group: 'Health check',
    summary: 'answers that count as healthy: codes, ranges and classes (200, 200-299, 2xx)',
  },
  'healthCheck.method': {
    type: {
      kind: 'choice',
      values: ['head', 'get', 'post', 'put', 'delete', 'options', 'patch', 'trace', 'connect'],
    },
    group: 'Health check',
    summary: 'HTTP method of the probe',
  },
  'healthCheck.interval': {
    type: DURATION,
    group: 'Health check',
    summary: 'time between two probes',
  },
  'healthCheck.timeout': {
    type: DURATION,
    group: 'Health check',
    summary: 'how long a probe may take',
  },
  'healthCheck.healthy': {
    type: COUNT,
    group: 'Health check',
    summary: 'probes in a row that must succeed before a backend takes traffic',
  },
  'healthCheck.unhealthy': {
    type: COUNT,
    group: 'Health check',
    summary: 'probes in a row that must fail before a backend is left out',
  },
  'healthCheck.request': {
    type: TEXT,
    group: 'Health check',
    summary: 'what a UDP probe sends',
  },
  'healthCheck.expect': {
    type: TEXT,
    group: 'Health check',
    summary: 'what a UDP probe expects back',
  },
  'access.mode': {
    flag: 'access',
    type: { kind: 'choice', values: ['off', 'allow', 'deny'] },
    group: 'Access',
    summary: 'who may connect: everyone, only those on the lists, or all but those',
  },
  'access.lists': {
    flag: 'access-list',
    type: LIST,
    group: 'Access',
    summary: 'access control list',
  },
  redirectTo: {
    type: PORT,
    group: 'HTTP',
    summary: 'HTTPS listener that an HTTP listener sends its clients to',
  },
  proxyProtocol: {
    type: SWITCH,
    group: 'Backend',
    summary: 'pass the client\u2019s address in PROXY protocol v2 (tcp, udp)',
  },
  tags: {
    flag: 'tag',
    type: { kind: 'tags' },
    group: 'Listener',
    summary: 'tag of the listener',
  },
} as const satisfies Record<string, Row>;

export type Path = keyof typeof ROWS;

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

export type Value<P extends Path> = ValueOfType<(typeof ROWS)[P]['type']>;
export type Protocol = Value<'protocol'>;

/** A portable listener by path; fields that were not given are absent. */
export type ListenerFields = { readonly [P in Path]?: Value<P> };

export const PATHS = Object.keys(ROWS) as readonly Path[];

const FIELDS = new Map<Path, Field>(PATHS.map((path) => [path, complete(path, ROWS[path])]));

export function field(path: Path): Field {
  const found = FIELDS.get(path);
  if (found === undefined) throw new TypeError(`no field ${path}`);
  return found;
}

function complete(path: Path, row: Row): Field {
  const flag = path.replace(/[A-Z]/g, '-$&').replace('.', '-').toLowerCase();
  return { flag, argument: placeholder(path, row.type), ...row };
}

function placeholder(path: Path, type: FieldType): string {
  switch (type.kind) {
    case 'count':
      return '<n>';
    case 'drain':
      return '<off|duration>';
    case 'bandwidth':
      return '<Mbit/s|unlimited>';
    case 'choice':
      return type.values.length === 2 && type.values.includes('on')
        ? '<on|off>'
        : `<${path.split('.').at(-1)}>`;
    case 'list':
      return type.values === undefined ? '<id>' : '<list>';
    case 'tags':
      return '<key=value>';
    default:
      return `<${type.kind}>`;
  }
}
