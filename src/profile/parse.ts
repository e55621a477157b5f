import { Failure } from '../failure.ts';
import { JsonProblem, jsonProblem, readJson } from '../formats/json.ts';
import { isObject } from '../model/json.ts';

export type StoredProfile = Readonly<Record<string, string>>;

export interface Profiles {
  readonly current?: string | undefined;
  readonly profiles: Readonly<Record<string, StoredProfile>>;
}

/** Errors contain names and positions, but no values, as these may be secrets. */
export function parseProfiles(path: string, text: string): Profiles {
  const { current, profiles = {}, ...others } = parseObject(path, text);
  if (current !== undefined && typeof current !== 'string') {
    throw invalid(path, 'current is not a string');
  }
  if (!isObject(profiles)) throw invalid(path, 'profiles is not an object');
  const parsed = Object.entries(profiles).map(([name, profile]) => {
    if (!isObject(profile)) throw invalid(path, `profile ${JSON.stringify(name)} is not an object`);
    const settings = Object.entries(profile).map(([key, value]) => {
      if (typeof value !== 'object') return [key, String(value)] as const;
      const setting = `${JSON.stringify(key)} of profile ${JSON.stringify(name)}`;
      throw invalid(path, `${setting} is not a string`);
    });
    return [name, Object.fromEntries(settings)] as const;
  });
  return { ...others, current, profiles: Object.fromEntries(parsed) };
}

function parseObject(path: string, text: string): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = readJson(text);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw invalid(path, jsonProblem('it', error));
  }
  if (isObject(document)) return document;
  throw invalid(path, 'not an object');
}

function invalid(path: string, problem: string): Failure {
  return new Failure('usage', `invalid profile file ${path}: ${problem}`, {
    hint: 'fix the file, or move it and create the profiles again',
  });
}
