import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';

/* A create that is killed at any moment and run again: each part once. LBCTL_KILLS=200 is a long run. */
const KILLS = Number(process.env['LBCTL_KILLS'] ?? 20);
const PROGRAM = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));
const env = homeEnv(scratch());
const LB = '098b2f68-af1c-41a9-8efd-69958722af62';
const CREATE = `listener create --load-balancer ${LB} --protocol http --port 8080 --name web --algorithm round-robin --health-check-protocol http --health-check-interval 5 --health-check-timeout 3 --health-check-healthy 3 --profile sandbox-elbv3`;

function killed(url: string, afterRequests: number, requests: () => number): Promise<void> {
  return new Promise((resolve, reject) => {
    const words = [...CREATE.split(' '), '--endpoint', url];
    const child = spawn(process.execPath, [PROGRAM, ...words], { env, stdio: 'ignore' });
    const watch = setInterval(() => {
      if (requests() >= afterRequests) child.kill('SIGKILL');
    }, 1);
    child.on('error', reject);
    child.on('close', () => {
      clearInterval(watch);
      resolve();
    });
  });
}

it('creates each part once, killed at any moment and run again', async () => {
  for (let round = 0; round < KILLS; round += 1) {
    const state = newState();
    let requests = 0;
    const sandbox = await startSandbox({
      initial: state,
      latencyMs: 5,
      now: () => {
        requests += 1;
        return new Date();
      },
    });
    await killed(sandbox.url, 1 + (round % 8), () => requests);
    const words = [...CREATE.split(' '), '--endpoint', sandbox.url, '-o', 'json'];
    const { code, stderr } = await run(words, { env });
    // Killed after the last part: then it is there already.
    expect([0, 5], stderr).toContain(code);
    const { listeners, pools, monitors } = state.elbv3;
    const [listener] = listeners.values();
    const own = [...pools.values()].filter(({ settings }) => settings['name'] === undefined);
    expect([listeners.size, own.map(({ id }) => id), monitors.size]).toEqual([
      1,
      [listener?.poolId],
      1,
    ]);
    await sandbox.close();
  }
});
