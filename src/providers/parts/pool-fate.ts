import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import { idOf, isOwnPool, partsOf } from './native.ts';
import { policyUseOf } from './policies.ts';

/* What becomes of the backend group when its listener is deleted, or gets another one. */

/** Why the group of a listener outlives it; undefined if it does not, or if there is none. */
export function keptPool(current: Native): string | undefined {
  const parts = partsOf(current);
  const { pool } = parts;
  if (!isObject(pool)) return undefined;
  const group = `backend group ${idOf(pool)}`;
  if (!isOwnPool(parts)) return `${group} stays: other listeners use it`;
  const [policy] = policyUseOf(current).ofPool;
  if (policy !== undefined) return `${group} stays: forwarding policy ${policy} uses it`;
  // The cloud deletes no group before the policies that lead to it.
  const [own] = policyUseOf(current).ownOfPool;
  if (own !== undefined)
    return `${group} stays: the listener's own forwarding policy ${own} used it`;
  const servers = serversIn(current);
  return servers === undefined || servers === 0
    ? undefined
    : `${group} stays: it has ${servers} ${servers === 1 ? 'server' : 'servers'}`;
}

/** The number of servers in the group of a listener; undefined if the cloud does not show it. */
export function serversIn(current: Native): number | undefined {
  const members = partsOf(current).pool?.['members'];
  return Array.isArray(members) ? members.length : undefined;
}

/** A group of the listener alone whose servers a new group would not have. */
export function poolWithServers(current: Native): string | undefined {
  const parts = partsOf(current);
  const hasServers = (serversIn(current) ?? 0) > 0;
  return hasServers && isOwnPool(parts) ? idOf(parts.pool) : undefined;
}

/** The group that a delete removes with its listener. */
export function poolDeletedWith(current: Native): string | undefined {
  const { pool } = partsOf(current);
  return isObject(pool) && keptPool(current) === undefined
    ? `backend group ${idOf(pool)}`
    : undefined;
}

/** The group that an update replaces by another: it may have servers, so it is not deleted. */
export function poolLeftBehind(current: Native, send: Values): string | undefined {
  const before = idOf(partsOf(current).pool);
  const after = send['default_pool_id'];
  return before === undefined || after === undefined || after === before
    ? undefined
    : `backend group ${before} stays, without this listener`;
}
