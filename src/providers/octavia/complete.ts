import { Failure } from '../../failure.ts';
import type { Native } from '../../model/listener.ts';
import type { Query, Run } from '../call.ts';
import { idOf, joined, loadBalancerOf, partsOf } from '../parts/native.ts';
import type { Kind } from '../parts/requests.ts';
import { PAGE, pageOf, requests } from './requests.ts';

type ById = ReadonlyMap<string, Native>;

/** Reads the pools and health monitors of listeners. */
export async function complete(listeners: readonly Native[], run: Run): Promise<readonly Native[]> {
  const all = listeners.map((native) => partsOf(native).listener);
  const balancers = new Set(all.flatMap((listener) => loadBalancerOf(listener) ?? []));
  const [only] = balancers;
  const place: Query = balancers.size === 1 && only !== undefined ? { loadbalancer_id: only } : {};
  const pools = await readAll('pool', idsOf(all, 'default_pool_id'), place, run);
  const monitors = await readAll(
    'healthmonitor',
    idsOf([...pools.values()], 'healthmonitor_id'),
    {},
    run,
  );
  return all.map((listener) => {
    const pool = pools.get(String(listener['default_pool_id'])) ?? null;
    const healthMonitor = monitors.get(String(pool?.['healthmonitor_id'])) ?? null;
    return joined({ listener, pool, healthMonitor });
  });
}

function idsOf(objects: readonly Native[], key: string): readonly string[] {
  const ids = objects.map((object) => object[key]);
  return [...new Set(ids.filter((id) => typeof id === 'string' && id !== ''))] as string[];
}

/** One is read by its id, several as a list: the server refuses a filter that is given twice. */
async function readAll(kind: Kind, ids: readonly string[], filter: Query, run: Run): Promise<ById> {
  const found = new Map<string, Native>();
  if (ids.length > 1) {
    for (const object of await readPages(kind, filter, run)) found.set(idOf(object) ?? '', object);
  }
  for (const id of ids.filter((one) => !found.has(one))) {
    const object = await readOne(kind, id, run);
    if (object !== undefined) found.set(id, object);
  }
  return found;
}

async function readPages(kind: Kind, filter: Query, run: Run): Promise<readonly Native[]> {
  const objects: Native[] = [];
  const seen = new Set<string>();
  let marker: string | undefined;
  do {
    if (marker !== undefined) seen.add(marker);
    const query = { ...filter, limit: String(PAGE), ...(marker === undefined ? {} : { marker }) };
    const page = await run(requests.get(`/${kind}s`, query, pageOf(`${kind}s`)));
    objects.push(...page.items);
    marker = page.next;
  } while (marker !== undefined && !seen.has(marker));
  return objects;
}

/** Gone by now is none. */
async function readOne(kind: Kind, id: string, run: Run): Promise<Native | undefined> {
  try {
    return await run(requests.show(kind, id));
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    throw error;
  }
}
