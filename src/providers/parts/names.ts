/* How parameters of a listener that a cloud keeps in parts are called: those of its backend group
begin with `pool.`, those of the group's health check with `healthmonitor.`. */

/** The parts, as their bodies are called. */
export const PARTS = ['listener', 'pool', 'healthmonitor'] as const;
export type Part = (typeof PARTS)[number];

export const POOL = 'pool.';
export const MONITOR = 'healthmonitor.';

export function partOf(name: string): Part {
  if (name.startsWith(POOL)) return 'pool';
  return name.startsWith(MONITOR) ? 'healthmonitor' : 'listener';
}

/** The name in the part's own body: `lb_algorithm`, `session_persistence.type`. */
export function nameInPart(name: string): string {
  const part = partOf(name);
  return part === 'listener' ? name : name.slice(part.length + 1);
}

/** `pool.session_persistence.type`: `session_persistence` and `type`. */
export function split(name: string): { readonly outer: string; readonly inner?: string } {
  const own = nameInPart(name);
  const dot = own.indexOf('.');
  return dot < 0 ? { outer: own } : { outer: own.slice(0, dot), inner: own.slice(dot + 1) };
}

/** Null stands for no sticky session. */
export const SESSION_TYPE = 'pool.session_persistence.type';
export const SESSION_COOKIE = 'pool.session_persistence.cookie_name';
export const SESSION_TIMEOUT = 'pool.session_persistence.persistence_timeout';
