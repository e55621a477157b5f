import { type Context, isRecord, randomHex } from '../http.ts';
import type { OctaviaPart, OctaviaState } from '../state/octavia.ts';
import type { Values } from './attributes.ts';
import { immutable, notFound } from './errors.ts';

/* What listeners, pools and health monitors have in common. */

export type Kind = 'listeners' | 'pools' | 'monitors';

export interface Call {
  readonly state: OctaviaState;
  readonly context: Context;
  readonly project: string;
}

export const WORDS: Readonly<Record<Kind, string>> = {
  listeners: 'Listener',
  pools: 'Pool',
  monitors: 'Health Monitor',
};

export function find({ state }: Call, kind: Kind, id: string): OctaviaPart {
  const found = state[kind].get(id);
  if (found === undefined) throw notFound(WORDS[kind], id);
  return found;
}

/** The load balancer of a part. */
export function balancerIdOf({ state }: Call, kind: Kind, part: OctaviaPart): string {
  return kind === 'monitors' ? (state.pools.get(part.parent)?.parent ?? '') : part.parent;
}

/** Takes the load balancer for one change. */
export function lock({ state, context }: Call, id: string): number {
  const balancer = state.loadBalancers.get(id);
  if (balancer === undefined) throw notFound('Load Balancer', id);
  const now = context.now.getTime();
  if (balancer.busyUntil > now) throw immutable(id);
  const busyUntil = now + context.settleMs;
  state.loadBalancers.set(id, { ...balancer, busyUntil });
  return busyUntil;
}

export function add(
  call: Call,
  kind: Kind,
  parent: string,
  busyUntil: number,
  values: Values,
): OctaviaPart {
  const hex = randomHex(call.context.random, 30);
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
  const part: OctaviaPart = {
    id,
    parent,
    createdAt: timeOf(call),
    updatedAt: null,
    pending: 'PENDING_CREATE',
    busyUntil,
    values,
  };
  call.state[kind].set(id, part);
  return part;
}

export function change(
  call: Call,
  kind: Kind,
  part: OctaviaPart,
  busyUntil: number,
  values: Values,
): OctaviaPart {
  const changed: OctaviaPart = {
    ...part,
    updatedAt: timeOf(call),
    pending: 'PENDING_UPDATE',
    busyUntil,
    values: { ...part.values, ...values },
  };
  call.state[kind].set(part.id, changed);
  return changed;
}

function timeOf({ context }: Call): string {
  return `${context.now.toISOString().slice(0, -1)}000`;
}

/** A part as the API shows it; right after a change, it is pending whatever the clock says. */
export function shown(call: Call, kind: Kind, part: OctaviaPart, isAnswer = false): Values {
  const { state, context, project } = call;
  const isBusy = isAnswer || part.busyUntil > context.now.getTime();
  const common = {
    id: part.id,
    ...part.values,
    provisioning_status: isBusy ? part.pending : 'ACTIVE',
    operating_status: 'OFFLINE',
    project_id: project,
    tenant_id: project,
    created_at: part.createdAt,
    updated_at: part.updatedAt,
  };
  if (kind === 'monitors') return { ...common, pools: [{ id: part.parent }] };
  const place = { ...common, loadbalancers: [{ id: part.parent }] };
  if (kind === 'listeners') return { ...place, l7policies: [] };
  const ids = (parts: Iterable<OctaviaPart>) => [...parts].map(({ id }) => ({ id }));
  const listeners = [...state.listeners.values()].filter(
    ({ values }) => values['default_pool_id'] === part.id,
  );
  const monitor = [...state.monitors.values()].find(({ parent }) => parent === part.id);
  return {
    ...place,
    listeners: ids(listeners),
    members: [],
    ...(monitor === undefined ? {} : { healthmonitor_id: monitor.id }),
  };
}

/** With what the service fills in for null. */
export function completed(defaults: Values, values: Values): Values {
  const merged: Record<string, unknown> = { ...defaults };
  for (const [name, value] of Object.entries(values)) {
    merged[name] = value === null && name in defaults ? nullFor(name, defaults) : value;
  }
  return merged;
}

function nullFor(name: string, defaults: Values): unknown {
  // Null for a boolean is false.
  if (name === 'admin_state_up') return false;
  return name === 'connection_limit' ? null : defaults[name];
}

export function sessionOf(value: unknown): unknown {
  if (!isRecord(value)) return null;
  const empty = {
    type: null,
    cookie_name: null,
    persistence_timeout: null,
    persistence_granularity: null,
  };
  return { ...empty, ...value };
}
