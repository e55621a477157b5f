import type { Native } from '../../model/listener.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import type { UpdatePlan } from '../provider.ts';
import { DEPENDENT_SETTINGS, missingCondition } from './dependencies.ts';
import { readNative } from './native.ts';
import { operationOf } from './operations.ts';
import type { SlbProtocol } from './protocols.ts';

/** The two kinds of server groups and the Set parameter that attaches or detaches each. */
const GROUPS = [
  { toggle: 'VServerGroup', id: 'VServerGroupId' },
  { toggle: 'MasterSlaveServerGroup', id: 'MasterSlaveServerGroupId' },
] as const;

/** They say which listener is meant, not how it should be. */
const ADDRESS = ['RegionId', 'LoadBalancerId', 'ListenerPort'];

/**
 * What a Set request does to parameters that it leaves out is not documented, and clients have
 * seen them reset (terraform-provider-alicloud #3735); so it always sends the full set.
 */
export function planUpdate(current: Native, change: Values): UpdatePlan {
  const { place, values } = readNative(current);
  const now = withToggles(values, place.protocol);
  const changed = Object.keys(change).filter(
    (name) => !ADDRESS.includes(name) && !same(now[name], change[name]),
  );
  if (changed.length === 0) return { kind: 'unchanged' };
  const full = withGroups(
    { ...values, ...change, LoadBalancerId: place.loadBalancer, ListenerPort: place.port },
    change,
    place.protocol,
  );
  return {
    kind: 'change',
    merged: withoutLeftovers(full, change, place.protocol),
    send: settable(full, place.protocol),
    changed,
  };
}

function settable(values: Values, protocol: SlbProtocol): Values {
  return Object.fromEntries(
    operationOf(protocol, 'update').parameters.flatMap(({ name, presence }) => {
      const value = values[name];
      return value === undefined || presence === 'create-only' ? [] : [[name, value]];
    }),
  );
}

/** Whether a group is attached shows in answers only by its id. */
function withToggles(values: Values, protocol: SlbProtocol): Values {
  const toggles = groupsOf(protocol).map(({ toggle, id }) => [
    toggle,
    values[id] === undefined ? 'off' : 'on',
  ]);
  return { ...values, ...Object.fromEntries(toggles) };
}

/**
 * A group id attaches the group, an empty one detaches it, and since a listener has at most one
 * group, a group of the other kind gives way to the one that is asked for.
 */
function withGroups(full: Values, change: Values, protocol: SlbProtocol): Values {
  const result: Record<string, ParameterValue> = { ...full };
  const asked = groupsOf(protocol).filter(({ id }) => (change[id] ?? '') !== '');
  for (const { toggle, id } of groupsOf(protocol)) {
    if (change[toggle] !== undefined) {
      if (change[toggle] === 'off' && change[id] === undefined) delete result[id];
      continue;
    }
    const replaced = change[id] === undefined && asked.length > 0 && !isAsked(asked, id);
    if (change[id] === '' || (replaced && result[id] !== undefined)) {
      result[toggle] = 'off';
      delete result[id];
    } else if (result[id] !== undefined) {
      result[toggle] = 'on';
    }
  }
  return result;
}

function isAsked(asked: readonly { readonly id: string }[], id: string): boolean {
  return asked.some((group) => group.id === id);
}

function groupsOf(protocol: SlbProtocol) {
  const names = operationOf(protocol, 'update').parameters.map(({ name }) => name);
  return GROUPS.filter(({ toggle }) => names.includes(toggle));
}

/**
 * Settings that lose their effect by this change, such as the cookie time-out of a session that
 * is no longer sticky, are still sent as they are, but nobody gave them: no rule should warn of
 * them.
 */
function withoutLeftovers(full: Values, change: Values, protocol: SlbProtocol): Values {
  return Object.fromEntries(
    Object.entries(full).filter(
      ([name]) =>
        change[name] !== undefined ||
        !DEPENDENT_SETTINGS.includes(name) ||
        missingCondition(name, full, protocol) === undefined,
    ),
  );
}

/** Lists and tags have no order that means anything, and answers show what is not set as empty. */
function same(a: ParameterValue | undefined, b: ParameterValue | undefined): boolean {
  return a === b || comparable(a) === comparable(b);
}

function comparable(value: ParameterValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  const items = Array.isArray(value)
    ? value.map(String)
    : Object.entries(value).map((entry) => JSON.stringify(entry));
  return items.toSorted().join('\n');
}
