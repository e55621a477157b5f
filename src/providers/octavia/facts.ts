import type { Values } from '../../model/parameter.ts';
import type { LoadBalancerFacts, OperationVerb } from '../../model/rule.ts';
import type { Call } from '../call.ts';
import { idOf, joined } from '../parts/native.ts';
import { textOf } from '../parts/rules.ts';
import { ipVersionOf } from './cidr.ts';
import { decode } from './native.ts';
import { ROWS } from './parameters/index.ts';
import { requests, version } from './requests.ts';
import { VERSIONED_VALUES } from './rules/version.ts';

/** What a change needs to know about the load balancer, as read-only calls. */
export function factCalls(
  loadBalancer: string,
  change: Values,
  verb: OperationVerb,
): readonly Call<LoadBalancerFacts>[] {
  const port = change['protocol_port'];
  const pool = change['default_pool_id'];
  const cidrs = change['allowed_cidrs'];
  return [
    ...(verb === 'create' || (Array.isArray(cidrs) && cidrs.length > 0)
      ? [balancer(loadBalancer)]
      : []),
    ...(port === undefined ? [] : [holders(loadBalancer, String(port))]),
    ...(typeof pool === 'string' && pool !== '' ? [poolFacts(pool)] : []),
    ...(isVersioned(change) ? [apiVersion] : []),
  ];
}

function balancer(id: string): Call<LoadBalancerFacts> {
  const call = requests.show('loadbalancer', id);
  return {
    ...call,
    parse: (answer) => {
      const { vip_address: address, provider } = call.parse(answer);
      const family = ipVersionOf(String(address));
      return {
        ...(family === undefined ? {} : { addressFamily: family }),
        ...(typeof provider === 'string' ? { driver: provider } : {}),
      };
    },
  };
}

function holders(loadBalancer: string, port: string): Call<LoadBalancerFacts> {
  const call = requests.list('listener', { loadbalancer_id: loadBalancer, protocol_port: port });
  return {
    ...call,
    parse: (answer) => ({
      listeners: call.parse(answer).map((listener) => ({
        ref: idOf(listener) ?? '',
        protocol: String(listener['protocol']),
        port: decode(joined({ listener })).fields.port ?? 0,
      })),
    }),
  };
}

function poolFacts(id: string): Call<LoadBalancerFacts> {
  const call = requests.show('pool', id);
  return {
    ...call,
    parse: (answer) => {
      const { protocol } = call.parse(answer);
      return typeof protocol === 'string' ? { groupProtocols: { [id]: protocol } } : {};
    },
  };
}

const apiVersion: Call<LoadBalancerFacts> = {
  ...version,
  parse: (answer) => {
    const minor = version.parse(answer);
    return minor === undefined ? {} : { apiVersion: minor };
  },
};

/** Whether the change needs more than the first version of the API. */
function isVersioned(change: Values): boolean {
  return ROWS.some(
    ({ name, since }) =>
      change[name] !== undefined &&
      (since !== undefined || VERSIONED_VALUES[name]?.[textOf(change[name])] !== undefined),
  );
}
