import type { Codec, FieldMap, MappedField } from '../../model/codec.ts';
import { decodeFields } from '../../model/encode.ts';
import type { ListenerFields, Value } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';
import type { Values } from '../../model/parameter.ts';
import { type Answer, UnexpectedAnswer } from '../call.ts';
import { carried, choice, type FieldSource } from '../codecs.ts';

const protocol = choice<Value<'healthCheck.protocol'>>({
  http: 'HTTP',
  tcp: 'TCP',
  'udp-connect': 'UDP',
});

const uri = carried<string>(
  (value) => value,
  (value) => (typeof value === 'string' && value !== '' ? value : undefined),
);

/** The service uses -520 for "the port of the backend". */
const positive = carried<number>(
  (value) => value,
  (value) => {
    const read = typeof value === 'string' ? Number(value) : value;
    return typeof read === 'number' && read > 0 ? read : undefined;
  },
);

/** The health check of a listener, which classic ELB keeps as an object of its own. */
export const healthCheck: Partial<FieldMap> = {
  'healthCheck.protocol': mapped('healthcheck_protocol', protocol),
  'healthCheck.port': mapped('healthcheck_connect_port', positive),
  'healthCheck.path': mapped('healthcheck_uri', uri),
  'healthCheck.interval': mapped('healthcheck_interval', positive),
  'healthCheck.timeout': mapped('healthcheck_timeout', positive),
  'healthCheck.healthy': mapped('healthy_threshold', positive),
  'healthCheck.unhealthy': mapped('unhealthy_threshold', positive),
};

function mapped<V>(name: string, codec: (source: FieldSource) => Codec<V>): MappedField<V> {
  const page = () => 'Huawei Cloud ELB (classic) API, Querying a Health Check';
  return {
    parameters: [name],
    ...codec({ provider: 'elb', carriers: [{ name, path: null }], page }),
  };
}

export function parseHealthCheck({ body }: Answer): ListenerFields {
  if (!isObject(body)) throw new UnexpectedAnswer('the response is not a health check');
  const upper = String(body['healthcheck_protocol']).toUpperCase();
  const values = { ...body, healthcheck_protocol: upper } as Values;
  return { 'healthCheck.enabled': 'on', ...decodeFields(healthCheck, values, undefined) };
}
