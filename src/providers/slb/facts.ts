import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { LoadBalancerFacts } from '../../model/rule.ts';
import { integerOf, itemsOf, textOf } from './native.ts';

/** Reads a response of DescribeLoadBalancerAttribute. */
export function readFacts(loadBalancer: string, body: Native): LoadBalancerFacts {
  const network = { internet: 'public', intranet: 'private' }[textOf(body['AddressType']) ?? ''];
  const performance = performanceOf(body);
  const paidBandwidth = paidBandwidthOf(body);
  const listeners = listenersOf(loadBalancer, body);
  return {
    ...(network === 'public' || network === 'private' ? { network } : {}),
    ...(performance === undefined ? {} : { performance }),
    ...(paidBandwidth === undefined ? {} : { paidBandwidth }),
    ...(listeners === undefined ? {} : { listeners }),
  };
}

/** Reads a response of DescribeLoadBalancerListeners. */
export function readBandwidths(loadBalancer: string, body: Native): LoadBalancerFacts {
  const items = itemsOf(body['Listeners'], 'Listener') ?? [];
  const bandwidths = items.flatMap((item) => {
    if (!isObject(item) || item['LoadBalancerId'] !== loadBalancer) return [];
    const port = integerOf(item['ListenerPort']);
    const protocol = textOf(item['ListenerProtocol'])?.toLowerCase();
    const bandwidth = integerOf(item['Bandwidth']);
    return port === undefined || protocol === undefined || bandwidth === undefined
      ? []
      : [{ protocol, port, bandwidth }];
  });
  return { bandwidths };
}

/** Shared-performance load balancers have no specification; nor do those billed by use (PayByCLCU). */
function performanceOf(body: Native): LoadBalancerFacts['performance'] {
  if (textOf(body['LoadBalancerSpec']) !== undefined) return 'guaranteed';
  return textOf(body['InstanceChargeType']) === 'PayByCLCU' ? undefined : 'shared';
}

/** Instances that are private or billed by traffic have no shared bandwidth. */
function paidBandwidthOf(body: Native): number | undefined {
  const billing = textOf(body['InternetChargeType'])?.toLowerCase();
  const bandwidth = integerOf(body['Bandwidth']) ?? 0;
  return billing === 'paybybandwidth' && textOf(body['AddressType']) === 'internet' && bandwidth > 0
    ? bandwidth
    : undefined;
}

/** Older responses misspell the names. */
function listenersOf(loadBalancer: string, body: Native): LoadBalancerFacts['listeners'] {
  const items =
    itemsOf(body['ListenerPortsAndProtocol'], 'ListenerPortAndProtocol') ??
    itemsOf(body['ListenerPortsAndProtocal'], 'ListenerPortAndProtocal');
  return items?.flatMap((item) => {
    if (!isObject(item)) return [];
    const port = integerOf(item['ListenerPort']);
    const protocol = textOf(item['ListenerProtocol'] ?? item['ListenerProtocal'])?.toLowerCase();
    if (port === undefined || protocol === undefined) return [];
    return [{ protocol, port, ref: `${loadBalancer}/${protocol}/${port}` }];
  });
}
