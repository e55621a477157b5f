import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { LoadBalancerFacts } from '../../model/rule.ts';
import { integerOf, itemsOf, textOf } from './native.ts';

/** What DescribeLoadBalancerAttribute says that rules need. */
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

/**
 * A shared-performance load balancer is one without a specification; but one that is billed by
 * use (PayByCLCU) needs none, so there its absence tells nothing.
 */
function performanceOf(body: Native): LoadBalancerFacts['performance'] {
  if (textOf(body['LoadBalancerSpec']) !== undefined) return 'guaranteed';
  return textOf(body['InstanceChargeType']) === 'PayByCLCU' ? undefined : 'shared';
}

/** Other instances are billed by traffic, or stand in a private network, and share nothing. */
function paidBandwidthOf(body: Native): number | undefined {
  const billing = textOf(body['InternetChargeType'])?.toLowerCase();
  const bandwidth = integerOf(body['Bandwidth']) ?? 0;
  return billing === 'paybybandwidth' && textOf(body['AddressType']) === 'internet' && bandwidth > 0
    ? bandwidth
    : undefined;
}

/** The answer has this list twice, once under a misspelled name that came first. */
function listenersOf(loadBalancer: string, body: Native): LoadBalancerFacts['listeners'] {
  const items =
    itemsOf(body['ListenerPortsAndProtocol'], 'ListenerPortAndProtocol') ??
    itemsOf(body['ListenerPortsAndProtocal'], 'ListenerPortAndProtocal');
  return items?.flatMap((item) => {
    if (!isObject(item)) return [];
    const port = integerOf(item['ListenerPort']);
    const said = item['ListenerProtocol'] ?? item['ListenerProtocal'];
    const protocol = textOf(said)?.toLowerCase();
    if (port === undefined || protocol === undefined) return [];
    return [{ protocol, port, ref: `${loadBalancer}/${protocol}/${port}` }];
  });
}
