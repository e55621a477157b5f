import { listenerKey, type SlbProtocol } from '../state/model.ts';
import {
  findLoadBalancer,
  optional,
  optionalInteger,
  PROTOCOLS,
  region,
  requiredPort,
  type SlbCall,
  tagsOf,
} from './call.ts';
import { invalid, invalidParameter } from './errors.ts';
import { describeListener, listItem } from './listener-response.ts';
import type { Attributes } from './response.ts';

export function describeAttribute(call: SlbCall, protocol: SlbProtocol): Attributes {
  const port = requiredPort(call);
  const loadBalancer = findLoadBalancer(call);
  const key = listenerKey({ loadBalancerId: loadBalancer.id, protocol, port });
  const listener = call.state.listeners.get(key);
  if (listener === undefined) throw invalidParameter('The specified resource does not exist.');
  return describeListener(listener, loadBalancer, call.now);
}

/** A page starts after the last key of the one before, so that changes between them don't shift it. */
export function describeListeners(call: SlbCall): Attributes {
  const ids = new Set<string>();
  for (const [name, value] of call.parameters) {
    if (/^LoadBalancerId\.\d+$/.test(name)) ids.add(value);
  }
  if (ids.size > 10) throw invalid('LoadBalancerId');
  const protocol = optional(call, 'ListenerProtocol');
  if (protocol !== undefined && !PROTOCOLS.some((known) => known === protocol)) {
    throw invalid('ListenerProtocol');
  }
  const port = optionalInteger(call, 'ListenerPort', 65_535);
  const description = optional(call, 'Description');
  const tags = tagsOf(call);
  const size = optionalInteger(call, 'MaxResults', 100) ?? 20;
  const token = optional(call, 'NextToken');
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString('utf8');
  if (token !== undefined && !/^[^/]+\/\d{5}\/[a-z]+$/.test(after)) throw invalid('NextToken');
  const regionId = region(call);

  const found = Array.from(call.state.listeners)
    .flatMap(([key, listener]) => {
      const loadBalancer = call.state.loadBalancers.get(listener.loadBalancerId);
      const matches =
        (ids.size === 0 || ids.has(listener.loadBalancerId)) &&
        (protocol === undefined || listener.protocol === protocol) &&
        (port === undefined || listener.port === port) &&
        (description === undefined || listener.settings['Description'] === description) &&
        tags.every(({ key, value }) =>
          listener.tags.some((tag) => tag.key === key && (value === '' || tag.value === value)),
        );
      return matches && loadBalancer?.region === regionId ? [{ key, listener, loadBalancer }] : [];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = found.filter(({ key }) => key > after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return {
    TotalCount: found.length,
    MaxResults: size,
    ...(last !== undefined &&
      rest.length > page.length && { NextToken: Buffer.from(last.key).toString('base64url') }),
    ...(last !== undefined && {
      Listeners: page.map(({ listener, loadBalancer }) =>
        listItem(listener, loadBalancer, call.now),
      ),
    }),
  };
}
