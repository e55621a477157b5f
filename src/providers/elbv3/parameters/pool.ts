import { POOL } from '../../parts/names.ts';
import { BOOLEAN, CREATE_ONLY, choice, integer, LABEL } from '../../parts/parameters.ts';
import { HUAWEI_ONLY, id, PROTECTION, REASON, type Row, row, text } from './row.ts';

const COOKIE = {
  ...text(1, 1024),
  pattern: /^[A-Za-z0-9_.-]*$/u,
  allowed: 'letters, digits, hyphens, underscores and periods',
};

/** The tables of the backend group's pages and Huawei's list. */
const ROWS: readonly Row[] = [
  row(
    'protocol',
    choice('TCP', 'UDP', 'HTTP', 'HTTPS', 'QUIC', 'TLS', 'GRPC', 'IP'),
    'backend.protocol',
    'protocol of the backends; TLS, GRPC and IP on Huawei Cloud only',
  ),
  row(
    'lb_algorithm',
    choice(
      'ROUND_ROBIN',
      'LEAST_CONNECTIONS',
      'SOURCE_IP',
      'QUIC_CID',
      '2_TUPLE_HASH',
      '3_TUPLE_HASH',
      '5_TUPLE_HASH',
    ),
    'algorithm',
    'how the next backend is chosen',
  ),
  row('name', text(0, 255), null, 'name of the backend group', LABEL),
  row('description', text(0, 255), null, 'free text about the backend group', LABEL),
  row(
    'session_persistence.type',
    choice('SOURCE_IP', 'HTTP_COOKIE', 'APP_COOKIE'),
    'stickySession.mode',
    'keep a client on one backend',
  ),
  row(
    'session_persistence.cookie_name',
    COOKIE,
    'stickySession.cookie',
    'cookie of the backends; APP_COOKIE only',
  ),
  row(
    'session_persistence.persistence_timeout',
    integer(1, 1440, 'min'),
    'stickySession.timeout',
    'how long a client stays on its backend; up to 60 min on tcp and udp',
    {
      default: [
        { value: '1', on: ['tcp', 'udp'] },
        { value: '1440', on: ['http', 'https'] },
      ],
    },
  ),
  row(
    'slow_start.enable',
    BOOLEAN,
    null,
    'raise the traffic of new backends slowly; http and https only',
    {
      default: 'false',
    },
  ),
  row(
    'slow_start.duration',
    integer(30, 1200, 's'),
    null,
    'how long a new backend takes to get its full share',
    {
      default: '30',
    },
  ),
  row(
    'connection_drain.enable',
    BOOLEAN,
    'drain',
    'let connections to a removed backend finish; tcp and udp only',
    HUAWEI_ONLY,
  ),
  row(
    'connection_drain.timeout',
    integer(10, 4000, 's'),
    'drain',
    'how long they may take to finish; mandatory with draining',
    HUAWEI_ONLY,
  ),
  row(
    'any_port_enable',
    BOOLEAN,
    null,
    'forward to the port that the client connected to; tcp, udp and quic only',
    HUAWEI_ONLY,
  ),
  row('member_deletion_protection_enable', BOOLEAN, null, 'keep backends from being removed', {
    default: 'false',
  }),
  row(
    'type',
    choice('instance', 'ip'),
    null,
    'kind of backends; can be set only while it is empty',
  ),
  row('vpc_id', id(), null, 'VPC of the backends; with type instance only'),
  row('ip_version', choice('v4', 'dualstack'), null, 'IP version of the backends', {
    ...CREATE_ONLY,
    ...HUAWEI_ONLY,
  }),
  row('public_border_group', text(1, 36), null, 'group of availability zones, such as center', {
    ...CREATE_ONLY,
    ...HUAWEI_ONLY,
  }),
  row(
    'pool_health.minimum_healthy_member_count',
    integer(0, 1),
    null,
    'healthy backends that the group needs to count as healthy',
    HUAWEI_ONLY,
  ),
  row('az_affinity.enable', BOOLEAN, null, 'prefer backends of the same zone', HUAWEI_ONLY),
  row(
    'az_affinity.az_minimum_healthy_member_percentage',
    integer(0, 100),
    null,
    'percentage of backends that must be healthy, or other zones are used',
    HUAWEI_ONLY,
  ),
  row(
    'az_affinity.az_minimum_healthy_member_count',
    integer(0, 1000),
    null,
    'backends that must be healthy, or other zones are used',
    HUAWEI_ONLY,
  ),
  row(
    'az_affinity.az_unhealthy_fallback_strategy',
    text(1, 64),
    null,
    'where traffic goes when too few backends of the zone are healthy',
    HUAWEI_ONLY,
  ),
  row(
    'quic_cid_hash_strategy.len',
    integer(1, 20),
    null,
    'length of the connection id of QUIC that is hashed',
    HUAWEI_ONLY,
  ),
  row(
    'quic_cid_hash_strategy.offset',
    integer(0, 19),
    null,
    'where in the connection id of QUIC the hashed part begins',
    HUAWEI_ONLY,
  ),
  row('protection_status', PROTECTION, null, 'protect the group from changes in the console', {
    default: 'nonProtection',
  }),
  row('protection_reason', REASON, null, 'why the group is protected'),
  row('admin_state_up', BOOLEAN, null, 'whether the group takes traffic; always true', {
    default: 'true',
  }),
];

export const POOL_ROWS: readonly Row[] = ROWS.map((one) => ({ ...one, name: POOL + one.name }));
