import type { Native } from '../../model/listener.ts';
import { type ParameterValue, sameValue, type Values } from '../../model/parameter.ts';
import { isEmpty, sameField } from '../../model/values.ts';
import type { UpdatePlan } from '../provider.ts';
import { partOf, SESSION_COOKIE, SESSION_TIMEOUT, SESSION_TYPE, split } from './names.ts';
import { partsOf } from './native.ts';
import { poolLeftBehind } from './pool-fate.ts';
import { isOff, wantsMonitor, wantsPool } from './values.ts';

const OWN_PROTOCOL = 'pool.protocol';

/** How values of a cloud are compared. */
export interface Comparison {
  valuesOf(native: Native): Values;
  /** Parameters that do nothing on the listener's protocol; compared, but not carried over. */
  withoutEffect?(native: Native): Values;
  /** Values in the form in which the cloud returns them. */
  asReturned(values: Values): Values;
  /** The protocol of a group that is made for a listener. */
  backendProtocol(protocol: unknown): string | undefined;
  /** Whether a parameter that is not returned is off. */
  absentIsOff(name: string): boolean;
  /** Whether `null` asks for a default that only the cloud knows. */
  nullIsDefault?(name: string): boolean;
}

/**
 * Sends what changed, and with a setting inside an object the whole object. A body from a file is
 * sent unchanged to each part that it changes.
 */
export function planUpdate(
  current: Native,
  change: Values,
  verbatim: boolean,
  cloud: Comparison,
): UpdatePlan {
  const before = cloud.valuesOf(current);
  const returned = { ...cloud.withoutEffect?.(current), ...before };
  const wanted = withoutIdle(current, change);
  const after = cloud.asReturned(wanted);
  const differing = Object.keys(after).filter(
    (name) => !isSame(cloud, name, returned[name], after[name]),
  );
  if (differing.length === 0) return { kind: 'unchanged' };
  const isReset = (name: string) => after[name] === null && cloud.nullIsDefault?.(name) === true;
  const changed = differing.filter((name) => !isReset(name));
  const merged = withoutLeftovers({ ...before, ...wanted }, wanted);
  const protocol = missingProtocol(current, merged, wanted, cloud);
  const full = { ...merged, ...protocol };
  const send = verbatim
    ? partsWith(differing, wanted)
    : Object.fromEntries(
        Object.entries(full).filter(
          ([name]) => differing.includes(name) || isBeside(name, differing, full),
        ),
      );
  return { kind: 'change', merged: full, send: { ...send, ...protocol }, changed };
}

/**
 * Without settings that ask for what is so without a group or a health check. Another group that takes
 * the place of this one keeps its own settings.
 */
function withoutIdle(current: Native, change: Values): Values {
  const { pool, healthMonitor } = partsOf(current);
  const isReplaced = poolLeftBehind(current, change) !== undefined;
  const idle = (name: string) => {
    const part = partOf(name);
    if (part === 'listener') return false;
    if (isReplaced) return !wantsPool(change);
    return part === 'pool'
      ? pool === null && !wantsPool(change)
      : healthMonitor === null && !wantsMonitor(change);
  };
  return Object.fromEntries(Object.entries(change).filter(([name]) => !idle(name)));
}

/** A group that this change makes needs a protocol; it follows from the listener's. */
function missingProtocol(
  current: Native,
  merged: Values,
  change: Values,
  { backendProtocol }: Comparison,
): Values {
  const { listener, pool } = partsOf(current);
  const protocol = backendProtocol(listener['protocol']);
  const isNew = pool === null && wantsPool(change) && change['default_pool_id'] === undefined;
  return isNew && merged[OWN_PROTOCOL] === undefined && protocol !== undefined
    ? { [OWN_PROTOCOL]: protocol }
    : {};
}

/** Drops what belonged to the sticky session that the change replaces. */
function withoutLeftovers(merged: Values, change: Values): Values {
  if (change[SESSION_TYPE] === undefined) return merged;
  const kept =
    change[SESSION_TYPE] === 'APP_COOKIE'
      ? [SESSION_COOKIE]
      : change[SESSION_TYPE] === null
        ? []
        : [SESSION_TIMEOUT];
  return Object.fromEntries(
    Object.entries(merged).filter(
      ([name]) =>
        change[name] !== undefined ||
        ![SESSION_COOKIE, SESSION_TIMEOUT].includes(name) ||
        kept.includes(name),
    ),
  );
}

/** Another setting of an object of which one changes: the service may replace the whole object. */
function isBeside(name: string, changed: readonly string[], full: Values): boolean {
  const { outer, inner } = split(name);
  return (
    inner !== undefined &&
    !isOff(full[name]) &&
    changed.some((one) => partOf(one) === partOf(name) && split(one).outer === outer)
  );
}

function partsWith(changed: readonly string[], change: Values): Values {
  const parts = changed.map(partOf);
  return Object.fromEntries(
    Object.entries(change).filter(([name]) => parts.includes(partOf(name))),
  );
}

/** An empty value is the same as none, and what is off the same as absent. */
function isSame(
  { absentIsOff }: Comparison,
  name: string,
  before: ParameterValue | undefined,
  after: ParameterValue | undefined,
): boolean {
  if (sameValue(before, after) || sameField(before ?? '', after ?? '')) return true;
  const empty = (value: ParameterValue | undefined) =>
    isEmpty(value) || (value === false && absentIsOff(name));
  return empty(before) && empty(after);
}
