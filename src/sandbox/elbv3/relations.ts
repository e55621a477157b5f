import type {
  Elbv3Listener,
  Elbv3LoadBalancer,
  Elbv3Monitor,
  Elbv3Policy,
  Elbv3Pool,
  Elbv3State,
} from '../state/elbv3.ts';
import { conflict, notFound, unfit } from './errors.ts';
import { poolFitsListener } from './protocols.ts';

/* Who belongs to whom. Each record names its owner; the other direction is looked up. */

/** @throws Elbv3Error when there is none */
export function find<T>(records: ReadonlyMap<string, T>, kind: string, id: string): T {
  const record = records.get(id);
  if (record === undefined) throw notFound(kind, id);
  return record;
}

export function loadBalancerOf(state: Elbv3State, listener: Elbv3Listener): Elbv3LoadBalancer {
  return find(state.loadBalancers, 'loadbalancer', listener.loadBalancerId);
}

export function listenersOfLoadBalancer(state: Elbv3State, id: string): readonly Elbv3Listener[] {
  return [...state.listeners.values()].filter(({ loadBalancerId }) => loadBalancerId === id);
}

export function listenersOfPool(state: Elbv3State, id: string): readonly Elbv3Listener[] {
  return [...state.listeners.values()].filter(({ poolId }) => poolId === id);
}

export function policiesOfListener(state: Elbv3State, id: string): readonly Elbv3Policy[] {
  return [...state.policies.values()].filter(({ listenerId }) => listenerId === id);
}

export function monitorOfPool(state: Elbv3State, id: string): Elbv3Monitor | undefined {
  return [...state.monitors.values()].find(({ poolId }) => poolId === id);
}

export function poolsOfLoadBalancer(state: Elbv3State, id: string): readonly Elbv3Pool[] {
  return [...state.pools.values()].filter((pool) => loadBalancerIds(state, pool).includes(id));
}

/** That of the pool itself, then those of its listeners. */
export function loadBalancerIds(state: Elbv3State, pool: Elbv3Pool): readonly string[] {
  const own = pool.loadBalancerId === null ? [] : [pool.loadBalancerId];
  const others = listenersOfPool(state, pool.id).map(({ loadBalancerId }) => loadBalancerId);
  return [...new Set([...own, ...others])];
}

export function isShared(state: Elbv3State, pool: Elbv3Pool): boolean {
  return loadBalancerIds(state, pool).some(
    (id) => state.loadBalancers.get(id)?.guaranteed === false,
  );
}

/** @throws Elbv3Error when a load balancer is not in a state to be changed */
export function requireActive(state: Elbv3State, ids: readonly string[]): void {
  for (const id of ids) {
    if (state.loadBalancers.get(id)?.provisioningStatus !== 'ACTIVE') {
      throw conflict(`Load balancer ${id} is immutable and cannot be updated.`);
    }
  }
}

/** @throws Elbv3Error when a listener cannot send its requests to a pool */
export function requireFit(
  listener: Pick<Elbv3Listener, 'protocol' | 'loadBalancerId' | 'settings'>,
  pool: Elbv3Pool,
): void {
  const { protocol, loadBalancerId, settings } = listener;
  if (!poolFitsListener(protocol, pool.protocol)) {
    throw unfit(
      `The protocol ${pool.protocol} of pool ${pool.id} does not match the listener protocol ${protocol}.`,
    );
  }
  if (
    protocol === 'TLS' &&
    pool.protocol === 'TCP' &&
    pool.settings['ip_version'] === 'dualstack'
  ) {
    throw unfit(`The ip_version of pool ${pool.id} of a TLS listener must be v4.`);
  }
  if (pool.protocol === 'GRPC' && protocol === 'HTTPS' && settings['http2_enable'] !== true) {
    throw unfit('The http2_enable of the listener of a GRPC pool must be true.');
  }
  if (pool.loadBalancerId !== null && pool.loadBalancerId !== loadBalancerId) {
    throw unfit(`Pool ${pool.id} does not belong to load balancer ${loadBalancerId}.`);
  }
}
