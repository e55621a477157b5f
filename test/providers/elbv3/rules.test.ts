import { describe, expect, it } from 'vitest';
import { nativeLabels } from '../../../src/model/labels.ts';
import type { ParameterType, ParameterValue, Values } from '../../../src/model/parameter.ts';
import type { LoadBalancerFacts } from '../../../src/model/rule.ts';
import { validate, validateAgainst } from '../../../src/model/validate.ts';
import { provider } from '../../../src/providers/elbv3/index.ts';
import { ROWS } from '../../../src/providers/elbv3/parameters/index.ts';

/* Each rule: a listener that breaks it, and one that does not. Each case changes this listener. */
const BASE: Values = { loadbalancer_id: 'lb-1', protocol: 'HTTP', protocol_port: 80, name: 'web' };

const TCP = { protocol: 'TCP' };
const UDP = { protocol: 'UDP' };
const HTTPS = { protocol: 'HTTPS', default_tls_container_ref: 'cert-1' };
const QUIC = { ...HTTPS, protocol: 'QUIC' };
const POOL = { 'pool.protocol': 'HTTP', 'pool.lb_algorithm': 'ROUND_ROBIN' };
const TCP_POOL = { ...TCP, 'pool.protocol': 'TCP', 'pool.lb_algorithm': 'ROUND_ROBIN' };
const UDP_POOL = { ...UDP, 'pool.protocol': 'UDP', 'pool.lb_algorithm': 'ROUND_ROBIN' };
const TLS = { ...HTTPS, protocol: 'TLS' };
const TLS_POOL = { 'pool.protocol': 'TLS', 'pool.lb_algorithm': 'ROUND_ROBIN' };
const IP_POOL = { protocol: 'IP', 'pool.protocol': 'IP', 'pool.lb_algorithm': 'ROUND_ROBIN' };
const CHECK = {
  ...POOL,
  'healthmonitor.type': 'HTTP',
  'healthmonitor.delay': 5,
  'healthmonitor.timeout': 3,
  'healthmonitor.max_retries': 3,
};
const HTTPS_GRPC = { ...HTTPS, ...POOL, 'pool.protocol': 'GRPC', http2_enable: true };
const SHARED = { performance: 'shared' } as const;
const DEDICATED = { performance: 'guaranteed' } as const;
const OTC = { region: 'eu-de' };
const TYPE = 'pool.session_persistence.type';
const COOKIE = 'pool.session_persistence.cookie_name';
const TIMEOUT = 'pool.session_persistence.persistence_timeout';
const LOG = 'access_log_customized_headers_config';

const certificates = (length: number) => Array.from({ length }, (_, at) => `c${at}`);

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
  /** The flags that it names, where they depend on the values. */
  readonly flags?: readonly string[];
}

