import {
  listenerKey,
  type SlbListener,
  type SlbProtocol,
  type SlbTransient,
} from '../state/model.ts';
import {
  findListener,
  findLoadBalancer,
  listenerNotFound,
  listenersOf,
  required,
  requiredPort,
  type SlbCall,
  saveListener,
  tagsOf,
} from './call.ts';
import { badCombination, invalid, SlbError } from './errors.ts';
import { redirectOf, statusOf } from './listener-response.ts';
import { REQUIRED } from './parameters.ts';
import {
  isHash,
  isPublishedExample,
  parseSettings,
  type Settings,
  validateCombination,
  validatePort,
  validateRedirect,
  validateReferences,
} from './validation.ts';

/** New listeners are stopped. */
export function createListener(call: SlbCall, protocol: SlbProtocol): void {
  const port = requiredPort(call);
  for (const name of REQUIRED[protocol]) required(call, name);
  const requested = parseSettings(call, protocol, 'create');
  const tags = tagsOf(call);
  const loadBalancer = findLoadBalancer(call);
  const target = { loadBalancer, protocol, port };
  const redirect = requested['ListenerForward'] === 'on';
  if (redirect) {
    validateRedirect(call, requested, loadBalancer);
  } else {
    if (!isPublishedExample(requested, target)) validateCombination(requested, 'create');
    validateReferences(call, requested, target);
  }
  validatePort(call, target);
  if (listenersOf(call.state, loadBalancer.id).length >= loadBalancer.listenerQuota) {
    throw new SlbError('ListenerNumberOverLimit', 'The maximum number of listeners is exceeded.');
  }
  // The other settings of a redirect are ignored.
  const settings = redirect
    ? { ListenerForward: 'on', ForwardPort: requested['ForwardPort'] ?? '' }
    : requested;
  saveListener(call, {
    loadBalancerId: loadBalancer.id,
    protocol,
    port,
    settings,
    tags,
    settled: 'stopped',
    transition: null,
  });
}

/** The Set actions have no parameter for the first three; the last has no default. */
const KEPT = ['BackendServerPort', 'ListenerForward', 'ForwardPort', 'ServerCertificateId'];

/**
 * The API reference does not say what happens to a parameter that is left out. Here it returns to
 * its default, so that clients that rely on it being kept are noticed. Only what has no default
 * stays: the certificate, and the groups, which have a switch of their own.
 */
export function setListener(call: SlbCall, protocol: SlbProtocol): void {
  const port = requiredPort(call);
  const requested = parseSettings(call, protocol, 'set');
  const loadBalancer = findLoadBalancer(call);
  const key = listenerKey({ loadBalancerId: loadBalancer.id, protocol, port });
  const listener = call.state.listeners.get(key);
  if (listener === undefined) throw listenerNotFound();
  if (redirectOf(listener) !== undefined) {
    throw new SlbError(
      'Operation.NotAllowed',
      'Operation Denied. The HTTP listener does not support this action.',
    );
  }
  const status = statusOf(listener, call.now);
  if (status !== 'running' && status !== 'stopped') {
    throw new SlbError(
      'OperationFailed.ListenerStatusNotSupport',
      'The status of the listener does not support this operation. Please try again later.',
    );
  }
  const before = listener.settings;
  const settings: Record<string, string> = { ...requested };
  for (const name of KEPT) keep(before, settings, name);
  updateScheduler(before, settings);
  updateGroup(before, settings, 'VServerGroup');
  updateGroup(before, settings, 'MasterSlaveServerGroup');
  validateCombination(settings, 'set');
  validateReferences(call, settings, { loadBalancer, protocol, port });
  const transition = transitionTo('configuring', call);
  saveListener(call, { ...listener, settings, settled: status, transition });
}

/** Keeps a setting that the request does not change. */
function keep(before: Settings, settings: Record<string, string>, name: string): void {
  const value = settings[name] ?? before[name];
  if (value !== undefined) settings[name] = value;
}

/** Weighted algorithms cannot change to hash ones or back, nor a hash one to another. */
function updateScheduler(before: Settings, settings: Record<string, string>): void {
  const current = before['Scheduler'];
  if (isHash(current)) keep(before, settings, 'Scheduler');
  const updated = settings['Scheduler'];
  if (updated !== current && (isHash(updated) || isHash(current))) throw invalid('Scheduler');
}

/** The group's id counts only with its switch on. */
function updateGroup(
  before: Settings,
  settings: Record<string, string>,
  name: 'VServerGroup' | 'MasterSlaveServerGroup',
): void {
  const position = settings[name];
  delete settings[name];
  if (position === 'on') {
    if (settings[`${name}Id`] === undefined) throw badCombination();
    return;
  }
  delete settings[`${name}Id`];
  if (position === undefined) keep(before, settings, `${name}Id`);
  else if (settings['BackendServerPort'] === undefined) throw badCombination();
}

/** Starting a running listener is accepted: the API reference does not list it as an error. */
export function switchListener(
  call: SlbCall,
  settled: 'running' | 'stopped',
  transient: 'starting' | 'stopping',
): void {
  const listener = findSettledListener(call);
  if (listener.settled === settled) return;
  saveListener(call, { ...listener, settled, transition: transitionTo(transient, call) });
}

export function deleteListener(call: SlbCall): void {
  call.state.listeners.delete(listenerKey(findSettledListener(call)));
}

function findSettledListener(call: SlbCall): SlbListener {
  const listener = findListener(call);
  const status = statusOf(listener, call.now);
  if (status === 'stopping') {
    throw new SlbError(
      'ServiceIsStopping',
      'The specified Listener is stopping, please retry later.',
      409,
    );
  }
  if (status === 'starting' || status === 'configuring') {
    throw new SlbError(
      'ServiceIsConfiguring',
      'A previous configuration is pending; please try again later.',
    );
  }
  return listener;
}

function transitionTo(status: SlbTransient, { now, settleMs }: SlbCall) {
  return { status, until: now.getTime() + settleMs };
}
