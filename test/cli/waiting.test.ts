import { describe, expect, it } from 'vitest';
import { homeEnv, scratch, spawnProgram } from '../program.ts';
import { onTerminal } from '../terminal.ts';

/* Progress of a wait: a spinner on a terminal, lines in a pipe, nothing with --quiet or -o json. */

const env = homeEnv(scratch());
const REF = 'lb-bp1o94dp5i6earr9g6d1l/tcp/22';
const START = ['listener', 'start', REF, '--profile', 'sandbox-slb', '--wait'];

async function stopped(): Promise<void> {
  const gone = ['listener', 'delete', REF, '--profile', 'sandbox-slb', '--yes', '--ignore-missing'];
  await spawnProgram(gone, { env });
  const create =
    'listener create --profile sandbox-slb --load-balancer lb-bp1o94dp5i6earr9g6d1l --protocol tcp --port 22 --backend-port 22 --bandwidth 1';
  const { code, stderr } = await spawnProgram(create.split(' '), { env });
  expect(code, stderr).toBe(0);
}

describe('waiting', () => {
  it('shows a line for each change in a pipe', async () => {
    await stopped();
    const { code, stdout, stderr } = await spawnProgram(START, { env });
    expect(code).toBe(0);
    expect(stdout).toContain('running');
    expect(stderr.match(/^waiting: .*$/gm)).toEqual([`waiting: listener ${REF} is starting`]);
  });

  it.each([['--quiet'], ['-o', 'json']].map((words) => [words]))(
    'shows nothing with %j',
    async (words) => {
      await stopped();
      const { code, stderr } = await spawnProgram([...START, ...words], { env });
      expect(code).toBe(0);
      expect(stderr).not.toContain('waiting');
    },
  );

  it('shows a spinner on a terminal', async () => {
    await stopped();
    const at = onTerminal(START, env);
    await at.shows(/[\u2807-\u283f] waiting: listener/);
    expect(await at.exits()).toBe(0);
    expect(at.screen).toContain('status');
  });
});