const CASES: readonly Case[] = [
  { rule: 'certificate-required', breaks: { protocol: 'HTTPS' }, fits: HTTPS },
  {
    rule: 'certificate-required',
    breaks: { protocol: 'TLS' },
    fits: { ...HTTPS, protocol: 'TLS' },
  },
  { rule: 'name-empty', severity: 'warning', breaks: { name: '' }, fits: { name: 'x' } },
  {
    rule: 'admin-state-up-true',
    breaks: { admin_state_up: false },
    fits: { admin_state_up: true },
  },
  {
    rule: 'port-reserved',
    breaks: { ...UDP, protocol_port: 4789 },
    fits: { ...TCP, protocol_port: 4789 },
  },
  {
    rule: 'port-zero-needs-ranges',
    breaks: { ...TCP, protocol_port: 0 },
    fits: { ...TCP, protocol_port: 0, port_ranges: ['80-90'] },
  },
  {
    rule: 'port-ranges-without-port',
    breaks: { ...TCP, port_ranges: ['80-90'] },
    fits: { ...TCP, protocol_port: 0, port_ranges: ['80-90'] },
  },
  {
    rule: 'port-ranges-disjoint',
    breaks: { ...TCP, protocol_port: 0, port_ranges: ['80-90', '85-95'] },
    fits: { ...TCP, protocol_port: 0, port_ranges: ['80-90', '91-95'] },
  },
  {
    rule: 'port-ranges-disjoint',
    breaks: { ...TCP, protocol_port: 0, port_ranges: ['90-80'] },
    fits: { ...TCP, protocol_port: 0, port_ranges: ['80-80'] },
  },
  {
    rule: 'keepalive-timeout-tcp',
    breaks: { ...TCP, keepalive_timeout: 9 },
    fits: { ...TCP, keepalive_timeout: 10 },
  },
  {
    rule: 'keepalive-timeout-tcp',
    breaks: { ...UDP, keepalive_timeout: 9 },
    fits: { ...UDP, keepalive_timeout: 10 },
  },
  {
    rule: 'keepalive-timeout-udp',
    severity: 'warning',
    breaks: { ...UDP, keepalive_timeout: 60 },
    fits: { ...TCP, keepalive_timeout: 60 },
  },
  {
    rule: 'sni-certificates-count',
    breaks: { ...HTTPS, sni_container_refs: certificates(51) },
    fits: { ...HTTPS, sni_container_refs: certificates(50) },
  },
  {
    rule: 'security-policy-wins',
    severity: 'warning',
    breaks: { ...HTTPS, tls_ciphers_policy: 'tls-1-2', security_policy_id: 'p' },
    fits: { ...HTTPS, security_policy_id: 'p' },
  },
  { rule: 'quic-http2', breaks: { ...QUIC, http2_enable: true }, fits: QUIC },
  {
    rule: 'client-ca-tls-container-ref-protocol',
    breaks: { ...QUIC, client_ca_tls_container_ref: 'ca' },
    fits: { ...TLS, client_ca_tls_container_ref: 'ca' },
  },
  {
    rule: 'gzip-enable-protocol',
    breaks: { ...TLS, gzip_enable: true },
    fits: { ...TLS, gzip_enable: false },
  },
  {
    rule: 'ssl-early-data-enable-protocol',
    breaks: { ...TCP, ssl_early_data_enable: true },
    fits: { ...TCP, ssl_early_data_enable: false },
  },
  {
    rule: 'ipgroup-needs-id',
    breaks: { 'ipgroup.type': 'black' },
    fits: { 'ipgroup.type': 'black', 'ipgroup.ipgroup_id': ['g'] },
  },
  {
    rule: 'ipgroup-one-on-otc',
    severity: 'warning',
    breaks: { 'ipgroup.ipgroup_id': ['g', 'h'] },
    fits: { 'ipgroup.ipgroup_id': ['g'] },
  },
  {
    rule: 'transparent-client-ip-off',
    breaks: { transparent_client_ip_enable: false },
    fits: { ...TCP, transparent_client_ip_enable: false },
  },
  {
    rule: 'nat64-transparent',
    breaks: { ...TCP, nat64_enable: true, transparent_client_ip_enable: true },
    fits: { ...TCP, nat64_enable: true, transparent_client_ip_enable: false },
  },
  {
    rule: 'enhance-l7policy-stays',
    before: { enhance_l7policy_enable: true },
    breaks: { enhance_l7policy_enable: false },
    fits: { enhance_l7policy_enable: true },
  },
  {
    rule: 'early-data-needs-tls-1-3',
    breaks: { ...HTTPS, ssl_early_data_enable: true, tls_ciphers_policy: 'tls-1-2' },
    fits: { ...HTTPS, ssl_early_data_enable: true, tls_ciphers_policy: 'tls-1-0-with-1-3' },
  },
  {
    rule: 'protection-reason',
    severity: 'warning',
    breaks: { protection_reason: 'x' },
    fits: { protection_reason: 'x', protection_status: 'consoleProtection' },
  },
  {
    rule: 'pool-protection-reason',
    severity: 'warning',
    breaks: { ...POOL, 'pool.protection_reason': 'x' },
    fits: {
      ...POOL,
      'pool.protection_reason': 'x',
      'pool.protection_status': 'consoleProtection',
    },
  },
  {
    rule: 'access-log-include-headers-count',
    breaks: { [`${LOG}.include_headers`]: ['a', 'b', 'c', 'd', 'e', 'f'] },
    fits: { [`${LOG}.include_headers`]: ['a', 'b', 'c', 'd', 'e'] },
  },
  {
    rule: 'access-log-exclude-headers-count',
    breaks: { [`${LOG}.exclude_headers`]: ['Host'] },
    fits: { [`${LOG}.exclude_headers`]: ['x-host'] },
  },
  {
    rule: 'default-pool-or-fields',
    breaks: { ...POOL, default_pool_id: 'p' },
    fits: { default_pool_id: 'p', 'healthmonitor.admin_state_up': false },
  },
  {
    rule: 'pool-lb-algorithm-required',
    breaks: { 'pool.protocol': 'HTTP' },
    fits: POOL,
  },
  {
    rule: 'pool-lb-algorithm-required',
    before: {},
    breaks: { 'healthmonitor.delay': 5 },
    fits: { name: 'other' },
  },
  { rule: 'pool-protocol-required', breaks: { 'pool.lb_algorithm': 'SOURCE_IP' }, fits: POOL },
  {
    rule: 'pool-protocol-fixed',
    before: POOL,
    breaks: { 'pool.protocol': 'HTTPS' },
    fits: { 'pool.protocol': 'HTTP' },
  },
  {
    rule: 'pool-any-port-enable-fixed',
    before: { ...TCP_POOL, 'pool.any_port_enable': false },
    breaks: { 'pool.any_port_enable': true },
    fits: { 'pool.any_port_enable': false },
  },
  { rule: 'pool-protocol-listener', breaks: { ...TCP, ...POOL }, fits: TCP_POOL },
  {
    rule: 'pool-grpc-needs-http2',
    breaks: { ...HTTPS, ...POOL, 'pool.protocol': 'GRPC' },
    fits: { ...HTTPS, ...POOL, 'pool.protocol': 'GRPC', http2_enable: true },
  },
  {
    rule: 'pool-algorithm-protocol',
    breaks: { ...UDP_POOL, 'pool.lb_algorithm': 'QUIC_CID' },
    fits: { ...UDP_POOL, 'pool.protocol': 'QUIC', 'pool.lb_algorithm': 'QUIC_CID' },
  },
  {
    rule: 'sticky-session-type-web',
    breaks: { ...POOL, [TYPE]: 'SOURCE_IP' },
    fits: { ...POOL, [TYPE]: 'HTTP_COOKIE' },
  },
  {
    rule: 'sticky-session-type-layer-4',
    severity: 'warning',
    breaks: { ...TCP_POOL, [TYPE]: 'HTTP_COOKIE' },
    fits: { ...TCP_POOL, [TYPE]: 'SOURCE_IP' },
  },
  {
    rule: 'sticky-session-quic',
    breaks: { ...UDP_POOL, 'pool.protocol': 'QUIC' },
    fits: { ...UDP_POOL, 'pool.protocol': 'QUIC', [TYPE]: 'SOURCE_IP' },
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
    rule: 'sticky-timeout-app-cookie',
    severity: 'warning',
    breaks: { ...POOL, [TYPE]: 'APP_COOKIE', [COOKIE]: 'SID', [TIMEOUT]: 5 },
    fits: { ...POOL, [TYPE]: 'HTTP_COOKIE', [TIMEOUT]: 5 },
  },
  {
    rule: 'sticky-timeout-needs-session',
    breaks: { ...POOL, [TIMEOUT]: 5 },
    fits: { ...POOL, [TYPE]: 'HTTP_COOKIE', [TIMEOUT]: 5 },
  },
  {
    rule: 'sticky-timeout-layer-4',
    breaks: { ...TCP_POOL, [TYPE]: 'SOURCE_IP', [TIMEOUT]: 61 },
    fits: { ...TCP_POOL, [TYPE]: 'SOURCE_IP', [TIMEOUT]: 60 },
  },
  {
    rule: 'sticky-timeout-layer-4',
    breaks: { ...TCP_POOL, [TYPE]: 'SOURCE_IP', [TIMEOUT]: 61 },
    fits: { ...TLS, ...TLS_POOL, [TYPE]: 'SOURCE_IP', [TIMEOUT]: 61 },
  },
  {
    rule: 'slow-start-web',
    breaks: { ...TCP_POOL, 'pool.slow_start.enable': true },
    fits: { ...POOL, 'pool.slow_start.enable': true },
  },
  {
    rule: 'slow-start-web',
    breaks: { ...TCP_POOL, 'pool.slow_start.duration': 50 },
    fits: {
      ...TCP_POOL,
      'pool.slow_start.enable': false,
      'pool.slow_start.duration': 50,
    },
  },
  {
    rule: 'drain-layer-4',
    breaks: { ...POOL, 'pool.connection_drain.timeout': 60 },
    fits: { ...POOL, 'pool.connection_drain.enable': false },
  },
  {
    rule: 'pool-ip-version-tls',
    breaks: { ...TLS, 'pool.protocol': 'TCP', 'pool.ip_version': 'dualstack' },
    fits: { ...TLS, 'pool.protocol': 'TCP', 'pool.ip_version': 'v4' },
  },
  {
    rule: 'pool-ip-version-tls',
    breaks: { ...TLS, 'pool.protocol': 'TCP', 'pool.ip_version': 'dualstack' },
    fits: { ...TCP_POOL, 'pool.ip_version': 'dualstack' },
  },
  {
    rule: 'drain-layer-4',
    breaks: {
      ...POOL,
      'pool.connection_drain.enable': true,
      'pool.connection_drain.timeout': 60,
    },
    fits: {
      ...TCP_POOL,
      'pool.connection_drain.enable': true,
      'pool.connection_drain.timeout': 60,
    },
  },
  {
    rule: 'drain-layer-4',
    breaks: {
      ...TLS,
      'pool.protocol': 'TCP',
      'pool.connection_drain.enable': true,
      'pool.connection_drain.timeout': 60,
    },
    fits: { ...TLS, 'pool.protocol': 'TCP', 'pool.connection_drain.enable': false },
  },
  {
    rule: 'drain-needs-timeout',
    breaks: { ...TCP_POOL, 'pool.connection_drain.enable': true },
    fits: { ...TCP_POOL, 'pool.connection_drain.enable': false },
  },
  {
    rule: 'any-port-layer-4',
    breaks: { ...POOL, 'pool.any_port_enable': true },
    fits: { ...TCP_POOL, 'pool.any_port_enable': true },
  },
  {
    rule: 'any-port-needs-monitor-port',
    breaks: { ...CHECK, ...TCP_POOL, 'pool.any_port_enable': true },
    fits: {
      ...CHECK,
      ...TCP_POOL,
      'pool.any_port_enable': true,
      'healthmonitor.monitor_port': 80,
    },
  },
  {
    rule: 'any-port-needs-monitor-port',
    breaks: { ...CHECK, ...IP_POOL },
    fits: { ...CHECK, ...IP_POOL, 'healthmonitor.monitor_port': 80 },
  },
  {
    rule: 'pool-type-network',
    breaks: { ...POOL, 'pool.type': 'instance' },
    fits: { ...POOL, 'pool.type': 'instance', 'pool.vpc_id': 'v' },
  },
  {
    rule: 'pool-type-network',
    breaks: { ...POOL, 'pool.type': 'ip', 'pool.vpc_id': 'v' },
    fits: { ...POOL, 'pool.type': 'ip' },
  },
  {
    rule: 'pool-admin-state-up-true',
    breaks: { ...POOL, 'pool.admin_state_up': false },
    fits: { ...POOL, 'pool.admin_state_up': true },
  },
  ...['type', 'delay', 'timeout', 'max_retries'].map((name) => ({
    rule: `healthmonitor-${name.replace('_', '-')}-required`,
    breaks: { ...CHECK, [`healthmonitor.${name}`]: undefined },
    fits: CHECK,
  })),
  {
    rule: 'healthmonitor-type-backends',
    breaks: { ...CHECK, ...UDP_POOL },
    fits: { ...CHECK, ...UDP_POOL, 'healthmonitor.type': 'UDP_CONNECT' },
  },
  ...[
    ['url_path', '/'],
    ['domain_name', 'a.example'],
    ['expected_codes', '200'],
    ['http_method', 'GET'],
  ].map(([name = '', value = '']) => ({
    rule: `healthmonitor-${name.replace('_', '-')}-web`,
    severity: 'warning' as const,
    breaks: { ...CHECK, 'healthmonitor.type': 'TCP', [`healthmonitor.${name}`]: value },
    fits: { ...CHECK, [`healthmonitor.${name}`]: value },
  })),
  {
    // What the listener has is nobody's fault.
    rule: 'healthmonitor-url-path-web',
    severity: 'warning',
    before: { ...CHECK, 'healthmonitor.url_path': '/' },
    breaks: { 'healthmonitor.type': 'TCP', 'healthmonitor.url_path': '/ok' },
    fits: { 'healthmonitor.type': 'TCP' },
  },
  {
    rule: 'protection-reason',
    severity: 'warning',
    before: { protection_reason: 'x', protection_status: 'consoleProtection' },
    breaks: { protection_status: 'nonProtection', protection_reason: 'y' },
    fits: { protection_status: 'nonProtection' },
  },
  {
    rule: 'healthmonitor-url-path-web',
    severity: 'warning',
    breaks: { ...CHECK, 'healthmonitor.type': 'GRPC', 'healthmonitor.url_path': '/' },
    fits: { ...CHECK, 'healthmonitor.type': 'GRPC', 'healthmonitor.expected_codes': '200' },
  },
  {
    rule: 'healthmonitor-timeout-delay',
    severity: 'warning',
    breaks: { ...CHECK, 'healthmonitor.timeout': 5 },
    fits: { ...CHECK, 'healthmonitor.timeout': 4 },
  },
  {
    rule: 'protocol-layer',
    facts: { layers: { 4: true, 7: false } },
    breaks: {},
    fits: TCP,
  },
  {
    rule: 'protocol-gateway',
    facts: { ...DEDICATED, layers: { 4: true, 7: true } },
    fitsWith: DEDICATED,
    breaks: { protocol: 'IP' },
    fits: { protocol: 'IP' },
  },
  {
    rule: 'protocol-gateway',
    facts: { layers: { 4: true, 7: false } },
    breaks: { protocol: 'IP' },
    fits: TCP,
  },
  {
    rule: 'keepalive-timeout-otc',
    severity: 'warning',
    facts: OTC,
    breaks: { keepalive_timeout: 0 },
    fits: { keepalive_timeout: 1 },
  },
  {
    rule: 'keepalive-timeout-otc',
    severity: 'warning',
    facts: { region: 'eu-nl' },
    fitsWith: { region: 'cn-north-4' },
    breaks: { ...HTTPS, keepalive_timeout: 0 },
    fits: { ...HTTPS, keepalive_timeout: 0 },
  },
  {
    rule: 'sni-certificates-count-otc',
    severity: 'warning',
    facts: OTC,
    breaks: { ...HTTPS, sni_container_refs: certificates(31) },
    fits: { ...HTTPS, sni_container_refs: certificates(30) },
  },
  {
    rule: 'sni-certificates-count-otc',
    severity: 'warning',
    facts: OTC,
    fitsWith: { region: 'cn-north-4' },
    breaks: { ...HTTPS, sni_container_refs: certificates(31) },
    fits: { ...HTTPS, sni_container_refs: certificates(31) },
  },
  { rule: 'protocol-shared', facts: SHARED, breaks: QUIC, fits: HTTPS },
  {
    rule: 'port-shared',
    facts: SHARED,
    breaks: { protocol_port: 21 },
    fits: { ...TCP, protocol_port: 21 },
  },
  {
    rule: 'pool-protocol-shared',
    facts: SHARED,
    fitsWith: DEDICATED,
    breaks: { ...HTTPS, ...POOL, 'pool.protocol': 'HTTPS' },
    fits: { ...HTTPS, ...POOL, 'pool.protocol': 'HTTPS' },
  },
  { rule: 'pool-protocol-shared', facts: SHARED, breaks: HTTPS_GRPC, fits: { ...HTTPS, ...POOL } },
  {
    rule: 'quic-config-shared',
    facts: SHARED,
    fitsWith: DEDICATED,
    breaks: { ...HTTPS, 'quic_config.enable_quic_upgrade': true },
    fits: { ...HTTPS, 'quic_config.enable_quic_upgrade': true },
  },
  {
    rule: 'tls-ciphers-policy-dedicated',
    severity: 'warning',
    facts: SHARED,
    fitsWith: DEDICATED,
    breaks: { ...HTTPS, tls_ciphers_policy: 'tls-1-2' },
    fits: { ...HTTPS, tls_ciphers_policy: 'tls-1-2' },
  },
  {
    rule: 'security-policy-id-dedicated',
    severity: 'warning',
    facts: SHARED,
    fitsWith: DEDICATED,
    breaks: { ...HTTPS, security_policy_id: 'p' },
    fits: { ...HTTPS, security_policy_id: 'p' },
  },
  {
    rule: 'enhance-l7policy-shared',
    facts: SHARED,
    fitsWith: DEDICATED,
    breaks: { enhance_l7policy_enable: true },
    fits: { enhance_l7policy_enable: true },
  },
  {
    rule: 'transparent-client-ip-dedicated',
    facts: DEDICATED,
    fitsWith: SHARED,
    breaks: { ...TCP, transparent_client_ip_enable: false },
    fits: { ...TCP, transparent_client_ip_enable: false },
  },
  {
    rule: 'keepalive-timeout-udp-shared',
    facts: SHARED,
    fitsWith: DEDICATED,
    breaks: { ...UDP, keepalive_timeout: 60 },
    fits: { ...UDP, keepalive_timeout: 60 },
  },
  {
    rule: 'sticky-app-cookie-dedicated',
    severity: 'warning',
    facts: DEDICATED,
    fitsWith: SHARED,
    breaks: { ...POOL, [TYPE]: 'APP_COOKIE', [COOKIE]: 'SID' },
    fits: { ...POOL, [TYPE]: 'APP_COOKIE', [COOKIE]: 'SID' },
  },
  {
    rule: 'healthmonitor-type-shared',
    facts: SHARED,
    before: CHECK,
    breaks: { 'healthmonitor.type': 'HTTPS' },
    fits: { 'healthmonitor.type': 'TCP' },
  },
  {
    rule: 'default-pool-protocol',
    facts: { groupProtocols: { p: 'TCP', q: 'HTTP' } },
    breaks: { default_pool_id: 'p' },
    fits: { default_pool_id: 'q' },
  },
  {
    rule: 'pool-shared',
    facts: { groupAlsoServes: ['l-2'] },
    before: POOL,
    breaks: { 'pool.lb_algorithm': 'SOURCE_IP' },
    fits: { name: 'other' },
    flags: ['--pool-lb-algorithm'],
  },
  {
    rule: 'port-taken',
    facts: { listeners: [{ protocol: 'tcp', port: 80, ref: 'l-2' }] },
    breaks: {},
    fits: UDP,
  },
];

