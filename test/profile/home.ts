import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { homeEnv, type Ran, type RunOptions, run, scratch } from '../program.ts';

export interface Home {
  readonly folder: string;
  readonly env: Record<string, string>;
  readonly profileFile: string;
}

/** Creates home folders with files, which are removed after the tests. */
export function homes(): (files?: Readonly<Record<string, unknown>>) => Home {
  const base = scratch();
  return (files = {}) => {
    const folder = mkdtempSync(join(base, 'home-'));
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      chmodSync(path, 0o600);
    }
    const profileFile = join(folder, PROFILES);
    return { folder, env: homeEnv(folder), profileFile };
  };
}

export const PROFILES = '.config/lbctl/config.json';
export const ALIYUN = '.aliyun/config.json';
export const CLOUDS = '.config/openstack/clouds.yaml';

/** Runs `profile show` and parses its output. */
export async function show(
  home: Home,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<{ ran: Ran; shown: ReturnType<typeof JSON.parse> }> {
  const env = { ...home.env, ...options.env };
  const ran = await run(['profile', 'show', '-o', 'json', ...argv], { ...options, env });
  return { ran, shown: ran.code === 0 ? JSON.parse(ran.stdout) : undefined };
}
