import { isObject } from '../model/json.ts';
import type { Listener } from '../model/listener.ts';
import { partsOf } from './parts/native.ts';

/** Whether the cloud shows that the backend group of a listener has no servers. */
export function hasNoServers({ native }: Listener): boolean {
  const { pool } = partsOf(native);
  if (!isObject(pool)) return false;
  const { members } = pool;
  return Array.isArray(members) && members.length === 0;
}