/** A value of each type that is not "off". */
function sample(type: ParameterType): ParameterValue {
  switch (type.kind) {
    case 'boolean':
      return true;
    case 'integer':
      return type.max;
    case 'choice':
      return type.values.at(-1) ?? '';
    case 'list':
    case 'joined':
      return type.item.kind === 'text' && type.item.max === 11 ? ['80-90'] : ['a'];
    case 'tags':
      return { a: 'b' };
    case 'text':
      return 'a';
  }
}

const id = (name: string) => name.replaceAll(/[_.]/g, '-');

/** Parameters of some protocols, and of one cloud only, follow from the rows. */
const FROM_ROWS: readonly Case[] = ROWS.flatMap((row): Case[] => {
  const value = { [row.name]: sample(row.type) };
  const other = ['TCP', 'HTTP', 'UDP'].find((one) => row.on?.includes(one) === false);
  const [own = 'HTTP'] = row.on ?? [];
  const certificate = ['HTTPS', 'TLS', 'QUIC'].includes(own) ? HTTPS : {};
  return [
    ...(other === undefined
      ? []
      : [
          {
            rule: `${id(row.name).toLowerCase()}-protocol`,
            severity: row.refusedElsewhere === undefined ? ('warning' as const) : 'error',
            breaks: { ...value, protocol: other },
            fits: { ...certificate, ...value, protocol: own },
          } as const,
        ]),
    ...(row.huaweiOnly === true
      ? [
          {
            rule: `${id(row.name)}-huawei`,
            severity: 'warning' as const,
            facts: OTC,
            fitsWith: { region: 'cn-north-4' },
            breaks: { ...value, protocol: own },
            fits: { ...value, protocol: own },
          },
        ]
      : []),
  ];
});

