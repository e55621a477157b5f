import { hasCredentials } from '../../../client/client.ts';
import { Failure } from '../../../failure.ts';
import type { ListenerFields } from '../../../model/fields.ts';
import type { Listener } from '../../../model/listener.ts';
import type { LoadBalancerFacts } from '../../../model/rule.ts';
import { listListeners } from '../../../operations/list.ts';
import { preflightRefused, readFactsFor } from '../../../operations/preflight.ts';
import type { Target } from '../../../profile/target.ts';
import { createOf } from '../../../providers/portable-change.ts';
import type { Context } from '../../context.ts';
import type { Flags } from '../../option.ts';

/** By load balancer; those that could not be asked are missing. */
export type CopyFacts = ReadonlyMap<string, LoadBalancerFacts>;

/**
 * Reads what the load balancers of copies are, such as shared or dedicated, since it decides what
 * they take. Without credentials, as in a dry run, nothing is read.
 * @throws Failure if a load balancer does not exist
 */
export async function readCopyFacts(
  context: Context,
  target: Target,
  flags: Flags,
  copies: readonly ListenerFields[],
): Promise<CopyFacts> {
  const found = new Map<string, LoadBalancerFacts>();
  if (flags['no-preflight'] === true || !hasCredentials(target)) return found;
  const { provider, settings } = target;
  const client = await context.connect(target, { reads: true });
  for (const loadBalancer of loadBalancersOf(copies)) {
    const changes = copies
      .filter((fields) => fields.loadBalancer === loadBalancer)
      .flatMap((fields) => createOf({ provider, region: settings.region }, fields).change ?? []);
    const facts = await readFactsFor(client, loadBalancer, changes);
    if (facts instanceof Failure) context.warn([preflightRefused(provider, facts)]);
    else found.set(loadBalancer, withoutListeners(facts));
  }
  return found;
}

/** By load balancer; those that could not be asked are missing. */
export type StandingListeners = ReadonlyMap<string, readonly Listener[]>;

/** Reads the listeners that stand on the load balancers of copies, with all their parts. */
export async function readStanding(
  context: Context,
  target: Target,
  copies: readonly ListenerFields[],
): Promise<StandingListeners> {
  const found = new Map<string, readonly Listener[]>();
  if (!hasCredentials(target)) return found;
  const client = await context.connect(target, { reads: true });
  for (const loadBalancer of loadBalancersOf(copies)) {
    const fields = { loadBalancer };
    try {
      found.set(loadBalancer, await listListeners(client, { fields, native: {}, parts: 'all' }));
    } catch (error) {
      if (!(error instanceof Failure) || error.details.status !== 403) throw error;
      context.warn([preflightRefused(target.provider, error)]);
    }
  }
  return found;
}

function loadBalancersOf(copies: readonly ListenerFields[]): ReadonlySet<string> {
  return new Set(copies.map(({ loadBalancer = '' }) => loadBalancer));
}

/** A second run finds the copies of the first there. */
function withoutListeners(facts: LoadBalancerFacts): LoadBalancerFacts {
  const { listeners: _, bandwidths: __, ...others } = facts;
  return others;
}
