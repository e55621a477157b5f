import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { State } from '../../src/sandbox/state/model.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { startGateway } from '../wire/gateway.ts';
import { manifest, manyListeners } from './listeners.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));
const folder = scratch();
const RUNS = 50;
const CONCURRENCY = 2;
/** Of each request and answer, in milliseconds. */
const LATENCY = 2;

/** The listeners without ids and times, which differ between runs. */
function listenersOf({ elb, slb }: State): readonly string[] {
  return [
    ...[...elb.listeners.values()].map(({ id: _, create_time: __, update_time: ___, ...rest }) =>
      JSON.stringify(rest),
    ),
    ...[...slb.listeners.values()].map(({ transition: _, ...rest }) => JSON.stringify(rest)),
  ].toSorted();
}

/**
 * Runs the program, and kills it when a request arrives.
 * @param last the request, from 0; one that never comes kills nothing
 * @returns how many requests arrived
 */
async function killAt(
  words: (url: string) => readonly string[],
  cloud: string,
  last: number,
): Promise<number> {
  const gateway = await startGateway(cloud, LATENCY);
  const child = spawn(process.execPath, [PROGRAM, ...words(gateway.url)], {
    env: homeEnv(folder),
    stdio: 'ignore',
  });
  gateway.onArrival = (index) => {
    if (index === last) child.kill('SIGKILL');
    return 'forward';
  };
  await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  await gateway.settled();
  await gateway.close();
  return gateway.methods.length;
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
  const requests = await killAt(words, sandbox.url, Number.POSITIVE_INFINITY);
  await sandbox.close();
  const expected = listenersOf(expectedState);
  expect(expected).toHaveLength(listeners.length);

  let halfway = 0;
  const moments = Array.from({ length: RUNS }, (_, index) =>
    Math.floor(((index + Math.random()) / RUNS) * requests),
  );
  const worker = async () => {
    for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
      const state = newState({ loadBalancers: 6 });
      const sandbox = await startSandbox({ initial: state, settleMs: 0 });
      try {
        await killAt(words, sandbox.url, moment);
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
  expect(halfway).toBeGreaterThan(0);
});
