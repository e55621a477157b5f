import type { ListenerFields } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';
import { type Answer, UnexpectedAnswer } from '../call.ts';

/** The health check of a listener, which classic ELB keeps as an object of its own. */
export function parseHealthCheck({ body }: Answer): ListenerFields {
  if (!isObject(body)) throw new UnexpectedAnswer('the response is not a health check');
  const protocol = PROTOCOLS[String(body['healthcheck_protocol']).toUpperCase()];
  const uri = body['healthcheck_uri'];
  return {
    'healthCheck.enabled': 'on',
    ...(protocol === undefined ? {} : { 'healthCheck.protocol': protocol }),
    ...number('healthCheck.port', body['healthcheck_connect_port']),
    ...(typeof uri === 'string' && uri !== '' ? { 'healthCheck.path': uri } : {}),
    ...number('healthCheck.interval', body['healthcheck_interval']),
    ...number('healthCheck.timeout', body['healthcheck_timeout']),
    ...number('healthCheck.healthy', body['healthy_threshold']),
    ...number('healthCheck.unhealthy', body['unhealthy_threshold']),
  };
}

const PROTOCOLS: Readonly<Record<string, ListenerFields['healthCheck.protocol']>> = {
  HTTP: 'http',
  TCP: 'tcp',
  UDP: 'udp-connect',
};

type NumberPath =
  | 'healthCheck.port'
  | 'healthCheck.interval'
  | 'healthCheck.timeout'
  | 'healthCheck.healthy'
  | 'healthCheck.unhealthy';

/** The service uses -520 for "the port of the backend". */
function number(path: NumberPath, value: unknown): ListenerFields {
  const read = typeof value === 'string' ? Number(value) : value;
  return typeof read === 'number' && read > 0 ? { [path]: read } : {};
}
