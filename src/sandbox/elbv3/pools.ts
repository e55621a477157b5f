import type { Elbv3Listener, Elbv3Pool, Elbv3State, Settings } from '../state/elbv3.ts';
import { merge, parseCreate, parseUpdate } from './body.ts';
import { type Elbv3Call, type Shown, timeOf } from './call.ts';
import { conflict, invalid, unfit } from './errors.ts';
import { newId } from './ids.ts';
import { attributes, idsIn, pageOf } from './page.ts';
import { poolBody } from './pool-body.ts';
import { POOL_FIELDS } from './pool-fields.ts';
import { checkPool } from './pool-rules.ts';
import {
  find,
  listenersOfPool,
  loadBalancerIds,
  monitorOfPool,
  requireActive,
  requireFit,
} from './relations.ts';

/** The query parameters of "Querying Backend Server Groups" that select by what a pool has. */
const FILTERS = {
  ...attributes('id', 'name', 'description', 'admin_state_up', 'protocol', 'lb_algorithm'),
  ...attributes('healthmonitor_id', 'ip_version', 'vpc_id', 'type', 'protection_status'),
  ...attributes('member_deletion_protection_enable', 'any_port_enable'),
  loadbalancer_id: idsIn('loadbalancers'),
  listener_id: idsIn('listeners'),
};

export function createPool(call: Elbv3Call): Shown {
  const { context, state } = call;
  const given = parseCreate(call, 'pool', POOL_FIELDS);
  const { loadbalancer_id: balancer, listener_id: listenerId, type } = given;
  if (balancer === undefined && listenerId === undefined && type === undefined) {
    throw invalid('One of listener_id, loadbalancer_id and type must be specified.');
  }
  const protocol = String(given['protocol']);
  checkPool({ protocol, given, settings: given });
  const listener =
    listenerId === undefined ? undefined : find(state.listeners, 'listener', String(listenerId));
  if (balancer !== undefined) find(state.loadBalancers, 'loadbalancer', String(balancer));
  if (listener !== undefined && listener.loadBalancerId !== (balancer ?? listener.loadBalancerId)) {
    throw unfit(`Listener ${listener.id} does not belong to load balancer ${balancer}.`);
  }
  const time = timeOf(call);
  const pool: Elbv3Pool = {
    id: newId(context),
    protocol,
    loadBalancerId: listener?.loadBalancerId ?? (balancer === undefined ? null : String(balancer)),
    members: [],
    settings: kept(given),
    createdAt: time,
    updatedAt: time,
  };
  if (listener !== undefined) becomeDefault(state, listener, pool);
  state.pools.set(pool.id, pool);
  return { pool: poolBody(state, pool) };
}

/** A listener has one default pool, so a second create is refused. */
function becomeDefault(state: Elbv3State, listener: Elbv3Listener, pool: Elbv3Pool): void {
  if (listener.poolId !== null) {
    throw conflict(`Listener ${listener.id} already has a default pool ${listener.poolId}.`);
  }
  requireFit(listener, pool);
  state.listeners.set(listener.id, { ...listener, poolId: pool.id });
}

export function updatePool(call: Elbv3Call): Shown {
  const { state, id } = call;
  const pool = find(state.pools, 'pool', id);
  const given = parseUpdate(call, 'pool', POOL_FIELDS);
  requireActive(state, loadBalancerIds(state, pool));
  for (const name of ['type', 'vpc_id']) {
    const old = pool.settings[name] ?? '';
    if (old !== '' && given[name] !== undefined && given[name] !== old) {
      throw invalid(`Cannot update ${name}: it can only be set while it is empty.`);
    }
  }
  const settings = merge(pool.settings, kept(given));
  checkPool({ protocol: pool.protocol, given, settings });
  const updated = { ...pool, settings, updatedAt: timeOf(call) };
  state.pools.set(id, updated);
  return { pool: poolBody(state, updated) };
}

export function showPool({ state, id }: Elbv3Call): Shown {
  return { pool: poolBody(state, find(state.pools, 'pool', id)) };
}

/** In a list, a pool without a health monitor has an empty id of one rather than null. */
export function listPools(call: Elbv3Call): Shown {
  const { state } = call;
  const items = [...state.pools.values()].map((pool) => {
    const body = poolBody(state, pool);
    return { ...body, healthmonitor_id: body['healthmonitor_id'] ?? '' };
  });
  return pageOf(call, 'pools', items, {
    ...FILTERS,
    member_address: (item) =>
      state.pools.get(String(item['id']))?.members.map(({ address }) => address) ?? [],
  });
}

/** Refused while anything hangs on the pool; a listener loses its default pool. */
export function deletePool({ state, id }: Elbv3Call): undefined {
  const pool = find(state.pools, 'pool', id);
  const [member] = pool.members;
  if (member !== undefined) throw conflict(`member ${member.id} is using this pool`);
  const monitor = monitorOfPool(state, id);
  if (monitor !== undefined) throw conflict(`healthmonitor ${monitor.id} is using this pool`);
  remove(state, id);
}

/** Takes the members and the health monitor with it. */
export function cascadeDeletePool({ state, id }: Elbv3Call): undefined {
  const { members, settings } = find(state.pools, 'pool', id);
  if (members.length > 0 && settings['member_deletion_protection_enable'] === true) {
    throw conflict(`The members of pool ${id} are protected from deletion.`);
  }
  remove(state, id);
  const monitor = monitorOfPool(state, id);
  if (monitor !== undefined) state.monitors.delete(monitor.id);
}

function remove(state: Elbv3State, id: string): void {
  const policy = [...state.policies.values()].find(({ poolId }) => poolId === id);
  if (policy !== undefined) throw conflict(`l7policy ${policy.id} is using this pool`);
  for (const listener of listenersOfPool(state, id)) {
    state.listeners.set(listener.id, { ...listener, poolId: null });
  }
  state.pools.delete(id);
}

/** What has a place of its own in the state is not kept twice. */
function kept({ protocol, listener_id, loadbalancer_id, project_id, ...rest }: Settings): Settings {
  return rest;
}
