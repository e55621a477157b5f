import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import type { Answer, Run } from '../call.ts';
import type { Step } from '../step.ts';
import type { Part } from './names.ts';
import { idOf, joined, listenerId, type Parts, partIn, partsOf, withParts } from './native.ts';
import { keptPool } from './pool-fate.ts';
import { PLANNED, type Requests, segment } from './requests.ts';
import { type Body, valuesIn, wantsMonitor, wantsPool } from './values.ts';

/** How the API of a cloud writes the parts. */
export interface Wire {
  readonly requests: Requests;
  bodyOf(part: Part, values: Values): Body;
  /** A body of a new part. */
  newBodyOf(part: Part, values: Values): Body;
  /** Values in the form in which the cloud returns them. */
  asReturned(values: Values): Values;
}

const GROUP = 'backend group';
const CHECK = 'health check';
const LABELS = { listener: 'listener', pool: GROUP, healthmonitor: CHECK } as const;

/** Listener, then its default backend group, then the group's health check. */
export function createSteps(wire: Wire, values: Values): readonly Step[] {
  const { requests } = wire;
  const listener: Step = {
    part: 'listener',
    values: wire.asReturned(valuesIn('listener', values)),
    call: () => {
      const call = requests.create('listener', wire.newBodyOf('listener', values));
      return {
        ...call,
        parse: (answer) =>
          withParts(undefined, { listener: call.parse(answer), pool: null, healthMonitor: null }),
      };
    },
    undo: (made) => requests.remove(`/listeners/${segment(listenerId(made))}`),
  };
  return [
    listener,
    ...(wantsPool(values) ? [newPool(wire, values)] : []),
    ...(wantsMonitor(values) ? [newMonitor(wire, values)] : []),
  ];
}

/**
 * The changes of each part, in the same order.
 * @param afterListener steps for parameters of the listener that have a request of their own
 */
export function updateSteps(
  wire: Wire,
  current: Native,
  send: Values,
  afterListener: readonly Step[] = [],
): readonly Step[] {
  const steps = (part: Part, create: (wire: Wire, values: Values) => Step): readonly Step[] => {
    const values = valuesIn(part, send);
    if (Object.keys(values).length === 0) return [];
    const isThere = isObject(partIn(part, partsOf(current)));
    return [isThere ? changed(wire, part, values) : create(wire, values)];
  };
  return [
    ...steps('listener', (_, values) => changed(wire, 'listener', values)),
    ...afterListener,
    ...steps('pool', newPool),
    ...steps('healthmonitor', newMonitor),
  ];
}

interface DeleteOptions {
  /** The id of a group that stays whatever uses it. */
  readonly keepGroup: string | undefined;
  /** Whether deleting a group deletes its health check as well. */
  readonly checkGoesWithGroup: boolean;
  /** @param isHeld whether a group stays */
  removeListener(path: string, isHeld: boolean): Pick<Step, 'call' | 'otherwise'>;
}

/** Removes what belongs to this listener alone; a group that others use or that has servers stays. */
export function deleteSteps(
  { requests }: Pick<Wire, 'requests'>,
  current: Native,
  { keepGroup, checkGoesWithGroup, removeListener }: DeleteOptions,
): readonly Step[] {
  const { listener, pool, healthMonitor } = partsOf(current);
  const path = `/listeners/${segment(listenerId(current))}`;
  const ofListener = (isHeld: boolean): Step => ({
    part: 'listener',
    values: {},
    ...removeListener(path, isHeld),
  });
  const removal = (part: string, path: string, gone: Partial<Parts>): Step => ({
    part,
    values: {},
    call: (previous) => ({ ...requests.remove(path), parse: () => withParts(previous, gone) }),
  });
  const stays = keptPool(current) !== undefined || idOf(pool) === keepGroup;
  if (stays || !isObject(pool)) return [ofListener(isObject(pool))];
  const isApart = isObject(healthMonitor) && !checkGoesWithGroup;
  const monitorId = isApart ? idOf(healthMonitor) : undefined;
  const ofMonitor = { healthMonitor: null, pool: { ...pool, healthmonitor_id: null } };
  const ofPool = {
    healthMonitor: null,
    pool: null,
    listener: { ...listener, default_pool_id: null },
  };
  return [
    ...(monitorId === undefined
      ? []
      : [removal(CHECK, `/healthmonitors/${segment(monitorId)}`, ofMonitor)]),
    removal(GROUP, `/pools/${segment(idOf(pool) ?? '')}`, ofPool),
    ofListener(false),
  ];
}

function newPool(wire: Wire, values: Values): Step {
  const { requests } = wire;
  return {
    part: GROUP,
    values: wire.asReturned(valuesIn('pool', values)),
    call: (previous) => {
      const listener_id = previous === undefined ? PLANNED.listener : listenerId(previous);
      const body = { listener_id, ...wire.newBodyOf('pool', values) };
      const call = requests.create('pool', body);
      return { ...call, parse: (answer) => withPool(previous, call.parse(answer)) };
    },
    find: (previous, run) => findPool(requests, previous, run),
    undo: (made) => requests.remove(`/pools/${segment(idOf(partsOf(made).pool) ?? '')}`),
  };
}

function newMonitor(wire: Wire, values: Values): Step {
  const { requests } = wire;
  return {
    part: CHECK,
    values: wire.asReturned(valuesIn('healthmonitor', values)),
    call: (previous) => {
      const pool = previous === undefined ? undefined : idOf(partsOf(previous).pool);
      const body = { pool_id: pool ?? PLANNED.pool, ...wire.newBodyOf('healthmonitor', values) };
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
  return withParts(previous, { listener, pool, healthMonitor: null });
}

/** The health check that the group has by now. */
async function findMonitor(
  requests: Requests,
  previous: Native,
  run: Run,
): Promise<Native | undefined> {
  const poolId = idOf(partsOf(previous).pool);
  if (poolId === undefined) return undefined;
  const pool = await run(requests.show('pool', poolId));
  const id = pool['healthmonitor_id'];
  if (typeof id !== 'string' || id === '') return undefined;
  const healthMonitor = await run(requests.show('healthmonitor', id));
  return withParts(previous, { pool, healthMonitor });
}

function changed(wire: Wire, part: Part, values: Values): Step {
  const body = wire.bodyOf(part, values);
  const hasOtherGroup = values['default_pool_id'] !== undefined;
  const key = part === 'healthmonitor' ? 'healthMonitor' : part;
  return {
    part: LABELS[part],
    values: wire.asReturned(values),
    call: (previous) => {
      const id = idOf(partIn(part, partsOf(previous ?? {}))) ?? '';
      const call = wire.requests.update(part, id, body);
      const parse = (answer: Answer) => {
        const object = call.parse(answer);
        // What the listener had before belongs to the group that it leaves.
        return hasOtherGroup
          ? joined({ listener: object })
          : withParts(previous, { [key]: object });
      };
      return { ...call, parse };
    },
  };
}

/** The listener names its group, as the service does from now on. */
function withPool(previous: Native | undefined, pool: Native): Native {
  const { listener } = partsOf(previous ?? {});
  return withParts(previous, {
    listener: { ...listener, default_pool_id: pool['id'] },
    pool,
    healthMonitor: null,
  });
}

function withMonitor(previous: Native | undefined, healthMonitor: Native): Native {
  const { pool } = partsOf(previous ?? {});
  return withParts(previous, {
    pool: { ...pool, healthmonitor_id: healthMonitor['id'] },
    healthMonitor,
  });
}
