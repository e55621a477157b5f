import type { Elbv3Listener, Elbv3Member, Elbv3State, Settings, Tag } from '../state/elbv3.ts';
import { merge, parseCreate, parseUpdate } from './body.ts';
import { type Elbv3Call, type Shown, timeOf } from './call.ts';
import type { Draft } from './draft.ts';
import { conflict, invalid, quotaUsedUp } from './errors.ts';
import { newId } from './ids.ts';
import { listenerBody } from './listener-body.ts';
import { LISTENER_FIELDS } from './listener-fields.ts';
import { checkListener, requireFreePort } from './listener-rules.ts';
import { attributes, type Filters, idsIn, pageOf } from './page.ts';
import {
  find,
  listenersOfLoadBalancer,
  loadBalancerOf,
  policiesOfListener,
  requireActive,
  requireFit,
} from './relations.ts';
import { requireUniqueKeys } from './tags.ts';

/** The query parameters of "Querying Listeners" that select by what a listener has. */
const FILTERS = {
  ...attributes('id', 'name', 'description', 'admin_state_up', 'protocol', 'protocol_port'),
  ...attributes('default_pool_id', 'default_tls_container_ref', 'client_ca_tls_container_ref'),
  ...attributes('connection_limit', 'http2_enable', 'tls_ciphers_policy', 'protection_status'),
  ...attributes('enable_member_retry', 'member_timeout', 'client_timeout', 'keepalive_timeout'),
  ...attributes('transparent_client_ip_enable', 'enhance_l7policy_enable', 'nat64_enable'),
  ...attributes('proxy_protocol_enable', 'ssl_early_data_enable'),
  loadbalancer_id: idsIn('loadbalancers'),
  // Says where else to look, and leaves none out.
  include_recycle_bin: () => ['true', 'false'],
};

export function createListener(call: Elbv3Call): Shown {
  const { context, state } = call;
  const given = parseCreate(call, 'listener', LISTENER_FIELDS);
  const loadBalancer = find(state.loadBalancers, 'loadbalancer', String(given['loadbalancer_id']));
  const protocol = protocolOn(loadBalancer.guaranteed, String(given['protocol']));
  const port = Number(given['protocol_port'] ?? 0);
  const draft: Draft = {
    state,
    loadBalancer,
    protocol,
    port,
    given,
    settings: given,
    before: undefined,
  };
  checkListener(draft);
  const tags = tagsOf(given);
  const siblings = listenersOfLoadBalancer(state, loadBalancer.id);
  requireFreePort(draft);
  if (siblings.length >= loadBalancer.listenerQuota) throw quotaUsedUp('listener');
  const time = timeOf(call);
  const listener: Elbv3Listener = {
    id: newId(context),
    loadBalancerId: loadBalancer.id,
    protocol,
    port,
    poolId: poolOf(draft),
    tags,
    settings: kept(given),
    createdAt: time,
    updatedAt: time,
  };
  state.listeners.set(listener.id, listener);
  return { listener: listenerBody(state, listener) };
}

export function updateListener(call: Elbv3Call): Shown {
  const { state, id } = call;
  const listener = find(state.listeners, 'listener', id);
  const given = parseUpdate(call, 'listener', LISTENER_FIELDS);
  const loadBalancer = loadBalancerOf(state, listener);
  requireActive(state, [loadBalancer.id]);
  const settings = merge(listener.settings, kept(given));
  const { protocol, port, settings: before } = listener;
  const draft: Draft = { state, loadBalancer, protocol, port, given, settings, before };
  checkListener(draft);
  const updated: Elbv3Listener = {
    ...listener,
    poolId: poolOf(draft) ?? listener.poolId,
    settings,
    updatedAt: timeOf(call),
  };
  state.listeners.set(id, updated);
  return { listener: listenerBody(state, updated) };
}

export function showListener({ state, id }: Elbv3Call): Shown {
  return { listener: listenerBody(state, find(state.listeners, 'listener', id)) };
}

export function listListeners(call: Elbv3Call): Shown {
  const items = [...call.state.listeners.values()].map((one) => listenerBody(call.state, one));
  return pageOf(call, 'listeners', items, {
    ...FILTERS,
    ...memberFilters(call.state),
  });
}

/** Refused while anything hangs on the listener. */
export function deleteListener({ state, id }: Elbv3Call): undefined {
  const { poolId } = find(state.listeners, 'listener', id);
  const pool = poolId === null ? undefined : state.pools.get(poolId);
  if (pool !== undefined && pool.members.length > 0) {
    throw conflict(`pool ${pool.id} is using this listener`);
  }
  const [policy] = policiesOfListener(state, id);
  if (policy !== undefined) throw conflict(`l7policy ${policy.id} is using this listener`);
  refuseIfTarget(state, id);
  state.listeners.delete(id);
}

/** Takes the forwarding policies with it; the pool stays, without this listener. */
export function forceDeleteListener({ state, id }: Elbv3Call): undefined {
  const { poolId } = find(state.listeners, 'listener', id);
  const pool = poolId === null ? undefined : state.pools.get(poolId);
  const isProtected = pool?.settings['member_deletion_protection_enable'] === true;
  if (isProtected && pool.members.length > 0) {
    throw conflict(`The members of pool ${pool.id} are protected from deletion.`);
  }
  refuseIfTarget(state, id);
  for (const policy of policiesOfListener(state, id)) state.policies.delete(policy.id);
  state.listeners.delete(id);
}

function refuseIfTarget(state: Elbv3State, id: string): void {
  const policy = [...state.policies.values()].find((one) => one.redirectListenerId === id);
  if (policy !== undefined) throw conflict(`l7policy ${policy.id} is using this listener`);
}

/** Each kind of load balancer has its own name for it, and replaces the other's. */
function protocolOn(guaranteed: boolean, protocol: string): string {
  if (guaranteed) return protocol === 'TERMINATED_HTTPS' ? 'HTTPS' : protocol;
  return protocol === 'HTTPS' ? 'TERMINATED_HTTPS' : protocol;
}

/** The default pool that a request sets, if any. */
function poolOf({ state, given, protocol, loadBalancer, settings }: Draft): string | null {
  const id = given['default_pool_id'];
  if (typeof id !== 'string') return null;
  requireFit(
    { protocol, loadBalancerId: loadBalancer.id, settings },
    find(state.pools, 'pool', id),
  );
  return id;
}

function tagsOf({ tags }: Settings): readonly Tag[] {
  const all = (Array.isArray(tags) ? tags : []).map(({ key, value }) => {
    if (typeof key !== 'string') throw invalid('Invalid input for tags.');
    return { key, value: typeof value === 'string' ? value : '' };
  });
  requireUniqueKeys(all);
  return all;
}

/** What has a place of its own in the state is not kept twice. */
function kept(given: Settings): Settings {
  const { loadbalancer_id, protocol, protocol_port, default_pool_id, tags, project_id, ...rest } =
    given;
  return rest;
}

/** By the servers of the default pool. */
function memberFilters(state: Elbv3State): Filters {
  const by = (what: (member: Elbv3Member) => unknown) => (item: Shown) =>
    state.pools.get(String(item['default_pool_id']))?.members.map(what) ?? [];
  const instance = by(({ settings }) => settings['instance_id']);
  return {
    member_address: by(({ address }) => address),
    member_device_id: instance,
    member_instance_id: instance,
  };
}
