import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import { type Part, partOf, split } from './names.ts';

/** The parts of a listener as the API returned them: absent if not read, null if there is none. */
export interface Parts {
  readonly listener: Native;
  readonly pool?: Native | null;
  readonly healthMonitor?: Native | null;
}

export function partsOf(native: Native): Parts {
  const { listener, pool, healthMonitor } = native;
  return {
    listener: isObject(listener) ? listener : {},
    ...(isObject(pool) || pool === null ? { pool } : {}),
    ...(isObject(healthMonitor) || healthMonitor === null ? { healthMonitor } : {}),
  };
}

export function joined(parts: Parts): Native {
  return { ...parts };
}

/** A listener with other parts; what is known about it besides stays. */
export function withParts(previous: Native | undefined, parts: Partial<Parts>): Native {
  const native = joined({ ...partsOf(previous ?? {}), ...parts });
  for (const key of Object.getOwnPropertySymbols(previous ?? {})) {
    const property = Object.getOwnPropertyDescriptor(previous, key);
    if (property !== undefined) Object.defineProperty(native, key, property);
  }
  return native;
}

export function idOf(part: Native | null | undefined): string | undefined {
  const id = part?.['id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Ids of `[{id}]`. */
export function idsIn(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.flatMap((item) => idOf(isObject(item) ? item : null) ?? [])
    : [];
}

export function listenerId(native: Native): string {
  return idOf(partsOf(native).listener) ?? '';
}

export function loadBalancerOf(listener: Native): string | undefined {
  return idsIn(listener['loadbalancers'])[0];
}

/** Whether a backend group serves this listener alone. */
export function isOwnPool({ listener, pool }: Parts): boolean {
  const others = idsIn(pool?.['listeners']).filter((id) => id !== idOf(listener));
  return others.length === 0;
}

const KEYS = { listener: 'listener', pool: 'pool', healthmonitor: 'healthMonitor' } as const;

export function partIn(part: Part, parts: Parts): Native | null | undefined {
  return parts[KEYS[part]];
}

/** A parameter as the API returned it. */
export function rawOf(name: string, parts: Parts): unknown {
  const { outer, inner } = split(name);
  const value = partIn(partOf(name), parts)?.[outer];
  if (inner === undefined) return value;
  return isObject(value) ? value[inner] : undefined;
}

/** With or without a zone; it is UTC. */
export function timestamp<K extends 'created' | 'updated'>(key: K, value: unknown) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) return {};
  return { [key]: value.endsWith('Z') ? value : `${value}Z` };
}
