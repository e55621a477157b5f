import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../deps.ts';
import { Failure, systemCode } from '../failure.ts';
import { configFolder } from '../storage/folders.ts';
import { acquireLock } from '../storage/lock.ts';
import { type ProfileFile, readProfiles, type StoredProfile } from './store.ts';

/** What the profile file is to hold. */
export interface NewProfiles {
  readonly current: string | undefined;
  readonly profiles: Readonly<Record<string, StoredProfile>>;
}

/**
 * Changes the profile file: one process after another, each from what the one before has left, and
 * each reader sees either the old file or the new one.
 * @param change throws to leave everything as it is
 */
export async function changeProfiles(
  env: Env,
  change: (file: ProfileFile) => NewProfiles,
): Promise<string> {
  const folder = configFolder(env);
  prepare(folder);
  const lock = await lockOf(folder);
  try {
    const file = readProfiles(env);
    const { current, profiles } = change(file);
    const { default: Conf } = await import('conf');
    const conf = new Conf<Record<string, unknown>>({
      cwd: folder,
      configName: 'config',
      configFileMode: 0o600,
      // A dot in a profile's name is a dot.
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
    });
    const { current: _, ...rest } = conf.store;
    conf.store = { ...rest, ...(current === undefined ? {} : { current }), profiles };
    chmodSync(file.path, 0o600);
    return file.path;
  } catch (error) {
    throw notWritten(error, folder);
  } finally {
    lock.release();
  }
}

function prepare(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const wider = process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0;
    if (wider) chmodSync(folder, 0o700);
  } catch (error) {
    throw notWritten(error, folder);
  }
}

async function lockOf(folder: string) {
  try {
    return await acquireLock(join(folder, 'config.lock'));
  } catch {
    throw new Failure('usage', `the profile file in ${folder} can\u2019t be locked for a change`, {
      hint: 'check who owns the folder, and that config.lock in it is not left over',
    });
  }
}

function notWritten(error: unknown, folder: string): unknown {
  const code = systemCode(error);
  if (error instanceof Failure || code === undefined) return error;
  return new Failure('usage', `the profile file in ${folder} can\u2019t be written (${code})`, {
    hint: 'check who owns the folder, and the space on the disk',
  });
}
