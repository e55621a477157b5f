import type { Operation } from '../../model/catalogue.ts';
import { isObject } from '../../model/json.ts';
import { type Parameter, type ParameterValue, spelled } from '../../model/parameter.ts';
import { didYouMean } from '../../model/suggest.ts';
import { alternatives } from '../../model/values.ts';
import { isParameterValue, parseBody } from '../json-body.ts';
import type { BodyProblem, BodyRead } from '../provider.ts';
import { nameInPart, type Part, partOf } from './parameters/index.ts';

const PARTS: readonly Part[] = ['listener', 'pool', 'healthmonitor'];

/** Ids that the command fills in, since it makes the part that they name. */
const FILLED_IN: readonly string[] = [
  'pool.listener_id',
  'pool.loadbalancer_id',
  'healthmonitor.pool_id',
];

/**
 * Reads the body of the listener's page, `{"listener": {…}}`. Beside it may be `pool` and
 * `healthmonitor`, as on their own pages but without the ids of listener and group.
 */
export function readBody(text: string, operation: Operation): BodyRead {
  const parsed = parseBody(text);
  if ('problem' in parsed)
    return { values: {}, problems: [{ field: '', problem: parsed.problem }] };
  const values: Record<string, ParameterValue> = {};
  const problems: BodyProblem[] = [];
  for (const [key, object] of Object.entries(parsed.object)) {
    const part = PARTS.find((one) => one === key);
    if (part === undefined || !isObject(object)) {
      const field = part === undefined ? key : `${key}`;
      const problem = `is not an object of the body; it has ${alternatives(PARTS)}, like {"listener": {…}}`;
      problems.push({ field, problem });
      continue;
    }
    const rows = operation.parameters.filter(({ name }) => partOf(name) === part);
    readPart(part, object, rows, values, problems);
  }
  return { values, problems };
}

function readPart(
  part: Part,
  object: Readonly<Record<string, unknown>>,
  rows: readonly Parameter[],
  values: Record<string, ParameterValue>,
  problems: BodyProblem[],
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = part === 'listener' ? key : `${part}.${key}`;
    const own = rows.find((row) => row.name === name);
    const inside = rows.filter((row) => row.name.startsWith(`${name}.`));
    if (inside.length > 0) readGroup(name, value, inside, values, problems);
    else if (own !== undefined) read(own, value, values, problems);
    else if (FILLED_IN.includes(name)) {
      problems.push({ field: name, problem: 'is filled in by this command; leave it out' });
    } else {
      const known = rows.map((row) => nameInPart(row.name));
      problems.push({ field: name, problem: `is not a parameter${didYouMean(key, known)}` });
    }
  }
}

/** `null` and an empty object are "none". */
function readGroup(
  name: string,
  value: unknown,
  rows: readonly Parameter[],
  values: Record<string, ParameterValue>,
  problems: BodyProblem[],
): void {
  if (value === null) {
    if (name === 'pool.session_persistence') values[`${name}.type`] = null;
    return;
  }
  if (!isObject(value)) {
    problems.push({ field: name, problem: 'must be an object' });
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const row = rows.find((one) => one.name === `${name}.${key}`);
    if (row !== undefined) read(row, inner, values, problems);
    else {
      const known = rows.map((one) => one.name.slice(name.length + 1));
      problems.push({
        field: `${name}.${key}`,
        problem: `is not a parameter${didYouMean(key, known)}`,
      });
    }
  }
}

function read(
  row: Parameter,
  value: unknown,
  values: Record<string, ParameterValue>,
  problems: BodyProblem[],
): void {
  const found = valueFor(row, value);
  if (found === undefined) {
    problems.push({ field: row.name, problem: 'has an unexpected type' });
  } else values[row.name] = found;
}

function valueFor(row: Parameter, value: unknown): ParameterValue | undefined {
  if (row.name === 'tags') return tagsOf(value);
  if (row.name === 'port_ranges') return rangesOf(value);
  if (row.type.kind === 'joined' && typeof value === 'string') {
    return value.split(',').map((item) => item.trim());
  }
  return isParameterValue(value) ? spelled(row.type, value) : undefined;
}

function tagsOf(value: unknown): ParameterValue | undefined {
  if (!Array.isArray(value) || !value.every(isObject)) return undefined;
  return Object.fromEntries(value.map(({ key, value: text }) => [String(key), String(text ?? '')]));
}

function rangesOf(value: unknown): ParameterValue | undefined {
  if (!Array.isArray(value) || !value.every(isObject)) return undefined;
  return value.map(({ start_port, end_port }) => `${start_port}-${end_port}`);
}
