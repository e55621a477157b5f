import type { OctaviaPart } from '../state/octavia.ts';
import { readAttributes, type Values } from './attributes.ts';
import { failed, notFound, OctaviaError } from './errors.ts';
import { checkListener } from './listener-rules.ts';
import { add, type Call, change, completed, find, lock } from './parts.ts';
import { LISTENER, LISTENER_DEFAULTS, POOLS_OF, TLS_DEFAULTS } from './tables.ts';

export function createListener(call: Call, body: unknown): OctaviaPart {
  const {
    loadbalancer_id,
    project_id: _,
    ...given
  } = readAttributes('listener_', LISTENER, body, 'POST');
  const id = String(loadbalancer_id);
  const balancer = call.state.loadBalancers.get(id);
  if (balancer === undefined) throw notFound('Load Balancer', id);
  const protocol = String(given['protocol']);
  checkPool(call, protocol, given['default_pool_id'], id);
  const defaults = protocol === 'TERMINATED_HTTPS' ? TLS_DEFAULTS : {};
  const values = withoutEmptyNetworks(completed({ ...LISTENER_DEFAULTS, ...defaults }, given));
  const authentication =
    given['client_authentication'] === null ? { client_authentication: null } : {};
  const busyUntil = lock(call, id);
  if (given['protocol_port'] === null) {
    throw new OctaviaError(`${protocol} is not a valid option for protocol`);
  }
  checkListener({ ...values, ...authentication }, given, balancer.vipAddress, call.state, 'POST');
  checkPort(call, id, protocol, Number(given['protocol_port']));
  checkDuplicates(protocol, given);
  return add(call, 'listeners', id, busyUntil, values);
}

export function updateListener(call: Call, id: string, body: unknown): OctaviaPart {
  const given = readAttributes('listener_', LISTENER, body, 'PUT');
  const listener = find(call, 'listeners', id);
  const balancer = call.state.loadBalancers.get(listener.parent);
  const { tags, ...rest } = given;
  const values = withoutEmptyNetworks({
    ...completed({ ...LISTENER_DEFAULTS, ...TLS_DEFAULTS }, { ...rest, ...connection(rest) }),
  });
  const set = Object.fromEntries(Object.keys(rest).map((name) => [name, values[name]]));
  const merged = { ...listener.values, ...set };
  checkListener(merged, given, balancer?.vipAddress ?? '', call.state, 'PUT');
  checkPool(call, String(listener.values['protocol']), given['default_pool_id'], listener.parent);
  const busyUntil = lock(call, listener.parent);
  // Null leaves the tags as they are.
  const newTags = tags === null || tags === undefined ? {} : { tags };
  return change(call, 'listeners', listener, busyUntil, { ...set, ...newTags });
}

export function removeListener(call: Call, id: string): void {
  const listener = find(call, 'listeners', id);
  lock(call, listener.parent);
  call.state.listeners.delete(id);
}

/** On update, null is unlimited. */
function connection({ connection_limit: limit }: Values): Values {
  return limit === null ? { connection_limit: -1 } : {};
}

function withoutEmptyNetworks(values: Values): Values {
  const { allowed_cidrs: cidrs } = values;
  return Array.isArray(cidrs) && cidrs.length === 0 ? { ...values, allowed_cidrs: null } : values;
}

function checkPool({ state }: Call, protocol: string, id: unknown, balancer: string): void {
  if (typeof id !== 'string') return;
  if (protocol === 'PROMETHEUS') {
    throw new OctaviaError('Protocol PROMETHEUS listeners cannot have child objects.');
  }
  const pool = state.pools.get(id);
  if (pool === undefined || pool.parent !== balancer) throw notFound('Pool', id);
  const own = String(pool.values['protocol']);
  if (!POOLS_OF[protocol]?.includes(own)) {
    throw failed(
      `The pool protocol '${own}' is invalid while the listener protocol is '${protocol}'.`,
    );
  }
}

function layer4(protocol: string): string {
  return protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP';
}

function checkPort({ state }: Call, balancer: string, protocol: string, port: number): void {
  const holder = [...state.listeners.values()].find(
    ({ parent, values }) =>
      parent === balancer &&
      values['protocol_port'] === port &&
      layer4(String(values['protocol'])) === layer4(protocol),
  );
  if (holder !== undefined) throw taken(String(holder.values['protocol']), port);
}

/** The service takes any duplicate key for a port that is in use. */
function checkDuplicates(protocol: string, given: Values): void {
  for (const name of ['tags', 'sni_container_refs']) {
    const items = given[name];
    if (Array.isArray(items) && new Set(items).size < items.length) {
      throw taken(protocol, Number(given['protocol_port']));
    }
  }
}

function taken(protocol: string, port: number): OctaviaError {
  return new OctaviaError(
    `Another Listener on this Load Balancer is already using protocol ${protocol} and protocol_port ${port}`,
    409,
  );
}
