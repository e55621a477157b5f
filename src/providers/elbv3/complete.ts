import { Failure } from '../../failure.ts';
import { isObject } from '../../model/json.ts';
import type { Native, Status } from '../../model/listener.ts';
import type { Answer, Run } from '../call.ts';
import { idOf, loadBalancerOf, partsOf } from '../parts/native.ts';
import { type Kind, segment } from '../parts/requests.ts';
import { type TreeEntry, withEntry } from './native.ts';
import type { Requests } from './requests.ts';

/** So that the address of a request stays short. */
const IDS = 50;

/** Reads the backend groups and health checks of listeners, and the status of each, or that alone. */
export async function complete(
  requests: Requests,
  listeners: readonly Native[],
  run: Run,
  what: 'all' | 'status' = 'all',
): Promise<readonly Native[]> {
  const all = listeners.map((native) => partsOf(native).listener);
  const trees = readTrees(requests, all, run);
  if (what === 'status') {
    const entries = await trees;
    return all.map((listener) => withEntry({ listener }, entries.get(idOf(listener) ?? '')));
  }
  const pools = await readAll(requests, 'pool', idsOf(all, 'default_pool_id'), run);
  const monitors = await readAll(
    requests,
    'healthmonitor',
    idsOf([...pools.values()], 'healthmonitor_id'),
    run,
  );
  const entries = await trees;
  return all.map((listener) => {
    const pool = pools.get(String(listener['default_pool_id'])) ?? null;
    const healthMonitor = monitors.get(String(pool?.['healthmonitor_id'])) ?? null;
    return withEntry({ listener, pool, healthMonitor }, entries.get(idOf(listener) ?? ''));
  });
}

function idsOf(objects: readonly Native[], key: string): readonly string[] {
  const ids = objects.map((object) => object[key]);
  return [...new Set(ids.filter((id) => typeof id === 'string' && id !== ''))] as string[];
}

/** One is read by its id, several as a list; what a list does not show is read by its id too. */
async function readAll(
  requests: Requests,
  kind: Kind,
  ids: readonly string[],
  run: Run,
): Promise<ReadonlyMap<string, Native>> {
  const batches = ids.length < 2 ? [] : batchesOf(ids);
  const lists = await Promise.all(
    batches.map((id) => run(requests.list(kind, { id, limit: String(IDS) }))),
  );
  const found = new Map(lists.flat().map((object) => [idOf(object) ?? '', object]));
  const others = ids.filter((id) => !found.has(id));
  for (const object of await Promise.all(others.map((id) => readOne(requests, kind, id, run)))) {
    if (object !== undefined) found.set(idOf(object) ?? '', object);
  }
  return found;
}

/** Gone by now is none. */
async function readOne(
  requests: Requests,
  kind: Kind,
  id: string,
  run: Run,
): Promise<Native | undefined> {
  try {
    return await run(requests.show(kind, id));
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    throw error;
  }
}

function batchesOf(ids: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  for (let at = 0; at < ids.length; at += IDS) batches.push(ids.slice(at, at + IDS));
  return batches;
}

/** A listener has no status of its own; without the tree of its load balancer it is unknown. */
async function readTrees(
  requests: Requests,
  listeners: readonly Native[],
  run: Run,
): Promise<ReadonlyMap<string, TreeEntry>> {
  const ids = new Set(listeners.flatMap((listener) => loadBalancerOf(listener) ?? []));
  const trees = await Promise.all(
    [...ids].map(async (id) => {
      try {
        return await run(requests.get(`/loadbalancers/${segment(id)}/statuses`, {}, readTree));
      } catch (error) {
        if (error instanceof Failure && error.kind !== 'interrupted') return [];
        throw error;
      }
    }),
  );
  return new Map(trees.flat());
}

function readTree({ body }: Answer): readonly (readonly [string, TreeEntry])[] {
  const statuses = isObject(body) ? body['statuses'] : undefined;
  const balancer = isObject(statuses) ? statuses['loadbalancer'] : undefined;
  if (!isObject(balancer) || !Array.isArray(balancer['listeners'])) return [];
  const isFrozen = balancer['operating_status'] === 'FROZEN';
  return balancer['listeners'].filter(isObject).map((listener) => {
    const policies = listener['l7policies'];
    const entry: TreeEntry = {
      status: isFrozen ? 'error' : statusOf(listener),
      hasPolicies: Array.isArray(policies) && policies.length > 0,
    };
    return [idOf(listener) ?? '', entry] as const;
  });
}

/** DEGRADED: some servers fail, which does not stop the listener. */
function statusOf(listener: Native): Status {
  const provisioning = String(listener['provisioning_status'] ?? '');
  if (provisioning === 'ERROR') return 'error';
  if (provisioning.startsWith('PENDING_')) return 'pending';
  switch (listener['operating_status']) {
    case 'ONLINE':
    case 'DEGRADED':
    case 'NO_MONITOR':
      return 'running';
    case 'DISABLED':
      return 'stopped';
    default:
      return provisioning === 'ACTIVE' ? 'running' : 'unknown';
  }
}
