import { decodeFields } from '../../model/encode.ts';
import { isObject } from '../../model/json.ts';
import type { Listener, Native, Status } from '../../model/listener.ts';
import type { Parameter, ParameterValue, Values } from '../../model/parameter.ts';
import { UnexpectedAnswer } from '../calls.ts';
import { FIELD_MAP } from './fields.ts';
import { operationOf } from './operations.ts';
import { isSlbProtocol, type SlbProtocol } from './protocols.ts';
import type { ListenerPlace } from './reference.ts';

/**
 * Where an answer was asked for. A Describe…Attribute answer does not say its protocol, and that
 * of a redirecting listener not even its load balancer. The place travels with the object, out of
 * sight: a symbol that is not enumerable is in no JSON, and unlike a table beside the objects it
 * is no state that this module would have to keep.
 */
const ASKED: unique symbol = Symbol('slb listener asked for');

type Asked = Native & { readonly [ASKED]?: ListenerPlace };

export function askedFor(body: Native, place: ListenerPlace): Native {
  return Object.defineProperty({ ...body }, ASKED, { value: place });
}

/** As far as the object says; the protocol may be one that lbctl does not know, such as tcpssl. */
export function whereabouts(native: Native): {
  readonly loadBalancer: string;
  readonly protocol: string;
  readonly port: number;
} {
  const asked = (native as Asked)[ASKED];
  const loadBalancer = textOf(native['LoadBalancerId']) ?? asked?.loadBalancer;
  const protocol = textOf(native['ListenerProtocol'])?.toLowerCase() ?? asked?.protocol;
  const port = integerOf(native['ListenerPort']) ?? asked?.port;
  if (loadBalancer === undefined || protocol === undefined || port === undefined) {
    throw new UnexpectedAnswer(
      'the answer does not say the load balancer, protocol and port of a listener',
    );
  }
  return { loadBalancer, protocol, port };
}

export function placeOf(native: Native): ListenerPlace {
  const { loadBalancer, protocol, port } = whereabouts(native);
  if (isSlbProtocol(protocol)) return { loadBalancer, protocol, port };
  throw new UnexpectedAnswer(
    `${loadBalancer}/${protocol}/${port} is of a protocol that lbctl does not know`,
  );
}

export interface Reading {
  readonly place: ListenerPlace;
  /** Everything that it says and a request could say, create-only parameters too. */
  readonly values: Values;
}

/** Both shapes of answer in the terms of the catalogue. */
export function readNative(native: Native): Reading {
  const place = placeOf(native);
  const said = flatten(native, place.protocol);
  const values: Record<string, ParameterValue> = {};
  for (const row of operationOf(place.protocol, 'update').parameters) {
    const value = parameterOf(row, said);
    if (value !== undefined) values[row.name] = value;
  }
  delete values['RegionId'];
  return {
    place,
    values: { ...values, LoadBalancerId: place.loadBalancer, ListenerPort: place.port },
  };
}

/** What a Set request would take back; what only creation takes stays out. */
export function valuesOf(native: Native): Values {
  const { place, values } = readNative(native);
  const settable = operationOf(place.protocol, 'update').parameters.filter(
    ({ presence }) => presence !== 'create-only',
  );
  return Object.fromEntries(
    settable.flatMap(({ name }) => {
      const value = values[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

export function decode(native: Native): Listener {
  const { loadBalancer, protocol, port } = whereabouts(native);
  const ref = `${loadBalancer}/${protocol}/${port}`;
  const fields = isSlbProtocol(protocol)
    ? decodeFields(FIELD_MAP, readNative(native).values, protocol)
    : { loadBalancer, port };
  return { ref, provider: 'slb', id: ref, status: statusOf(native['Status']), fields, native };
}

const STATUSES: readonly Status[] = ['running', 'stopped', 'starting', 'stopping', 'configuring'];

/** Examples of the pages write both `stopped` and `Stopped`. */
function statusOf(said: unknown): Status {
  const lower = textOf(said)?.toLowerCase();
  return STATUSES.find((status) => status === lower) ?? 'unknown';
}

/** DescribeLoadBalancerListeners puts what only one protocol has into an object of its own. */
function flatten(native: Native, protocol: SlbProtocol): Native {
  const own = native[`${protocol.toUpperCase()}ListenerConfig`];
  return isObject(own) ? { ...native, ...own } : native;
}

function parameterOf(row: Parameter, said: Native): ParameterValue | undefined {
  switch (row.name) {
    case 'HealthCheckSwitch':
      // The request's name; answers say HealthCheck on every protocol.
      return textOf(said['HealthCheck']) ?? textOf(said['HealthCheckSwitch']);
    case 'AclId':
      return listOf(said['AclIds'], 'AclId') ?? splitList(said['AclId']);
    case 'Tag':
      return tagsOf(said['Tags']);
  }
  const value = said[row.name];
  switch (row.type.kind) {
    case 'integer': {
      const number = integerOf(value);
      const { min, also } = row.type;
      // Answers use 0 and -520 for "none"; requests refuse them.
      return number === undefined || (number < min && number !== also) ? undefined : number;
    }
    case 'joined':
      return splitList(value);
    default:
      return textOf(typeof value === 'boolean' ? String(value) : value);
  }
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
