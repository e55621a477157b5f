import type { Operation } from '../../model/catalogue.ts';
import { isObject } from '../../model/json.ts';
import type { Parameter, ParameterValue } from '../../model/parameter.ts';
import { didYouMean } from '../../model/suggest.ts';
import { alternatives } from '../../model/values.ts';
import { parseBody } from '../from-file/json-body.ts';
import type { BodyProblem, BodyRead } from '../provider.ts';
import { nameInPart, PARTS, type Part, partOf } from './names.ts';

/** Ids that the command fills in, since it makes the part that they name. */
const FILLED_IN: readonly string[] = [
  'pool.listener_id',
  'pool.loadbalancer_id',
  'healthmonitor.pool_id',
];

/** What one cloud reads in its own way. */
export interface OwnValues {
  /** A value as a parameter; undefined if it has an unexpected type. */
  read(row: Parameter, value: unknown): ParameterValue | undefined;
  /** Why the command does not take some keys that the API has. */
  readonly refused?: Readonly<Record<string, string>>;
}

/**
 * Reads the body of the listener's page, `{"listener": {…}}`. Beside it may be `pool` and
 * `healthmonitor`, as on their own pages but without the ids of listener and group.
 */
export function readBody(text: string, operation: Operation, own: OwnValues): BodyRead {
  const parsed = parseBody(text);
  if ('problem' in parsed)
    return { values: {}, problems: [{ field: '', problem: parsed.problem }] };
  const values: Record<string, ParameterValue> = {};
  const problems: BodyProblem[] = [];
  for (const [key, object] of Object.entries(parsed.object)) {
    const part = PARTS.find((one) => one === key);
    if (part === undefined || !isObject(object)) {
      const problem = `is not an object of the body; it has ${alternatives(PARTS)}, like {"listener": {…}}`;
      problems.push({ field: key, problem });
      continue;
    }
    const rows = operation.parameters.filter(({ name }) => partOf(name) === part);
    readPart(part, object, rows, own, values, problems);
  }
  return { values, problems };
}

function readPart(
  part: Part,
  object: Readonly<Record<string, unknown>>,
  rows: readonly Parameter[],
  own: OwnValues,
  values: Record<string, ParameterValue>,
  problems: BodyProblem[],
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = part === 'listener' ? key : `${part}.${key}`;
    const row = rows.find((one) => one.name === name);
    const refused = own.refused?.[name];
    const inside = rows.filter((one) => one.name.startsWith(`${name}.`));
    if (inside.length > 0) readGroup(name, value, inside, own, values, problems);
    else if (row !== undefined) read(row, value, own, values, problems);
    else if (refused !== undefined) problems.push({ field: name, problem: refused });
    else if (FILLED_IN.includes(name)) {
      problems.push({ field: name, problem: 'is filled in by this command; leave it out' });
    } else {
      const known = rows.map((one) => nameInPart(one.name));
      problems.push({ field: name, problem: `is not a parameter${didYouMean(key, known)}` });
    }
  }
}

/** `null` and an empty object are "none". */
function readGroup(
  name: string,
  value: unknown,
  rows: readonly Parameter[],
  own: OwnValues,
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
    if (row !== undefined) read(row, inner, own, values, problems);
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
  own: OwnValues,
  values: Record<string, ParameterValue>,
  problems: BodyProblem[],
): void {
  const found = own.read(row, value);
  if (found === undefined) {
    problems.push({ field: row.name, problem: 'has an unexpected type' });
  } else values[row.name] = found;
}
