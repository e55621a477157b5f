import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import type { Elbv3LoadBalancer, Elbv3Pool, Elbv3State } from '../state/elbv3.ts';
import type { Elbv3Call, Shown } from './call.ts';
import { attributes, ENTERPRISE_PROJECT, pageOf } from './page.ts';
import {
  find,
  listenersOfLoadBalancer,
  monitorOfPool,
  policiesOfListener,
  poolsOfLoadBalancer,
} from './relations.ts';

export function listLoadBalancers(call: Elbv3Call): Shown {
  const items = [...call.state.loadBalancers.values()].map((one) =>
    loadBalancerBody(call.state, one),
  );
  return pageOf(call, 'loadbalancers', items, {
    ...attributes('id', 'name', 'description', 'admin_state_up', 'provisioning_status'),
    ...attributes('operating_status', 'guaranteed', 'vpc_id', 'vip_address', 'vip_port_id'),
    ...attributes('vip_subnet_cidr_id', 'l4_flavor_id', 'l7_flavor_id'),
  });
}

export function showLoadBalancer({ state, id }: Elbv3Call): Shown {
  return { loadbalancer: loadBalancerBody(state, find(state.loadBalancers, 'loadbalancer', id)) };
}

function loadBalancerBody(state: Elbv3State, loadBalancer: Elbv3LoadBalancer): Shown {
  const { id, guaranteed, createdAt } = loadBalancer;
  return {
    id,
    project_id: SANDBOX_CREDENTIALS.elbv3.projectId,
    name: loadBalancer.name,
    description: '',
    vip_port_id: 'f079c7ee-65a9-44ef-be86-53d8927e59be',
    vip_address: loadBalancer.vipAddress,
    admin_state_up: true,
    provisioning_status: loadBalancer.provisioningStatus,
    operating_status: 'ONLINE',
    listeners: listenersOfLoadBalancer(state, id).map((listener) => ({ id: listener.id })),
    pools: poolsOfLoadBalancer(state, id).map((pool) => ({ id: pool.id })),
    tags: [],
    provider: guaranteed ? null : 'vlb',
    created_at: createdAt,
    updated_at: createdAt,
    vpc_id: '70711260-9de9-4d96-9839-0ae698e00109',
    enterprise_project_id: ENTERPRISE_PROJECT,
    availability_zone_list: guaranteed ? ['eu-de-01'] : [],
    ipv6_vip_address: null,
    ipv6_vip_virsubnet_id: null,
    ipv6_vip_port_id: null,
    publicips: [],
    elb_virsubnet_ids: guaranteed ? ['ad5d63bf-3b50-4e88-b4d9-e94a59aade48'] : [],
    elb_virsubnet_type: guaranteed ? 'dualstack' : null,
    eips: [],
    guaranteed,
    billing_info: null,
    l4_flavor_id: loadBalancer.l4Flavor,
    l4_scale_flavor_id: null,
    l7_flavor_id: loadBalancer.l7Flavor,
    l7_scale_flavor_id: null,
    vip_subnet_cidr_id: '396d918a-756e-4163-8450-3bdc860109cf',
    deletion_protection_enable: false,
    ip_target_enable: guaranteed,
  };
}

/** A load balancer with all that hangs on it; the only place where a listener has a status. */
export function showStatuses({ state, id }: Elbv3Call): Shown {
  const { name, provisioningStatus } = find(state.loadBalancers, 'loadbalancer', id);
  const listeners = listenersOfLoadBalancer(state, id).map((listener) => {
    const pool = listener.poolId === null ? undefined : state.pools.get(listener.poolId);
    return {
      id: listener.id,
      name: listener.settings['name'] ?? '',
      ...ONLINE,
      pools: pool === undefined ? [] : [poolStatus(state, pool)],
      l7policies: policiesOfListener(state, listener.id).map((policy) => ({
        id: policy.id,
        name: policy.settings['name'] ?? '',
        action: policy.action,
        provisioning_status: 'ACTIVE',
        rules: [],
      })),
    };
  });
  const pools = poolsOfLoadBalancer(state, id).map((pool) => poolStatus(state, pool));
  return {
    statuses: {
      loadbalancer: {
        id,
        name,
        provisioning_status: provisioningStatus,
        operating_status: 'ONLINE',
        listeners,
        pools,
      },
    },
  };
}

const ONLINE = { provisioning_status: 'ACTIVE', operating_status: 'ONLINE' };

function poolStatus(state: Elbv3State, pool: Elbv3Pool): Shown {
  const monitor = monitorOfPool(state, pool.id);
  return {
    id: pool.id,
    name: pool.settings['name'] ?? '',
    ...ONLINE,
    ...(monitor !== undefined && {
      healthmonitor: {
        id: monitor.id,
        name: monitor.settings['name'] ?? '',
        type: monitor.type,
        provisioning_status: 'ACTIVE',
      },
    }),
    members: pool.members.map(({ id, address, port }) => ({
      id,
      address,
      protocol_port: port ?? 0,
      provisioning_status: 'ACTIVE',
      operating_status: 'NO_MONITOR',
    })),
  };
}
