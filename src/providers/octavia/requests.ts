import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Answer, ApiRequest, Call, Query, Readiness } from '../call.ts';
import { many, one, type Requests, segment } from '../parts/requests.ts';

export const ROOT = '/v2.0/lbaas';
const HEADERS = { 'content-type': 'application/json' };

/** The most items of a page that a server gives by default. */
export const PAGE = 1000;

export const requests: Requests = {
  get: (path, query, parse) => ({ request: read(ROOT + path, query), repeat: 'safe', parse }),
  show: (kind, id) => requests.get(`/${kind}s/${segment(id)}`, {}, one(kind)),
  list: (kind, query) => requests.get(`/${kind}s`, query, many(`${kind}s`)),
  create: (kind, body) => ({
    request: change('POST', `/${kind}s`, { [kind]: body }),
    repeat: 'look-up',
    parse: one(kind),
  }),
  update: (kind, id, body) => ({
    request: change('PUT', `/${kind}s/${segment(id)}`, { [kind]: body }),
    repeat: 'safe',
    parse: one(kind),
  }),
  remove: (path) => ({ request: change('DELETE', path), repeat: 'safe', parse: () => undefined }),
};

function read(path: string, query: Query): ApiRequest {
  return { method: 'GET', path, query, headers: HEADERS };
}

function change(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: ApiRequest['body'],
): ApiRequest {
  const rest = body === undefined ? {} : { body };
  return { method, path: ROOT + path, query: {}, headers: HEADERS, ...rest };
}

/** Only an ACTIVE load balancer takes a change; a failed one is repaired by who runs the cloud. */
export function ready(loadBalancer: string): Call<Readiness> {
  const call = requests.show('loadbalancer', loadBalancer);
  return {
    ...call,
    parse: (answer) => {
      const { id, provisioning_status: status } = call.parse(answer);
      const shown = String(status);
      const state = shown === 'ACTIVE' ? 'ready' : shown === 'ERROR' ? 'failed' : 'busy';
      return { loadBalancer: String(id), state, shown };
    },
  };
}

/** The newest version that the server knows: 26 is v2.26. */
export const version: Call<number | undefined> = {
  request: read('/', {}),
  repeat: 'safe',
  parse: ({ body }) => {
    const versions = isObject(body) && Array.isArray(body['versions']) ? body['versions'] : [];
    const minors = versions.filter(isObject).flatMap(({ id }) => {
      const match = /^v2\.(\d+)$/.exec(String(id));
      return match === null ? [] : [Number(match[1])];
    });
    return minors.length === 0 ? undefined : Math.max(...minors);
  },
};

export interface PartPage {
  readonly items: readonly Native[];
  /** Marker of the next page. */
  readonly next?: string;
}

/** A full page has a link to a next one, even if nothing follows. */
export function pageOf(key: string): (answer: Answer) => PartPage {
  return (answer) => {
    const items = many(key)(answer);
    const links = isObject(answer.body) ? answer.body[`${key}_links`] : undefined;
    const next = (Array.isArray(links) ? links : [])
      .filter(isObject)
      .find(({ rel }) => rel === 'next');
    const href = String(next?.['href'] ?? '');
    const marker = URL.canParse(href) ? new URL(href).searchParams.get('marker') : null;
    return items.length === 0 || marker === null ? { items } : { items, next: marker };
  };
}
