import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import { isRecord } from '../http.ts';
import type { Elbv3Pool, Elbv3State } from '../state/elbv3.ts';
import type { Shown } from './call.ts';
import { ENTERPRISE_PROJECT } from './page.ts';
import { isShared, listenersOfPool, loadBalancerIds, monitorOfPool } from './relations.ts';

/** A pool as the API shows it; those of shared load balancers have no times. */
export function poolBody(state: Elbv3State, pool: Elbv3Pool): Shown {
  const { id, protocol, members, settings } = pool;
  const shared = isShared(state, pool);
  const servesTls = listenersOfPool(state, id).some((listener) => listener.protocol === 'TLS');
  const isDualStack = !shared && !servesTls && ['TCP', 'UDP', 'QUIC'].includes(protocol);
  return {
    id,
    name: '',
    description: '',
    type: '',
    vpc_id: '',
    slow_start: null,
    connection_drain: null,
    any_port_enable: false,
    member_deletion_protection_enable: false,
    protection_status: 'nonProtection',
    protection_reason: '',
    public_border_group: 'center',
    enterprise_project_id: ENTERPRISE_PROJECT,
    ...(protocol === 'IP' && { lb_algorithm: '5_TUPLE_HASH' }),
    ...settings,
    protocol,
    admin_state_up: true,
    ip_version: shared ? 'v4' : (settings['ip_version'] ?? (isDualStack ? 'dualstack' : 'v4')),
    project_id: SANDBOX_CREDENTIALS.elbv3.projectId,
    session_persistence: stickiness(pool),
    healthmonitor_id: monitorOfPool(state, id)?.id ?? null,
    listeners: listenersOfPool(state, id).map((listener) => ({ id: listener.id })),
    loadbalancers: loadBalancerIds(state, pool).map((one) => ({ id: one })),
    members: members.map((member) => ({ id: member.id })),
    ...(!shared && { created_at: pool.createdAt, updated_at: pool.updatedAt }),
  };
}

/** With the defaults that depend on the protocol. */
function stickiness({ protocol, settings: { session_persistence: given } }: Elbv3Pool): unknown {
  if (!isRecord(given)) return null;
  const { type, cookie_name = '', persistence_timeout } = given;
  const minutes = ['HTTP', 'HTTPS', 'GRPC'].includes(protocol) ? 1440 : 1;
  return { type, cookie_name, persistence_timeout: persistence_timeout ?? minutes };
}
