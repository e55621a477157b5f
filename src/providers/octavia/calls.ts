import type { Native } from '../../model/listener.ts';
import type { Call, Query } from '../call.ts';
import type { Calls, ListFilter, Page } from '../calls.ts';
import { attachedTo } from '../parts/attached.ts';
import { findListener, listenersBy, plannedListener } from '../parts/listener-calls.ts';
import { joined, listenerId, loadBalancerOf, partsOf } from '../parts/native.ts';
import { createSteps, deleteSteps, updateSteps, type Wire } from '../parts/steps.ts';
import type { Step } from '../step.ts';
import { choices, details } from './choices.ts';
import { complete } from './complete.ts';
import { factCalls } from './facts.ts';
import { PAGE, pageOf, ready, requests } from './requests.ts';
import { asReturned, bodyOf, newBodyOf } from './wire.ts';

const WIRE: Wire = { requests, bodyOf, newBodyOf, asReturned };

export const CALLS: Calls = {
  create: (_noun, values) =>
    createSteps(WIRE, values).map((step) => gated(step, String(values['loadbalancer_id']))),
  planned: (_key, values) => plannedListener(bodyOf, values),
  update: (current, send) =>
    updateSteps(WIRE, current, send).map((step) => gated(step, balancerOf(current))),
  setState: (current, state) => {
    const body = { admin_state_up: state === 'running' };
    const call = requests.update('listener', listenerId(current), body);
    return {
      ...after(call, balancerOf(current)),
      repeat: 'look-up',
      parse: (answer) => joined({ ...partsOf(current), listener: call.parse(answer) }),
    };
  },
  delete: (current, keepGroup) =>
    deleteSteps(WIRE, current, {
      keepGroup,
      checkGoesWithGroup: true,
      removeListener: (path) => ({ call: () => requests.remove(path) }),
    }).map((step) => gated(step, balancerOf(current))),
  attached: attachedTo(requests, { redirects: false, hasPolicies: () => false }),
  complete,
  find: (reference) => findListener(requests, reference),
  list: (filter, page) => {
    const query = { ...listQuery(filter), ...(page === undefined ? {} : { marker: page }) };
    const parse = pageOf('listeners');
    return requests.get('/listeners', { ...query, limit: String(PAGE) }, (answer): Page => {
      const { items, next } = parse(answer);
      const listeners = items.map((listener) => joined({ listener }));
      return next === undefined ? { listeners } : { listeners, next };
    });
  },
  at: ({ loadBalancer, port }) =>
    listenersBy(requests, { loadbalancer_id: loadBalancer, protocol_port: String(port) }),
  facts: factCalls,
  choices,
  details,
  ready,
  probe: () => requests.get('/listeners', { limit: '1' }, () => undefined),
};

/** A step whose requests wait until the load balancer takes a change. */
function gated(step: Step, loadBalancer: string): Step {
  const { undo } = step;
  return {
    ...step,
    call: (previous) => after(step.call(previous), loadBalancer),
    ...(undo === undefined ? {} : { undo: (made: Native) => after(undo(made), loadBalancer) }),
  };
}

function after<T>(call: Call<T>, loadBalancer: string): Call<T> {
  // In a dry run of a create and start, it is not known yet.
  return loadBalancer === '' ? call : { ...call, after: ready(loadBalancer) };
}

function balancerOf(current: Native): string {
  return loadBalancerOf(partsOf(current).listener) ?? '';
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  http: 'HTTP',
  https: 'TERMINATED_HTTPS',
  tcp: 'TCP',
  udp: 'UDP',
};

function listQuery({ fields, native }: ListFilter): Query {
  const { loadBalancer, name, port, protocol } = fields;
  const word = protocol === undefined ? undefined : PROTOCOLS[protocol];
  const query: Record<string, string> = {
    ...(loadBalancer === undefined ? {} : { loadbalancer_id: loadBalancer }),
    ...(name === undefined ? {} : { name }),
    ...(port === undefined ? {} : { protocol_port: String(port) }),
    ...(word === undefined ? {} : { protocol: word }),
  };
  for (const [key, value] of Object.entries(native)) {
    if (value !== null) query[key] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return query;
}
