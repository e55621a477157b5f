import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'vitest';
import { homeEnv, type Ran, run, scratch } from '../program.ts';

interface Clouds {
  /** For files that are no clouds. */
  readonly folder: string;
  lbctl(line: string, stdin?: string): Promise<Ran>;
}

/** Sandboxes that each test of a file has for itself. */
export function ownClouds(): Clouds {
  const folder = scratch();
  let env = homeEnv(folder);
  beforeEach(() => {
    env = homeEnv(mkdtempSync(join(folder, 'home-')));
  });
  return { folder, lbctl: (line, stdin = '') => run(line.split(' '), { env, hurry: true, stdin }) };
}
