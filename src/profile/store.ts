import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../deps.ts';
import { Failure, systemCode } from '../failure.ts';
import { JsonProblem, jsonProblem, readJson } from '../formats/json.ts';
import { isObject } from '../model/json.ts';
import { configFolder } from '../storage/folders.ts';

export type StoredProfile = Readonly<Record<string, string>>;

export interface Profiles {
  readonly current?: string | undefined;
  readonly profiles: Readonly<Record<string, StoredProfile>>;
}

export interface ProfileFile extends Profiles {
  readonly path: string;
  /** Readable by other users. */
  readonly exposed: boolean;
}

export function profilePath(env: Env): string {
  return join(configFolder(env), 'config.json');
}

/** A missing file has no profiles. Does not load conf, which takes longer than starting Node. */
export function readProfiles(env: Env): ProfileFile {
  const path = profilePath(env);
  try {
    const text = readFileSync(path, 'utf8');
    return { path, exposed: isExposed(path), ...parseProfiles(path, text) };
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { path, profiles: {}, exposed: false };
    throw new Failure('usage', `cannot read the profile file ${path} (${code})`, {
      hint: 'check its owner and permissions',
    });
  }
}

/** Throws if another user owns the file, as its profiles may run commands. */
function isExposed(path: string): boolean {
  if (process.platform === 'win32') return false;
  const { mode, uid } = statSync(path);
  const self = process.getuid?.() ?? uid;
  if (self !== 0 && uid !== 0 && uid !== self) {
    throw new Failure('usage', `the profile file ${path} belongs to another user`, {
      hint: 'use a file of your own: check HOME and XDG_CONFIG_HOME',
    });
  }
  return (mode & 0o077) !== 0;
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
