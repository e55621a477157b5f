import { accessSync, constants, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import { stateFolder } from '../profile/places.ts';
import { type Sandbox, startSandbox } from './server.ts';

type Env = Deps['env'];

/** The sandbox of the built-in profiles: in this process, with its state where others find it again. */
export function openEmbedded({
  env,
  now,
  random,
}: Pick<Deps, 'env' | 'now' | 'random'>): Promise<Sandbox> {
  return startSandbox({ stateFile: sandboxStateFile(env), now, random });
}

/** Where the state is kept; a home that can't be written to is no reason not to try things out. */
export function sandboxStateFile(env: Env): string {
  const given = env['LBCTL_SANDBOX_STATE'];
  if (given) return given;
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
