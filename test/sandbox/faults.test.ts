import { afterEach, describe, expect, it } from 'vitest';
import { type FaultKind, parseFaults } from '../../src/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { acs3, elb, rpc, send } from './clients.ts';

const LISTENER = {
  name: 'a',
  loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
  protocol: 'TCP',
  port: 80,
  backend_protocol: 'TCP',
  backend_port: 80,
  lb_algorithm: 'roundrobin',
};

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.close());

async function failing(kind: FaultKind) {
  const state = newState();
  sandbox = await startSandbox({ initial: state, faults: [{ kind, probability: 1 }] });
  return { url: sandbox.url, state };
}

describe('parseFaults', () => {
  it('reads a list', () => {
    expect(parseFaults('503:0.1, html-502:.02,truncate:1,')).toEqual([
      { kind: '503', probability: 0.1 },
      { kind: 'html-502', probability: 0.02 },
      { kind: 'truncate', probability: 1 },
    ]);
    expect(parseFaults('')).toEqual([]);
  });

  it.each([
    ['504:0.1', 'Unknown fault "504": it must be one of 503, throttle'],
    ['503', '"503" must be a fault and its probability, such as 503:0.1.'],
    ['503:1.1', 'The probability of 503 must be from 0 to 1, not "1.1".'],
    ['503:-1', 'The probability of 503 must be from 0 to 1, not "-1".'],
    ['503:', 'The probability of 503 must be from 0 to 1, not "".'],
    ['503:0.1:2', 'must be a fault and its probability'],
    ['503:0.1,503:0.2', 'Duplicate fault "503".'],
  ])('refuses %s', (text, message) => {
    expect(() => parseFaults(text)).toThrow(RangeError);
    expect(() => parseFaults(text)).toThrow(message);
  });
});

describe('faults before the commit', () => {
  it.each<[FaultKind, number, string, number, string]>([
    ['503', 503, 'serviceUnavailable', 503, 'ServiceUnavailable'],
    ['throttle', 429, 'APIGW.0308', 400, 'Throttling.User'],
    ['html-502', 502, '<html>', 502, '<html>'],
  ])('%s', async (kind, elbStatus, elbText, slbStatus, slbText) => {
    const { url, state } = await failing(kind);
    const first = await elb(url, 'listeners', { method: 'POST', body: LISTENER });
    expect(first.status).toBe(elbStatus);
    expect(first.text).toContain(elbText);
    expect(first.text).not.toContain('ELB.');
    const second = await acs3(url, 'DescribeRegions');
    expect(second.status).toBe(slbStatus);
    expect(second.text).toContain(slbText);
    const delay = Number(second.headers['x-acs-retry-after'] ?? 0);
    expect(delay > 0).toBe(kind === 'throttle');
    expect(state.elb.listeners.size).toBe(0);
  });
});

describe('broken connections', () => {
  it.each<[FaultKind, number]>([
    ['reset-before', 0],
    ['reset-after-commit', 1],
    ['truncate', 1],
  ])('%s leaves %i listener', async (kind, kept) => {
    const { url, state } = await failing(kind);
    const call = elb(url, 'listeners', { method: 'POST', body: LISTENER });
    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(state.elb.listeners.size).toBe(kept);
  });
});

describe('the server', () => {
  it('injects faults at the given rate', async () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    sandbox = await startSandbox({ random, faults: parseFaults('503:0.3') });
    const { url } = sandbox;
    let failed = 0;
    for (let index = 0; index < 200; index += 1) {
      if ((await send(`${url}/v3`)).status === 503) failed += 1;
    }
    expect(failed).toBeGreaterThan(35);
    expect(failed).toBeLessThan(85);
  });

  it('delays responses by the latency', async () => {
    sandbox = await startSandbox({ latencyMs: 50 });
    const start = performance.now();
    await send(`${sandbox.url}/v3`);
    expect(performance.now() - start).toBeGreaterThanOrEqual(49);
  });

  it('refuses bodies above 1 MB', async () => {
    sandbox = await startSandbox({});
    const body = 'a'.repeat(1024 * 1024 + 1);
    expect((await elb(sandbox.url, 'listeners', { method: 'POST', body })).status).toBe(413);
    expect((await send(`${sandbox.url}/?Action=a`, { method: 'POST', body })).status).toBe(413);
  });

  it('listens on the requested port, and reports when it is in use', async () => {
    sandbox = await startSandbox({});
    expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`);
    await expect(startSandbox({ port: sandbox.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('closes at once, idle connections and all', async () => {
    sandbox = await startSandbox({});
    await fetch(`${sandbox.url}/v3`).then((response) => response.text());
    const start = performance.now();
    await sandbox.close();
    // By default, Node keeps an idle connection open for five seconds.
    expect(performance.now() - start).toBeLessThan(4_000);
    await expect(rpc(sandbox.url, 'DescribeRegions')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    sandbox = undefined;
  });
});
