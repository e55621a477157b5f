import type { ListenerFields } from './fields.ts';
import { nest } from './values.ts';

export const STATUSES = [
  'running',
  'stopped',
  'starting',
  'stopping',
  'configuring',
  'pending',
  'error',
  'unknown',
] as const;

export type Status = (typeof STATUSES)[number];

/** The API's own object, unchanged. */
export type Native = Readonly<Record<string, unknown>>;

/** A listener as it exists in the cloud. */
export interface Listener {
  /** Accepted back wherever a command takes a `<listener>`. */
  readonly ref: string;
  readonly provider: string;
  readonly id: string;
  readonly region?: string;
  readonly status: Status;
  readonly fields: ListenerFields;
  readonly created?: string;
  readonly updated?: string;
  readonly native: Native;
}

const TRANSIENT: readonly Status[] = ['starting', 'stopping', 'configuring', 'pending'];

export function isTransient(status: Status): boolean {
  return TRANSIENT.includes(status);
}

/** The JSON that scripts depend on: identity first, then every portable field that has a value. */
export function listenerJson(listener: Listener): Record<string, unknown> {
  const { loadBalancer, name, protocol, port, ...rest } = listener.fields;
  return withoutUndefined({
    ref: listener.ref,
    provider: listener.provider,
    id: listener.id,
    loadBalancer,
    region: listener.region,
    name,
    protocol,
    port,
    status: listener.status,
    ...nest(rest),
    created: listener.created,
    updated: listener.updated,
    native: listener.native,
  });
}

function withoutUndefined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
