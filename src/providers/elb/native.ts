import { decodeFields } from '../../model/encode.ts';
import type { Listener, Native, Status } from '../../model/listener.ts';
import type { ParameterType, ParameterValue, Values } from '../../model/parameter.ts';
import { fields } from './fields.ts';
import { ROWS } from './parameters.ts';

/** The parameters of a native object; those that do not apply to the listener are absent. */
export function valuesOf(native: Native): Values {
  const values: Record<string, ParameterValue> = {};
  for (const { name, type } of ROWS) {
    const value = normalise(type, native[name]);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

export function decode(native: Native): Listener {
  const values = valuesOf(native);
  const protocol = fields.protocol?.decode(values, undefined);
  const id = String(native['id'] ?? '');
  return {
    ref: id,
    provider: 'elb',
    id,
    status: statusOf(native),
    fields: decodeFields(fields, values, protocol),
    ...timestamp('created', native['create_time']),
    ...timestamp('updated', native['update_time']),
    native,
  };
}

/**
 * The page calls listeners with `admin_state_up` false "disabled", shown here as stopped. Some
 * responses do not contain it.
 */
function statusOf(native: Native): Status {
  switch (native['status']) {
    case 'ACTIVE':
      return activeStatus(native['admin_state_up']);
    case 'PENDING_CREATE':
      return 'pending';
    case 'ERROR':
      return 'error';
    default:
      return 'unknown';
  }
}

function activeStatus(adminStateUp: unknown): Status {
  if (adminStateUp === true || adminStateUp === 1) return 'running';
  return adminStateUp === false || adminStateUp === 0 ? 'stopped' : 'unknown';
}

/** The service may return booleans as 0 and 1, lists as one string, and absent ids as "null". */
function normalise(type: ParameterType, value: unknown): ParameterValue | undefined {
  if (value === null || value === undefined || value === 'null') return undefined;
  switch (type.kind) {
    case 'boolean':
      if (value === true || value === 1 || value === 'true') return true;
      return value === false || value === 0 || value === 'false' ? false : undefined;
    case 'integer': {
      const number = typeof value === 'string' && value !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    }
    case 'list': {
      const items = typeof value === 'string' ? value.split(',').filter(Boolean) : value;
      return Array.isArray(items) ? items.map(String) : undefined;
    }
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

/** Times have no zone; they are UTC, as documented for the service's job API. */
function timestamp<K extends 'created' | 'updated'>(key: K, value: unknown) {
  if (typeof value !== 'string') return {};
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(value);
  return match === null ? {} : { [key]: `${match[1]}T${match[2]}Z` };
}
