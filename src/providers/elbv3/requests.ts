import type { Native } from '../../model/listener.ts';
import type { ApiRequest, Call, Query, Scope } from '../call.ts';
import { many, one, type Requests as PartRequests, segment } from '../parts/requests.ts';

/** Builds the requests of a project. */
export interface Requests extends PartRequests {
  /** Of the service for tags. */
  changeTags(id: string, action: 'create' | 'delete', tags: readonly Native[]): Call<undefined>;
}

/** The most items of a page, which is also the default. */
export const PAGE = 2000;

/** Where only the older API, which other regions do not have, can change tags. */
const OLDER_TAGS = 'eu-de';

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
      const version = scope.region === OLDER_TAGS ? 'v2.0' : 'v3';
      const path = `/${version}/${project}/listeners/${segment(id)}/tags/action`;
      return {
        request: request('POST', path, { action, tags }),
        repeat: 'safe',
        parse: () => undefined,
      };
    },
  };
}
