import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../deps.ts';
import { Failure, systemCode } from '../failure.ts';
import { isObject } from '../model/json.ts';
import { findJsonProblem } from '../providers/json-problem.ts';
import { configFolder } from '../storage/folders.ts';

/** A profile as it is kept: texts by name. */
export type StoredProfile = Readonly<Record<string, string>>;

export interface ProfileFile {
  readonly path: string;
  readonly current?: string;
  readonly profiles: Readonly<Record<string, StoredProfile>>;
  /** Others than the owner may read it. */
  readonly exposed: boolean;
}

/** The file that `conf` writes; read without it, since most commands only look. */
export function profilePath(env: Env): string {
  return join(configFolder(env), 'config.json');
}

/** Reads the profiles; a missing file is no profiles. A broken one is named, never quoted. */
export function readProfiles(env: Env): ProfileFile {
  const path = profilePath(env);
  const text = readIfThere(path);
  if (text === undefined) return { path, profiles: {}, exposed: false };
  return { path, exposed: isExposed(path), ...parse(path, text) };
}

/**
 * Whether others may read the file. Whoever can write a profile chooses where secrets are sent and
 * which command is run for them, so somebody else's file is refused.
 */
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

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Failure('usage', `the profile file ${path} can't be read (${code})`, {
      hint: 'check who owns it and its mode',
    });
  }
}

function parse(path: string, text: string): Pick<ProfileFile, 'current' | 'profiles'> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Failure('usage', `the profile file ${path} is not JSON (${findJsonProblem(text)})`, {
      hint: 'mend it by hand, or move it away and set the profiles again',
    });
  }
  if (!isObject(document)) throw misshapen(path, 'it is not an object');
  const { current, profiles = {} } = document;
  if (current !== undefined && typeof current !== 'string')
    throw misshapen(path, 'current is not a name');
  if (!isObject(profiles)) throw misshapen(path, 'profiles is not an object');
  const read: Record<string, StoredProfile> = {};
  for (const [name, profile] of Object.entries(profiles)) {
    if (!isObject(profile))
      throw misshapen(path, `the profile ${JSON.stringify(name)} is not an object`);
    const settings = Object.entries(profile);
    const nested = settings.find(([, value]) => typeof value === 'object');
    if (nested !== undefined) {
      const [where, what] = [JSON.stringify(name), JSON.stringify(nested[0])];
      throw misshapen(path, `${what} of the profile ${where} is not a text`);
    }
    read[name] = Object.fromEntries(settings.map(([key, value]) => [key, String(value)]));
  }
  return { profiles: read, ...(current === undefined ? {} : { current }) };
}

function misshapen(path: string, why: string): Failure {
  return new Failure('usage', `the profile file ${path} is not understood: ${why}`);
}
