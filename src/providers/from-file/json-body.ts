import { JsonProblem, jsonProblem, readJson } from '../../formats/json.ts';
import type { Operation } from '../../model/catalogue.ts';
import { isObject } from '../../model/json.ts';
import { type ParameterValue, spelled } from '../../model/parameter.ts';
import { didYouMean } from '../../model/suggest.ts';
import { splitList } from '../../model/values.ts';
import type { BodyProblem, BodyRead } from '../provider.ts';

/** Reads a request body that is a flat JSON object of parameters. */
export function readJsonBody(text: string, operation: Operation): BodyRead {
  const body = parseBody(text);
  if ('problem' in body) return { values: {}, problems: [{ field: '', problem: body.problem }] };
  const values: Record<string, ParameterValue> = {};
  const problems: BodyProblem[] = [];
  const known = operation.parameters.map((row) => row.name);
  for (const [name, value] of Object.entries(body.object)) {
    const row = operation.parameters.find((candidate) => candidate.name === name);
    if (row === undefined) {
      problems.push({
        field: name,
        problem: `is not a parameter of "${operation.title}"${didYouMean(name, known)}`,
      });
    } else if (row.type.kind === 'list' && typeof value === 'string') {
      // The page documents a string, but all clients send an array.
      values[name] = splitList(value);
    } else {
      values[name] = spelled(row.type, asGiven(value));
    }
  }
  return { values, problems };
}

export function parseBody(text: string): { object: Record<string, unknown> } | { problem: string } {
  try {
    const body = readJson(text);
    return isObject(body)
      ? { object: body }
      : { problem: 'the body must be a JSON object of parameters' };
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    return { problem: jsonProblem('the body', error) };
  }
}

/** Whatever JSON has for a parameter; validation reports values of the wrong type. */
export function asGiven(value: unknown): ParameterValue {
  return value as ParameterValue;
}
