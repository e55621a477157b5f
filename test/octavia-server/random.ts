import { CA, CERTIFICATE, CRL, SNI } from './server.ts';

/* Random bodies, the same in each run. */

export type Body = Record<string, unknown>;

/** A small generator of numbers from 0 to 1 (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Random {
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
  whole(min: number, max: number): number;
  some<T>(items: readonly T[]): T[];
}

export function random(seed: number): Random {
  const next = numbers(seed);
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    pick: (items) => items[whole(0, items.length - 1)] as (typeof items)[number],
    chance: (probability) => next() < probability,
    whole,
    some: (items) => items.filter(() => next() < 0.5),
  };
}

export const PROTOCOLS = ['TCP', 'UDP', 'HTTP', 'HTTPS', 'TERMINATED_HTTPS', 'SCTP', 'PROMETHEUS'];

const TEXTS = ['', 'web', 'a b', 'é'.repeat(255), 'x'.repeat(255), '"quoted"', '日本'];
const PLAIN = ['X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'];
const OF_CLIENTS = ['X-SSL-Client-Verify', 'X-SSL-Client-CN', 'X-SSL-Issuer', 'X-SSL-Client-SHA1'];
const CIDRS = [
  '192.0.2.0/24',
  '198.51.100.7',
  '10.1.2.3/8',
  '0.0.0.0/0',
  '203.0.113.0/255.255.255.0',
];

export function validListener(from: Random, protocol = from.pick(PROTOCOLS)): Body {
  const isTls = protocol === 'TERMINATED_HTTPS';
  const timeout = () => from.pick([0, 1, 50_000, 2_073_600_000]);
  const all: Body = {
    name: from.pick(TEXTS),
    description: from.pick(TEXTS),
    admin_state_up: from.chance(0.5),
    connection_limit: from.pick([-1, 0, 1, 2_147_483_647]),
    timeout_client_data: timeout(),
    timeout_member_data: timeout(),
    timeout_member_connect: timeout(),
    timeout_tcp_inspect: timeout(),
    allowed_cidrs: from.some(CIDRS),
    tags: from.some(['a', 'b=c', '', 'x,y', 'é']),
    ...(protocol === 'HTTP' || isTls
      ? {
          insert_headers: Object.fromEntries(
            from
              .some(isTls ? [...PLAIN, ...OF_CLIENTS] : PLAIN)
              .map((name) => [name, from.pick(['true', 'false'])]),
          ),
        }
      : {}),
    ...(isTls
      ? {
          sni_container_refs: from.some([SNI, CERTIFICATE]),
          tls_versions: from.pick([['TLSv1.2'], ['TLSv1.3', 'TLSv1.2'], ['SSLv3', 'TLSv1']]),
          tls_ciphers: from.pick(['HIGH:!aNULL', 'ECDHE-RSA-AES128-SHA']),
          alpn_protocols: from.pick([['h2'], ['http/1.1', 'http/1.0']]),
        }
      : {}),
  };
  const kept = Object.fromEntries(Object.entries(all).filter(() => from.chance(0.4)));
  const authentication = isTls && from.chance(0.4);
  return {
    protocol,
    ...kept,
    ...(isTls ? { default_tls_container_ref: CERTIFICATE } : {}),
    ...(authentication
      ? {
          client_ca_tls_container_ref: CA,
          client_authentication: from.pick(['OPTIONAL', 'MANDATORY', 'NONE']),
          ...(from.chance(0.5) ? { client_crl_container_ref: CRL } : {}),
        }
      : {}),
  };
}

/** Values of which most are wrong, at least for some protocols. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  protocol: ['PROXY', 'http', '', 'TLS', 5, null, ['HTTP']],
  protocol_port: [0, -1, 65_536, 'abc', '', null, 80.5, [80]],
  loadbalancer_id: ['x', '', null, 7, '12345678-1234-1234-1234-12345678901'],
  name: ['x'.repeat(256), 5, ['a'], { a: 1 }],
  description: ['x'.repeat(256), true],
  admin_state_up: ['maybe', 'TRUE', 1.0, [], null],
  connection_limit: [-2, 'x', 1.5, [1]],
  timeout_client_data: [-1, 2_073_600_001, 'x', {}],
  timeout_member_data: [-1, 2_073_600_001],
  timeout_member_connect: [-1, 'soon'],
  timeout_tcp_inspect: [-1, 2_073_600_001],
  allowed_cidrs: [
    ['192.0.2.0/33'],
    ['x'],
    '192.0.2.0/24',
    [''],
    ['1.2.3'],
    ['::/129'],
    [5],
    ['1.2.3.4/-1'],
    ['1.2.3.4/24/8'],
    ['01.2.3.4'],
  ],
  tags: ['a', ['x'.repeat(256)], [5], ['a', 'a'], {}],
  insert_headers: [
    { 'X-Bad': 'true' },
    { 'x-forwarded-for': 'true' },
    { 'X-SSL-Client-CN': 'true' },
    { 'X-Forwarded-For': 'true' },
    { 'X-Forwarded-For': true },
    'X-Forwarded-For',
    [],
  ],
  default_tls_container_ref: [CERTIFICATE, 'x'.repeat(256), 5],
  sni_container_refs: [[SNI], SNI, [SNI, SNI], [5], ['x'.repeat(256)]],
  client_authentication: ['OPTIONAL', 'none', '', null, 'MANDATORY'],
  client_ca_tls_container_ref: [CA, 5],
  client_crl_container_ref: [CRL, 'x'.repeat(256)],
  tls_versions: [[], ['TLSv1.4'], ['tlsv1.2'], 'TLSv1.2', [5]],
  tls_ciphers: ['a b', 'a;b', 'x'.repeat(2049), 5],
  alpn_protocols: [[], ['h3'], 'h2', [1]],
  default_pool_id: ['x', 5],
  default_pool: [{ protocol: 'HTTP', lb_algorithm: 'ROUND_ROBIN' }],
  l7policies: [[{ action: 'REJECT' }], null],
  provisioning_status: ['ACTIVE'],
  unknown: [1],
};

/** A valid listener with one or two attributes replaced, or one left out. */
export function spoiledListener(from: Random, loadBalancer: string, port: number): Body {
  const body: Body = {
    loadbalancer_id: loadBalancer,
    protocol_port: port,
    ...validListener(from),
  };
  if (from.chance(0.05)) delete body[from.pick(['protocol', 'protocol_port', 'loadbalancer_id'])];
  else {
    for (const name of [0, ...(from.chance(0.2) ? [1] : [])].map(() =>
      from.pick(Object.keys(WRONG)),
    )) {
      body[name] = from.pick(WRONG[name] ?? []);
    }
  }
  return body;
}

