import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Env } from '../../../deps.ts';
import { Failure } from '../../../failure.ts';
import { type ExternalSettings, readExternal } from '../../../profile/external.ts';
import { profilePath, readProfiles } from '../../../profile/store.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../../providers/registry.ts';
import type { SettingsSource } from '../../../providers/settings-source.ts';
import { attempt, type Check, failed } from './check.ts';

/** Checks that the configuration files are valid, and readable by their owner only. */
export async function checkFiles(env: Env): Promise<readonly Check[]> {
  const checks = [await checkProfiles(env)];
  const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
  // Clouds may share a file.
  for (const source of new Set(providers.map(({ settingsSource }) => settingsSource))) {
    if (source === undefined) continue;
    const external = await attempt(() => readExternal(source, env));
    if (external instanceof Failure) {
      // Only a warning: another check fails if the file is needed.
      const { failure: _, ...check } = failed(source.title, external);
      checks.push({ ...check, status: 'warning' });
    } else if (external !== undefined) {
      const count = Object.keys(external.entries).length;
      checks.push(
        ...unusableEntries(source, external),
        ...external.paths.map((path) => modeCheck(source.title, path, `${count} entries`)),
      );
    }
  }
  return checks;
}

function unusableEntries(
  { title, noun }: SettingsSource,
  { entries }: ExternalSettings,
): readonly Check[] {
  return Object.entries(entries).flatMap(([name, entry]) =>
    'problem' in entry
      ? [
          {
            check: title,
            status: 'warning' as const,
            detail: `${noun} ${JSON.stringify(name)} cannot be used: ${entry.problem}`,
          },
        ]
      : [],
  );
}

async function checkProfiles(env: Env): Promise<Check> {
  const path = profilePath(env);
  const read = await attempt(() => readProfiles(env));
  if (read instanceof Failure) return failed('profiles', read);
  const names = Object.keys(read.profiles);
  if (names.length === 0) return { check: 'profiles', status: 'ok', detail: `${path}: none` };
  const folder = modeCheck('profiles', dirname(path), '', 0o700);
  return folder.status === 'ok' ? modeCheck('profiles', path, names.join(', ')) : folder;
}

function modeCheck(check: string, path: string, content: string, wanted = 0o600): Check {
  const mode = statSync(path).mode & 0o777;
  const octal = `0${mode.toString(8)}`;
  if (process.platform === 'win32' || (mode & 0o077) === 0) {
    return { check, status: 'ok', detail: `${path} (${octal}): ${content}` };
  }
  return {
    check,
    status: 'warning',
    detail: `other users can read ${path} (${octal})`,
    hint: `run: chmod ${wanted.toString(8)} ${path}`,
  };
}
