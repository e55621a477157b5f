import { hex, type Incoming, isRecord } from '../exchange.ts';
import type { ElbListener, ElbLoadBalancer, ElbState } from '../model.ts';
import { ElbError, invalidParameter } from './errors.ts';
import { type Body, type Given, REQUIRED, readGiven } from './given.ts';

/** The response fields that the listing may be narrowed by ("Querying Listeners"). */
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

export interface CreationTime {
  readonly now: Date;
  readonly random: () => number;
}

export function createListener(state: ElbState, request: Incoming, moment: CreationTime): unknown {
  const body = readBody(request);
  for (const key of REQUIRED) {
    if (body[key] === undefined || body[key] === null) throw missing(key);
  }
  const given = readGiven(body, 'create', state);
  const { name, loadbalancer_id, protocol, port, backend_protocol, backend_port, lb_algorithm } =
    given;
  if (
    name === undefined ||
    loadbalancer_id === undefined ||
    protocol === undefined ||
    port === undefined ||
    backend_protocol === undefined ||
    backend_port === undefined ||
    lb_algorithm === undefined
  ) {
    throw invalidParameter();
  }
  const loadBalancer = state.loadBalancers.get(loadbalancer_id);
  if (loadBalancer === undefined) throw new ElbError(404, 'ELB.1002', 'Find lb failed.');
  if (protocol === 'UDP' && loadBalancer.type === 'Internal') {
    throw new ElbError(
      400,
      'ELB.6061',
      'Request parameters error, listener protocol is not valid.',
    );
  }
  const encrypted = protocol === 'HTTPS' || protocol === 'SSL';
  if (encrypted && given.certificate_id === undefined) throw missing('certificate_id');
  const siblings = listenersOf(state, loadbalancer_id);
  if (siblings.some((listener) => listener.port === port)) throw portRepeated();
  if (siblings.length >= loadBalancer.listenerQuota) {
    throw new ElbError(403, 'ELB.6091', 'Request lb has more than user listener quota.');
  }

  let id = hex(moment.random, 32);
  while (state.listeners.has(id)) id = hex(moment.random, 32);
  const time = formatTime(moment.now);
  const cookieByLoadBalancer = protocol === 'HTTP' || protocol === 'HTTPS';
  const listener: ElbListener = {
    id,
    name,
    description: given.description ?? null,
    loadbalancer_id,
    protocol,
    port,
    backend_protocol,
    backend_port,
    lb_algorithm,
    session_sticky: given.session_sticky ?? false,
    // "Unavailable or null" for the others ("Adding a Listener", sticky_session_type).
    sticky_session_type: cookieByLoadBalancer ? (given.sticky_session_type ?? null) : null,
    cookie_timeout: given.cookie_timeout ?? null,
    tcp_timeout: given.tcp_timeout ?? (protocol === 'TCP' ? 1 : null),
    tcp_draining: given.tcp_draining ?? false,
    tcp_draining_timeout: given.tcp_draining_timeout ?? null,
    udp_timeout: given.udp_timeout ?? null,
    certificate_id: given.certificate_id ?? null,
    certificates: given.certificates ?? null,
    ssl_protocols: given.ssl_protocols ?? (encrypted ? 'TLSv1.2' : null),
    ssl_ciphers: given.ssl_ciphers ?? (encrypted ? 'Default' : null),
    // As the example of "Adding a Listener" answers. (Some regions were recorded to give false here
    // for a listener that is ACTIVE.)
    admin_state_up: given.admin_state_up ?? true,
    create_time: time,
    update_time: time,
  };
  state.listeners.set(id, listener);
  return createAnswer(listener, given);
}

/** The real answer to a create is sparse: what is not applicable or was not given is left out. */
function createAnswer(listener: ElbListener, given: Given): unknown {
  const answer: Record<string, unknown> = {
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
  };
  const whole: Readonly<Record<string, unknown>> = { ...listener };
  for (const key of Object.keys(given)) answer[key] = whole[key];
  for (const [key, value] of Object.entries(answer)) if (value === null) delete answer[key];
  return answer;
}

