import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import {
  listenerKey,
  type SlbListener,
  type SlbLoadBalancer,
  type SlbProtocol,
  type SlbState,
} from '../model.ts';
import { invalid, missing, SlbError } from './errors.ts';
import { integer } from './parameters.ts';
import { REGIONS } from './regions.ts';

/** One verified call: its parameters (names as they came: case matters) and its moment. */
export interface SlbCall {
  readonly parameters: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly settleMs: number;
}

export const PROTOCOLS: readonly SlbProtocol[] = ['http', 'https', 'tcp', 'udp'];

/** Given and not empty: the gateway takes an empty parameter for none. */
export function optional(call: SlbCall, name: string): string | undefined {
  const value = call.parameters.get(name);
  return value === '' ? undefined : value;
}

export function needed(call: SlbCall, name: string): string {
  const value = optional(call, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function count(call: SlbCall, name: string, standard: number, most: number): number {
  const value = optional(call, name);
  if (value === undefined) return standard;
  if (!integer(1, most)(value)) throw invalid(name);
  return Number(value);
}

/** The region asked about; the endpoint is that of no region, so there has to be a usual one. */
export function region(call: SlbCall): string {
  return givenRegion(call) ?? SANDBOX_CREDENTIALS.slb.region;
}

function givenRegion(call: SlbCall): string | undefined {
  const given = optional(call, 'RegionId');
  if (given !== undefined && !Object.hasOwn(REGIONS, given)) {
    throw new SlbError(400, 'InvalidParameter', 'The specified RegionId does not exist.');
  }
  return given;
}

export function loadBalancerOf(call: SlbCall, state: SlbState): SlbLoadBalancer {
  const id = needed(call, 'LoadBalancerId');
  const place = givenRegion(call);
  const loadBalancer = state.loadBalancers.get(id);
  if (loadBalancer === undefined || (place !== undefined && place !== loadBalancer.region)) {
    throw new SlbError(
      404,
      'InvalidLoadBalancerId.NotFound',
      'The specified LoadBalancerId does not exist.',
    );
  }
  return loadBalancer;
}

export function portOf(call: SlbCall): number {
  const value = needed(call, 'ListenerPort');
  if (!integer(1, 65_535)(value)) throw invalid('ListenerPort');
  return Number(value);
}

export function listenersOn(state: SlbState, loadBalancerId: string): SlbListener[] {
  return Array.from(state.listeners.values()).filter(
    (listener) => listener.loadBalancerId === loadBalancerId,
  );
}

export function listenerAt(
  state: SlbState,
  loadBalancerId: string,
  protocol: SlbProtocol,
  port: number,
): SlbListener | undefined {
  return state.listeners.get(listenerKey(loadBalancerId, protocol, port));
}

export function listenerNotFound(): SlbError {
  return new SlbError(
    404,
    'ListenerNotFound',
    'You have not created a listener for the specified port of the load balancer.',
  );
}

/** Tag.N.Key and Tag.N.Value. */
export function tagsOf(call: SlbCall): { readonly key: string; readonly value: string }[] {
  const tags: { key: string; value: string }[] = [];
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
