import { type Kind, list, text, whole, word } from './values.ts';

/* The pages of the four Create and the four Set actions, read a second time. */

export type Protocol = 'http' | 'https' | 'tcp' | 'udp';

export interface Row {
  readonly kind: Kind;
  readonly required?: boolean;
  /** Its name in answers, where it differs from that in requests. */
  readonly answer?: string;
}

type Table = Readonly<Record<string, Row>>;

/** Values of an RPC call are texts: JSON may have them as what they mean. */
function rpc(kind: Kind, convert: (value: unknown) => unknown): Kind {
  return {
    ...kind,
    read: (value) => kind.read(convert(value)),
    judge: (value) => kind.judge(convert(value)),
  };
}

function int(min: number, max: number, extra: { also?: number; sure?: number } = {}): Kind {
  return rpc(whole(min, max, extra), (value) =>
    typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value,
  );
}

const asText = (value: unknown) => (typeof value === 'number' ? String(value) : value);

function texts(...of: Parameters<typeof text>): Kind {
  return rpc(text(...of), asText);
}

const onOff = rpc(word(['on', 'off']), (value) =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : value,
);
const trueFalse = rpc(word(['true', 'false']), (value) =>
  typeof value === 'boolean' ? String(value) : value,
);
/** The pages have no format for ids; none has a blank. */
const id = texts({ min: 1, max: 128 }, /^\S*$/, ['a-1', 'b-2']);
const clearable = texts({ min: 0, max: 128 }, /^\S*$/, ['a-1', '']);
const port = int(1, 65_535);
const threshold = int(2, 10);
const bandwidth = int(1, 5120, { also: -1, sure: 5000 });
/** The page has letters, digits and -/._, 1 to 80; newer ones up to 256; an example has blanks. */
const name = texts(
  { min: 1, max: 256, sure: 80 },
  /^(?! *$)[\p{L}\p{N}/._ -]+$/u,
  ['web', '\u76d1\u542c/1.a_b-c', 'Create a listener', 'a'.repeat(81), 'a@b'],
  /^[\p{L}\p{N}/._-]+$/u,
);
const cookie = texts({ min: 1, max: 200 }, /^[A-Za-z0-9]+$/, [
  'B490B5EB',
  'a;b',
  '$a',
  'x'.repeat(201),
]);
/** The page has no limits; newer ones want / and 1 to 79 of some characters. */
const uri = texts(
  { min: 1, max: Number.POSITIVE_INFINITY, sure: 80 },
  /\S/,
  ['/test/index.html', '/', 'index.html', `/${'a'.repeat(80)}`, '/a b'],
  /^\/[A-Za-z0-9/.%?#&-]+$/,
);
const domain = texts({ min: 1, max: 80 }, /^(\$_ip|[A-Za-z0-9.-]+)$/, [
  '$_ip',
  'a.example.com',
  'a_b',
]);
const codes = list(word(['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx']), false, [
  ...['http_2xx', 'http_2xx,http_3xx', ['http_4xx'], 'HTTP_5XX'],
  ...['', 'http_1xx', 7],
]);
const acls = list(id, false, ['acl-1', 'acl-1,acl-2', ['acl-2'], '', ' ', 7]);
/** What a probe of UDP sends: letters and digits. */
const probe = texts({ min: 1, max: 64 }, /^[A-Za-z0-9]+$/, ['ping', 'a b', 'x'.repeat(65)]);
const policies = word(
  [
    'tls_cipher_policy_1_0',
    'tls_cipher_policy_1_1',
    'tls_cipher_policy_1_2',
    'tls_cipher_policy_1_2_strict',
  ],
  ['tls_cipher_policy_1_2_strict_with_1_3'],
);
const isCustom = (value: unknown) => typeof value === 'string' && /^tls-[a-z0-9]+$/.test(value);
const policy: Kind = {
  ...policies,
  judge: (value) => (isCustom(value) ? 'wider' : policies.judge(value)),
  samples: [...policies.samples, 'tls-bp152pzhoa0s2'],
};
const scheduler = (...values: string[]) => word(values, ['wlc']);

const row = (kind: Kind, more: Partial<Row> = {}): Row => ({ kind, ...more });
const required = (kind: Kind): Row => row(kind, { required: true });

const PLACE: Table = { LoadBalancerId: required(id), ListenerPort: required(port) };
const EVERY: Table = {
  Description: row(name),
  AclStatus: row(onOff),
  AclType: row(word(['white', 'black'])),
  AclId: row(acls),
};
const LAYER_7: Table = {
  ...EVERY,
  Bandwidth: row(bandwidth),
  Scheduler: row(scheduler('wrr', 'rr')),
  StickySession: row(onOff),
  StickySessionType: row(word(['insert', 'server'])),
  CookieTimeout: row(int(1, 86_400)),
  Cookie: row(cookie),
  HealthCheck: row(onOff),
  HealthCheckConnectPort: row(int(1, 65_535, { also: -520 })),
  HealthCheckMethod: row(word(['head', 'get'])),
  HealthCheckURI: row(uri),
  HealthCheckDomain: row(domain),
  HealthCheckHttpCode: row(codes),
  HealthCheckInterval: row(int(1, 50)),
  HealthCheckTimeout: row(int(1, 300)),
  HealthyThreshold: row(threshold),
  UnhealthyThreshold: row(threshold),
  IdleTimeout: row(int(1, 60)),
  RequestTimeout: row(int(1, 180)),
  Gzip: row(onOff),
  XForwardedFor: row(onOff),
  XForwardedFor_SLBID: row(onOff),
  XForwardedFor_SLBIP: row(onOff),
  XForwardedFor_SLBPORT: row(onOff),
  XForwardedFor_proto: row(onOff),
  XForwardedFor_ClientSrcPort: row(onOff),
};
const HTTPS: Table = {
  ServerCertificateId: row(id),
  TLSCipherPolicy: row(policy),
  EnableHttp2: row(onOff),
};
const LAYER_4: Table = {
  ...EVERY,
  Bandwidth: row(bandwidth),
  HealthCheckSwitch: row(onOff, { answer: 'HealthCheck' }),
  HealthCheckConnectPort: row(int(1, 65_535, { also: -520 })),
  HealthCheckConnectTimeout: row(int(1, 300)),
  ProxyProtocolV2Enabled: row(trueFalse),
};
const TCP: Table = {
  ...LAYER_4,
  Scheduler: row(scheduler('wrr', 'rr', 'sch', 'tch')),
  PersistenceTimeout: row(int(0, 3600)),
  EstablishedTimeout: row(int(10, 900)),
  ConnectionDrain: row(onOff),
  ConnectionDrainTimeout: row(int(10, 900)),
  HealthCheckType: row(word(['tcp', 'http'])),
  HealthCheckURI: row(uri),
  HealthCheckDomain: row(domain),
  HealthCheckHttpCode: row(codes),
};
const UDP: Table = {
  ...LAYER_4,
  Scheduler: row(scheduler('wrr', 'rr', 'sch', 'tch', 'qch')),
  healthCheckReq: row(probe, { answer: 'HealthCheckReq' }),
  healthCheckExp: row(probe, { answer: 'HealthCheckExp' }),
};
/** In lower case in the Create actions of TCP and UDP only. */
const L4_CREATE: Table = {
  BackendServerPort: row(port),
  VServerGroupId: row(id),
  MasterSlaveServerGroupId: row(id),
  healthCheckInterval: row(int(1, 50)),
  HealthyThreshold: row(threshold),
  UnhealthyThreshold: row(threshold),
};
const L4_SET: Table = {
  VServerGroupId: row(clearable),
  MasterSlaveServerGroupId: row(clearable),
  HealthCheckInterval: row(int(1, 50)),
};

export const CREATE: Readonly<Record<Protocol, Table>> = {
  http: {
    ...PLACE,
    ...LAYER_7,
    HealthCheck: required(onOff),
    BackendServerPort: row(port),
    VServerGroupId: row(id),
    ListenerForward: row(onOff),
    ForwardPort: row(port),
  },
  https: {
    ...PLACE,
    ...LAYER_7,
    ...HTTPS,
    Bandwidth: required(bandwidth),
    HealthCheck: required(onOff),
    StickySession: required(onOff),
    ServerCertificateId: required(id),
    CACertificateId: row(id),
    BackendServerPort: row(port),
    VServerGroupId: row(id),
  },
  tcp: { ...PLACE, ...TCP, ...L4_CREATE, Bandwidth: required(bandwidth) },
  udp: { ...PLACE, ...UDP, ...L4_CREATE, Bandwidth: required(bandwidth) },
};

export const SET: Readonly<Record<Protocol, Table>> = {
  http: { ...LAYER_7, VServerGroupId: row(clearable) },
  https: { ...LAYER_7, ...HTTPS, VServerGroupId: row(clearable), CACertificateId: row(clearable) },
  tcp: {
    ...TCP,
    ...L4_SET,
    HealthyThreshold: row(threshold),
    UnhealthyThreshold: row(threshold),
    SynProxy: row(word(['enable', 'disable'])),
  },
  // Only this page begins at 1.
  udp: {
    ...UDP,
    ...L4_SET,
    HealthyThreshold: row(int(1, 10)),
    UnhealthyThreshold: row(int(1, 10)),
  },
};

/** What the Set actions do not have. */
export const CREATE_ONLY: Readonly<Record<Protocol, readonly string[]>> = {
  http: ['BackendServerPort', 'ListenerForward', 'ForwardPort'],
  https: ['BackendServerPort'],
  tcp: ['BackendServerPort'],
  udp: ['BackendServerPort'],
};

const IRREGULAR: Readonly<Record<string, string>> = {
  VServerGroupId: 'vserver-group-id',
  CACertificateId: 'ca-certificate-id',
  TLSCipherPolicy: 'tls-cipher-policy',
  HealthCheckURI: 'health-check-uri',
  XForwardedFor_SLBID: 'x-forwarded-for-slb-id',
  XForwardedFor_SLBIP: 'x-forwarded-for-slb-ip',
  XForwardedFor_SLBPORT: 'x-forwarded-for-slb-port',
  XForwardedFor: 'x-forwarded-for',
  XForwardedFor_proto: 'x-forwarded-for-proto',
  XForwardedFor_ClientSrcPort: 'x-forwarded-for-client-src-port',
};

export function flagOf(parameter: string): string {
  const words = parameter.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return IRREGULAR[parameter] ?? words;
}
