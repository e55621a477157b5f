import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sandboxEnvironment } from '../../src/sandbox/credentials.ts';
import { scratch } from '../program.ts';

/* Clients in Python, which are not installed with this package. */

const FOLDER = new URL('./python/', import.meta.url);

/** A Python that has the packages of python/requirements.txt. */
const PYTHON = process.env['PEERS_PYTHON'] ?? 'python3';

/** Why the tests with a package are left out; undefined when they are not: in CI none may be missing. */
export function missing(module: string): string | undefined {
  if (process.env['CI'] === 'true') return undefined;
  const { status } = spawnSync(PYTHON, ['-c', `import ${module}`], { stdio: 'ignore' });
  if (status === 0) return undefined;
  return `${PYTHON} has no ${module}; PEERS_PYTHON names one with test/peers/python/requirements.txt`;
}

/** Runs a script against a sandbox, and returns the JSON that it prints. */
export async function drive(
  script: string,
  url: string,
  more: Readonly<Record<string, string>>,
): Promise<ReturnType<typeof JSON.parse>> {
  // The SDK writes an application id to its home.
  const env = { PATH: process.env['PATH'], HOME: scratch(), ...sandboxEnvironment(url), ...more };
  const path = fileURLToPath(new URL(script, FOLDER));
  const { stdout } = await promisify(execFile)(PYTHON, [path], { env });
  return JSON.parse(stdout);
}
