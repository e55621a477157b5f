import { FIELDS } from './elbv3-pages.ts';

/* Which requests a change needs, and which parts it makes, read a second time. */

export type Values = Readonly<Record<string, unknown>>;

export function isSet(value: unknown): boolean {
  const isEmpty = Array.isArray(value) ? value.length === 0 : value === '';
  return value !== undefined && value !== null && !isEmpty;
}

const within = (part: string, values: Values) =>
  Object.entries(values).flatMap(([name, value]) => (name.startsWith(part) ? [value] : []));
/** What asks for something that is not so anyway. */
export const asks = (value: unknown) => value !== undefined && value !== null && value !== false;
export const makesMonitor = (values: Values) => within('healthmonitor.', values).some(asks);
export const makesPool = (values: Values) =>
  within('pool.', values).some(asks) || makesMonitor(values);

const isEmpty = (value: unknown) => !isSet(value);

/** Parts as the pages keep them; `healthmonitor` is that of the pool. */
export function partOf(name: string): 'listener' | 'pool' | 'healthmonitor' {
  const [first] = name.split('.');
  return first === 'pool' || first === 'healthmonitor' ? first : 'listener';
}

/** The object inside a part that a parameter is in. */
function objectOf(name: string): string | undefined {
  const own = partOf(name) === 'listener' ? name : name.slice(name.indexOf('.') + 1);
  return own.includes('.') ? `${partOf(name)} ${own.split('.')[0]}` : undefined;
}

/** Switches inside an object, and those of some protocols, are off without it; one header is on. */
function isOffAnyway(name: string, value: unknown): boolean {
  const isSwitch =
    /\.(enable|enable_ipgroup|admin_state_up)$|^insert_headers\./.test(name) ||
    FIELDS[name]?.on !== undefined;
  return value === false && isSwitch && name !== 'insert_headers.X-Forwarded-Host';
}

/** Lists have no order. */
function isSame(name: string, before: unknown, after: unknown): boolean {
  const plain = (value: unknown) =>
    JSON.stringify(Array.isArray(value) ? value.map(String).toSorted() : value);
  const isNone = (value: unknown) => isEmpty(value) || isOffAnyway(name, value);
  return plain(before) === plain(after) || (isNone(before) && isNone(after));
}

const SESSION = 'pool.session_persistence';
const BACKEND_OF: Values = { HTTPS: 'HTTP', TERMINATED_HTTPS: 'HTTP', TLS: 'TCP', QUIC: 'HTTP' };

export interface Plan {
  readonly merged: Values;
  readonly send: Values;
  readonly newPool: boolean;
  readonly newMonitor: boolean;
}

/** @returns undefined if nothing changes */
export function planOf(before: Values, change: Values, wholeBody = false): Plan | undefined {
  const hasPool = before['pool.protocol'] !== undefined;
  const hasMonitor = before['healthmonitor.type'] !== undefined;
  // Nothing is made to switch it off.
  const wanted = Object.entries(change).filter(([name]) => {
    if (partOf(name) === 'pool') return hasPool || makesPool(change);
    return partOf(name) === 'listener' || hasMonitor || makesMonitor(change);
  });
  const changed = wanted
    .filter(([name, value]) => !isSame(name, before[name], value))
    .map(([name]) => name);
  if (changed.length === 0) return undefined;
  const newPool = !hasPool && makesPool(change) && change['default_pool_id'] === undefined;
  const merged: Record<string, unknown> = { ...before, ...Object.fromEntries(wanted) };
  const type = change[`${SESSION}.type`];
  if (type !== undefined) {
    const kept = type === null ? '' : type === 'APP_COOKIE' ? 'cookie_name' : 'persistence_timeout';
    for (const name of ['cookie_name', 'persistence_timeout']) {
      const isLeft = name !== kept && change[`${SESSION}.${name}`] === undefined;
      if (isLeft) delete merged[`${SESSION}.${name}`];
    }
  }
  const protocol = String(before['protocol']);
  const derived =
    newPool && merged['pool.protocol'] === undefined
      ? { 'pool.protocol': BACKEND_OF[protocol] ?? protocol }
      : {};
  const objects = changed.map(objectOf);
  const isSent = (name: string, value: unknown) =>
    changed.includes(name) ||
    (objectOf(name) !== undefined &&
      objects.includes(objectOf(name)) &&
      value !== null &&
      value !== false);
  const parts = changed.map(partOf);
  const send = wholeBody
    ? wanted.filter(([name]) => parts.includes(partOf(name)))
    : Object.entries(merged).filter(([name, value]) => isSent(name, value));
  return {
    merged: { ...merged, ...derived },
    send: { ...Object.fromEntries(send), ...derived },
    newPool,
    newMonitor: !hasMonitor && makesMonitor(change),
  };
}
