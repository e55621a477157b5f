import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../../deps.ts';
import { Failure, systemCode } from '../../failure.ts';
import { stateFolder } from '../../storage/folders.ts';

/** The state file of the built-in profiles; in a temporary folder when the home is read-only. */
export function sandboxStateFile(env: Env): string {
  const file = env['LBCTL_SANDBOX_STATE'];
  if (file) return file;
  const folder = stateFolder(env);
  if (isWritable(folder)) return join(folder, 'sandbox.json');
  const fallback = join(tmpdir(), `lbctl-${process.getuid?.() ?? 'user'}`);
  makeOwnFolder(fallback);
  return join(fallback, 'sandbox.json');
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Everybody can make a folder or a link of that name first. */
function makeOwnFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return;
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'EEXIST') throw unusable(`cannot be made (${code})`, folder);
  }
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw unusable('is not a folder', folder);
  if (process.platform === 'win32') return;
  if (found.uid !== process.getuid?.()) throw unusable('belongs to another user', folder);
  if ((found.mode & 0o077) !== 0) throw unusable('is open to other users', folder);
}

function unusable(why: string, folder: string): Failure {
  return new Failure('usage', `the sandbox has no place for its state: ${folder} ${why}`, {
    hint: 'set LBCTL_SANDBOX_STATE to a file of your own',
  });
}
