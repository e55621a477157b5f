import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { scratch } from '../program.ts';

/*
 * The commands of the documentation work, in the order of the page. `sh` blocks are scripts that
 * succeed; `console` blocks show the exact output. Both run on the sandbox, through its profiles or
 * as the cloud of the environment.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = scratch();
const bin = join(folder, 'bin');

/** They have no commands to run, or are recorded. */
const GENERATED = ['reference.md', 'first-session.md'];

const PAGES = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md') && !GENERATED.includes(name))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly language: string;
  readonly line: number;
  readonly text: string;
}

function blocks(page: string): readonly Block[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```(sh|console)\n([\s\S]*?)^```$/gm)].map((found) => ({
    language: found[1] ?? '',
    line: text.slice(0, found.index).split('\n').length,
    text: found[2] ?? '',
  }));
}

/** The npm commands of a block, which are not run. */
function npmCommands({ text }: Block): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith('npm '));
}

let sandbox: ChildProcess | undefined;
let environment = '';
beforeAll(async () => {
  mkdirSync(bin);
  const shim = `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin', 'lbctl.cjs')}' "$@"\n`;
  writeFileSync(join(bin, 'lbctl'), shim);
  chmodSync(join(bin, 'lbctl'), 0o755);
  const child = spawn(join(bin, 'lbctl'), ['sandbox', 'start'], {
    env: { HOME: folder, PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  sandbox = child;
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    child.stdout.on('data', (chunk) => {
      environment += chunk;
      if (environment.includes('ALIBABA_CLOUD_REGION_ID=')) resolve();
    });
  });
});
afterAll(() => sandbox?.kill());

function bash(page: string, script: string) {
  const home = join(folder, page.replaceAll('/', '-'));
  mkdirSync(home, { recursive: true });
  // An endpoint would override the built-in profiles.
  const own = script.includes('sandbox-') ? 'unset LBCTL_ENDPOINT' : '';
  return spawnSync('bash', ['--norc', '-c', `${environment}\n${own}\n${script}`], {
    cwd: home,
    env: {
      HOME: home,
      PATH: [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    },
    encoding: 'utf8',
  });
}

describe.each(PAGES)('%s', (page) => {
  const cases = blocks(page).map((block) => [block.line, block] as const);

  it.each(cases.filter(([, block]) => npmCommands(block).length > 0))(
    'line %i uses existing scripts',
    (_, block) => {
      for (const command of npmCommands(block)) {
        const script = /^npm (?:run )?(\w+)/.exec(command)?.[1] ?? '';
        expect(['install', ...Object.keys(packageJson.scripts)]).toContain(script);
      }
    },
  );

  it.each(cases.filter(([, { language, text }]) => language === 'sh' && !text.startsWith('npm ')))(
    'line %i succeeds',
    (_, { text }) => {
      const { status, stdout, stderr } = bash(page, `set -e\n${text}`);
      expect(status, `${stdout}\n${stderr}`).toBe(0);
      expect(stderr).not.toMatch(/^(error|warning):/m);
    },
  );

  it.each(cases.filter(([, { language }]) => language === 'console'))(
    'line %i prints the output it shows',
    (_, { text }) => {
      const commands = text
        .split(/^\$ /m)
        .slice(1)
        .map((part) => /^((?:.*\\\n)*.*)\n/.exec(part)?.[1] ?? '');
      const shown = text.replace(/^\$ (?:.*\\\n)*.*\n/gm, '');
      const { stdout } = bash(page, `exec 2>&1\n${commands.join('\n')}`);
      expect(stdout).toBe(shown);
    },
  );
});

describe('links', () => {
  it.each(PAGES)('in %s are not broken', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(() => readFileSync(join(root, dirname(page), target)), target).not.toThrow();
    }
  });
});
