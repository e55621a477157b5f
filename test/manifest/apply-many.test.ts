import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { type Received, type Stub, startRecorder } from '../stub.ts';
import { manifest, manyListeners } from './listeners.ts';

const folder = scratch();
const file = join(folder, 'many.yaml');

/** Requests other than reads. */
function changes(received: readonly Received[]): readonly Received[] {
  return received.filter(({ method, headers }) => {
    const action = headers['x-acs-action'];
    return typeof action === 'string' ? !action.startsWith('Describe') : method !== 'GET';
  });
}

describe('applying 1,000 listeners over 100 load balancers', () => {
  let sandbox: Sandbox;
  let recorder: Stub;
  beforeAll(async () => {
    writeFileSync(file, manifest(manyListeners(1000, 100)));
    sandbox = await startSandbox({ initial: newState({ loadBalancers: 100 }) });
    recorder = await startRecorder(sandbox.url);
  });
  afterAll(async () => {
    await recorder.close();
    await sandbox.close();
  });
  const apply = () =>
    run(
      ['listener', 'apply', '-f', file, '--yes', '-o', 'json', '-q', '--endpoint', recorder.url],
      { env: homeEnv(folder) },
    );

  it('creates each with one request, and then reports no changes', async () => {
    const first = await apply();
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({
      summary: { created: 1000, failed: 0, skipped: 0, unchanged: 0 },
    });
    expect(changes(recorder.received)).toHaveLength(1000);

    recorder.received.length = 0;
    const second = await apply();
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ summary: { unchanged: 1000 } });
    expect(changes(recorder.received)).toEqual([]);
    expect(recorder.received).toHaveLength(100);
  });
});
