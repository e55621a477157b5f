import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Command, type CommandNode, isGroup } from '../../src/cli/command.ts';
import { ROOT } from '../../src/cli/commands/index.ts';
import { SANDBOX_PREFIX, SANDBOX_PROFILES } from '../../src/profile/named.ts';
import { isProviderId } from '../../src/providers/registry.ts';
import { homeEnv, run, scratch } from '../program.ts';

/* The examples in help must work when they are pasted. */

const env = homeEnv(scratch());

async function commandsOf(
  node: CommandNode,
  path: string,
): Promise<(readonly [string, Command])[]> {
  if (!isGroup(node)) return [[path, await node.load()]];
  const children = Object.entries(await node.children());
  return (
    await Promise.all(children.map(([word, child]) => commandsOf(child, `${path} ${word}`)))
  ).flat();
}

const commands = await commandsOf(ROOT, 'lbctl');
const native = commands.filter(([path]) => /^lbctl (elb|slb) /.test(path));

it('every native command has an example', () => {
  expect(native.filter(([, { examples }]) => examples.length === 0).map(([path]) => path)).toEqual(
    [],
  );
});

describe.each([...new Set(native.map(([path]) => path.split(' ').slice(0, 3).join(' ')))])(
  '%s',
  (noun) => {
    it('runs the examples of all verbs in order', async () => {
      for (const [path, { examples }] of native.filter(([one]) => one.startsWith(`${noun} `))) {
        for (const line of examples) {
          expect(line.startsWith(path)).toBe(true);
          const { code, stderr } = await run(line.split(' ').slice(1), { env });
          expect(code, `${line}\n${stderr}`).toBe(0);
        }
      }
    });
  },
);

/** They serve until they are stopped, open an editor, or read files of other tools. */
const NOT_RUN = ['lbctl sandbox start', 'lbctl listener edit', 'lbctl profile import'];

const EMBEDDED = SANDBOX_PROFILES.map((name) => name.replace(SANDBOX_PREFIX, ''));

const groups = new Map<string, string[]>();
for (const [path, { examples }] of commands) {
  const [, group = ''] = path.split(' ');
  const isElsewhere = isProviderId(group) && !EMBEDDED.includes(group);
  if (NOT_RUN.includes(path) || isElsewhere) continue;
  groups.set(group, [...(groups.get(group) ?? []), ...examples]);
}

describe('in a shell', () => {
  const folder = scratch();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url)), join(bin, 'lbctl'));

  it.each([...groups])('the examples of lbctl %s run one after the other', (_, lines) => {
    const home = mkdtempSync(join(folder, 'home-'));
    const { status, stderr } = spawnSync(
      'bash',
      [
        '--norc',
        '-c',
        `set -e; ${lines.map((line) => `echo '$ ${line.replaceAll("'", '')}' >&2; ${line}`).join('\n')}`,
      ],
      {
        cwd: home,
        encoding: 'utf8',
        env: {
          HOME: home,
          PATH: `${bin}:${process.env['PATH'] ?? ''}`,
          ALIBABA_CLOUD_ACCESS_KEY_ID: 'example',
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'example',
        },
      },
    );
    expect(status, stderr).toBe(0);
  });
});
