import { decodeFields } from '../../model/encode.ts';
import { isObject } from '../../model/json.ts';
import type { Listener, Native, Status } from '../../model/listener.ts';
import type { Parameter, ParameterValue, Values } from '../../model/parameter.ts';
import { UnexpectedAnswer } from '../call.ts';
import { FIELD_MAP } from './fields.ts';
import { operationOf } from './operations.ts';
import { isSlbProtocol, type SlbProtocol } from './protocols.ts';
import type { ListenerPlace } from './reference.ts';

/**
 * The place that a Describe…Attribute request was sent for: its response lacks the protocol, and
 * for a redirecting listener the load balancer. The property is not enumerable, so it does not
 * appear in JSON output.
 */
const PLACE: unique symbol = Symbol('slb listener place');

type WithPlace = Native & { readonly [PLACE]?: ListenerPlace };

export function withPlace(body: Native, place: ListenerPlace): Native {
  return Object.defineProperty({ ...body }, PLACE, { value: place });
}

/** The protocol may be one that lbctl does not know, such as tcpssl. */
export function addressOf(native: Native): {
  readonly loadBalancer: string;
  readonly protocol: string;
  readonly port: number;
} {
  const requested = (native as WithPlace)[PLACE];
  const loadBalancer = textOf(native['LoadBalancerId']) ?? requested?.loadBalancer;
  const protocol = textOf(native['ListenerProtocol'])?.toLowerCase() ?? requested?.protocol;
  const port = integerOf(native['ListenerPort']) ?? requested?.port;
  if (loadBalancer === undefined || protocol === undefined || port === undefined) {
    throw new UnexpectedAnswer('the response lacks the load balancer, protocol or port');
  }
  return { loadBalancer, protocol, port };
}

/** @throws UnexpectedAnswer if the protocol is not known */
export function placeOf(native: Native): ListenerPlace {
  const { loadBalancer, protocol, port } = addressOf(native);
  if (isSlbProtocol(protocol)) return { loadBalancer, protocol, port };
  throw new UnexpectedAnswer(`${loadBalancer}/${protocol}/${port} has an unknown protocol`);
}

/** The values of all parameters, including create-only ones, in either format of response. */
export function readNative(native: Native): {
  readonly place: ListenerPlace;
  readonly values: Values;
} {
  const place = placeOf(native);
  const flat = flatten(native, place.protocol);
  const values: Record<string, ParameterValue> = {};
  for (const row of operationOf(place.protocol, 'update').parameters) {
    const value = parameterOf(row, flat);
    if (value !== undefined) values[row.name] = value;
  }
  delete values['RegionId'];
  return {
    place,
    values: { ...values, LoadBalancerId: place.loadBalancer, ListenerPort: place.port },
  };
}

export function valuesOf(native: Native): Values {
  const { place, values } = readNative(native);
  return settable(values, place.protocol);
}

/** Numbers have values for "none", so only texts tell what the listener lacks. */
export function returns(native: Native, name: string): boolean {
  const { protocol } = placeOf(native);
  const row = operationOf(protocol, 'update').parameters.find((one) => one.name === name);
  return (
    row !== undefined &&
    row.presence !== 'create-only' &&
    row.type.kind !== 'integer' &&
    flatten(native, protocol)[name] !== undefined
  );
}

/** The values that a Set request accepts. */
export function settable(values: Values, protocol: SlbProtocol): Values {
  return Object.fromEntries(
    operationOf(protocol, 'update').parameters.flatMap(({ name, presence }) => {
      const value = values[name];
      return value === undefined || presence === 'create-only' ? [] : [[name, value]];
    }),
  );
}

export function decode(native: Native): Listener {
  const { loadBalancer, protocol, port } = addressOf(native);
  const ref = `${loadBalancer}/${protocol}/${port}`;
  const fields = isSlbProtocol(protocol)
    ? decodeFields(FIELD_MAP, readNative(native).values, protocol)
    : { loadBalancer, port };
  return { ref, provider: 'slb', id: ref, status: statusOf(native['Status']), fields, native };
}

const STATUSES: readonly Status[] = ['running', 'stopped', 'starting', 'stopping', 'configuring'];

/** The pages show both `stopped` and `Stopped`. */
function statusOf(value: unknown): Status {
  const lower = textOf(value)?.toLowerCase();
  return STATUSES.find((status) => status === lower) ?? 'unknown';
}

/** DescribeLoadBalancerListeners nests protocol-specific settings. */
function flatten(native: Native, protocol: SlbProtocol): Native {
  const own = native[`${protocol.toUpperCase()}ListenerConfig`];
  return isObject(own) ? { ...native, ...own } : native;
}

function parameterOf(row: Parameter, native: Native): ParameterValue | undefined {
  switch (row.name) {
    case 'HealthCheckSwitch':
      // Responses use HealthCheck for every protocol.
      return textOf(native['HealthCheck']) ?? textOf(native['HealthCheckSwitch']);
    case 'AclId':
      return listOf(native['AclIds'], 'AclId') ?? splitList(native['AclId']);
    case 'Tag':
      return tagsOf(native['Tags']);
    case 'HealthCheckReq':
    case 'HealthCheckExp':
      return probeOf(native[row.name]);
    case 'HealthCheckConnectPort':
      // 0 and -520 stand for the port of the backend.
      return positiveOf(native[row.name]);
  }
  const value = native[row.name];
  switch (row.type.kind) {
    case 'integer': {
      const number = integerOf(value);
      const { min, also } = row.type;
      // Responses use 0 for "none", which requests do not accept.
      return number === undefined || (number < min && number !== also) ? undefined : number;
    }
    case 'joined':
      return splitList(value);
    case 'text':
      // Blanks around a text are a part of it, and an update sends it back.
      return typeof value === 'string' && value.trim() !== '' ? value : undefined;
    default:
      return textOf(typeof value === 'boolean' ? String(value) : value);
  }
}

/** What a probe sends may consist of line breaks only. */
function probeOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function positiveOf(value: unknown): number | undefined {
  const number = integerOf(value);
  return number === undefined || number < 1 ? undefined : number;
}

function splitList(value: unknown): readonly string[] | undefined {
  const items = textOf(value)
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items === undefined || items.length === 0 ? undefined : items;
}

/** A plain array in DescribeLoadBalancerListeners, `{AclId: […]}` in Describe…Attribute. */
export function itemsOf(value: unknown, inner: string): readonly unknown[] | undefined {
  const items = isObject(value) ? value[inner] : value;
  return Array.isArray(items) ? items : undefined;
}

function listOf(value: unknown, inner: string): readonly string[] | undefined {
  const items = itemsOf(value, inner)?.flatMap((item) => textOf(item) ?? []);
  return items === undefined || items.length === 0 ? undefined : items;
}

function tagsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  const tags = itemsOf(value, 'Tag')?.flatMap((tag) => {
    const key = isObject(tag) ? (textOf(tag['TagKey']) ?? textOf(tag['Key'])) : undefined;
    if (!isObject(tag) || key === undefined) return [];
    return [[key, String(tag['TagValue'] ?? tag['Value'] ?? '')] as const];
  });
  return tags === undefined || tags.length === 0 ? undefined : Object.fromEntries(tags);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function integerOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  const text = textOf(value);
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
