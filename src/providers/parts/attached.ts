import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Attached } from '../calls.ts';
import { partOf } from './names.ts';
import { idOf, partsOf } from './native.ts';
import { policyUseOf, readPolicyUse } from './policies.ts';
import { keptPool, poolDeletedWith, poolLeftBehind } from './pool-fate.ts';
import type { Requests } from './requests.ts';

interface Options {
  /** Whether the cloud has forwarding policies that lead to a listener. */
  readonly redirects: boolean;
  /** Whether forwarding policies belong to a listener, so that a delete removes them. */
  hasPolicies(native: Native): boolean;
}

/** The backend group of a listener, and forwarding policies. */
export function attachedTo(
  requests: Pick<Requests, 'get'>,
  { redirects, hasPolicies }: Options,
): Attached {
  return {
    read: async (current, run, send) => {
      const isDelete = send === undefined;
      const touchesGroup =
        !isDelete && Object.keys(send).some((name) => partOf(name) !== 'listener');
      const mayMatter = isDelete || (touchesGroup && isObject(partsOf(current).pool));
      return mayMatter
        ? readPolicyUse(requests, current, run, { redirects: redirects && isDelete })
        : current;
    },
    blocksDelete: (current) => {
      const [policy] = policyUseOf(current).ofListener;
      const { listener } = partsOf(current);
      return policy === undefined
        ? undefined
        : `listener ${idOf(listener)} cannot be deleted: forwarding policy ${policy} of another listener redirects to it`;
    },
    stays: keptPool,
    goes: (current) => {
      const parts = [
        poolDeletedWith(current),
        hasPolicies(current) ? 'its forwarding policies' : undefined,
      ].filter((part) => part !== undefined);
      return parts.length === 0 ? undefined : parts.join(' and ');
    },
    isLost: (current) =>
      hasPolicies(current)
        ? 'its forwarding policies are deleted, and not created again'
        : undefined,
    leftBehind: poolLeftBehind,
  };
}
