import { describe, expect, it } from 'vitest';
import { nativeLabels } from '../../../src/model/labels.ts';
import type { ParameterValue, Values } from '../../../src/model/parameter.ts';
import type { LoadBalancerFacts } from '../../../src/model/rule.ts';
import { validate, validateAgainst } from '../../../src/model/validate.ts';
import { provider } from '../../../src/providers/octavia/index.ts';
import { ROWS } from '../../../src/providers/octavia/parameters/index.ts';
import { VERSIONED_VALUES } from '../../../src/providers/octavia/rules/version.ts';

/* Each rule: a listener that breaks it, and one that does not. Each case changes this listener. */
const BASE: Values = {
  loadbalancer_id: '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11',
  protocol: 'HTTP',
  protocol_port: 80,
};

const ID = '8d2b4a90-1c5e-4b7f-8a36-0e9f6c3d5b22';
const TLS = { protocol: 'TERMINATED_HTTPS', default_tls_container_ref: 'ref' };
const WITH_CA = { ...TLS, client_ca_tls_container_ref: 'ca' };
const POOL = { 'pool.protocol': 'HTTP', 'pool.lb_algorithm': 'ROUND_ROBIN' };
const UDP_POOL = { ...POOL, protocol: 'UDP', 'pool.protocol': 'UDP' };
const TCP_POOL = { ...POOL, protocol: 'TCP', 'pool.protocol': 'TCP' };
const CHECK = {
  ...POOL,
  'healthmonitor.type': 'HTTP',
  'healthmonitor.delay': 5,
  'healthmonitor.timeout': 3,
  'healthmonitor.max_retries': 3,
};
const TYPE = 'pool.session_persistence.type';
const COOKIE = 'pool.session_persistence.cookie_name';
const TIMEOUT = 'pool.session_persistence.persistence_timeout';
const GRANULARITY = 'pool.session_persistence.persistence_granularity';

type Change = Readonly<Record<string, ParameterValue | undefined>>;

interface Case {
  readonly rule: string;
  readonly severity?: 'error' | 'warning';
  readonly breaks: Change;
  readonly fits: Change;
  readonly facts?: LoadBalancerFacts;
  /** Facts of the second listener; those of the first when absent. */
  readonly fitsWith?: LoadBalancerFacts;
  /** What the listener was before an update. */
  readonly before?: Change;
}