const WRONG_POOL: Readonly<Record<string, readonly unknown[]>> = {
  protocol: ['TERMINATED_HTTPS', 'http', null, 5],
  lb_algorithm: ['ROUND', '', null, 'round_robin'],
  name: ['x'.repeat(256), 5],
  admin_state_up: ['maybe'],
  session_persistence: [
    { type: 'X' },
    { type: 'APP_COOKIE' },
    { type: 'HTTP_COOKIE', cookie_name: 'a' },
    { type: 'APP_COOKIE', cookie_name: 'a b' },
    { type: 'APP_COOKIE', cookie_name: 'a=b' },
    { type: 'SOURCE_IP', persistence_timeout: 5 },
    { type: 'SOURCE_IP', persistence_granularity: '255.255.0.0' },
    { type: 'SOURCE_IP', persistence_granularity: 'x' },
    { type: 'HTTP_COOKIE' },
    { cookie_name: 'a' },
    'SOURCE_IP',
    { type: 'SOURCE_IP', unknown: 1 },
  ],
  tags: ['a', [5], ['x'.repeat(256)]],
  tls_ciphers: ['a b', 'x'.repeat(2049)],
  tls_versions: ['TLSv1.2', [5]],
  alpn_protocols: [['h3'], 'h2'],
  crl_container_ref: [CRL],
  unknown: [1],
};

export const POOL_PROTOCOLS = ['HTTP', 'HTTPS', 'PROXY', 'PROXYV2', 'TCP', 'UDP', 'SCTP'];

export function spoiledPool(from: Random): Body {
  const name = from.pick(Object.keys(WRONG_POOL));
  const body: Body = { protocol: from.pick(POOL_PROTOCOLS), lb_algorithm: 'ROUND_ROBIN' };
  return { ...body, [name]: from.pick(WRONG_POOL[name] ?? []) };
}

const WRONG_MONITOR: Readonly<Record<string, readonly unknown[]>> = {
  type: ['UDP', 'http', null, 'UDP-CONNECT', 'SCTP', 'PING', 'HTTPS', 'TLS-HELLO'],
  delay: [-1, 'x', null, 2],
  timeout: [-1, null],
  max_retries: [0, 11, null],
  max_retries_down: [0, 11],
  http_method: ['get', 'FETCH', 'GET'],
  url_path: ['ok', '/a b', 'http://x/', '/ok'],
  expected_codes: ['2xx', '200-', '20', '200,', '200', '200-299,301'],
  domain_name: ['-x', 'a_b.c', '', 'x.example'],
  http_version: [1.2, 2, 1.1],
  name: ['x'.repeat(256)],
  tags: ['a'],
  unknown: [1],
};

export function spoiledMonitor(from: Random): Body {
  const name = from.pick(Object.keys(WRONG_MONITOR));
  const type = from.pick(['HTTP', 'TCP', 'PING', 'UDP-CONNECT']);
  const body: Body = { type, delay: 5, timeout: 1, max_retries: 3 };
  return { ...body, [name]: from.pick(WRONG_MONITOR[name] ?? []) };
}
