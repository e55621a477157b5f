import { join } from 'node:path';
import type { Env } from '../deps.ts';

/** For profiles. */
export function configFolder(env: Env): string {
  return join(env['XDG_CONFIG_HOME'] || join(homeFolder(env), '.config'), 'lbctl');
}

/** For the sandbox. */
export function stateFolder(env: Env): string {
  return join(env['XDG_STATE_HOME'] || join(homeFolder(env), '.local', 'state'), 'lbctl');
}

/** For login tokens. */
export function cacheFolder(env: Env): string {
  return join(env['XDG_CACHE_HOME'] || join(homeFolder(env), '.cache'), 'lbctl');
}

export function homeFolder(env: Env): string {
  return env['HOME'] || env['USERPROFILE'] || process.getBuiltinModule('node:os').homedir();
}
