import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseFaults } from '../../src/sandbox/faults.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { manifest, manyListeners } from './listeners.ts';

const folder = scratch();

const FAULTS = '503:0.1,throttle:0.1,reset-before:0.05,reset-after-commit:0.05,html-502:0.02';
const RUNS = 5;

it('creates every listener exactly once on an unreliable cloud', async () => {
  const wanted = manyListeners(1000, 100);
  const file = join(folder, 'many.yaml');
  writeFileSync(file, manifest(wanted));
  const state = newState({ loadBalancers: 100 });
  const sandbox = await startSandbox({ initial: state, faults: parseFaults(FAULTS) });
  const reliable = await startSandbox({ initial: state });
  const env = homeEnv(folder);
  const words = ['-f', file, '-o', 'json', '-q', '--endpoint'];
  try {
    const codes: number[] = [];
    while (codes.at(-1) !== 0 && codes.length < RUNS) {
      const { code, stderr } = await run(
        ['listener', 'apply', ...words, sandbox.url, '--yes', '--concurrency', '32'],
        { env, hurry: true },
      );
      expect([0, 8], stderr).toContain(code);
      codes.push(code);
    }
    expect(codes.at(-1)).toBe(0);
    expect(state.elb.listeners.size + state.slb.listeners.size).toBe(wanted.length);
    const places = [...state.elb.listeners.values()].map(
      (listener) => `${listener.loadbalancer_id}/${listener.port}`,
    );
    expect(new Set(places).size).toBe(places.length);
    const { code, stdout } = await run(['listener', 'diff', '--prune', ...words, reliable.url], {
      env,
    });
    expect(JSON.parse(stdout)).toEqual({ changes: [], unchanged: wanted.length });
    expect(code).toBe(0);
  } finally {
    await sandbox.close();
    await reliable.close();
  }
});
