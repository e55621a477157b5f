import { listenerKey, type SlbListener, type SlbProtocol, type SlbState } from '../model.ts';
import {
  listenerAt,
  listenerNotFound,
  listenersOn,
  loadBalancerOf,
  needed,
  optional,
  PROTOCOLS,
  portOf,
  type SlbCall,
  tagsOf,
} from './call.ts';
import {
  checkCombination,
  checkPort,
  checkRedirect,
  checkSurroundings,
  isHash,
  isPublishedExample,
  readSettings,
} from './checks.ts';
import { isRedirect, statusOf } from './describe.ts';
import { badCombination, invalid, missing, SlbError } from './errors.ts';
import { REQUIRED } from './parameters.ts';

/** CreateLoadBalancer…Listener: the listener is made, and stopped. */
export function createListener(call: SlbCall, state: SlbState, protocol: SlbProtocol): void {
  needed(call, 'LoadBalancerId');
  const port = portOf(call);
  for (const name of REQUIRED[protocol]) needed(call, name);
  const given = readSettings(call, protocol, 'create');
  const tags = tagsOf(call);
  const loadBalancer = loadBalancerOf(call, state);
  const redirect = given['ListenerForward'] === 'on';
  if (redirect) checkRedirect(given, loadBalancer.id, state);
  else if (!isPublishedExample(call, protocol)) checkCombination(given, 'create');
  if (!redirect) checkSurroundings(given, protocol, port, loadBalancer, state);
  checkPort(state, loadBalancer.id, protocol, port);
  if (listenersOn(state, loadBalancer.id).length >= loadBalancer.listenerQuota) {
    throw new SlbError(
      400,
      'ListenerNumberOverLimit',
      'The maximum number of listeners is exceeded.',
    );
  }
  // A redirect has no other settings: what is sent with it is not looked at.
  const settings = redirect
    ? { ListenerForward: 'on', ForwardPort: given['ForwardPort'] ?? '' }
    : given;
  keep(state, {
    loadBalancerId: loadBalancer.id,
    protocol,
    port,
    settings,
    tags,
    settled: 'stopped',
    transition: null,
  });
}

/** What a Set… request has no parameter for, so that it can't touch it. */
const UNTOUCHED = ['BackendServerPort', 'ListenerForward', 'ForwardPort'] as const;

/**
 * SetLoadBalancer…ListenerAttribute. What the API does to a parameter that is left out is not
 * documented. Here it goes back to its default: a client that relies on it being kept is found
 * out. Only what has no default stays: the certificate, and what a switch turns on and off.
 */
export function setListener(call: SlbCall, state: SlbState, protocol: SlbProtocol): void {
  needed(call, 'LoadBalancerId');
  const port = portOf(call);
  const given = readSettings(call, protocol, 'set');
  const loadBalancer = loadBalancerOf(call, state);
  const listener = listenerAt(state, loadBalancer.id, protocol, port);
  if (listener === undefined) throw listenerNotFound();
  if (isRedirect(listener)) {
    throw new SlbError(
      400,
      'Operation.NotAllowed',
      'Operation Denied. The HTTP listener does not support this action.',
    );
  }
  const status = statusOf(listener, call.now);
  if (status !== 'running' && status !== 'stopped') {
    throw new SlbError(
      400,
      'OperationFailed.ListenerStatusNotSupport',
      'The status of the listener does not support this operation. Please try again later.',
    );
  }
  const before = listener.settings;
  const settings: Record<string, string> = { ...given };
  for (const name of UNTOUCHED) copy(before, settings, name);
  if (settings['ServerCertificateId'] === undefined) copy(before, settings, 'ServerCertificateId');
  checkScheduler(before, settings);
  applySwitch(settings, before, 'VServerGroup');
  applySwitch(settings, before, 'MasterSlaveServerGroup');
  checkCombination(settings, 'set');
  checkSurroundings(settings, protocol, port, loadBalancer, state);
  keep(state, {
    ...listener,
    settings,
    settled: status,
    transition: { status: 'configuring', until: call.now.getTime() + call.settleMs },
  });
}

function copy(from: Readonly<Record<string, string>>, to: Record<string, string>, name: string) {
  const value = from[name];
  if (value !== undefined) to[name] = value;
}

/** There is no way from the weighted algorithms to the hash ones and back, nor among the latter. */
function checkScheduler(
  before: Readonly<Record<string, string>>,
  settings: Record<string, string>,
): void {
  const old = before['Scheduler'];
  if (settings['Scheduler'] === undefined && isHash(old)) copy(before, settings, 'Scheduler');
  const now = settings['Scheduler'];
  if (now !== old && (isHash(now) || isHash(old))) throw invalid('Scheduler');
}

function applySwitch(
  settings: Record<string, string>,
  before: Readonly<Record<string, string>>,
  name: 'VServerGroup' | 'MasterSlaveServerGroup',
): void {
  const position = settings[name];
  delete settings[name];
  if (position === 'on') {
    if (settings[`${name}Id`] === undefined) throw badCombination();
    return;
  }
  delete settings[`${name}Id`];
  if (position === undefined) copy(before, settings, `${name}Id`);
  else if (settings['BackendServerPort'] === undefined) throw badCombination();
}

export function startListener(call: SlbCall, state: SlbState): void {
  turn(call, state, 'running', 'starting');
}

export function stopListener(call: SlbCall, state: SlbState): void {
  turn(call, state, 'stopped', 'stopping');
}

/** What is already there stays so: the API does not say that this is an error. */
function turn(
  call: SlbCall,
  state: SlbState,
  settled: 'running' | 'stopped',
  transient: 'starting' | 'stopping',
): void {
  const listener = findOne(call, state);
  checkSettled(listener, call.now);
  if (listener.settled === settled) return;
  const until = call.now.getTime() + call.settleMs;
  keep(state, { ...listener, settled, transition: { status: transient, until } });
}

export function deleteListener(call: SlbCall, state: SlbState): void {
  const listener = findOne(call, state);
  checkSettled(listener, call.now);
  state.listeners.delete(listenerKey(listener.loadBalancerId, listener.protocol, listener.port));
}

function checkSettled(listener: SlbListener, now: Date): void {
  switch (statusOf(listener, now)) {
    case 'stopping':
      throw new SlbError(
        409,
        'ServiceIsStopping',
        'The specified Listener is stopping, please retry later.',
      );
    case 'starting':
    case 'configuring':
      throw new SlbError(
        400,
        'ServiceIsConfiguring',
        'A previous configuration is pending; please try again later.',
      );
    default:
  }
}

/** By port, and by protocol where two share it. */
function findOne(call: SlbCall, state: SlbState): SlbListener {
  needed(call, 'LoadBalancerId');
  const port = portOf(call);
  const wanted = optional(call, 'ListenerProtocol');
  if (wanted !== undefined && !PROTOCOLS.some((protocol) => protocol === wanted)) {
    throw new SlbError(400, 'InvalidParameter', 'The specified protocol is not valid.');
  }
  const loadBalancer = loadBalancerOf(call, state);
  const found = listenersOn(state, loadBalancer.id).filter(
    (listener) => listener.port === port && (wanted === undefined || listener.protocol === wanted),
  );
  const [listener] = found;
  if (listener === undefined) throw listenerNotFound();
  if (found.length > 1) throw missing('ListenerProtocol');
  return listener;
}

function keep(state: SlbState, listener: SlbListener): void {
  const { loadBalancerId, protocol, port } = listener;
  state.listeners.set(listenerKey(loadBalancerId, protocol, port), listener);
}
