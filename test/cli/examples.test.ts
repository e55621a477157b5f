import { describe, expect, it } from 'vitest';
import { type Command, type CommandNode, isGroup } from '../../src/cli/command.ts';
import { ROOT } from '../../src/cli/commands/index.ts';
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
