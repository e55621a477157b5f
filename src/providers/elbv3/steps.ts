import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import type { Run, Step } from '../step.ts';
import { idOf, isOwnPool, type Parts, partsOf, treeEntryOf, withParts } from './native.ts';
import { PLANNED, type Requests, segment } from './requests.ts';
import { asReturned, bodyOf, newBodyOf, valuesIn, wantsMonitor, wantsPool } from './wire.ts';

const GROUP = 'backend group';
const CHECK = 'health check';

/** Listener, then its default backend group, then the group's health check. */
export function createSteps(requests: Requests, values: Values): readonly Step[] {
  const listener: Step = {
    part: 'listener',
    values: asReturned(valuesIn('listener', values)),
    call: () => {
      const call = requests.create('listener', newBodyOf('listener', values));
      return {
        ...call,
        parse: (answer) =>
          withParts({ listener: call.parse(answer), pool: null, healthMonitor: null }),
      };
    },
    undo: (made) => requests.remove(`/listeners/${segment(listenerId(made))}`),
  };
  return [
    listener,
    ...(wantsPool(values) ? [newPool(requests, values)] : []),
    ...(wantsMonitor(values) ? [newMonitor(requests, values)] : []),
  ];
}

/** The changes of each part, in the same order. */
export function updateSteps(requests: Requests, current: Native, send: Values): readonly Step[] {
  const { pool, healthMonitor } = partsOf(current);
  const { tags, ...listener } = valuesIn('listener', send);
  const ofPool = valuesIn('pool', send);
  const ofMonitor = valuesIn('healthmonitor', send);
  const has = (values: Values) => Object.keys(values).length > 0;
  return [
    ...(has(listener) ? [changed(requests, 'listener', listener)] : []),
    ...(tags === undefined ? [] : tagSteps(requests, current, tags)),
    ...(has(ofPool)
      ? [isObject(pool) ? changed(requests, 'pool', ofPool) : newPool(requests, ofPool)]
      : []),
    ...(has(ofMonitor)
      ? [
          isObject(healthMonitor)
            ? changed(requests, 'healthmonitor', ofMonitor)
            : newMonitor(requests, ofMonitor),
        ]
      : []),
  ];
}

/** Removes what belongs to this listener alone; a group that others use or that has servers stays. */
export function deleteSteps(requests: Requests, current: Native): readonly Step[] {
  const { pool, healthMonitor } = partsOf(current);
  const id = segment(listenerId(current));
  const removal = (part: string, path: string): Step => ({
    part,
    values: {},
    call: () => requests.remove(path),
  });
  if (keptPool(current) === undefined && isObject(pool)) {
    const poolId = segment(idOf(pool) ?? '');
    const monitorId = isObject(healthMonitor) ? idOf(healthMonitor) : undefined;
    return [
      ...(monitorId === undefined ? [] : [removal(CHECK, `/healthmonitors/${segment(monitorId)}`)]),
      removal(GROUP, `/pools/${poolId}`),
      removal('listener', listenerPath(current, id, false)),
    ];
  }
  return [removal('listener', listenerPath(current, id, isObject(pool)))];
}

/** Forwarding policies, and a group that stays, hold a listener back from a plain delete. */
function listenerPath(current: Native, id: string, isHeld: boolean): string {
  const hasPolicies = treeEntryOf(current)?.hasPolicies === true;
  return isHeld || hasPolicies ? `/listeners/${id}/force` : `/listeners/${id}`;
}

/** Why the group of a listener outlives it; undefined if it does not, or if there is none. */
export function keptPool(current: Native): string | undefined {
  const parts = partsOf(current);
  const { pool } = parts;
  if (!isObject(pool)) return undefined;
  const members = Array.isArray(pool['members']) ? pool['members'].length : 0;
  if (!isOwnPool(parts)) return `backend group ${idOf(pool)} stays: other listeners use it`;
  return members === 0
    ? undefined
    : `backend group ${idOf(pool)} stays: it has ${members} ${members === 1 ? 'server' : 'servers'}`;
}

function newPool(requests: Requests, values: Values): Step {
  return {
    part: GROUP,
    values: asReturned(valuesIn('pool', values)),
    call: (previous) => {
      const listener_id = previous === undefined ? PLANNED.listener : listenerId(previous);
      const body = { listener_id, ...newBodyOf('pool', values) };
      const call = requests.create('pool', body);
      return { ...call, parse: (answer) => withPool(previous, call.parse(answer)) };
    },
    find: (previous, run) => findPool(requests, previous, run),
    undo: (made) => requests.remove(`/pools/${segment(idOf(partsOf(made).pool) ?? '')}`),
  };
}

