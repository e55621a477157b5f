import type { Operation } from '../../model/catalogue.ts';
import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import type { LoadBalancerFacts } from '../../model/rule.ts';
import { type Answer, type ApiRequest, type Call, type Scope, UnexpectedAnswer } from '../call.ts';
import type { Calls, ListFilter, Page } from '../calls.ts';
import type { NaturalKey, Reference } from '../reference.ts';
import { oneStep } from '../step.ts';
import { choiceList, type DescribeRequest, detailsRequest } from './choices.ts';
import { readBandwidths, readFacts } from './facts.ts';
import { addressOf, integerOf, itemsOf, placeOf, textOf, withPlace } from './native.ts';
import { operationFor, operationOf } from './operations.ts';
import { API_VERSION, describeAction, isSlbProtocol, setAction } from './protocols.ts';
import { type ListenerPlace, reference } from './reference.ts';
import { HASH_SCHEDULERS } from './rules/preflight.ts';

const LIST_ACTION = 'DescribeLoadBalancerListeners';

/** Limits of DescribeLoadBalancerListeners. */
const PAGE_MAX = 100;
const LOAD_BALANCERS_MAX = 10;

type Query = Readonly<Record<string, string>>;

/** Like the vendor's own clients, sends all requests as POST with parameters in the query. */
export function calls(
  scope: Scope,
): Calls & Required<Pick<Calls, 'setState' | 'facts' | 'choices' | 'details'>> {
  const region: Query = scope.region === undefined ? {} : { RegionId: scope.region };
  const request = (action: string, query: Query): ApiRequest => ({
    method: 'POST',
    path: '/',
    query: { ...region, ...query },
    headers: { 'x-acs-action': action, 'x-acs-version': API_VERSION, accept: 'application/json' },
  });
  const withoutResult = (
    action: string,
    query: Query,
    repeat: Call<undefined>['repeat'] = 'safe',
  ): Call<undefined> => ({
    request: request(action, query),
    repeat,
    parse: (answer) => void bodyOf(answer),
  });
  const list = (query: Query, keep: (item: Native) => boolean): Call<Page> => ({
    request: request(LIST_ACTION, { ...query, MaxResults: String(PAGE_MAX) }),
    repeat: 'safe',
    parse: (answer) => readPage(answer, keep),
  });
  const reading = <T>(found: DescribeRequest<T> | undefined): Call<T> | undefined =>
    found && {
      request: request(found.action, found.query),
      repeat: 'safe',
      parse: (answer) => found.read(bodyOf(answer)),
    };
  const listAt = (
    { loadBalancer, port }: { loadBalancer: string; port: number },
    protocol: string | undefined,
  ): Call<readonly Native[]> => {
    const call = list(
      {
        'LoadBalancerId.1': loadBalancer,
        ListenerPort: String(port),
        ...(protocol === undefined ? {} : { ListenerProtocol: protocol }),
      },
      (item) => {
        const actual = addressOf(item);
        return (
          actual.loadBalancer === loadBalancer &&
          actual.port === port &&
          (protocol === undefined || actual.protocol === protocol)
        );
      },
    );
    return { ...call, parse: (answer) => call.parse(answer).listeners };
  };
  return {
    create: (noun, values) => {
      const target = operationFor(noun, 'create');
      return oneStep(values, withoutResult(target.title, encode(target, values), 'look-up'));
    },
    planned: ({ loadBalancer, protocol, port }) => {
      if (!isSlbProtocol(protocol)) throw new Error(`SLB has no ${protocol} listeners`);
      return withPlace({}, { loadBalancer, protocol, port });
    },
    update: (current, send) => {
      const place = placeOf(current);
      const target = operationOf(place.protocol, 'update');
      const query = {
        ...encode(target, send),
        LoadBalancerId: place.loadBalancer,
        ListenerPort: String(place.port),
      };
      return oneStep(send, withoutResult(setAction(place.protocol), query));
    },
    setState: (current, state) =>
      withoutResult(
        state === 'running' ? 'StartLoadBalancerListener' : 'StopLoadBalancerListener',
        placeQuery(placeOf(current)),
        'look-up',
      ),
    delete: (current) =>
      oneStep({}, withoutResult('DeleteLoadBalancerListener', placeQuery(placeOf(current)))),
    find: (target) => {
      const { loadBalancer, protocol, port } = toPlace(target);
      if (!isSlbProtocol(protocol)) return listAt({ loadBalancer, port }, undefined);
      const place: ListenerPlace = { loadBalancer, protocol, port };
      return {
        request: request(describeAction(protocol), {
          LoadBalancerId: loadBalancer,
          ListenerPort: String(port),
        }),
        repeat: 'safe',
        parse: (answer) => {
          const body = bodyOf(answer);
          // Without a port there is no such listener (terraform-provider-alicloud).
          return (integerOf(body['ListenerPort']) ?? 0) === 0 ? [] : [withPlace(body, place)];
        },
      };
    },
    list: (filter, page) => {
      const loadBalancers = loadBalancersOf(filter);
      return list(
        {
          ...filterQuery(filter, loadBalancers),
          ...(page === undefined ? {} : { NextToken: page }),
        },
        (item) =>
          loadBalancers.length === 0 || loadBalancers.includes(addressOf(item).loadBalancer),
      );
    },
    at: (key: NaturalKey) => listAt(key, key.protocol),
    facts: (loadBalancer, change, verb) =>
      verb === 'create' || needsInstance(change)
        ? [
            {
              request: request('DescribeLoadBalancerAttribute', { LoadBalancerId: loadBalancer }),
              repeat: 'safe',
              parse: (answer): LoadBalancerFacts => readFacts(loadBalancer, bodyOf(answer)),
            },
            ...(isLimited(change['Bandwidth'])
              ? [
                  {
                    request: request(LIST_ACTION, {
                      'LoadBalancerId.1': loadBalancer,
                      MaxResults: String(PAGE_MAX),
                    }),
                    repeat: 'safe' as const,
                    parse: (answer: Answer) => readBandwidths(loadBalancer, bodyOf(answer)),
                  },
                ]
              : []),
          ]
        : [],
    choices: (path, listener, page) => reading(choiceList(path, listener, page)),
    details: (path, id) => reading(detailsRequest(path, id)),
    probe: () => withoutResult('DescribeRegions', {}),
  };
}

