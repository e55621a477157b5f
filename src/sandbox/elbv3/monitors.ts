import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import type { Elbv3Monitor, Elbv3Pool, Elbv3State, Settings } from '../state/elbv3.ts';
import { type Fields, merge, parseCreate, parseUpdate } from './body.ts';
import { type Elbv3Call, type Shown, timeOf } from './call.ts';
import { conflict, Elbv3Error, unfit } from './errors.ts';
import { newId } from './ids.ts';
import { attributes, pageOf } from './page.ts';
import { monitorFitsPool } from './protocols.ts';
import { find, isShared, loadBalancerIds, monitorOfPool, requireActive } from './relations.ts';
import { boolean, integer, oneOf, text } from './values.ts';

const CODES = /^\d{3}(-\d{3}|( ?, ?\d{3})*)$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'OPTIONS', 'CONNECT', 'PATCH'];

const FIELDS: Fields = {
  pool_id: { check: text(1, 36), createOnly: true, required: true },
  project_id: { check: text(1, 32), createOnly: true },
  type: {
    check: oneOf('TCP', 'UDP_CONNECT', 'HTTP', 'HTTPS', 'TLS', 'GRPC'),
    required: true,
  },
  delay: { check: integer(1, 50), required: true },
  timeout: { check: integer(1, 50), required: true },
  max_retries: { check: integer(1, 10), required: true },
  max_retries_down: { check: integer(1, 10) },
  url_path: { check: text(1, 80, /^\//) },
  domain_name: { check: text(1, 100, /^[A-Za-z0-9][A-Za-z0-9.-]*$/), nullable: true },
  expected_codes: { check: text(1, 64, CODES) },
  http_method: { check: oneOf(...METHODS) },
  monitor_port: { check: integer(1, 65_535), nullable: true },
  admin_state_up: { check: boolean },
  name: { check: text(0, 255) },
};

/** The query parameters of "Querying Health Checks"; there is none for the pool. */
const FILTERS = attributes(
  ...['id', 'monitor_port', 'domain_name', 'name', 'delay', 'max_retries', 'admin_state_up'],
  ...['max_retries_down', 'timeout', 'type', 'expected_codes', 'url_path', 'http_method'],
);

export function createMonitor(call: Elbv3Call): Shown {
  const { context, state } = call;
  const { pool_id, type, project_id, ...settings } = parseCreate(call, 'healthmonitor', FIELDS);
  const pool = find(state.pools, 'pool', String(pool_id));
  check(pool, String(type), settings);
  const other = monitorOfPool(state, pool.id);
  if (other !== undefined)
    throw conflict(`Pool ${pool.id} already has a healthmonitor ${other.id}.`);
  const time = timeOf(call);
  const monitor: Elbv3Monitor = {
    id: newId(context),
    poolId: pool.id,
    type: String(type),
    settings,
    createdAt: time,
    updatedAt: time,
  };
  state.monitors.set(monitor.id, monitor);
  return { healthmonitor: monitorBody(state, monitor) };
}

export function updateMonitor(call: Elbv3Call): Shown {
  const { state, id } = call;
  const monitor = find(state.monitors, 'healthmonitor', id);
  const { type = monitor.type, ...given } = parseUpdate(call, 'healthmonitor', FIELDS);
  const pool = find(state.pools, 'pool', monitor.poolId);
  requireActive(state, loadBalancerIds(state, pool));
  const isFixed = isShared(state, pool) && ![type, monitor.type].every((one) => isPlain(one));
  if (type !== monitor.type && isFixed) {
    throw new Elbv3Error(
      'ELB.9899',
      `The type of healthmonitor ${id} cannot be changed to ${type}.`,
    );
  }
  const settings = merge(monitor.settings, given);
  check(pool, String(type), settings);
  const updated = { ...monitor, type: String(type), settings, updatedAt: timeOf(call) };
  state.monitors.set(id, updated);
  return { healthmonitor: monitorBody(state, updated) };
}

export function showMonitor({ state, id }: Elbv3Call): Shown {
  return { healthmonitor: monitorBody(state, find(state.monitors, 'healthmonitor', id)) };
}

export function listMonitors(call: Elbv3Call): Shown {
  const items = [...call.state.monitors.values()].map((one) => monitorBody(call.state, one));
  return pageOf(call, 'healthmonitors', items, FILTERS);
}

export function deleteMonitor({ state, id }: Elbv3Call): undefined {
  find(state.monitors, 'healthmonitor', id);
  state.monitors.delete(id);
}

function check(pool: Elbv3Pool, type: string, settings: Settings): void {
  if (!monitorFitsPool(pool.protocol, type)) {
    throw unfit(`A ${type} healthmonitor does not match the pool protocol ${pool.protocol}.`);
  }
  const needsPort = pool.protocol === 'IP' || pool.settings['any_port_enable'] === true;
  if (needsPort && (settings['monitor_port'] ?? null) === null) {
    throw unfit(`monitor_port is required for the healthmonitor of pool ${pool.id}.`);
  }
}

/** The only types that a shared load balancer changes into each other. */
function isPlain(type: unknown): boolean {
  return type === 'TCP' || type === 'HTTP';
}

/** A health monitor as the API shows it; those of shared load balancers have no times. */
function monitorBody(state: Elbv3State, monitor: Elbv3Monitor): Shown {
  const { id, poolId, type, settings } = monitor;
  const isHttp = type === 'HTTP' || type === 'HTTPS';
  const shared = isShared(state, find(state.pools, 'pool', poolId));
  return {
    name: '',
    max_retries_down: 3,
    domain_name: null,
    monitor_port: null,
    url_path: isHttp ? '/' : null,
    expected_codes: type === 'GRPC' ? '0' : isHttp ? '200' : null,
    http_method: isHttp ? 'GET' : null,
    admin_state_up: true,
    ...settings,
    id,
    type,
    pools: [{ id: poolId }],
    project_id: SANDBOX_CREDENTIALS.elbv3.projectId,
    http_version: null,
    content_check_enable: false,
    sni_enable: false,
    send_content: null,
    receive_content: null,
    content_format: 'TEXT',
    ...(!shared && { created_at: monitor.createdAt, updated_at: monitor.updatedAt }),
  };
}
