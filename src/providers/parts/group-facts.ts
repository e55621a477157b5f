import type { Native } from '../../model/listener.ts';
import type { LoadBalancerFacts } from '../../model/rule.ts';
import { idOf, idsIn, isOwnPool, partsOf } from './native.ts';
import { policyUseOf } from './policies.ts';

/** Who else needs the backend group of a listener, as far as the listener shows it. */
export function groupFacts(current: Native): LoadBalancerFacts {
  const parts = partsOf(current);
  const id = idOf(parts.listener);
  const groupPolicies = policyUseOf(current).ofPool;
  return {
    ...(isOwnPool(parts)
      ? {}
      : { groupAlsoServes: idsIn(parts.pool?.['listeners']).filter((other) => other !== id) }),
    ...(groupPolicies.length === 0 ? {} : { groupPolicies }),
  };
}
