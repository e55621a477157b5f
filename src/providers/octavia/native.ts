import { decodeFields } from '../../model/encode.ts';
import { isObject } from '../../model/json.ts';
import type { Listener, Native, Status } from '../../model/listener.ts';
import type { ParameterType, ParameterValue, Values } from '../../model/parameter.ts';
import { partOf, split } from '../parts/names.ts';
import { idOf, loadBalancerOf, partIn, partsOf, rawOf, timestamp } from '../parts/native.ts';
import { fields } from './fields.ts';
import { ROWS } from './parameters/index.ts';

/** The parameters of a native object, as an update would send them. */
export function valuesOf(native: Native): Values {
  const parts = partsOf(native);
  const values: Record<string, ParameterValue> = {};
  for (const { name, type } of ROWS) {
    const value = parameterOf(name, type, native);
    if (value !== undefined) values[name] = value;
  }
  const balancer = loadBalancerOf(parts.listener);
  return balancer === undefined ? values : { ...values, loadbalancer_id: balancer };
}

function parameterOf(
  name: string,
  type: ParameterType,
  native: Native,
): ParameterValue | undefined {
  const parts = partsOf(native);
  switch (name) {
    // The load balancer's own, and not for updates.
    case 'project_id':
      return undefined;
    case 'allowed_cidrs':
      // Everyone may connect.
      if (parts.listener[name] === null) return [];
      break;
    case 'healthmonitor.admin_state_up':
      // A pool without a health monitor; a listener without a pool has nothing to check.
      if (parts.healthMonitor === null && isObject(parts.pool)) return false;
      break;
    case 'pool.session_persistence.type':
      if (parts.pool?.['session_persistence'] === null) return null;
      break;
    case 'healthmonitor.http_version':
      return versionOf(rawOf(name, parts));
    case 'healthmonitor.expected_codes':
      return withoutSpaces(rawOf(name, parts));
  }
  return normalise(type, rawOf(name, parts));
}

function normalise(type: ParameterType, value: unknown): ParameterValue | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'list':
      return Array.isArray(value) ? value.map(String) : undefined;
    case 'tags':
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, String(item)]))
        : undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function versionOf(value: unknown): string | undefined {
  return typeof value === 'number' ? value.toFixed(1) : undefined;
}

function withoutSpaces(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replaceAll(/\s/g, '') : undefined;
}

/** Whether the cloud returned a parameter, be it as null. */
export function returns(native: Native, name: string): boolean {
  const object = partIn(partOf(name), partsOf(native));
  if (object === undefined || name === 'project_id') return false;
  const { outer } = split(name);
  return object === null || outer === 'loadbalancer_id' || object[outer] !== undefined;
}

export function decode(native: Native): Listener {
  const { listener } = partsOf(native);
  const values = valuesOf(native);
  const protocol = fields.protocol?.decode(values, undefined);
  const id = idOf(listener) ?? '';
  return {
    ref: id,
    provider: 'octavia',
    id,
    status: statusOf(listener),
    fields: decodeFields(fields, values, protocol),
    ...timestamp('created', listener['created_at']),
    ...timestamp('updated', listener['updated_at']),
    native,
  };
}

function statusOf({ provisioning_status: status, admin_state_up: isUp }: Native): Status {
  switch (status) {
    case 'ACTIVE':
      return isUp === false ? 'stopped' : 'running';
    case 'PENDING_CREATE':
      return 'pending';
    case 'PENDING_UPDATE':
    case 'PENDING_DELETE':
      return 'configuring';
    case 'ERROR':
      return 'error';
    default:
      return 'unknown';
  }
}
