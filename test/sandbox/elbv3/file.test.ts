import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/sandbox/faults.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/server.ts';
import { summary } from '../../../src/sandbox/state/file.ts';
import { scratch } from '../../program.ts';
import { elbv3 } from '../clients.ts';
import { MONITOR, POOL, TCP } from './harness.ts';

/* The cloud in a file, which several processes share, and its faults. */
let stateFile: string;
let running: Sandbox[] = [];
beforeEach(() => {
  stateFile = join(scratch(), 'state.json');
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.close()));
  running = [];
});

async function start(options: SandboxOptions = {}): Promise<string> {
  const sandbox = await startSandbox({ stateFile, ...options });
  running.push(sandbox);
  return sandbox.url;
}

const post = (url: string, path: string, body: unknown) =>
  elbv3(url, path, { method: 'POST', body });

describe('the file', () => {
  it('has listeners, pools and health monitors for the next process', async () => {
    const first = await start();
    const { listener } = (await post(first, 'listeners', { listener: TCP })).body;
    const fields = { ...POOL, protocol: 'TCP', listener_id: listener.id };
    const { pool } = (await post(first, 'pools', { pool: fields })).body;
    const healthmonitor = { ...MONITOR, type: 'TCP', pool_id: pool.id };
    await post(first, 'healthmonitors', { healthmonitor });
    const paths = [`listeners/${listener.id}`, `pools/${pool.id}`, 'healthmonitors'];
    const read = (url: string) =>
      Promise.all(
        paths.map(async (path) => {
          const { request_id, ...body } = (await elbv3(url, path)).body;
          return body;
        }),
      );
    expect(await read(await start())).toEqual(await read(first));
    expect(summary(stateFile).elbv3.listeners).toBe(1);
  });

  it('of a version without this cloud is read, and the cloud is new', async () => {
    await post(await start(), 'listeners', { listener: TCP });
    const { elbv3: _, ...older } = JSON.parse(readFileSync(stateFile, 'utf8'));
    writeFileSync(stateFile, JSON.stringify(older));
    const { body } = await elbv3(await start(), 'listeners');
    expect(body.listeners).toEqual([]);
    expect(summary(stateFile).elbv3.loadBalancers).toBe(4);
  });

  it('that is damaged is an internal error', async () => {
    const url = await start();
    await post(url, 'listeners', { listener: TCP });
    const all = JSON.parse(readFileSync(stateFile, 'utf8'));
    writeFileSync(stateFile, JSON.stringify({ ...all, elbv3: { ...all.elbv3, pools: [1] } }));
    const { status, body } = await elbv3(url, 'listeners');
    expect([status, body.error_code]).toEqual([500, 'ELB.8906']);
  });

  it('gives a port to one of many that ask for it', async () => {
    const urls = await Promise.all(Array.from({ length: 4 }, () => start()));
    const answers = await Promise.all(urls.map((url) => post(url, 'listeners', { listener: TCP })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });
});

describe('a fault', () => {
  const create = (url: string) => post(url, 'listeners', { listener: TCP });

  it.each<[FaultKind, number, string]>([
    ['503', 503, 'serviceUnavailable'],
    ['throttle', 429, 'APIGW.0308'],
    ['html-502', 502, '<html>'],
  ])('%s is answered before anything is done', async (kind, status, text) => {
    const answer = await create(await start({ faults: [{ kind, probability: 1 }] }));
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(summary(stateFile).elbv3.listeners).toBe(0);
  });

  it.each<[FaultKind, number]>([
    ['reset-before', 0],
    ['reset-after-commit', 1],
    ['truncate', 1],
  ])('%s breaks the connection, with %i made', async (kind, count) => {
    const url = await start({ faults: [{ kind, probability: 1 }] });
    await expect(create(url)).rejects.toThrow();
    expect(summary(stateFile).elbv3.listeners).toBe(count);
  });
});
