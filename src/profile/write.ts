import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../deps.ts';
import { Failure, systemCode } from '../failure.ts';
import { configFolder } from '../storage/folders.ts';
import { acquireLock } from '../storage/lock.ts';
import type { Profiles } from './parse.ts';
import { type ProfileFile, readProfiles } from './store.ts';

/**
 * Changes the profile file under a lock, as conf writes atomically but does not lock.
 * @param change throws to change nothing
 * @returns the file's path
 */
export async function changeProfiles(
  env: Env,
  change: (file: ProfileFile) => Profiles,
): Promise<string> {
  const folder = configFolder(env);
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
    const lock = await acquireLock(join(folder, 'config.lock'));
    try {
      const file = await readProfiles(env);
      const { default: Conf } = await import('conf');
      const { parseProfiles } = await import('./parse.ts');
      const conf = new Conf<Profiles>({
        cwd: folder,
        configName: 'config',
        configFileMode: 0o600,
        // Names of profiles may contain dots.
        accessPropertiesByDotNotation: false,
        clearInvalidConfig: false,
        deserialize: (text) => parseProfiles(file.path, text),
      });
      conf.store = { ...conf.store, ...change(file) };
      return file.path;
    } finally {
      lock.release();
    }
  } catch (error) {
    const code = systemCode(error);
    if (error instanceof Failure || code === undefined) throw error;
    throw new Failure('usage', `cannot write the profile file in ${folder} (${code})`, {
      hint: 'check the owner of the folder and the free disk space',
    });
  }
}
