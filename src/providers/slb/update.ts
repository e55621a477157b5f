import type { Native } from '../../model/listener.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import type { UpdatePlan } from '../provider.ts';
import { unmetCondition } from './dependencies.ts';
import { readNative, settable } from './native.ts';
import { operationOf } from './operations.ts';
import type { SlbProtocol } from './protocols.ts';

/** The two kinds of server groups and the Set parameter that attaches or detaches each. */
const GROUPS = [
  { toggle: 'VServerGroup', id: 'VServerGroupId' },
  { toggle: 'MasterSlaveServerGroup', id: 'MasterSlaveServerGroupId' },
] as const;

/** Stands for the port of the backend, which is the default. */
const BACKEND_PORT = -520;

/** Parameters that identify the listener. */
const ADDRESS = ['RegionId', 'LoadBalancerId', 'ListenerPort'];

/**
 * Sends all values, since a Set request may reset parameters that it does not contain
 * (terraform-provider-alicloud #3735).
 */
export function planUpdate(current: Native, change: Values): UpdatePlan {
  const { place, values } = readNative(current);
  const now: Values = {
    HealthCheckConnectPort: BACKEND_PORT,
    ...withToggles(values, place.protocol),
  };
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

/** Responses contain the id of an attached group but not the switch. */
function withToggles(values: Values, protocol: SlbProtocol): Values {
  const toggles = groupsOf(protocol).map(({ toggle, id }) => [
    toggle,
    values[id] === undefined ? 'off' : 'on',
  ]);
  return { ...values, ...Object.fromEntries(toggles) };
}

/** Sets the switches: a group id attaches the group and detaches the other kind; an empty id detaches it. */
function withGroups(full: Values, change: Values, protocol: SlbProtocol): Values {
  const result: Record<string, ParameterValue> = { ...full };
  const attaches = groupsOf(protocol).some(({ id }) => (change[id] ?? '') !== '');
  for (const { toggle, id } of groupsOf(protocol)) {
    if (change[toggle] !== undefined) {
      if (change[toggle] === 'off' && change[id] === undefined) delete result[id];
      continue;
    }
    const replaced = change[id] === undefined && attaches;
    if (change[id] === '' || (replaced && result[id] !== undefined)) {
      result[toggle] = 'off';
      delete result[id];
    } else if (result[id] !== undefined) {
      result[toggle] = 'on';
    }
  }
  return result;
}

function groupsOf(protocol: SlbProtocol) {
  const names = operationOf(protocol, 'update').parameters.map(({ name }) => name);
  return GROUPS.filter(({ toggle }) => names.includes(toggle));
}

/** Drops existing settings that the change makes ineffective, so that no rule warns about them. */
function withoutLeftovers(full: Values, change: Values, protocol: SlbProtocol): Values {
  return Object.fromEntries(
    Object.entries(full).filter(
      ([name]) => change[name] !== undefined || unmetCondition(name, full, protocol) === undefined,
    ),
  );
}

/** The order of lists and tags does not matter, and responses may show unset values as empty. */
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
