import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { State } from '../../src/sandbox/state/model.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { manifest, manyListeners } from './listeners.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));
const folder = scratch();
const MOMENTS = 50;
const SIDE_BY_SIDE = 2;

/** What a state holds, without what differs from run to run: ids and times. */
function essence({ elb, slb }: State): readonly string[] {
  return [
    ...[...elb.listeners.values()].map(({ id: _, create_time: __, update_time: ___, ...rest }) =>
      JSON.stringify(rest),
    ),
    ...[...slb.listeners.values()].map(({ transition: _, ...rest }) => JSON.stringify(rest)),
  ].toSorted();
}

/** @returns false when it had ended before it was killed */
function killAfter(words: readonly string[], milliseconds: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...words], {
      env: homeEnv(folder),
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('error', reject);
    child.on('close', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });
}

it('ends in the same state wherever it is killed and run again', async () => {
  const listeners = manyListeners(24, 6).map((listener, index) => ({
    ...listener,
    state: index % 3 === 0 ? 'stopped' : 'running',
  }));
  const file = join(folder, 'few.yaml');
  writeFileSync(file, manifest(listeners));
  const words = (url: string) => [
    ...['listener', 'apply', '-f', file, '--yes', '--prune', '--allow-replace', '-q'],
    ...['--endpoint', url],
  ];
  const apply = (url: string) => run(words(url), { env: homeEnv(folder) });

  const whole = newState({ loadBalancers: 6 });
  const calm = await startSandbox({ initial: whole, settleMs: 0 });
  const began = Date.now();
  expect(await killAfter(words(calm.url), 60_000)).toBe(false);
  const duration = Date.now() - began;
  await calm.close();
  const expected = essence(whole);
  expect(expected).toHaveLength(listeners.length);

  let killed = 0;
  let halfway = 0;
  const moments = Array.from({ length: MOMENTS }, () => Math.random() * duration * 1.1);
  const worker = async () => {
    for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
      const state = newState({ loadBalancers: 6 });
      const sandbox = await startSandbox({ initial: state, settleMs: 0, latencyMs: 2 });
      try {
        if (await killAfter(words(sandbox.url), moment)) killed += 1;
        // What was in flight arrives before the next run begins.
        await sleep(20);
        const count = essence(state).length;
        if (count > 0 && count < expected.length) halfway += 1;
        const again = await apply(sandbox.url);
        expect(again, again.stderr).toMatchObject({ code: 0 });
        expect(essence(state)).toEqual(expected);
      } finally {
        await sandbox.close();
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  expect(killed).toBeGreaterThan(0);
  expect(halfway).toBeGreaterThan(0);
});
