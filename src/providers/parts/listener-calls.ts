import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import type { Call, Query } from '../call.ts';
import type { Reference } from '../reference.ts';
import { joined } from './native.ts';
import { PLANNED, type Requests } from './requests.ts';
import type { Wire } from './steps.ts';
import { valuesIn } from './values.ts';

/** Listeners without their other parts. */
export function listenersBy(
  requests: Pick<Requests, 'list'>,
  query: Query,
): Call<readonly Native[]> {
  const call = requests.list('listener', query);
  const parse: typeof call.parse = (answer) =>
    call.parse(answer).map((listener) => joined({ listener }));
  return { ...call, parse };
}

export function findListener(
  requests: Pick<Requests, 'list' | 'show'>,
  reference: Reference,
): Call<readonly Native[]> {
  if (reference.by === 'id') {
    const call = requests.show('listener', reference.id);
    return { ...call, parse: (answer) => [joined({ listener: call.parse(answer) })] };
  }
  return listenersBy(
    requests,
    reference.by === 'name'
      ? { name: reference.name }
      : { loadbalancer_id: reference.loadBalancer, protocol_port: String(reference.port) },
  );
}

/** A listener that a dry run would create. */
export function plannedListener(bodyOf: Wire['bodyOf'], values: Values): Native {
  return joined({
    listener: { ...bodyOf('listener', valuesIn('listener', values)), id: PLANNED.listener },
    pool: { id: PLANNED.pool },
    healthMonitor: null,
  });
}
