import type { Operation } from '../../model/catalogue.ts';
import { isObject } from '../../model/json.ts';
import { type Parameter, type ParameterValue, spelled } from '../../model/parameter.ts';
import { asGiven } from '../from-file/json-body.ts';
import { readBody as readParts } from '../parts/body.ts';
import type { BodyRead } from '../provider.ts';

const INSIDE = 'cannot be inside a listener: the server fails on it (500)';

export function readBody(text: string, operation: Operation): BodyRead {
  return readParts(text, operation, {
    read: valueFor,
    refused: {
      default_pool: `${INSIDE}; put it beside the listener as "pool"`,
      l7policies: `${INSIDE}; create policies with the tools of the cloud`,
      'pool.healthmonitor': 'must be beside the pool as "healthmonitor"',
      'pool.members': 'is for the tools of the cloud: lbctl does not create members',
    },
  });
}

function valueFor({ name, type }: Parameter, value: unknown): ParameterValue | undefined {
  if (name === 'healthmonitor.http_version' && typeof value === 'number') return value.toFixed(1);
  // As in the example of the API reference: the service reads both.
  if (type.kind === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) {
    return Number(value);
  }
  if (type.kind === 'tags' && isObject(value)) {
    const items = Object.entries(value);
    return items.every(([, item]) => typeof item === 'string')
      ? Object.fromEntries(items.map(([key, item]) => [key, String(item)]))
      : undefined;
  }
  return spelled(type, asGiven(value));
}
