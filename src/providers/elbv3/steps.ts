import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import { listenerId, partsOf, withParts } from '../parts/native.ts';
import * as parts from '../parts/steps.ts';
import type { Step } from '../step.ts';
import { treeEntryOf } from './native.ts';
import type { Requests } from './requests.ts';
import { asReturned, bodyOf, newBodyOf } from './wire.ts';

export function createSteps(requests: Requests, values: Values): readonly Step[] {
  return parts.createSteps({ requests, bodyOf, newBodyOf, asReturned }, values);
}

export function updateSteps(requests: Requests, current: Native, send: Values): readonly Step[] {
  const { tags, ...rest } = send;
  const wire = { requests, bodyOf, newBodyOf, asReturned };
  const ofTags = tags === undefined ? [] : tagSteps(requests, current, tags);
  return parts.updateSteps(wire, current, rest, ofTags);
}

/** Forwarding policies, and a group that stays, hold a listener back from a plain delete. */
export function deleteSteps(
  requests: Requests,
  current: Native,
  keepGroup: string | undefined,
): readonly Step[] {
  return parts.deleteSteps({ requests }, current, {
    keepGroup,
    checkGoesWithGroup: false,
    removeListener: (path, isHeld) => {
      const plain = () => requests.remove(path);
      return isHeld || hasPolicies(current)
        ? { call: () => requests.remove(`${path}/force`), otherwise: plain }
        : { call: plain };
    },
  });
}

export function hasPolicies(current: Native): boolean {
  return treeEntryOf(current)?.hasPolicies === true;
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
  return withParts(previous, { listener: { ...listener, tags: list } });
}
