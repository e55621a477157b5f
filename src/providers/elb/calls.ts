import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import type { LoadBalancerFacts } from '../../model/rule.ts';
import { type Answer, type Call, type Scope, UnexpectedAnswer } from '../call.ts';
import type { Calls, ListFilter, Page } from '../calls.ts';
import type { NaturalKey, Reference } from '../reference.ts';
import { oneStep } from '../step.ts';
import { choiceList } from './choices.ts';
import { parseHealthCheck } from './health-check.ts';
import { decode, valuesOf } from './native.ts';
import { carryCertificate } from './update.ts';

export function calls(scope: Scope): Calls {
  const root = `/v1.0/${scope.projectId === undefined ? '{project_id}' : segment(scope.projectId)}/elbaas`;
  const headers = {
    'content-type': 'application/json',
    'x-language': 'en-us',
    ...(scope.projectId === undefined ? {} : { 'x-project-id': scope.projectId }),
  };
  const read = <T>(
    path: string,
    query: Record<string, string>,
    parse: Call<T>['parse'],
  ): Call<T> => ({
    request: { method: 'GET', path: root + path, query, headers },
    repeat: 'safe',
    parse,
  });
  const put = (current: Native, body: Record<string, unknown>): Call<Native> => ({
    request: {
      method: 'PUT',
      path: `${root}/listeners/${idOf(current)}`,
      query: {},
      headers,
      body,
    },
    repeat: 'safe',
    parse: parseListener,
  });
  const list = (query: Record<string, string>) => read('/listeners', query, parseListeners);

  return {
    create: (_noun, values) =>
      oneStep(values, {
        request: { method: 'POST', path: `${root}/listeners`, query: {}, headers, body: values },
        repeat: 'look-up',
        parse: parseListener,
      }),
    planned: (_key, values) => ({ ...values, id: LISTENER_ID }),
    update: (current, send) => oneStep(send, put(current, send)),
    setState: (current, state) => ({
      ...put(current, carryCertificate(valuesOf(current), { admin_state_up: state === 'running' })),
      repeat: 'look-up',
    }),
    delete: (current) =>
      oneStep(
        {},
        {
          request: {
            method: 'DELETE',
            path: `${root}/listeners/${idOf(current)}`,
            query: {},
            headers,
          },
          repeat: 'safe',
          parse: () => undefined,
        },
      ),
    find: (reference) => findCall(reference, read, list),
    list: (filter) => {
      const call = list(listQuery(filter));
      return { ...call, parse: (answer): Page => ({ listeners: call.parse(answer) }) };
    },
    at: ({ loadBalancer, port }: NaturalKey) =>
      list({ loadbalancer_id: loadBalancer, port: String(port) }),
    facts: (loadBalancer, change) => [
      ...(needsNetwork(change)
        ? [read(`/loadbalancers/${segment(loadBalancer)}`, {}, parseNetwork)]
        : []),
      ...(change['port'] === undefined
        ? []
        : [
            read(
              '/listeners',
              { loadbalancer_id: loadBalancer, port: String(change['port']) },
              (answer): LoadBalancerFacts => ({ listeners: parseListeners(answer).map(portOf) }),
            ),
          ]),
    ],
    choices: (path, _listener, page) => {
      const found = choiceList(path, page);
      return found === undefined ? undefined : read(found.path, found.query, found.read);
    },
    beside: async (listener, run) => {
      const id = listener['healthcheck_id'];
      if (typeof id !== 'string' || id === '' || id === 'null') return {};
      return run(read(`/healthcheck/${segment(id)}`, {}, parseHealthCheck));
    },
    probe: () => read('/quotas', {}, () => undefined),
  };
}

function findCall(
  reference: Reference,
  read: <T>(path: string, query: Record<string, string>, parse: Call<T>['parse']) => Call<T>,
  list: (query: Record<string, string>) => Call<readonly Native[]>,
): Call<readonly Native[]> {
  if (reference.by === 'id') {
    return read(`/listeners/${segment(reference.id)}`, {}, (answer) => [parseListener(answer)]);
  }
  if (reference.by === 'name') return list({ name: reference.name });
  return list({ loadbalancer_id: reference.loadBalancer, port: String(reference.port) });
}

/** Whether a rule about the load balancer's network applies. */
function needsNetwork(change: Values): boolean {
  return change['protocol'] === 'UDP' || change['certificates'] !== undefined;
}

function listQuery({ fields, native }: ListFilter): Record<string, string> {
  const query: Record<string, string> = {};
  if (fields.loadBalancer !== undefined) query['loadbalancer_id'] = fields.loadBalancer;
  if (fields.name !== undefined) query['name'] = fields.name;
  if (fields.port !== undefined) query['port'] = String(fields.port);
  if (fields.protocol !== undefined) query['protocol'] = fields.protocol.toUpperCase();
  for (const [name, value] of Object.entries(native)) {
    if (value !== null) query[name] = String(value);
  }
  return query;
}

function parseListener({ body }: Answer): Native {
  if (isObject(body) && typeof body['id'] === 'string' && body['id'] !== '') return body;
  throw new UnexpectedAnswer('the response is not a listener');
}

/** The service encodes an empty list as `{}`. */
function parseListeners({ body }: Answer): readonly Native[] {
  if (Array.isArray(body) && body.every(isObject)) return body;
  if (isObject(body) && Object.keys(body).length === 0) return [];
  throw new UnexpectedAnswer('the response is not a list of listeners');
}

function parseNetwork({ body }: Answer): LoadBalancerFacts {
  if (!isObject(body)) throw new UnexpectedAnswer('the response is not a load balancer');
  if (body['type'] === 'External') return { network: 'public' };
  return body['type'] === 'Internal' ? { network: 'private' } : {};
}

function portOf(native: Native) {
  const { ref, fields } = decode(native);
  return { ref, protocol: fields.protocol ?? '', port: fields.port ?? 0 };
}

function idOf(native: Native): string {
  return segment(String(native['id'] ?? ''));
}

/** The id of a listener that does not exist yet. */
const LISTENER_ID = '{listener_id}';

/** Rejects segments that would widen the request, such as `DELETE /listeners/`. */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..') {
    throw new UnexpectedAnswer('a listener or load balancer has an invalid id');
  }
  return text === LISTENER_ID ? text : encodeURIComponent(text);
}
