import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import {
  type Answer,
  type ApiRequest,
  type Call,
  type Query,
  type Scope,
  UnexpectedAnswer,
} from '../calls.ts';

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
  /** Of the service for tags. */
  changeTags(id: string, action: 'create' | 'delete', tags: readonly Native[]): Call<undefined>;
}

/** The most items of a page, which is also the default. */
export const PAGE = 2000;

/** Only its older API can change tags there. */
const OTC = /^eu-(de|nl)$/;

export function requests(scope: Scope): Requests {
  const project = scope.projectId === undefined ? '{project_id}' : segment(scope.projectId);
  const root = `/v3/${project}/elb`;
  const headers = {
    'content-type': 'application/json',
    'x-language': 'en-us',
    ...(scope.projectId === undefined ? {} : { 'x-project-id': scope.projectId }),
  };
  const request = (
    method: ApiRequest['method'],
    path: string,
    body?: ApiRequest['body'],
    query: Query = {},
  ): ApiRequest => ({ method, path, query, headers, ...(body === undefined ? {} : { body }) });
  const get: Requests['get'] = (path, query, parse) => ({
    request: request('GET', root + path, undefined, query),
    repeat: 'safe',
    parse,
  });
  return {
    get,
    show: (kind, id) => get(`/${kind}s/${segment(id)}`, {}, one(kind)),
    list: (kind, query) => get(`/${kind}s`, query, many(`${kind}s`)),
    create: (kind, body) => ({
      request: request('POST', `${root}/${kind}s`, { [kind]: body }),
      repeat: 'look-up',
      parse: one(kind),
    }),
    update: (kind, id, body) => ({
      request: request('PUT', `${root}/${kind}s/${segment(id)}`, { [kind]: body }),
      repeat: 'safe',
      parse: one(kind),
    }),
    remove: (path) => ({
      request: request('DELETE', root + path),
      repeat: 'safe',
      parse: () => undefined,
    }),
    changeTags: (id, action, tags) => {
      const version = OTC.test(scope.region ?? '') ? 'v2.0' : 'v3';
      const path = `/${version}/${project}/listeners/${segment(id)}/tags/action`;
      return {
        request: request('POST', path, { action, tags }),
        repeat: 'safe',
        parse: () => undefined,
      };
    },
  };
}

function one(kind: Kind) {
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
