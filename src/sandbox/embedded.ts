import type { Deps } from '../deps.ts';
import { type Sandbox, startSandbox } from './server.ts';
import { sandboxStateFile } from './state-file.ts';

/** The sandbox of the built-in profiles: in this process, with its state in the user's state folder. */
export function openEmbedded({
  env,
  now,
  random,
}: Pick<Deps, 'env' | 'now' | 'random'>): Promise<Sandbox> {
  return startSandbox({ stateFile: sandboxStateFile(env), now, random });
}
