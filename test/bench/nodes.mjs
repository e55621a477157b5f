import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const OTHER = '24';

/**
 * Another Node beside the one that runs this, from the npm package that holds its binary.
 * @returns undefined where it can't be had
 */
export function otherNode(folder) {
  const binary = `node-${process.platform}-${process.arch}`;
  const { status } = spawnSync(
    'npm',
    ['install', '--prefix', folder, '--no-audit', '--no-fund', `node-bin@npm:${binary}@${OTHER}`],
    { stdio: 'ignore' },
  );
  if (status !== 0) return undefined;
  const path = join(folder, 'node_modules', 'node-bin', 'bin', 'node');
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return { path, version: stdout.trim() };
}
