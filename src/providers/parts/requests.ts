import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import { type Answer, type Call, type Query, UnexpectedAnswer } from '../call.ts';

export type Kind = 'listener' | 'pool' | 'healthmonitor' | 'loadbalancer';

/** Builds the requests of a project. */
export interface Requests {
  get<T>(path: string, query: Query, parse: Call<T>['parse']): Call<T>;
  /** Parses to the object in the envelope. */
  show(kind: Kind, id: string): Call<Native>;
  list(kind: Kind, query: Query): Call<readonly Native[]>;
  create(kind: Kind, body: Readonly<Record<string, unknown>>): Call<Native>;
  update(kind: Kind, id: string, body: Readonly<Record<string, unknown>>): Call<Native>;
  remove(path: string): Call<undefined>;
}

export function one(kind: Kind) {
  return ({ body }: Answer): Native => {
    const object = isObject(body) ? body[kind] : undefined;
    if (isObject(object) && typeof object['id'] === 'string' && object['id'] !== '') return object;
    throw new UnexpectedAnswer(`the response is not a ${NAMES[kind]}`);
  };
}

export function many(key: string) {
  return ({ body }: Answer): readonly Native[] => {
    const items = isObject(body) ? body[key] : undefined;
    if (Array.isArray(items) && items.every(isObject)) return items;
    throw new UnexpectedAnswer(`the response is not a list of ${key}`);
  };
}

const NAMES: Readonly<Record<Kind, string>> = {
  listener: 'listener',
  pool: 'backend group',
  healthmonitor: 'health check',
  loadbalancer: 'load balancer',
};

/** Ids of what does not exist yet, in dry runs. */
export const PLANNED = { listener: '{listener_id}', pool: '{pool_id}' } as const;

/** Rejects segments that would widen the request, such as `DELETE /listeners/`. */
export function segment(text: string): string {
  if (text === '' || text === '.' || text === '..') {
    throw new UnexpectedAnswer('a listener or load balancer has an invalid id');
  }
  return Object.values<string>(PLANNED).includes(text) ? text : encodeURIComponent(text);
}
