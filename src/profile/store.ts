import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../deps.ts';
import { Failure, systemCode } from '../failure.ts';
import { jsonProblemPosition } from '../formats/json.ts';
import { isObject } from '../model/json.ts';
import { configFolder } from '../storage/folders.ts';

/** A profile as it is stored: strings by name. */
export type StoredProfile = Readonly<Record<string, string>>;

/** What is in the profile file. */
export interface Profiles {
  readonly current?: string | undefined;
  readonly profiles: Readonly<Record<string, StoredProfile>>;
}

export interface ProfileFile extends Profiles {
  readonly path: string;
  /** Users other than the owner can read it. */
  readonly exposed: boolean;
}

export function profilePath(env: Env): string {
  return join(configFolder(env), 'config.json');
}

/**
 * Reads the profiles; a missing file has none. Without conf, which writes them: loading it takes
 * more than three bare starts of Node, on each command that uses a profile.
 */
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
      hint: 'check its owner and mode',
    });
  }
}

/** Whoever can write a profile decides where secrets are sent and which command is run for them. */
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

/** For reading and for conf. Errors give names and positions, never values: these may be secrets. */
export function parseProfiles(path: string, text: string): Profiles {
  const { current, profiles = {}, ...others } = parseObject(path, text);
  if (current !== undefined && typeof current !== 'string') {
    throw invalid(path, 'current is not a string');
  }
  if (!isObject(profiles)) throw invalid(path, 'profiles is not an object');
  const read = Object.entries(profiles).map(([name, profile]) => {
    if (!isObject(profile)) throw invalid(path, `profile ${JSON.stringify(name)} is not an object`);
    const settings = Object.entries(profile).map(([key, value]) => {
      if (typeof value !== 'object') return [key, String(value)] as const;
      const [where, what] = [JSON.stringify(name), JSON.stringify(key)];
      throw invalid(path, `${what} of profile ${where} is not a string`);
    });
    return [name, Object.fromEntries(settings)] as const;
  });
  return { ...others, current, profiles: Object.fromEntries(read) };
}

function parseObject(path: string, text: string): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw invalid(path, `not JSON (${jsonProblemPosition(text)})`);
  }
  if (isObject(document)) return document;
  throw invalid(path, 'not an object');
}

function invalid(path: string, why: string): Failure {
  return new Failure('usage', `invalid profile file ${path}: ${why}`, {
    hint: 'fix it by hand, or move it away and set the profiles again',
  });
}