/** @throws Error for parameters that the request does not have */
function encode(target: Operation, values: Values): Query {
  const unknown = Object.keys(values).find(
    (name) => !target.parameters.some((row) => row.name === name),
  );
  if (unknown !== undefined) {
    throw new Error(`${target.title} has no parameter ${unknown}`);
  }
  return Object.fromEntries(
    target.parameters.flatMap(({ name, wire }) => {
      const value = values[name];
      return value === undefined || value === null ? [] : entries(wire, value);
    }),
  );
}

function entries(
  wire: string,
  value: Exclude<ParameterValue, null>,
): readonly (readonly [string, string])[] {
  if (typeof value !== 'object') return [[wire, String(value)]];
  if (Array.isArray(value)) return [[wire, value.join(',')]];
  return Object.entries(value).flatMap(([key, text], at) => [
    [`${wire}.${at + 1}.Key`, key],
    [`${wire}.${at + 1}.Value`, text],
  ]);
}

/** Includes the protocol, since a port may have two listeners. */
function placeQuery({ loadBalancer, protocol, port }: ListenerPlace): Query {
  return {
    LoadBalancerId: loadBalancer,
    ListenerPort: String(port),
    ListenerProtocol: protocol,
  };
}

function toPlace(target: Reference): Extract<Reference, { by: 'place' }> {
  const place = target.by === 'id' ? reference(target.id) : target;
  if ('problem' in place) throw new Error(`an SLB listener ${place.problem}`);
  if (place.by !== 'place') throw new Error('SLB listeners cannot be found by name');
  return place;
}

function loadBalancersOf({ fields, native }: ListFilter): readonly string[] {
  if (fields.loadBalancer !== undefined) return [fields.loadBalancer];
  const ids = native['LoadBalancerId'];
  if (typeof ids === 'string') return [ids];
  return Array.isArray(ids) ? ids.map(String) : [];
}

function filterQuery({ fields, native }: ListFilter, loadBalancers: readonly string[]): Query {
  const protocol = fields.protocol ?? native['ListenerProtocol'];
  const port = fields.port ?? native['ListenerPort'];
  const name = fields.name ?? native['Description'];
  const region = native['RegionId'];
  const tags = fields.tags ?? native['Tag'];
  return {
    ...(typeof region === 'string' ? { RegionId: region } : {}),
    // Longer lists are filtered in the response.
    ...(loadBalancers.length > LOAD_BALANCERS_MAX
      ? {}
      : Object.fromEntries(loadBalancers.map((id, at) => [`LoadBalancerId.${at + 1}`, id]))),
    ...(protocol === undefined ? {} : { ListenerProtocol: String(protocol) }),
    ...(port === undefined ? {} : { ListenerPort: String(port) }),
    ...(name === undefined ? {} : { Description: String(name) }),
    ...(tags === undefined || tags === null ? {} : Object.fromEntries(entries('Tag', tags))),
  };
}

/** Listeners without a limit take nothing of what an instance has. */
function isLimited(bandwidth: ParameterValue | undefined): boolean {
  return typeof bandwidth === 'number' && bandwidth > 0;
}

function needsInstance(change: Values): boolean {
  return (
    change['TLSCipherPolicy'] !== undefined ||
    change['Bandwidth'] !== undefined ||
    HASH_SCHEDULERS.some((value) => value === change['Scheduler'])
  );
}

function readPage(answer: Answer, keep: (item: Native) => boolean): Page {
  const body = bodyOf(answer);
  const items = body['Listeners'] === undefined ? [] : itemsOf(body['Listeners'], 'Listener');
  if (items === undefined || !items.every(isObject)) {
    throw new UnexpectedAnswer(`${LIST_ACTION} returned no list of listeners`);
  }
  const next = textOf(body['NextToken']);
  return { listeners: items.filter(keep), ...(next === undefined ? {} : { next }) };
}

function bodyOf({ body }: Answer): Native {
  if (isObject(body)) return body;
  throw new UnexpectedAnswer('SLB returned no object');
}