export function updateListener(
  state: ElbState,
  id: string,
  request: Incoming,
  moment: CreationTime,
): unknown {
  const body = readBody(request);
  if (Object.keys(body).length === 0) throw emptyBody();
  const listener = find(state, id);
  const loadBalancer = state.loadBalancers.get(listener.loadbalancer_id);
  if (loadBalancer === undefined) {
    throw new ElbError(
      400,
      'ELB.6040',
      'The loadbalaner that the listener belongs to is not exist.',
    );
  }
  const given = readGiven(body, 'update', state);
  if (given.admin_state_up !== undefined) {
    if (loadBalancer.adminState === 'refuse') {
      throw new ElbError(400, 'ELB.6015', 'This listener property cannot be updated');
    }
    if (loadBalancer.adminState === 'ignore') delete given.admin_state_up;
  }
  if (given.port !== undefined && given.port !== listener.port) {
    const taken = listenersOf(state, listener.loadbalancer_id).some(
      (other) => other.port === given.port,
    );
    if (taken) throw portRepeated();
  }
  const changed: ElbListener = { ...listener, ...given, update_time: formatTime(moment.now) };
  state.listeners.set(id, changed);
  return showAnswer(changed, loadBalancer);
}

export function showListener(state: ElbState, id: string): unknown {
  const listener = find(state, id);
  return showAnswer(listener, state.loadBalancers.get(listener.loadbalancer_id));
}

/** A bare list; and what its server makes of an empty one: an object. */
export function listListeners(state: ElbState, request: Incoming): unknown {
  for (const [name, value] of request.query) {
    const number = name === 'port' || name === 'backend_port' || name.endsWith('_timeout');
    if (!FILTERS.has(name) || (number && !/^\d+$/.test(value))) {
      throw new ElbError(400, 'ELB.6003', 'Listener query condition is not valid.');
    }
  }
  const items: unknown[] = [];
  for (const listener of state.listeners.values()) {
    const item: Readonly<Record<string, unknown>> = {
      ...showAnswer(listener, state.loadBalancers.get(listener.loadbalancer_id)),
      member_number: 0,
    };
    if (request.query.every(([name, value]) => String(item[name] ?? '') === value)) {
      items.push(item);
    }
  }
  return items.length === 0 ? {} : items;
}

export function deleteListener(state: ElbState, id: string): void {
  checkId(id);
  if (!state.listeners.delete(id)) {
    throw new ElbError(503, 'ELB.6002', 'Delete listener failed, listener does not exist.');
  }
}

export function listenersOf(state: ElbState, loadBalancerId: string): ElbListener[] {
  return Array.from(state.listeners.values()).filter(
    (listener) => listener.loadbalancer_id === loadBalancerId,
  );
}

function showAnswer(
  listener: ElbListener,
  loadBalancer: ElbLoadBalancer | undefined,
): Readonly<Record<string, unknown>> {
  const loose = loadBalancer?.loose === true;
  const { certificates, ...rest } = listener;
  return {
    ...rest,
    ...(certificates === null ? {} : { certificates }),
    tcp_draining: loose ? Number(listener.tcp_draining) : listener.tcp_draining,
    status: 'ACTIVE',
    healthcheck_id: loose ? 'null' : null,
  };
}

function find(state: ElbState, id: string): ElbListener {
  checkId(id);
  const listener = state.listeners.get(id);
  if (listener !== undefined) return listener;
  throw new ElbError(404, 'ELB.6030', 'Listener is not associated with loadbalancer id.');
}

function checkId(id: string): void {
  if (id.length !== 32) throw new ElbError(400, 'ELB.6000', 'Listener ID length is not correct.');
  if (!/^[0-9a-f]+$/.test(id)) {
    throw new ElbError(400, 'ELB.6010', 'Listener ID content is not correct.');
  }
}

function readBody(request: Incoming): Body {
  if (request.body.length === 0) throw emptyBody();
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw invalidParameter();
  }
  if (!isRecord(body)) throw invalidParameter();
  return body;
}

function emptyBody(): ElbError {
  return new ElbError(400, 'ELB.0002', 'RequestBody is null or empty');
}

function missing(key: string): ElbError {
  return new ElbError(400, 'ELB.6001', `Request parameters error, "${key}" is nil.`);
}

function portRepeated(): ElbError {
  return new ElbError(400, 'ELB.6101', 'listener exist, the port repeat');
}

/** `YYYY-MM-DD HH:MM:SS`, UTC, without saying so. */
export function formatTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}
