import { isRecord } from '../http.ts';
import type { OctaviaPart } from '../state/octavia.ts';
import { readAttributes, type Values } from './attributes.ts';
import { failed, OctaviaError } from './errors.ts';
import { add, balancerIdOf, type Call, change, completed, find, lock, sessionOf } from './parts.ts';
import { MONITOR, MONITOR_DEFAULTS, POOL, POOL_DEFAULTS, POOLS_OF } from './tables.ts';

const DATAGRAM = ['UDP', 'SCTP'];

export function createPool(call: Call, body: unknown): OctaviaPart {
  const { listener_id, loadbalancer_id, ...given } = readAttributes('pool_', POOL, body, 'POST');
  if (typeof listener_id !== 'string' && typeof loadbalancer_id !== 'string') {
    throw failed('Must provide at least one of: loadbalancer_id, listener_id');
  }
  const listener =
    typeof listener_id === 'string' ? find(call, 'listeners', listener_id) : undefined;
  const protocol = String(given['protocol']);
  if (listener !== undefined) {
    const own = String(listener.values['protocol']);
    if (own === 'PROMETHEUS') {
      throw new OctaviaError('Protocol PROMETHEUS listeners cannot have child objects.');
    }
    if (!POOLS_OF[own]?.includes(protocol)) {
      throw failed(
        `The pool protocol '${protocol}' is invalid while the listener protocol is '${own}'.`,
      );
    }
  }
  checkSession(protocol, given['session_persistence']);
  if (listener !== undefined && listener.values['default_pool_id'] !== null) {
    throw new OctaviaError('This listener already has a default pool', 409);
  }
  const parent = listener?.parent ?? String(loadbalancer_id);
  const busyUntil = lock(call, parent);
  const values = completed(POOL_DEFAULTS, given);
  const session = sessionOf(values['session_persistence']);
  const pool = add(call, 'pools', parent, busyUntil, { ...values, session_persistence: session });
  if (listener !== undefined) {
    change(call, 'listeners', listener, busyUntil, { default_pool_id: pool.id });
  }
  return pool;
}

export function updatePool(call: Call, id: string, body: unknown): OctaviaPart {
  const given = readAttributes('pool_', POOL, body, 'PUT');
  const pool = find(call, 'pools', id);
  checkSession(String(pool.values['protocol']), given['session_persistence']);
  const busyUntil = lock(call, pool.parent);
  const all = completed(POOL_DEFAULTS, given);
  const set: Record<string, unknown> = {};
  for (const name of Object.keys(given)) set[name] = all[name];
  if ('session_persistence' in given) {
    set['session_persistence'] = sessionOf(given['session_persistence']);
  }
  return change(call, 'pools', pool, busyUntil, set);
}

/** Takes the health monitor with it. */
export function removePool(call: Call, id: string): void {
  const pool = find(call, 'pools', id);
  const busyUntil = lock(call, pool.parent);
  for (const monitor of call.state.monitors.values()) {
    if (monitor.parent === id) call.state.monitors.delete(monitor.id);
  }
  for (const listener of [...call.state.listeners.values()]) {
    if (listener.values['default_pool_id'] !== id) continue;
    change(call, 'listeners', listener, busyUntil, { default_pool_id: null });
  }
  call.state.pools.delete(id);
}

function checkSession(protocol: string, session: unknown): void {
  if (!isRecord(session)) return;
  const { type, cookie_name: cookie, persistence_timeout: timeout } = session;
  if (!['SOURCE_IP', 'HTTP_COOKIE', 'APP_COOKIE'].includes(String(type))) {
    throw failed('Invalid session_persistence provided.');
  }
  if (DATAGRAM.includes(protocol)) {
    if (type !== 'SOURCE_IP') {
      throw failed(
        `Session persistence of type ${type} is not supported for UDP/SCTP protocol pools.`,
      );
    }
  } else if (timeout || session['persistence_granularity']) {
    throw failed(
      'persistence_timeout and persistence_granularity is only for UDP and SCTP protocol pools.',
    );
  }
  if (cookie && type !== 'APP_COOKIE') {
    throw failed(
      'Field "cookie_name" can only be specified with session persistence of type "APP_COOKIE".',
    );
  }
  if (!cookie && type === 'APP_COOKIE') {
    throw failed(
      'Field "cookie_name" must be specified when using the "APP_COOKIE" session persistence type.',
    );
  }
}

export function createMonitor(call: Call, body: unknown): OctaviaPart {
  const { pool_id, ...given } = readAttributes('healthmonitor_', MONITOR, body, 'POST');
  const pool = find(call, 'pools', String(pool_id));
  checkMonitor(String(pool.values['protocol']), String(given['type']), given);
  if ([...call.state.monitors.values()].some(({ parent }) => parent === pool.id)) {
    throw new OctaviaError('This pool already has a health monitor', 409);
  }
  const busyUntil = lock(call, pool.parent);
  const isWeb = /^HTTPS?$/.test(String(given['type']));
  const web = isWeb ? { http_method: 'GET', url_path: '/', expected_codes: '200' } : {};
  return add(
    call,
    'monitors',
    pool.id,
    busyUntil,
    completed({ ...MONITOR_DEFAULTS, ...web }, given),
  );
}

export function updateMonitor(call: Call, id: string, body: unknown): OctaviaPart {
  const given = readAttributes('healthmonitor_', MONITOR, body, 'PUT');
  const monitor = find(call, 'monitors', id);
  const pool = find(call, 'pools', monitor.parent);
  const merged = { ...monitor.values, ...given };
  checkMonitor(String(pool.values['protocol']), String(merged['type']), merged);
  const busyUntil = lock(call, balancerIdOf(call, 'monitors', monitor));
  return change(call, 'monitors', monitor, busyUntil, given);
}

export function removeMonitor(call: Call, id: string): void {
  const monitor = find(call, 'monitors', id);
  lock(call, balancerIdOf(call, 'monitors', monitor));
  call.state.monitors.delete(id);
}

function checkMonitor(protocol: string, type: string, values: Values): void {
  const isDatagram = DATAGRAM.includes(protocol);
  if (!isDatagram && ['UDP-CONNECT', 'SCTP'].includes(type)) {
    throw failed(`The ${type} type is only supported for pools of type UDP/SCTP.`);
  }
  if (isDatagram && !['UDP-CONNECT', 'SCTP', 'TCP', 'HTTP'].includes(type)) {
    throw failed(
      `The associated pool protocol is ${protocol}, so only a UDP-CONNECT/SCTP/TCP/HTTP health monitor is supported.`,
    );
  }
  if (!/^HTTPS?$/.test(type)) {
    const web = ['http_method', 'url_path', 'expected_codes'].find((name) => values[name]);
    if (web !== undefined) {
      throw new OctaviaError(`${web} is not a valid option for health monitors of type ${type}`);
    }
  }
  if (values['domain_name'] && !values['http_version']) {
    throw failed("'http_version' must be specified when 'domain_name' is provided.");
  }
}
