import { isObject } from '../../model/json.ts';
import type { Answer, Call, Query, Scope } from '../call.ts';
import type { Calls, ListFilter, Page } from '../calls.ts';
import { attachedTo } from '../parts/attached.ts';
import { findListener, listenersBy, plannedListener } from '../parts/listener-calls.ts';
import { idOf, joined } from '../parts/native.ts';
import { many } from '../parts/requests.ts';
import { choices, details } from './choices.ts';
import { complete } from './complete.ts';
import { factCalls } from './facts.ts';
import { PAGE, type Requests, requests as requestsOf } from './requests.ts';
import { createSteps, deleteSteps, hasPolicies, updateSteps } from './steps.ts';
import { bodyOf } from './wire.ts';

export function calls(scope: Scope): Calls {
  const requests = requestsOf(scope);
  return {
    create: (_noun, values) => createSteps(requests, values),
    planned: (_key, values) => plannedListener(bodyOf, values),
    update: (current, send) => updateSteps(requests, current, send),
    delete: (current, keepGroup) => deleteSteps(requests, current, keepGroup),
    attached: attachedTo(requests, { redirects: true, hasPolicies }),
    complete: (listeners, run, what) => complete(requests, listeners, run, what),
    find: (reference) => findListener(requests, reference),
    list: (filter, page) => listCall(requests, filter, page),
    at: ({ loadBalancer, port }) =>
      listenersBy(requests, { loadbalancer_id: loadBalancer, protocol_port: String(port) }),
    facts: (loadBalancer, change, verb) =>
      factCalls(requests, scope.region, loadBalancer, change, verb),
    choices: (path, listener, page) => choices(requests, path, listener, page),
    details: (path, id) => details(requests, path, id),
    probe: () => requests.get('/quotas', {}, () => undefined),
  };
}

function listCall(requests: Requests, filter: ListFilter, page: string | undefined): Call<Page> {
  const query = { ...listQuery(filter), ...(page === undefined ? {} : { marker: page }) };
  return requests.get('/listeners', { ...query, limit: String(PAGE) }, readPage);
}

/** The last page has a marker too, so only a full page has a next one. */
function readPage(answer: Answer): Page {
  const listeners = many('listeners')(answer);
  const info = isObject(answer.body) ? answer.body['page_info'] : undefined;
  const marker = isObject(info) ? info['next_marker'] : undefined;
  const last = idOf(listeners.at(-1));
  const next = typeof marker === 'string' && marker !== '' ? marker : last;
  return {
    listeners: listeners.map((listener) => joined({ listener })),
    ...(listeners.length < PAGE || next === undefined ? {} : { next }),
  };
}

/** Protocols as listeners of either kind of load balancer have them. */
const PROTOCOLS: Readonly<Record<string, string | readonly string[]>> = {
  http: 'HTTP',
  https: ['HTTPS', 'TERMINATED_HTTPS'],
  tcp: 'TCP',
  udp: 'UDP',
  ssl: 'TLS',
};

function listQuery({ fields, native }: ListFilter): Query {
  const { loadBalancer, name, port, protocol } = fields;
  const query: Record<string, Query[string]> = {
    ...(loadBalancer === undefined ? {} : { loadbalancer_id: loadBalancer }),
    ...(name === undefined ? {} : { name }),
    ...(port === undefined ? {} : { protocol_port: String(port) }),
    ...(protocol === undefined ? {} : { protocol: PROTOCOLS[protocol] ?? protocol.toUpperCase() }),
  };
  for (const [key, value] of Object.entries(native)) {
    if (value !== null) query[key] = String(value);
  }
  return query;
}