const HUAWEI_VALUES: readonly Case[] = [
  ['protocol', 'TLS', 'TCP'],
  ['pool.protocol', 'GRPC', 'HTTP'],
  ['pool.lb_algorithm', '5_TUPLE_HASH', 'SOURCE_IP'],
  ['healthmonitor.type', 'TLS', 'TCP'],
].map(([name = '', theirs = '', both = '']) => ({
  rule: `${id(name)}-huawei`,
  severity: 'warning',
  facts: OTC,
  breaks: { [name]: theirs },
  fits: { [name]: both },
}));

const ALL = [...CASES, ...FROM_ROWS, ...HUAWEI_VALUES];

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

/** A value that is wrong by itself, and the rule that has nothing to add. */
it.each([
  [{ protocol: 'nonsense', sni_match_algo: 'wildcard' }, 'sni-match-algo-protocol'],
  [{ ...POOL, 'pool.protocol': 'nonsense' }, 'pool-protocol-listener'],
  [{ ...POOL, 'pool.lb_algorithm': 'nonsense' }, 'pool-lb-algorithm-required'],
  [{ ...TCP_POOL, [TYPE]: 'nonsense' }, 'sticky-session-type-layer-4'],
  [{ ...CHECK, 'healthmonitor.type': 'nonsense' }, 'healthmonitor-type-backends'],
  [{ ...CHECK, 'healthmonitor.delay': 0 }, 'healthmonitor-delay-required'],
  [{ ...HTTPS, default_tls_container_ref: 'a b' }, 'certificate-required'],
  [{ ...UDP, ssl_early_data_enable: true }, 'early-data-needs-tls-1-3'],
])('%o is not also %s', (change, rule) => {
  const rules = found(change, { rule, breaks: change, fits: change }, undefined);
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.map((each) => each.rule)).not.toContain(`elbv3/${rule}`);
});

describe.each(ALL)('$rule', (one) => {
  const { rule, severity = 'error', breaks, fits, facts, fitsWith = facts, flags } = one;

  it('is reported', () => {
    const violation = found(breaks, one, facts).find((each) => each.rule === `elbv3/${rule}`);
    expect(violation).toMatchObject({ severity, ...(flags && { flags }) });
    expect(violation?.message).toMatch(/^\S.*[^.]$/);
    expect(violation?.source).not.toBe('');
  });

  it('is not reported without one', () => {
    expect(found(fits, one, fitsWith).map((each) => each.rule)).not.toContain(`elbv3/${rule}`);
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
