import { randomHex } from '../http.ts';
import type { ElbListener, ElbLoadBalancer, ElbState } from '../state/model.ts';
import { type ElbCall, emptyBody, formatTime, parseBody } from './call.ts';
import { ElbError, invalidParameter } from './errors.ts';
import { missing, notUpdatable, parseFields, parseNewListener } from './listener-fields.ts';

/** Response fields that a list can be filtered by ("Querying Listeners"). */
const FILTERS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'loadbalancer_id',
  'description',
  'status',
  'healthcheck_id',
  'certificate_id',
  'port',
  'protocol',
  'backend_port',
  'backend_protocol',
  'sticky_session_type',
  'lb_algorithm',
  'cookie_timeout',
  'tcp_timeout',
  'tcp_draining',
  'tcp_draining_timeout',
  'udp_timeout',
  'ssl_protocols',
  'ssl_ciphers',
]);

export function createListener({ request, context, state }: ElbCall): unknown {
  const fields = parseNewListener(parseBody(request.body), state);
  const { loadbalancer_id, protocol, port } = fields;
  const loadBalancer = state.loadBalancers.get(loadbalancer_id);
  if (loadBalancer === undefined) throw new ElbError('ELB.1002', 'Find lb failed.', 404);
  if (protocol === 'UDP' && loadBalancer.type === 'Internal') {
    throw new ElbError('ELB.6061', 'Request parameters error, listener protocol is not valid.');
  }
  const encrypted = protocol === 'HTTPS' || protocol === 'SSL';
  if (encrypted && fields.certificate_id === undefined) throw missing('certificate_id');
  validateCombination(fields);
  const siblings = listenersOf(state, loadbalancer_id);
  if (siblings.some((listener) => listener.port === port)) throw portInUse();
  if (siblings.length >= loadBalancer.listenerQuota) {
    throw new ElbError('ELB.6091', 'Request lb has more than user listener quota.', 403);
  }

  const id = randomHex(context.random, 32);
  const time = formatTime(context.now);
  const cookieByLoadBalancer = protocol === 'HTTP' || protocol === 'HTTPS';
  const listener: ElbListener = {
    id,
    name: fields.name,
    description: fields.description ?? null,
    loadbalancer_id,
    protocol,
    port,
    backend_protocol: fields.backend_protocol,
    backend_port: fields.backend_port,
    lb_algorithm: fields.lb_algorithm,
    session_sticky: fields.session_sticky ?? false,
    // "Unavailable or null" for the others ("Adding a Listener", sticky_session_type).
    sticky_session_type: cookieByLoadBalancer ? (fields.sticky_session_type ?? null) : null,
    cookie_timeout: fields.cookie_timeout ?? null,
    tcp_timeout: fields.tcp_timeout ?? (protocol === 'TCP' ? 1 : null),
    tcp_draining: fields.tcp_draining ?? false,
    tcp_draining_timeout: fields.tcp_draining_timeout ?? null,
    udp_timeout: fields.udp_timeout ?? null,
    certificate_id: fields.certificate_id ?? null,
    certificates: fields.certificates ?? null,
    ssl_protocols: fields.ssl_protocols ?? (encrypted ? 'TLSv1.2' : null),
    ssl_ciphers: fields.ssl_ciphers ?? (encrypted ? 'Default' : null),
    // As in the example of "Adding a Listener". Some regions were recorded to return false for a
    // listener that is ACTIVE.
    admin_state_up: fields.admin_state_up ?? true,
    create_time: time,
    update_time: time,
  };
  state.listeners.set(id, listener);
  return createBody(listener, Object.keys(fields));
}

/** Where the pages say "only", "not supported" or "can only be". */
function validateCombination(listener: Combination): void {
  const { protocol, backend_protocol: backend, ssl_protocols: versions } = listener;
  if ((protocol === 'UDP' && backend !== 'UDP') || (protocol === 'SSL' && backend !== 'TCP')) {
    throw new ElbError(
      'ELB.6071',
      'Request parameters error, listener backend protocol is not valid.',
    );
  }
  const stickyRefused =
    protocol === 'SSL' || (protocol !== 'UDP' && listener.lb_algorithm !== 'roundrobin');
  if (listener.session_sticky === true && stickyRefused) throw invalidParameter();
  if (listener.ssl_ciphers === 'Extended' && versions !== 'TLSv1.2 TLSv1.1 TLSv1') {
    throw invalidParameter();
  }
}

type Combination = Pick<ElbListener, 'protocol' | 'backend_protocol' | 'lb_algorithm'> &
  Partial<Pick<ElbListener, 'session_sticky' | 'ssl_protocols' | 'ssl_ciphers'>>;

