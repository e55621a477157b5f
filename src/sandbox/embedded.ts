import type { Deps } from '../deps.ts';
import { type Sandbox, startSandbox } from './server.ts';
import { sandboxStateFile } from './state/location.ts';

/** The sandbox of the built-in profiles: in this process, with its state in a file of the user. */
export function openEmbedded({
  env,
  now,
  random,
}: Pick<Deps, 'env' | 'now' | 'random'>): Promise<Sandbox> {
  return startSandbox({ stateFile: sandboxStateFile(env), now, random });
}