function newMonitor(requests: Requests, values: Values): Step {
  return {
    part: CHECK,
    values: asReturned(valuesIn('healthmonitor', values)),
    call: (previous) => {
      const pool = previous === undefined ? undefined : idOf(partsOf(previous).pool);
      const body = { pool_id: pool ?? PLANNED.pool, ...newBodyOf('healthmonitor', values) };
      const call = requests.create('healthmonitor', body);
      return { ...call, parse: (answer) => withMonitor(previous, call.parse(answer)) };
    },
    find: (previous, run) => findMonitor(requests, previous, run),
  };
}

/** The group that the listener has by now. */
async function findPool(
  requests: Requests,
  previous: Native,
  run: Run,
): Promise<Native | undefined> {
  const listener = await run(requests.show('listener', listenerId(previous)));
  const id = listener['default_pool_id'];
  if (typeof id !== 'string' || id === '') return undefined;
  const pool = await run(requests.show('pool', id));
  return withParts({ listener, pool, healthMonitor: null }, treeEntryOf(previous));
}

/** The health check that the group has by now. */
async function findMonitor(
  requests: Requests,
  previous: Native,
  run: Run,
): Promise<Native | undefined> {
  const { listener, pool: before } = partsOf(previous);
  const poolId = idOf(before);
  if (poolId === undefined) return undefined;
  const pool = await run(requests.show('pool', poolId));
  const id = pool['healthmonitor_id'];
  if (typeof id !== 'string' || id === '') return undefined;
  const healthMonitor = await run(requests.show('healthmonitor', id));
  return withParts({ listener, pool, healthMonitor }, treeEntryOf(previous));
}

function changed(
  requests: Requests,
  part: 'listener' | 'pool' | 'healthmonitor',
  values: Values,
): Step {
  const body = bodyOf(part, values);
  return {
    part: { listener: 'listener', pool: GROUP, healthmonitor: CHECK }[part],
    values: asReturned(values),
    call: (previous) => {
      const parts = partsOf(previous ?? {});
      const key = part === 'healthmonitor' ? 'healthMonitor' : part;
      const call = requests.update(part, idOf(parts[key]) ?? '', body);
      return {
        ...call,
        parse: (answer) => merged(previous, { [key]: call.parse(answer) }),
      };
    },
  };
}

/** What is new or changed is set, the rest removed; the service keeps the others. */
function tagSteps(requests: Requests, current: Native, wanted: Values[string]): readonly Step[] {
  const before = tagsIn(partsOf(current).listener);
  const after = new Map(
    isObject(wanted) ? Object.entries(wanted).map(([k, v]) => [k, String(v)]) : [],
  );
  const set = [...after].filter(([key, value]) => before.get(key) !== value);
  const gone = [...before].filter(([key]) => !after.has(key));
  const step = (action: 'create' | 'delete', tags: readonly Native[]): Step => ({
    part: 'tags',
    values: {},
    call: (previous) => {
      const call = requests.changeTags(listenerId(current), action, tags);
      return { ...call, parse: () => withTags(previous, action, tags) };
    },
  });
  return [
    ...(set.length === 0
      ? []
      : [
          step(
            'create',
            set.map(([key, value]) => ({ key, value })),
          ),
        ]),
    ...(gone.length === 0
      ? []
      : [
          step(
            'delete',
            gone.map(([key]) => ({ key })),
          ),
        ]),
  ];
}

function tagsIn(listener: Native): ReadonlyMap<string, string> {
  const tags = listener['tags'];
  const items = Array.isArray(tags) ? tags.filter(isObject) : [];
  return new Map(items.map(({ key, value }) => [String(key), String(value ?? '')]));
}

function withTags(
  previous: Native | undefined,
  action: 'create' | 'delete',
  changes: readonly Native[],
): Native {
  const { listener } = partsOf(previous ?? {});
  const tags = new Map(tagsIn(listener));
  for (const { key, value } of changes) {
    if (action === 'create') tags.set(String(key), String(value));
    else tags.delete(String(key));
  }
  const list = [...tags].map(([key, value]) => ({ key, value }));
  return merged(previous, { listener: { ...listener, tags: list } });
}

/** The listener names its group, as the service does from now on. */
function withPool(previous: Native | undefined, pool: Native): Native {
  const { listener } = partsOf(previous ?? {});
  return merged(previous, {
    listener: { ...listener, default_pool_id: pool['id'] },
    pool,
    healthMonitor: null,
  });
}

function withMonitor(previous: Native | undefined, healthMonitor: Native): Native {
  const { pool } = partsOf(previous ?? {});
  return merged(previous, {
    pool: { ...pool, healthmonitor_id: healthMonitor['id'] },
    healthMonitor,
  });
}

function merged(previous: Native | undefined, parts: Partial<Parts>): Native {
  const before = previous ?? {};
  return withParts({ ...partsOf(before), ...parts }, treeEntryOf(before));
}

function listenerId(native: Native): string {
  return idOf(partsOf(native).listener) ?? '';
}