const CASES: readonly Case[] = [
  {
    rule: 'insert-headers-protocol',
    breaks: { protocol: 'TCP', insert_headers: { 'X-Forwarded-For': 'true' } },
    fits: { protocol: 'TCP', insert_headers: {} },
  },
  {
    rule: 'insert-headers-names',
    breaks: { insert_headers: { 'x-forwarded-for': 'true' } },
    fits: { insert_headers: { 'X-Forwarded-For': 'true' } },
  },
  {
    rule: 'insert-headers-tls',
    breaks: { insert_headers: { 'X-SSL-Client-CN': 'true' } },
    fits: { ...TLS, insert_headers: { 'X-SSL-Client-CN': 'true' } },
  },
  {
    rule: 'insert-headers-values',
    severity: 'warning',
    breaks: { insert_headers: { 'X-Forwarded-For': 'yes' } },
    fits: { insert_headers: { 'X-Forwarded-For': 'false' } },
  },
  {
    rule: 'default-tls-container-ref-protocol',
    breaks: { default_tls_container_ref: 'ref' },
    fits: { protocol: 'PROMETHEUS', default_tls_container_ref: 'ref' },
  },
  {
    rule: 'sni-container-refs-protocol',
    breaks: { protocol: 'UDP', sni_container_refs: ['ref'] },
    fits: { protocol: 'UDP', sni_container_refs: [] },
  },
  {
    rule: 'certificate-required',
    breaks: { protocol: 'TERMINATED_HTTPS' },
    fits: { protocol: 'TERMINATED_HTTPS', sni_container_refs: ['ref'] },
  },
  {
    rule: 'client-ca-needs-certificate',
    breaks: { client_ca_tls_container_ref: 'ca' },
    fits: WITH_CA,
  },
  {
    rule: 'client-authentication-needs-ca',
    breaks: { ...TLS, client_authentication: 'OPTIONAL' },
    fits: { ...WITH_CA, client_authentication: 'OPTIONAL' },
  },
  {
    rule: 'client-authentication-null',
    breaks: { client_authentication: null },
    fits: { client_authentication: 'NONE' },
  },
  {
    rule: 'client-crl-needs-ca',
    breaks: { ...TLS, client_crl_container_ref: 'crl' },
    fits: { ...WITH_CA, client_crl_container_ref: 'crl' },
  },
  { rule: 'tls-versions-empty', breaks: { ...TLS, tls_versions: [] }, fits: TLS },
  { rule: 'alpn-protocols-empty', breaks: { ...TLS, alpn_protocols: [] }, fits: TLS },
  ...(
    [
      ['tls_versions', ['TLSv1.2']],
      ['tls_ciphers', 'HIGH'],
      ['alpn_protocols', ['h2']],
    ] as const
  ).map(([name, value]) => ({
    rule: `${name.replace('_', '-')}-protocol`,
    severity: 'warning' as const,
    breaks: { [name]: value },
    fits: { ...TLS, [name]: value },
  })),
  ...(
    [
      ['hsts_max_age', 60],
      ['hsts_include_subdomains', true],
      ['hsts_preload', true],
    ] as const
  ).map(([name, value]) => ({
    rule: `${name.replaceAll('_', '-')}-protocol`,
    breaks: { [name]: value },
    fits: { ...TLS, [name]: value },
  })),
  ...['hsts_include_subdomains', 'hsts_preload'].map((name) => ({
    rule: `${name.replaceAll('_', '-')}-needs-max-age`,
    breaks: { ...TLS, [name]: true },
    fits: { ...TLS, [name]: true, hsts_max_age: 60 },
  })),
  ...['192.0.2.0/33', 'x', '', '1.2.3', '::/129', '01.2.3.4', 'fe80::1%eth0', '1.2.3.4/8/9'].map(
    (cidr) => ({
      rule: 'allowed-cidrs-format',
      breaks: { allowed_cidrs: [cidr] },
      fits: { allowed_cidrs: ['192.0.2.0/24', '198.51.100.1', '2001:db8::/32', '::1'] },
    }),
  ),
  {
    rule: 'allowed-cidrs-distinct',
    breaks: { allowed_cidrs: ['192.0.2.1/24', '192.0.2.0/255.255.255.0'] },
    fits: { allowed_cidrs: ['192.0.2.1/24', '192.0.2.1/32'] },
  },
  {
    rule: 'sni-container-refs-distinct',
    breaks: { ...TLS, sni_container_refs: ['a', 'a'] },
    fits: { ...TLS, sni_container_refs: ['a', 'b'] },
  },
  { rule: 'tags-distinct', breaks: { tags: ['a', 'a'] }, fits: { tags: ['a', 'A'] } },
  {
    rule: 'prometheus-pool',
    breaks: { protocol: 'PROMETHEUS', default_pool_id: ID },
    fits: { protocol: 'PROMETHEUS' },
  },
  {
    rule: 'prometheus-pool',
    breaks: { ...POOL, protocol: 'PROMETHEUS' },
    fits: POOL,
  },
  {
    rule: 'project-id-ignored',
    severity: 'warning',
    breaks: { project_id: 'p' },
    fits: { project_id: '' },
  },
  {
    rule: 'default-pool-or-fields',
    breaks: { ...POOL, default_pool_id: ID },
    fits: { default_pool_id: ID },
  },
  {
    rule: 'pool-lb-algorithm-required',
    breaks: { 'pool.protocol': 'HTTP' },
    fits: POOL,
  },
  { rule: 'pool-protocol-required', breaks: { 'pool.lb_algorithm': 'SOURCE_IP' }, fits: POOL },
  {
    rule: 'pool-protocol-fixed',
    before: POOL,
    breaks: { 'pool.protocol': 'PROXY' },
    fits: { 'pool.protocol': 'HTTP' },
  },
  {
    rule: 'pool-protocol-listener',
    breaks: { ...POOL, 'pool.protocol': 'TCP' },
    fits: { ...POOL, 'pool.protocol': 'PROXYV2' },
  },
  {
    rule: 'sticky-cookie-datagram',
    breaks: { ...UDP_POOL, [TYPE]: 'HTTP_COOKIE' },
    fits: { ...UDP_POOL, [TYPE]: 'SOURCE_IP' },
  },
  {
    rule: 'sticky-app-cookie-name',
    breaks: { ...POOL, [TYPE]: 'APP_COOKIE' },
    fits: { ...POOL, [TYPE]: 'APP_COOKIE', [COOKIE]: 'SID' },
  },
  {
    rule: 'sticky-app-cookie-name',
    breaks: { ...POOL, [TYPE]: 'HTTP_COOKIE', [COOKIE]: 'SID' },
    fits: { ...POOL, [TYPE]: 'HTTP_COOKIE' },
  },
  {
    rule: 'sticky-cookie-characters',
    breaks: { ...POOL, [TYPE]: 'APP_COOKIE', [COOKIE]: 'a=b' },
    fits: { ...POOL, [TYPE]: 'APP_COOKIE', [COOKIE]: 'a*b' },
  },
  ...(
    [
      [COOKIE, 'SID'],
      [TIMEOUT, 5],
      [GRANULARITY, '255.255.0.0'],
    ] as const
  ).map(([name, value]) => ({
    rule: `${name.replaceAll(/[_.]/g, '-')}-needs-session`,
    breaks: { ...UDP_POOL, [name]: value },
    fits: { ...UDP_POOL, [TYPE]: 'SOURCE_IP', [name]: value },
  })),
  ...(
    [
      [TIMEOUT, 5],
      [GRANULARITY, '255.255.0.0'],
    ] as const
  ).map(([name, value]) => ({
    rule: `${name.replaceAll(/[_.]/g, '-')}-protocol`,
    breaks: { ...TCP_POOL, [TYPE]: 'SOURCE_IP', [name]: value },
    fits: { ...UDP_POOL, [TYPE]: 'SOURCE_IP', [name]: value },
  })),
  {
    rule: 'persistence-granularity-format',
    breaks: { ...UDP_POOL, [TYPE]: 'SOURCE_IP', [GRANULARITY]: '/16' },
    fits: { ...UDP_POOL, [TYPE]: 'SOURCE_IP', [GRANULARITY]: '255.255.0.0' },
  },
  {
    rule: 'pool-crl-needs-ca',
    breaks: { ...POOL, 'pool.crl_container_ref': 'crl' },
    fits: { ...POOL, 'pool.crl_container_ref': 'crl', 'pool.ca_tls_container_ref': 'ca' },
  },
  ...['tls_versions', 'alpn_protocols'].map((name) => ({
    rule: `pool-${name.replace('_', '-')}-empty`,
    breaks: { ...POOL, [`pool.${name}`]: [] },
    fits: POOL,
  })),
  ...['pool', 'healthmonitor'].map((part) => ({
    rule: `${part}-tags-distinct`,
    breaks: { ...CHECK, [`${part}.tags`]: ['a', 'a'] },
    fits: { ...CHECK, [`${part}.tags`]: ['a'] },
  })),
  ...['type', 'delay', 'timeout', 'max_retries'].map((name) => ({
    rule: `healthmonitor-${name.replace('_', '-')}-required`,
    breaks: { ...CHECK, [`healthmonitor.${name}`]: undefined },
    fits: CHECK,
  })),
  {
    // What the listener has is nobody's fault.
    rule: 'healthmonitor-url-path-web',
    before: { ...CHECK, 'healthmonitor.url_path': '/' },
    breaks: { 'healthmonitor.type': 'TCP', 'healthmonitor.url_path': '/ok' },
    fits: { 'healthmonitor.type': 'TCP' },
  },
  {
    rule: 'healthmonitor-type-fixed',
    before: CHECK,
    breaks: { 'healthmonitor.type': 'TCP' },
    fits: { 'healthmonitor.type': 'HTTP' },
  },
  {
    rule: 'healthmonitor-type-backends',
    breaks: { ...CHECK, 'healthmonitor.type': 'UDP-CONNECT' },
    fits: { ...CHECK, ...UDP_POOL, 'healthmonitor.type': 'UDP-CONNECT' },
  },
  ...(
    [
      ['url_path', '/ok', 'error'],
      ['expected_codes', '200', 'error'],
      ['http_method', 'GET', 'error'],
      ['domain_name', 'a.example', 'warning'],
      ['http_version', '1.1', 'warning'],
    ] as const
  ).map(([name, value, severity]) => ({
    rule: `healthmonitor-${name.replace('_', '-')}-web`,
    severity,
    breaks: { ...CHECK, 'healthmonitor.type': 'TCP', [`healthmonitor.${name}`]: value },
    fits: { ...CHECK, [`healthmonitor.${name}`]: value },
  })),
  {
    rule: 'healthmonitor-domain-needs-version',
    breaks: { ...CHECK, 'healthmonitor.domain_name': 'a.example' },
    fits: {
      ...CHECK,
      'healthmonitor.domain_name': 'a.example',
      'healthmonitor.http_version': '1.1',
    },
  },
  {
    rule: 'healthmonitor-udp-connect-delay',
    breaks: {
      ...CHECK,
      ...UDP_POOL,
      'healthmonitor.type': 'UDP-CONNECT',
      'healthmonitor.delay': 2,
    },
    fits: { ...CHECK, 'healthmonitor.delay': 2 },
  },
  {
    rule: 'healthmonitor-timeout-delay',
    breaks: { ...CHECK, 'healthmonitor.timeout': 5 },
    fits: CHECK,
  },
  {
    rule: 'allowed-cidrs-family',
    breaks: { allowed_cidrs: ['2001:db8::/32'] },
    fits: { allowed_cidrs: ['192.0.2.0/24'] },
    facts: { addressFamily: 4 },
  },
  {
    rule: 'pool-algorithm-driver',
    breaks: { ...POOL, 'pool.lb_algorithm': 'SOURCE_IP_PORT' },
    fits: { ...POOL, 'pool.lb_algorithm': 'SOURCE_IP_PORT' },
    facts: { driver: 'amphora' },
    fitsWith: { driver: 'ovn' },
  },
  {
    rule: 'default-pool-protocol',
    breaks: { default_pool_id: ID },
    fits: { default_pool_id: ID },
    facts: { groupProtocols: { [ID]: 'UDP' } },
    fitsWith: { groupProtocols: { [ID]: 'HTTP' } },
  },
  {
    rule: 'pool-shared',
    before: POOL,
    breaks: { 'pool.lb_algorithm': 'SOURCE_IP' },
    fits: { 'pool.lb_algorithm': 'SOURCE_IP' },
    facts: { groupAlsoServes: [ID] },
    fitsWith: {},
  },
  {
    rule: 'port-taken',
    breaks: { protocol: 'TERMINATED_HTTPS' },
    fits: { protocol: 'UDP' },
    facts: { listeners: [{ protocol: 'TCP', port: 80, ref: 'other' }] },
  },
];

