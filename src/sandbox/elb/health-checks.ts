import { randomHex } from '../http.ts';
import type { ElbListener } from '../state/model.ts';
import { type ElbCall, formatTime, parseBody } from './call.ts';
import { ElbError } from './errors.ts';

/* Classic ELB keeps the health check of a listener as an object of its own. */

export function createHealthCheck({ request, context, state }: ElbCall): unknown {
  const { listener_id, ...given } = parseBody(request.body);
  const listener = state.listeners.get(String(listener_id));
  if (listener === undefined) {
    throw new ElbError('ELB.6030', 'The listener does not exist.', 404);
  }
  if (listener.healthcheck !== undefined) {
    throw new ElbError('ELB.7001', 'The listener has a health check already.');
  }
  const time = formatTime(context.now);
  const healthcheck = {
    healthcheck_interval: 5,
    healthcheck_timeout: 10,
    healthy_threshold: 3,
    unhealthy_threshold: 3,
    healthcheck_protocol: listener.protocol === 'HTTP' ? 'HTTP' : 'TCP',
    healthcheck_connect_port: listener.backend_port,
    healthcheck_uri: '',
    ...given,
    id: randomHex(context.random, 32),
    listener_id: listener.id,
    create_time: time,
    update_time: time,
  };
  state.listeners.set(listener.id, { ...listener, healthcheck });
  return healthcheck;
}

export function showHealthCheck({ state, id }: ElbCall): unknown {
  return holderOf(state, id).healthcheck;
}

export function deleteHealthCheck({ state, id }: ElbCall): undefined {
  const { healthcheck: _, ...listener } = holderOf(state, id);
  state.listeners.set(listener.id, listener);
}

function holderOf(state: ElbCall['state'], id: string): ElbListener {
  const holder = [...state.listeners.values()].find(
    ({ healthcheck }) => healthcheck?.['id'] === id,
  );
  if (holder === undefined) throw new ElbError('ELB.7020', 'The healthcheck id is not exist.');
  return holder;
}
