import type { Parameter } from '../../../model/parameter.ts';
import { BOOLEAN, filtersOf, integer, parameterOf } from '../../parts/parameters.ts';
import { LISTING } from '../pages.ts';
import { OPERATIONS } from './index.ts';
import { id, row, text } from './row.ts';

/* What the list request selects by; the service takes most of them several times. */

const OF_CREATE: readonly string[] = [
  'loadbalancer_id',
  'name',
  'description',
  'protocol',
  'protocol_port',
  'admin_state_up',
  'default_pool_id',
  'default_tls_container_ref',
  'client_ca_tls_container_ref',
  'tls_ciphers_policy',
  'http2_enable',
  'keepalive_timeout',
  'client_timeout',
  'member_timeout',
  'enable_member_retry',
  'transparent_client_ip_enable',
  'nat64_enable',
  'proxy_protocol_enable',
  'enhance_l7policy_enable',
  'ssl_early_data_enable',
  'protection_status',
];

const OF_LIST = [
  row('id', id(), null, 'id of the listener'),
  row(
    'connection_limit',
    { ...integer(0, 2_147_483_647), also: -1 },
    null,
    'most connections at a time',
  ),
  row('member_address', text(1, 64), null, 'address of a server in the backend group'),
  row('member_device_id', id(), null, 'id of an ECS in the backend group'),
  row('member_instance_id', id(), null, 'id of a server in the backend group'),
  row(
    'enterprise_project_id',
    id(),
    null,
    'enterprise project, or all_granted_eps for all that you may list (Huawei Cloud only)',
  ),
  row('include_recycle_bin', BOOLEAN, null, 'also listeners of load balancers in the recycle bin'),
];

export const FILTERS: readonly Parameter[] = [
  ...filtersOf(OPERATIONS.create, OF_CREATE),
  ...OF_LIST.map((one) =>
    parameterOf(one, 'create', { presence: 'optional', summary: one.summary, page: LISTING }),
  ),
];
