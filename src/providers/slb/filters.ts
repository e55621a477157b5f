import type { Path } from '../../model/fields.ts';
import { kebab, type Parameter, type ParameterType } from '../../model/parameter.ts';
import { SLB_PROTOCOLS } from './protocols.ts';
import { ID, NAME_FILTER, PORT, TAGS } from './types.ts';

/** Filters of DescribeLoadBalancerListeners. */
export const FILTERS: readonly Parameter[] = [
  filter('RegionId', ID, null, 'region of the load balancers'),
  filter(
    'LoadBalancerId',
    { kind: 'list', item: ID },
    'loadBalancer',
    'only listeners of this load balancer',
  ),
  filter(
    'ListenerProtocol',
    { kind: 'choice', values: SLB_PROTOCOLS },
    'protocol',
    'only listeners of this protocol',
  ),
  filter('ListenerPort', PORT, 'port', 'only listeners on this port'),
  filter('Description', NAME_FILTER, 'name', 'only listeners with this name'),
  filter('Tag', TAGS, 'tags', 'only listeners with this tag'),
];

function filter(name: string, type: ParameterType, path: Path | null, summary: string): Parameter {
  return {
    name,
    wire: name,
    flag: kebab(name),
    type,
    presence: 'optional',
    path,
    summary,
    source: `DescribeLoadBalancerListeners: ${name}`,
  };
}
