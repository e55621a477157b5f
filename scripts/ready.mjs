// Makes a fresh clone ready: installs what is missing, builds what is older than its sources.
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

/** On an older Node npm leaves out the bundler's binary without a word, and the build fails oddly. */
const BUILDS_ON = [20, 19];

function isTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < BUILDS_ON[0] || (major === BUILDS_ON[0] && minor < BUILDS_ON[1]);
}

if (modified(INSTALLED) === 0) {
  if (isTooOld()) {
    process.stderr.write(
      `error: building lbctl takes Node ${BUILDS_ON.join('.')} or newer, and this is ${process.versions.node}\n` +
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
