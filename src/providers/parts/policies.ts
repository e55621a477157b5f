import { Failure } from '../../failure.ts';
import type { Native } from '../../model/listener.ts';
import type { Run } from '../call.ts';
import { idOf, listenerId, partsOf, withParts } from './native.ts';
import { many, type Requests } from './requests.ts';

/** Ids of forwarding policies that lead to a listener or to its backend group. */
export interface PolicyUse {
  readonly ofListener: readonly string[];
  /** Of other listeners. */
  readonly ofPool: readonly string[];
  /** The listener's own, which go with it. */
  readonly ownOfPool: readonly string[];
}

/** Not enumerable, so it does not appear in output. */
const USE: unique symbol = Symbol('forwarding policies that lead here');

const NONE: PolicyUse = { ofListener: [], ofPool: [], ownOfPool: [] };

export function policyUseOf(native: Native): PolicyUse {
  return (native as { readonly [USE]?: PolicyUse })[USE] ?? NONE;
}

/**
 * Reads which forwarding policies lead to a listener or its group, since the cloud refuses to delete
 * what they need. An account that may not list policies gets the cloud's own answer then.
 * @param redirects whether the cloud has policies that lead to a listener
 */
export async function readPolicyUse(
  requests: Pick<Requests, 'get'>,
  native: Native,
  run: Run,
  { redirects }: { readonly redirects: boolean },
): Promise<Native> {
  const id = listenerId(native);
  const pool = idOf(partsOf(native).pool);
  const read = async (key: string, value: string | undefined) =>
    value === undefined ? [] : policiesThat(requests, { [key]: value }, run);
  const [toListener, toPool] = await Promise.all([
    read('redirect_listener_id', redirects ? id : undefined),
    read('redirect_pool_id', pool),
  ]);
  const use: PolicyUse = {
    ofListener: toListener.flatMap((policy) => idOf(policy) ?? []),
    ofPool: toPool.filter(({ listener_id: by }) => by !== id).flatMap((one) => idOf(one) ?? []),
    ownOfPool: toPool.filter(({ listener_id: by }) => by === id).flatMap((one) => idOf(one) ?? []),
  };
  return Object.defineProperty(withParts(native, {}), USE, { value: use });
}

/** A cloud may ignore a filter, so what it lists is compared again. */
async function policiesThat(
  { get }: Pick<Requests, 'get'>,
  query: Readonly<Record<string, string>>,
  run: Run,
): Promise<readonly Native[]> {
  try {
    const found = await run(get('/l7policies', query, many('l7policies')));
    return found.filter((policy) =>
      Object.entries(query).every(([key, value]) => policy[key] === value),
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.details.missingCall || ['auth', 'not-found'].includes(error.kind)) return [];
    throw error;
  }
}
