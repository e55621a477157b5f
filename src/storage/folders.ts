import { join } from 'node:path';
import type { Env } from '../deps.ts';

/** The folder for what people set: profiles. */
export function configFolder(env: Env): string {
  return join(env['XDG_CONFIG_HOME'] || join(homeFolder(env), '.config'), 'lbctl');
}

/** The folder for what has to last but nobody edits: the sandbox. */
export function stateFolder(env: Env): string {
  return join(env['XDG_STATE_HOME'] || join(homeFolder(env), '.local', 'state'), 'lbctl');
}

/** The folder for what can be had again: login tokens. */
export function cacheFolder(env: Env): string {
  return join(env['XDG_CACHE_HOME'] || join(homeFolder(env), '.cache'), 'lbctl');
}

/** The home of whoever runs the program. */
export function homeFolder(env: Env): string {
  return env['HOME'] || env['USERPROFILE'] || process.getBuiltinModule('node:os').homedir();
}
