import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../deps.ts';
import { Failure, systemCode } from '../failure.ts';
import { configFolder } from '../storage/folders.ts';
import type { Profiles } from './parse.ts';

export interface ProfileFile extends Profiles {
  readonly path: string;
  /** Readable by other users. */
  readonly exposed: boolean;
}

export function profilePath(env: Env): string {
  return join(configFolder(env), 'config.json');
}

/** A missing file has no profiles. Does not load conf, which takes longer than starting Node. */
export async function readProfiles(env: Env): Promise<ProfileFile> {
  const path = profilePath(env);
  try {
    const text = readFileSync(path, 'utf8');
    const { parseProfiles } = await import('./parse.ts');
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
