import type { Operation } from '../../model/catalogue.ts';
import { isObject } from '../../model/json.ts';
import { type Parameter, type ParameterValue, spelled } from '../../model/parameter.ts';
import { asGiven } from '../from-file/json-body.ts';
import { readBody as readParts } from '../parts/body.ts';
import type { BodyRead } from '../provider.ts';

export function readBody(text: string, operation: Operation): BodyRead {
  return readParts(text, operation, { read: valueFor });
}

function valueFor(row: Parameter, value: unknown): ParameterValue | undefined {
  if (row.name === 'tags') return tagsOf(value);
  if (row.name === 'port_ranges') return rangesOf(value);
  if (row.type.kind === 'joined' && typeof value === 'string') {
    return value.split(',').map((item) => item.trim());
  }
  return spelled(row.type, asGiven(value));
}

function tagsOf(value: unknown): ParameterValue | undefined {
  if (!Array.isArray(value) || !value.every(isObject)) return undefined;
  return Object.fromEntries(value.map(({ key, value: text }) => [String(key), String(text ?? '')]));
}

function rangesOf(value: unknown): ParameterValue | undefined {
  if (!Array.isArray(value) || !value.every(isObject)) return undefined;
  return value.map(({ start_port, end_port }) => `${start_port}-${end_port}`);
}