/** The real response is sparse: what does not apply or was not sent is left out. */
function createBody(listener: ElbListener, sent: readonly string[]): unknown {
  const values: Readonly<Record<string, unknown>> = { ...listener };
  const body: Record<string, unknown> = {
    loadbalancer_id: listener.loadbalancer_id,
    update_time: listener.update_time,
    backend_port: listener.backend_port,
    id: listener.id,
    status: 'ACTIVE',
    protocol: listener.protocol,
    tcp_draining: listener.tcp_draining,
    tcp_timeout: listener.tcp_timeout,
    create_time: listener.create_time,
    lb_algorithm: listener.lb_algorithm,
    backend_protocol: listener.backend_protocol,
    name: listener.name,
    port: listener.port,
    session_sticky: listener.session_sticky,
    admin_state_up: listener.admin_state_up,
  };
  for (const name of sent) body[name] = values[name];
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

export function updateListener({ request, context, state, id }: ElbCall): unknown {
  const body = parseBody(request.body);
  if (Object.keys(body).length === 0) throw emptyBody();
  const listener = findListener(state, id);
  const loadBalancer = state.loadBalancers.get(listener.loadbalancer_id);
  if (loadBalancer === undefined) {
    throw new ElbError('ELB.6040', 'The loadbalaner that the listener belongs to is not exist.');
  }
  const fields = parseFields(body, 'update', state);
  const encrypted = listener.protocol === 'HTTPS' || listener.protocol === 'SSL';
  if (encrypted && fields.certificate_id === undefined) throw missing('certificate_id');
  validateCombination({ ...listener, ...fields });
  if (fields.admin_state_up !== undefined) {
    if (loadBalancer.adminState === 'refuse') throw notUpdatable();
    if (loadBalancer.adminState === 'ignore') delete fields.admin_state_up;
  }
  const { port = listener.port } = fields;
  const others = listenersOf(state, loadBalancer.id).filter((other) => other.id !== id);
  if (others.some((other) => other.port === port)) throw portInUse();
  const updated: ElbListener = { ...listener, ...fields, update_time: formatTime(context.now) };
  state.listeners.set(id, updated);
  return showBody(updated, loadBalancer);
}

export function showListener({ state, id }: ElbCall): Readonly<Record<string, unknown>> {
  const listener = findListener(state, id);
  return showBody(listener, state.loadBalancers.get(listener.loadbalancer_id));
}

/** The sandbox has no members. */
export function listMembers({ state, id }: ElbCall): unknown {
  findListener(state, id);
  return {};
}

/** A bare list, and an object in place of an empty one, as the real service returns. */
export function listListeners({ request, state }: ElbCall): unknown {
  for (const [name, value] of request.query) {
    const number = name === 'port' || name === 'backend_port' || name.endsWith('_timeout');
    if (!FILTERS.has(name) || (number && !/^\d+$/.test(value))) {
      throw new ElbError('ELB.6003', 'Listener query condition is not valid.');
    }
  }
  const found = Array.from(
    state.listeners.values(),
    (listener): Readonly<Record<string, unknown>> => ({
      ...showBody(listener, state.loadBalancers.get(listener.loadbalancer_id)),
      member_number: 0,
    }),
  ).filter((item) => request.query.every(([name, value]) => String(item[name] ?? '') === value));
  return found.length === 0 ? {} : found;
}

export function deleteListener({ state, id }: ElbCall): undefined {
  validateId(id);
  if (!state.listeners.delete(id)) {
    throw new ElbError('ELB.6002', 'Delete listener failed, listener does not exist.', 503);
  }
}

export function listenersOf(state: ElbState, loadBalancerId: string): ElbListener[] {
  return Array.from(state.listeners.values()).filter(
    (listener) => listener.loadbalancer_id === loadBalancerId,
  );
}

function showBody(
  listener: ElbListener,
  loadBalancer: ElbLoadBalancer | undefined,
): Readonly<Record<string, unknown>> {
  const loose = loadBalancer?.loose === true;
  const { certificates, healthcheck, ...rest } = listener;
  return {
    ...rest,
    ...(certificates === null ? {} : { certificates }),
    tcp_draining: loose ? Number(listener.tcp_draining) : listener.tcp_draining,
    status: 'ACTIVE',
    healthcheck_id: healthcheck?.['id'] ?? (loose ? 'null' : null),
  };
}

function findListener(state: ElbState, id: string): ElbListener {
  validateId(id);
  const listener = state.listeners.get(id);
  if (listener !== undefined) return listener;
  throw new ElbError('ELB.6030', 'Listener is not associated with loadbalancer id.', 404);
}

function validateId(id: string): void {
  if (id.length !== 32) throw new ElbError('ELB.6000', 'Listener ID length is not correct.');
  if (!/^[0-9a-f]+$/.test(id)) {
    throw new ElbError('ELB.6010', 'Listener ID content is not correct.');
  }
}

function portInUse(): ElbError {
  return new ElbError('ELB.6101', 'listener exist, the port repeat');
}
