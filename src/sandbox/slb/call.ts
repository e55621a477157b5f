import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import {
  listenerKey,
  type SlbListener,
  type SlbLoadBalancer,
  type SlbProtocol,
  type SlbState,
  type SlbTag,
} from '../state/model.ts';
import { invalid, invalidParameter, missing, SlbError } from './errors.ts';
import { integer } from './parameters.ts';
import { REGIONS } from './regions.ts';

/** A verified call of an action. */
export interface SlbCall {
  /** Case matters in the names. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly state: SlbState;
  readonly now: Date;
  readonly settleMs: number;
  readonly random: () => number;
}

export const PROTOCOLS: readonly SlbProtocol[] = ['http', 'https', 'tcp', 'udp'];

/** The gateway treats an empty parameter as absent. */
export function optional(call: SlbCall, name: string): string | undefined {
  const value = call.parameters.get(name);
  return value === '' ? undefined : value;
}

export function required(call: SlbCall, name: string): string {
  const value = optional(call, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalInteger(call: SlbCall, name: string, max: number): number | undefined {
  const value = optional(call, name);
  if (value === undefined) return undefined;
  if (!integer(1, max)(value)) throw invalid(name);
  return Number(value);
}

/** Requests without a region need a default: all regions share the sandbox's endpoint. */
export function region(call: SlbCall): string {
  return requestedRegion(call) ?? SANDBOX_CREDENTIALS.slb.region;
}

function requestedRegion(call: SlbCall): string | undefined {
  const id = optional(call, 'RegionId');
  if (id !== undefined && !Object.hasOwn(REGIONS, id)) {
    throw invalidParameter('The specified RegionId does not exist.');
  }
  return id;
}

export function findLoadBalancer(call: SlbCall): SlbLoadBalancer {
  const id = required(call, 'LoadBalancerId');
  const regionId = requestedRegion(call);
  const loadBalancer = call.state.loadBalancers.get(id);
  if (loadBalancer === undefined || (regionId ?? loadBalancer.region) !== loadBalancer.region) {
    throw new SlbError(
      'InvalidLoadBalancerId.NotFound',
      'The specified LoadBalancerId does not exist.',
      404,
    );
  }
  return loadBalancer;
}

/** The port of the listener that the call is about; a missing load balancer is reported first. */
export function requiredPort(call: SlbCall): number {
  required(call, 'LoadBalancerId');
  const port = optionalInteger(call, 'ListenerPort', 65_535);
  if (port === undefined) throw missing('ListenerPort');
  return port;
}

export function listenersOf(state: SlbState, loadBalancerId: string): SlbListener[] {
  return Array.from(state.listeners.values()).filter(
    (listener) => listener.loadBalancerId === loadBalancerId,
  );
}

/** By port, and by protocol where two listeners share it. */
export function findListener(call: SlbCall): SlbListener {
  const port = requiredPort(call);
  const protocol = optional(call, 'ListenerProtocol');
  if (protocol !== undefined && !PROTOCOLS.some((known) => known === protocol)) {
    throw invalidParameter('The specified protocol is not valid.');
  }
  const loadBalancer = findLoadBalancer(call);
  const [listener, second] = listenersOf(call.state, loadBalancer.id).filter(
    (other) => other.port === port && (protocol ?? other.protocol) === other.protocol,
  );
  if (listener === undefined) throw listenerNotFound();
  if (second !== undefined) throw missing('ListenerProtocol');
  return listener;
}

export function listenerNotFound(): SlbError {
  return new SlbError(
    'ListenerNotFound',
    'You have not created a listener for the specified port of the load balancer.',
    404,
  );
}

export function saveListener(call: SlbCall, listener: SlbListener): void {
  call.state.listeners.set(listenerKey(listener), listener);
}

/** Tag.N.Key and Tag.N.Value. */
export function tagsOf(call: SlbCall): SlbTag[] {
  const tags: SlbTag[] = [];
  for (let index = 1; index <= 20; index += 1) {
    const key = optional(call, `Tag.${index}.Key`);
    if (key === undefined) continue;
    if (key.length > 128 || /^(aliyun|acs:)|https?:\/\//.test(key)) {
      throw invalid(`Tag.${index}.Key`);
    }
    const value = call.parameters.get(`Tag.${index}.Value`) ?? '';
    if (value.length > 128) throw invalid(`Tag.${index}.Value`);
    tags.push({ key, value });
  }
  return tags;
}
