import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CommandLine, Parsed } from '../../src/cli/command-line.ts';
import { ROOT } from '../../src/cli/commands/index.ts';
import { parse } from '../../src/cli/parse.ts';
import { parseInTree } from '../../src/cli/tree.ts';

/*
 * A command line is read by its command alone, and only what that can't read by the whole tree. The
 * two must never understand a line differently.
 */

const SENSE: readonly (readonly string[])[] = [
  ...[['--name', 'web'], ['--name=web'], ['--port', '80'], ['--tag', 'a=b'], ['--start']],
  ...[
    ['--profile', 'x'],
    ['-o', 'json'],
    ['-ojson'],
    ['-y'],
    ['-yq'],
    ['--no-wait'],
    ['--dry-run'],
  ],
  ...[['-f', '-'], ['--wait=false'], ['--no-preflight'], ['--bandwidth', '-1'], ['--region', 'r']],
  ...[['--session-sticky', 'false'], ['--no-session-sticky'], ['--region-id', 'r'], ['web']],
];
const NONSENSE = [
  ...['listener', 'create', '--name', '--name=', '--port', '--tag', '--profile', '-o', '-f', '-fx'],
  ...['--file', '--session-sticky', '--nmae', '--', '--version', '-V', '-1', '--bandwidth', '--x'],
  ...['-z', '', '-', 'true', '--secret-key=hush', '--load-balancer-id'],
].map((word) => [word]);

async function outcome(read: () => Promise<Parsed>): Promise<unknown> {
  try {
    const parsed = await read();
    return parsed.kind === 'run'
      ? { summary: parsed.command.summary, invocation: parsed.invocation }
      : parsed;
  } catch (error) {
    return { error: error instanceof Error ? error.message : error };
  }
}

it('reads every line as the whole tree does', async () => {
  let commands = 0;
  const first = fc.constantFrom(
    ['listener', 'create'],
    ['listener', 'show'],
    ['listener', 'validate'],
    ['elb', 'listener', 'create'],
    ['slb', 'https-listener', 'update'],
    ['profile', 'set'],
    [],
  );
  const words = fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...SENSE) },
        { weight: 1, arbitrary: fc.constantFrom(...NONSENSE) },
      ),
      { maxLength: 4 },
    )
    .map((groups) => groups.flat());
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constant([]), words),
      first,
      words,
      async (before, path, after) => {
        const line: CommandLine = {
          argv: [...before.slice(0, 2), ...path, ...after],
          root: ROOT,
          version: '1.2.3',
          width: () => 80,
        };
        const alone = await outcome(() => parse(line));
        commands += Number(typeof alone === 'object' && alone !== null && 'invocation' in alone);
        expect(alone).toEqual(await outcome(() => parseInTree(line, line.argv.length === 0)));
      },
    ),
    { numRuns: 1500 },
  );
  expect(commands).toBeGreaterThan(100);
});