const SAMPLES: Readonly<Record<string, ParameterValue>> = {
  text: 'x',
  integer: 1,
  boolean: true,
  list: ['x'],
  choice: 'NONE',
};

const VERSIONS: readonly Case[] = [
  ...ROWS.flatMap(({ name, since, type }) =>
    since === undefined ? [] : [{ name, since, value: SAMPLES[type.kind] ?? 'x' }],
  ),
  ...Object.entries(VERSIONED_VALUES).flatMap(([name, values]) =>
    Object.entries(values).map(([value, since]) => ({ name, since, value })),
  ),
].map(({ name, since, value }) => ({
  rule: `${name.replaceAll(/[_.]/g, '-')}-version`,
  breaks: { [name]: value },
  fits: { [name]: value },
  facts: { apiVersion: since - 1 },
  fitsWith: { apiVersion: since },
}));

const ALL = [...CASES, ...VERSIONS];

function found(change: Change, { before }: Case, facts: LoadBalancerFacts | undefined) {
  const verb = before === undefined ? 'create' : 'update';
  const operation = provider.operation('listener', verb);
  const given = Object.fromEntries(
    Object.entries({ ...(before === undefined ? BASE : {}), ...change }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as Values;
  const old = { ...BASE, ...before } as Values;
  const values = before === undefined ? given : { ...old, ...given };
  const draft = {
    operation,
    values,
    given: new Set(Object.keys(given)),
    labels: nativeLabels(operation.parameters, values),
    ...(before === undefined ? {} : { before: old }),
  };
  return facts === undefined ? validate(provider, draft) : validateAgainst(provider, draft, facts);
}

describe.each(ALL)('$rule', (one) => {
  const { rule, severity = 'error', breaks, fits, facts, fitsWith = facts } = one;

  it('is reported', () => {
    const violation = found(breaks, one, facts).find((each) => each.rule === `octavia/${rule}`);
    expect(violation).toMatchObject({ severity });
    expect(violation?.message).toMatch(/^\S.*[^.]$/);
    expect(violation?.source).not.toBe('');
  });

  it('is not reported without one', () => {
    expect(found(fits, one, fitsWith).map((each) => each.rule)).not.toContain(`octavia/${rule}`);
  });
});

it('every rule has a case', () => {
  const tested = new Set(ALL.map(({ rule }) => rule));
  expect(provider.rules.map((rule) => rule.id).filter((one) => !tested.has(one))).toEqual([]);
});

it('every rule has an id of its own', () => {
  const ids = provider.rules.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
});
