import { decodeFields } from '../../model/encode.ts';
import { isObject } from '../../model/json.ts';
import type { Listener, Native, Status } from '../../model/listener.ts';
import type { ParameterType, ParameterValue, Values } from '../../model/parameter.ts';
import { sameField } from '../../model/values.ts';
import { partOf, split } from '../parts/names.ts';
import {
  idOf,
  joined,
  loadBalancerOf,
  type Parts,
  partIn,
  partsOf,
  rawOf,
  timestamp,
} from '../parts/native.ts';
import { fields } from './fields.ts';
import { ROWS } from './parameters/index.ts';
import type { Row } from './parameters/row.ts';
import { plainProtocol } from './protocols.ts';

/** What the status tree of the load balancer says about a listener. */
export interface TreeEntry {
  readonly status: Status;
  readonly hasPolicies: boolean;
}

/** Not enumerable, so it does not appear in output. */
const TREE: unique symbol = Symbol('entry of the status tree');

export function withEntry(parts: Parts, entry: TreeEntry | undefined): Native {
  const native = joined(parts);
  return entry === undefined ? native : Object.defineProperty(native, TREE, { value: entry });
}

export function treeEntryOf(native: Native): TreeEntry | undefined {
  return (native as { readonly [TREE]?: TreeEntry })[TREE];
}

/** The parameters of a native object; those that do not apply to the listener are absent. */
export function valuesOf(native: Native): Values {
  return read(native, true);
}

/** What has no effect on the listener's protocol, as the service returns it all the same. */
export function withoutEffect(native: Native): Values {
  return read(native, false);
}

function read(native: Native, hasEffect: boolean): Values {
  const parts = partsOf(native);
  const protocol = plainProtocol(parts.listener['protocol']);
  const values: Record<string, ParameterValue> = {};
  for (const row of ROWS) {
    const applies = row.on?.includes(protocol) !== false;
    if (UNREAD.includes(row.name) || applies !== hasEffect) continue;
    const value = parameterOf(row, parts);
    if (value !== undefined) values[row.name] = value;
  }
  return values;
}

/** Listeners of port ranges have the port 0, and there may be several. */
export function isSamePlace(wanted: Values, found: Native): boolean {
  const ranges = wanted['port_ranges'];
  return (
    ranges === undefined || sameField(ranges, rangesOf(partsOf(found).listener['port_ranges']))
  );
}

function parameterOf(row: Row, parts: Parts): ParameterValue | undefined {
  const { listener, pool, healthMonitor } = parts;
  switch (row.name) {
    case 'loadbalancer_id':
      return loadBalancerOf(listener);
    case 'protocol':
      return plainProtocol(listener['protocol']);
    case 'tags':
      return tagsOf(listener['tags']);
    case 'port_ranges':
      return rangesOf(listener['port_ranges']);
    case 'ipgroup.enable_ipgroup':
      if (listener['ipgroup'] === null) return false;
      break;
    case 'healthmonitor.admin_state_up':
      // A group without a health check; a listener without a group has nothing to check.
      if (healthMonitor === null && isObject(pool)) return false;
      break;
    case 'pool.session_persistence.type':
      if (pool?.['session_persistence'] === null) return null;
      break;
    case 'healthmonitor.expected_codes':
      return withoutSpaces(rawOf(row.name, parts));
  }
  const value = rawOf(row.name, parts);
  // Absent ids, types, cookies and the like are empty strings.
  if (value === '' && !TEXTS.includes(row.name)) return undefined;
  return normalise(row.type, value);
}

/** What the service decides, whatever was asked for. */
const UNREAD: readonly string[] = ['project_id', 'pool.ip_version', 'pool.public_border_group'];

/** Texts that may be empty. */
const TEXTS: readonly string[] = ['name', 'description'];

/** Whether the cloud returned a parameter, be it as null. */
export function returns(native: Native, name: string): boolean {
  const parts = partsOf(native);
  const object = partIn(partOf(name), parts);
  // Of filters that are no settings, only the service knows whether a listener has them.
  const isRow = ROWS.some((row) => row.name === name);
  if (object === undefined || !isRow || UNREAD.includes(name)) return false;
  if (object === null) return true;
  const { outer } = split(name);
  if (outer === 'loadbalancer_id') return true;
  // Has no effect on UDP everywhere, and is not returned then.
  if (name === 'keepalive_timeout' && object[outer] === null) return object['protocol'] !== 'UDP';
  return object[outer] !== undefined;
}

export function decode(native: Native): Listener {
  const { listener } = partsOf(native);
  const values = valuesOf(native);
  const protocol = fields.protocol?.decode(values, undefined);
  const id = idOf(listener) ?? '';
  return {
    ref: id,
    provider: 'elbv3',
    id,
    status: treeEntryOf(native)?.status ?? 'unknown',
    fields: decodeFields(fields, values, protocol),
    ...timestamp('created', listener['created_at']),
    ...timestamp('updated', listener['updated_at']),
    native,
  };
}

function normalise(type: ParameterType, value: unknown): ParameterValue | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'list':
    case 'joined': {
      const items = typeof value === 'string' ? value.split(',') : value;
      const texts = Array.isArray(items) ? items.map((item) => String(item).trim()) : [];
      return texts.length === 0 ? undefined : texts;
    }
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function withoutSpaces(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replaceAll(' ', '') : undefined;
}

function tagsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return Object.fromEntries(
    value.filter(isObject).map(({ key, value: text }) => [String(key), String(text ?? '')]),
  );
}

function rangesOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.filter(isObject).map(({ start_port, end_port }) => `${start_port}-${end_port}`);
}
