import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Env } from '../../../deps.ts';
import { Failure } from '../../../failure.ts';
import { readExternal } from '../../../profile/external.ts';
import { profilePath, readProfiles } from '../../../profile/store.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../../providers/registry.ts';
import { type Check, failed } from './check.ts';

/** Whether the configuration files are valid, and readable by their owner only. */
export async function checkFiles(env: Env): Promise<readonly Check[]> {
  const checks = [checkProfiles(env)];
  for (const id of PROVIDER_IDS) {
    const source = (await PROVIDERS[id].load()).settingsSource;
    if (source === undefined) continue;
    try {
      const external = await readExternal(source, env);
      if (external === undefined) continue;
      const count = Object.keys(external.entries).length;
      for (const path of external.paths)
        checks.push(modeCheck(source.title, path, `${count} entries`));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // Other checks find out whether it is needed.
      const { failure: _, ...check } = failed(source.title, error);
      checks.push({ ...check, status: 'warning' });
    }
  }
  return checks;
}

function checkProfiles(env: Env): Check {
  const path = profilePath(env);
  try {
    const { profiles } = readProfiles(env);
    const names = Object.keys(profiles);
    if (names.length === 0) {
      return { check: 'profiles', status: 'ok', detail: `${path}: none` };
    }
    const folder = modeCheck('profiles', dirname(path), '', 0o700);
    const file = modeCheck('profiles', path, names.join(', '));
    return folder.status === 'ok' ? file : folder;
  } catch (error) {
    if (error instanceof Failure) return failed('profiles', error);
    throw error;
  }
}

function modeCheck(check: string, path: string, what: string, wanted = 0o600): Check {
  const mode = statSync(path).mode & 0o777;
  const shown = `0${mode.toString(8)}`;
  if (process.platform === 'win32' || (mode & 0o077) === 0) {
    return { check, status: 'ok', detail: `${path} (${shown}): ${what}` };
  }
  return {
    check,
    status: 'warning',
    detail: `other users can read ${path} (${shown})`,
    hint: `run: chmod ${wanted.toString(8)} ${path}`,
  };
}
