import type { Native } from '../../model/listener.ts';
import { type ParameterValue, sameValue, type Values } from '../../model/parameter.ts';
import { sameField } from '../../model/values.ts';
import { partOf, split } from '../parts/names.ts';
import { partsOf } from '../parts/native.ts';
import { isOff, wantsMonitor, wantsPool } from '../parts/values.ts';
import type { UpdatePlan } from '../provider.ts';
import { valuesOf } from './native.ts';

import { backendProtocol } from './protocols.ts';
import { COOKIE, TIMEOUT, TYPE } from './sticky-fields.ts';
import { asReturned } from './wire.ts';

const OWN_PROTOCOL = 'pool.protocol';

/**
 * Sends what changed, and with a setting inside an object the whole object. A body from a file is
 * sent unchanged to each part that it changes.
 */
export function planUpdate(current: Native, change: Values, verbatim: boolean): UpdatePlan {
  const before = valuesOf(current);
  const wanted = withoutIdle(current, change);
  const after = asReturned(wanted);
  const changed = Object.keys(after).filter((name) => !isSame(name, before[name], after[name]));
  if (changed.length === 0) return { kind: 'unchanged' };
  const merged = withoutLeftovers({ ...before, ...wanted }, wanted);
  const protocol = missingProtocol(current, merged, wanted);
  const full = { ...merged, ...protocol };
  const send = verbatim
    ? partsWith(changed, wanted)
    : Object.fromEntries(
        Object.entries(full).filter(
          ([name]) => changed.includes(name) || isBeside(name, changed, full),
        ),
      );
  return { kind: 'change', merged: full, send: { ...send, ...protocol }, changed };
}

/** Without settings that ask for what is so without a group or a health check. */
function withoutIdle(current: Native, change: Values): Values {
  const { pool, healthMonitor } = partsOf(current);
  const idle = (name: string) => {
    const part = partOf(name);
    if (part === 'pool') return pool === null && !wantsPool(change);
    return part === 'healthmonitor' && healthMonitor === null && !wantsMonitor(change);
  };
  return Object.fromEntries(Object.entries(change).filter(([name]) => !idle(name)));
}

/** A group that this change makes needs a protocol; it follows from the listener's. */
function missingProtocol(current: Native, merged: Values, change: Values): Values {
  const { listener, pool } = partsOf(current);
  const protocol = backendProtocol(listener['protocol']);
  const isNew = pool === null && wantsPool(change) && change['default_pool_id'] === undefined;
  return isNew && merged[OWN_PROTOCOL] === undefined && protocol !== undefined
    ? { [OWN_PROTOCOL]: protocol }
    : {};
}

/** Drops what belonged to the sticky session that the change replaces. */
function withoutLeftovers(merged: Values, change: Values): Values {
  if (change[TYPE] === undefined) return merged;
  const kept = change[TYPE] === 'APP_COOKIE' ? [COOKIE] : change[TYPE] === null ? [] : [TIMEOUT];
  return Object.fromEntries(
    Object.entries(merged).filter(
      ([name]) =>
        change[name] !== undefined || ![COOKIE, TIMEOUT].includes(name) || kept.includes(name),
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
  name: string,
  before: ParameterValue | undefined,
  after: ParameterValue | undefined,
): boolean {
  if (sameValue(before, after) || sameField(before ?? '', after ?? '')) return true;
  const absentIsOff = /\.(enable|enable_ipgroup|admin_state_up)$|^insert_headers\./.test(name);
  const empty = (value: ParameterValue | undefined) =>
    value === undefined ||
    value === null ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0) ||
    (absentIsOff && value === false && name !== 'insert_headers.X-Forwarded-Host');
  return empty(before) && empty(after);
}
