// Installs dependencies if they are missing, and builds the program if it is out of date.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const INSTALLED = join(root, 'node_modules', '.package-lock.json');
const BUILT = join(root, 'dist', 'cli.cjs');
const SOURCES = ['src', 'scripts', 'package.json', 'rolldown.config.mjs'];

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newest(path) {
  if (!statSync(path).isDirectory()) return modified(path);
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function npm(...words) {
  const { status } = spawnSync('npm', words, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** On an older Node npm silently skips the binary of the bundler, and the build fails. */
const MIN_NODE = [20, 19];

function isTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1]);
}

if (modified(INSTALLED) === 0) {
  if (isTooOld()) {
    process.stderr.write(
      `error: building lbctl requires Node ${MIN_NODE.join('.')} or newer, not ${process.versions.node}\n` +
        '  hint: the built program runs on Node 20.17 too\n',
    );
    process.exit(1);
  }
  process.stderr.write('installing dependencies\u2026\n');
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
}
if (modified(BUILT) < Math.max(...SOURCES.map((name) => newest(join(root, name))))) {
  process.stderr.write('building\u2026\n');
  npm('run', '--silent', 'build');
}
