import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import type { LoadBalancerFacts, OperationVerb } from '../../model/rule.ts';
import type { Call } from '../call.ts';
import { joined } from '../parts/native.ts';
import { decode } from './native.ts';
import { ROWS } from './parameters/index.ts';
import type { Requests } from './requests.ts';
import { OPTIONS_OF_HUAWEI } from './rules/clouds.ts';

/** What a change needs to know about the load balancer, as read-only calls. */
export function factCalls(
  requests: Requests,
  region: string | undefined,
  loadBalancer: string,
  change: Values,
  verb: OperationVerb,
): readonly Call<LoadBalancerFacts>[] {
  const port = change['protocol_port'];
  const pool = change['default_pool_id'];
  const place = region === undefined ? {} : { region };
  return [
    ...(verb === 'create' || needsBalancer(change)
      ? [
          requests.get(`/loadbalancers/${encodeURIComponent(loadBalancer)}`, {}, ({ body }) => ({
            ...place,
            ...kindOf(isObject(body) && isObject(body['loadbalancer']) ? body['loadbalancer'] : {}),
          })),
        ]
      : []),
    ...(port === undefined ? [] : [holders(requests, loadBalancer, String(port))]),
    ...(typeof pool === 'string' && pool !== '' ? [poolFacts(requests, pool)] : []),
  ];
}

const KIND_MATTERS: readonly string[] = [
  'tls_ciphers_policy',
  'security_policy_id',
  'enhance_l7policy_enable',
  'transparent_client_ip_enable',
  'keepalive_timeout',
  'healthmonitor.type',
  'pool.session_persistence.type',
];

function needsBalancer(change: Values): boolean {
  return Object.keys(change).some(
    (name) =>
      KIND_MATTERS.includes(name) ||
      OPTIONS_OF_HUAWEI.includes(name) ||
      ROWS.some((row) => row.name === name && row.huaweiOnly === true),
  );
}

/** `guaranteed` is the API's word for dedicated. Shared ones have no flavours. */
function kindOf(balancer: Native): LoadBalancerFacts {
  const { guaranteed, l4_flavor_id: l4, l7_flavor_id: l7 } = balancer;
  if (typeof guaranteed !== 'boolean') return {};
  const has = (flavor: unknown) => typeof flavor === 'string' && flavor !== '';
  return {
    performance: guaranteed ? 'guaranteed' : 'shared',
    ...(guaranteed && (has(l4) || has(l7)) ? { layers: { 4: has(l4), 7: has(l7) } } : {}),
  };
}

function holders(requests: Requests, loadBalancer: string, port: string): Call<LoadBalancerFacts> {
  const call = requests.list('listener', { loadbalancer_id: loadBalancer, protocol_port: port });
  return {
    ...call,
    parse: (answer) => ({
      listeners: call.parse(answer).map((listener) => {
        const { ref, fields } = decode(joined({ listener }));
        const protocol = fields.protocol ?? String(listener['protocol']).toLowerCase();
        return { ref, protocol, port: fields.port ?? 0 };
      }),
    }),
  };
}

function poolFacts(requests: Requests, id: string): Call<LoadBalancerFacts> {
  const call = requests.show('pool', id);
  return {
    ...call,
    parse: (answer) => {
      const { protocol } = call.parse(answer);
      return typeof protocol === 'string' ? { groupProtocols: { [id]: protocol } } : {};
    },
  };
}
