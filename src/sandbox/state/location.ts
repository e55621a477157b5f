import { accessSync, constants, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../../deps.ts';
import { stateFolder } from '../../storage/folders.ts';

/** The state file of the built-in profiles; in a temporary folder when the home is read-only. */
export function sandboxStateFile(env: Env): string {
  const file = env['LBCTL_SANDBOX_STATE'];
  if (file) return file;
  const folder = stateFolder(env);
  if (isWritable(folder)) return join(folder, 'sandbox.json');
  const fallback = join(tmpdir(), `lbctl-${process.getuid?.() ?? 'user'}`);
  mkdirSync(fallback, { recursive: true, mode: 0o700 });
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
