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
const RUNS = 50;
const CONCURRENCY = 2;

/** The listeners without ids and times, which differ between runs. */
function listenersOf({ elb, slb }: State): readonly string[] {
  return [
    ...[...elb.listeners.values()].map(({ id: _, create_time: __, update_time: ___, ...rest }) =>
      JSON.stringify(rest),
    ),
    ...[...slb.listeners.values()].map(({ transition: _, ...rest }) => JSON.stringify(rest)),
  ].toSorted();
}

/** @returns false if it exited before it was killed */
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

it('reaches the same state when killed at any time and run again', async () => {
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

  const expectedState = newState({ loadBalancers: 6 });
  const sandbox = await startSandbox({ initial: expectedState, settleMs: 0 });
  const start = Date.now();
  expect(await killAfter(words(sandbox.url), 60_000)).toBe(false);
  const duration = Date.now() - start;
  await sandbox.close();
  const expected = listenersOf(expectedState);
  expect(expected).toHaveLength(listeners.length);

  let killed = 0;
  let halfway = 0;
  const delays = Array.from({ length: RUNS }, () => Math.random() * duration * 1.1);
  const worker = async () => {
    for (let delay = delays.pop(); delay !== undefined; delay = delays.pop()) {
      const state = newState({ loadBalancers: 6 });
      const sandbox = await startSandbox({ initial: state, settleMs: 0, latencyMs: 2 });
      try {
        if (await killAfter(words(sandbox.url), delay)) killed += 1;
        // Let requests in flight complete.
        await sleep(20);
        const count = listenersOf(state).length;
        if (count > 0 && count < expected.length) halfway += 1;
        const again = await apply(sandbox.url);
        expect(again, again.stderr).toMatchObject({ code: 0 });
        expect(listenersOf(state)).toEqual(expected);
      } finally {
        await sandbox.close();
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  expect(killed).toBeGreaterThan(0);
  expect(halfway).toBeGreaterThan(0);
});
