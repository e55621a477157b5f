import { BOOLEAN, CREATE_ONLY, choice, integer } from '../../parts/parameters.ts';
import { ERROR_CODES, HUAWEI } from '../pages.ts';
import { HEADER_ROWS } from './headers.ts';
import {
  HEADER,
  HUAWEI_ONLY,
  id,
  LONG_IDLE,
  PROTECTION,
  REASON,
  type Row,
  row,
  SECURE,
  text,
  WEB,
} from './row.ts';

export const TLS_POLICIES = [
  'tls-1-0-inherit',
  'tls-1-0',
  'tls-1-1',
  'tls-1-2',
  'tls-1-2-strict',
  'tls-1-2-fs',
  'tls-1-0-with-1-3',
  'tls-1-2-fs-with-1-3',
  'hybrid-policy-1-0',
  'tls-1-2-strict-no-cbc',
];

/** `keepalive_timeout` of these listeners. */
export const LONG_IDLE_RANGE = integer(10, 4000, 's');

const RATE = integer(0, 1_000_000);

/** The tables of the listener's pages and Huawei's list. No defaults that clouds differ in. */
export const LISTENER_ROWS: readonly Row[] = [
  row('name', text(0, 255), 'name', 'name of the listener'),
  row('description', text(0, 255), 'description', 'free text about the listener'),
  row('loadbalancer_id', id(), 'loadBalancer', 'load balancer that the listener belongs to', {
    create: 'required',
    ...CREATE_ONLY,
  }),
  row(
    'protocol',
    choice('TCP', 'UDP', 'HTTP', 'HTTPS', 'TERMINATED_HTTPS', 'TLS', 'QUIC', 'IP'),
    'protocol',
    'protocol that clients speak to the load balancer; TLS, QUIC and IP on Huawei Cloud only',
    { create: 'required', ...CREATE_ONLY },
  ),
  row(
    'protocol_port',
    integer(0, 65_535),
    'port',
    'port that clients connect to; 0 with port_ranges',
    { create: 'required', ...CREATE_ONLY },
  ),
  row(
    'port_ranges',
    {
      kind: 'list',
      item: {
        ...text(3, 11),
        pattern: /^\d{1,5}-\d{1,5}$/u,
        allowed: 'two ports like 80-90',
        placeholder: 'start-end',
      },
    },
    null,
    'ports that clients connect to, like 80-90; tcp, udp and tls with protocol_port 0 only',
    {
      on: ['TCP', 'UDP', 'TLS'],
      refusedElsewhere: `${HUAWEI}: port_ranges`,
      ...CREATE_ONLY,
      ...HUAWEI_ONLY,
    },
  ),
  row(
    'admin_state_up',
    BOOLEAN,
    null,
    'whether the listener runs; always true, since listeners cannot be stopped',
    { default: 'true' },
  ),
  row('default_pool_id', id(), 'backend.group', 'existing backend group that takes the traffic'),
  row(
    'default_tls_container_ref',
    id(128),
    'tls.certificate',
    'server certificate; mandatory for https, tls and quic',
    { on: SECURE },
  ),
  row(
    'client_ca_tls_container_ref',
    id(128),
    'tls.caCertificate',
    'CA certificate that client certificates are checked against; https and tls only',
    {
      on: ['HTTPS', 'TLS'],
      refusedElsewhere: `${HUAWEI}: client_ca_tls_container_ref`,
    },
  ),
  row(
    'sni_container_refs',
    { kind: 'list', item: id(128) },
    'tls.sniCertificates',
    'certificates chosen by server name (SNI)',
    { on: SECURE },
  ),
  row(
    'sni_match_algo',
    choice('wildcard', 'longest_suffix'),
    null,
    'how wildcards in the names of SNI certificates match',
    { on: SECURE, default: 'wildcard' },
  ),
  row(
    'tls_ciphers_policy',
    choice(...TLS_POLICIES),
    'tls.policy',
    'TLS versions and cipher suites; https on dedicated load balancers only',
    { on: ['HTTPS', 'TLS'] },
  ),
  row(
    'security_policy_id',
    id(),
    null,
    'own security policy instead of tls_ciphers_policy; https on dedicated load balancers only',
    { on: ['HTTPS', 'TLS'] },
  ),
  row('http2_enable', BOOLEAN, 'http2', 'offer HTTP/2 to clients; https only', {
    on: ['HTTPS'],
    default: 'false',
  }),
  ...HEADER_ROWS,
  row(
    'keepalive_timeout',
    integer(0, 4000, 's'),
    'idleTimeout',
    'how long a silent connection stays open; from 10 s on tcp',
    {
      narrowed: ({ protocol }) =>
        LONG_IDLE.some((one) => one === protocol) ? LONG_IDLE_RANGE : undefined,
      default: [
        { value: '300', on: ['tcp'] },
        { value: '60', on: ['http', 'https'] },
      ],
    },
  ),
  row(
    'client_timeout',
    integer(1, 300, 's'),
    null,
    'how long a client may take to send; http and https only',
    { on: WEB, refusedElsewhere: `${ERROR_CODES}: ELB.8901`, default: '60' },
  ),
  row(
    'member_timeout',
    integer(1, 300, 's'),
    'requestTimeout',
    'how long a backend may take to answer; http and https only',
    { on: WEB, refusedElsewhere: `${ERROR_CODES}: ELB.8901`, default: '60' },
  ),
  row(
    'enable_member_retry',
    BOOLEAN,
    null,
    'try another backend if one fails; http and https only',
    { on: WEB, refusedElsewhere: `${ERROR_CODES}: ELB.8901`, default: 'true' },
  ),
  row(
    'ipgroup.ipgroup_id',
    { kind: 'joined', item: id() },
    'access.lists',
    'IP address group; several on Huawei Cloud only',
  ),
  row('ipgroup.enable_ipgroup', BOOLEAN, 'access.mode', 'apply the IP address group', {
    default: 'true',
  }),
  row(
    'ipgroup.type',
    choice('white', 'black'),
    'access.mode',
    'whether only the group may connect (white), or all but the group (black)',
    { default: 'white' },
  ),
  row(
    'transparent_client_ip_enable',
    BOOLEAN,
    null,
    'keep the client\u2019s address; can be off for tcp and udp on shared load balancers only',
    { default: 'true' },
  ),
  row('nat64_enable', BOOLEAN, null, 'translate between IPv6 and IPv4; tcp and udp only', {
    on: ['TCP', 'UDP'],
    ...HUAWEI_ONLY,
  }),
  row(
    'proxy_protocol_enable',
    BOOLEAN,
    'proxyProtocol',
    'tell backends the client\u2019s address by PROXY protocol; tls and tcp only',
    { on: ['TLS', 'TCP'], ...HUAWEI_ONLY },
  ),
  row(
    'enhance_l7policy_enable',
    BOOLEAN,
    null,
    'advanced forwarding; cannot be switched off again; dedicated load balancers only',
    { on: WEB },
  ),
  row(
    'quic_config.quic_listener_id',
    id(),
    null,
    'QUIC listener that clients are offered; https only',
    { on: ['HTTPS'], refusedElsewhere: `${HUAWEI}: quic_config`, ...HUAWEI_ONLY },
  ),
  row(
    'quic_config.enable_quic_upgrade',
    BOOLEAN,
    null,
    'offer the QUIC listener to clients; https only',
    { on: ['HTTPS'], refusedElsewhere: `${HUAWEI}: quic_config`, ...HUAWEI_ONLY },
  ),
  row('gzip_enable', BOOLEAN, 'gzip', 'compress answers; http and https only', {
    on: WEB,
    refusedElsewhere: `${HUAWEI}: gzip_enable`,
    mayBeOff: true,
    default: 'false',
    ...HUAWEI_ONLY,
  }),
  row(
    'ssl_early_data_enable',
    BOOLEAN,
    null,
    'accept data in the first TLS 1.3 message; https only',
    {
      on: ['HTTPS'],
      refusedElsewhere: `${HUAWEI}: ssl_early_data_enable`,
      mayBeOff: true,
      ...HUAWEI_ONLY,
    },
  ),
  row('cps', RATE, null, 'most new connections per second; 0 for no limit', HUAWEI_ONLY),
  row('connection', RATE, null, 'most connections at a time; 0 for no limit', HUAWEI_ONLY),
  row('protection_status', PROTECTION, null, 'protect the listener from changes in the console', {
    default: 'nonProtection',
  }),
  row('protection_reason', REASON, null, 'why the listener is protected'),
  row(
    'access_log_customized_headers_config.enable',
    BOOLEAN,
    null,
    'write more headers to the access log; http, https and quic only',
    { on: WEB, default: 'false' },
  ),
  row(
    'access_log_customized_headers_config.include_headers',
    { kind: 'list', item: HEADER },
    null,
    'write only these headers to the access log',
    { on: WEB },
  ),
  row(
    'access_log_customized_headers_config.exclude_headers',
    { kind: 'list', item: HEADER },
    null,
    'write all headers but these to the access log',
    { on: WEB },
  ),
  row(
    'tags',
    { kind: 'tags', max: 20, limits: { key: 36, value: 43 } },
    'tags',
    'tags of the listener',
  ),
];
