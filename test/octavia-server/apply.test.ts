import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { random } from './random.ts';
import { type Api, api, balancer, describeOnServer, ENV, lbctl } from './server.ts';

/*
 * `apply` against a real Octavia, killed at any moment. By default with fewer listeners than
 * OCTAVIA_FULL=1 has, which takes its time.
 */
const isFull = process.env['OCTAVIA_FULL'] !== undefined;
const LISTENERS = isFull ? 200 : 60;
const KILLS = isFull ? 30 : 10;
const BALANCERS = isFull ? 20 : 6;
const LONGEST_MS = 3000;
const PROGRAM = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));

function listener(index: number, loadBalancer: string) {
  const protocol = index % 3 === 0 ? 'http' : 'tcp';
  const group = {
    algorithm: 'round-robin',
    healthCheck: { protocol: 'tcp', interval: '5s', timeout: '2s', healthy: 2 },
  };
  return {
    provider: 'octavia',
    loadBalancer,
    protocol,
    port: 2000 + index,
    name: `web-${index}`,
    tags: { index: String(index) },
    state: index % 4 === 0 ? 'stopped' : 'running',
    ...(index % 2 === 0 ? group : {}),
  };
}

/** @returns whether it was killed before it ended */
function killAfter(words: readonly string[], milliseconds: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...words], { env: ENV, stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('error', reject);
    child.on('close', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });
}

async function all(path: string, balancers: readonly string[]): Promise<Api['body'][]> {
  const lists = await Promise.all(
    balancers.map((id) => api('GET', `/${path}?loadbalancer_id=${id}`)),
  );
  return lists.flatMap(({ body }) => body[path]);
}

describeOnServer('apply', () => {
  it('converges, however often it is killed', { timeout: 20 * 60_000 }, async () => {
    const balancers = await Promise.all(Array.from({ length: BALANCERS }, () => balancer()));
    const listeners = Array.from({ length: LISTENERS }, (_, index) =>
      listener(index, balancers[index % BALANCERS] ?? ''),
    );
    const file = join(mkdtempSync(join(tmpdir(), 'lbctl-apply-')), 'listeners.json');
    writeFileSync(file, JSON.stringify({ listeners }));
    const words = ['listener', 'apply', '-f', file, '--yes', '-q', '--concurrency', '4'];

    const from = random(5);
    let killed = 0;
    for (let run = 0; run < KILLS; run += 1) {
      if (await killAfter(words, from.whole(300, LONGEST_MS))) killed += 1;
    }
    expect(killed).toBeGreaterThan(0);
    const { code, stderr } = await lbctl(words.join(' '));
    expect({ code, stderr }).toMatchObject({ code: 0 });

    const made = await all('listeners', balancers);
    const byPort = new Map(made.map((one) => [one.protocol_port, one]));
    expect(made).toHaveLength(LISTENERS);
    for (const wanted of listeners) {
      expect(byPort.get(wanted.port)).toMatchObject({
        name: wanted.name,
        protocol: wanted.protocol.toUpperCase(),
        admin_state_up: wanted.state === 'running',
        tags: [`index=${wanted.tags.index}`],
        default_pool_id: 'algorithm' in wanted ? expect.any(String) : null,
      });
    }
    // No pool twice, and none without a listener.
    const pools = await all('pools', balancers);
    expect(pools).toHaveLength(listeners.filter((one) => 'algorithm' in one).length);
    for (const pool of pools) {
      expect(pool).toMatchObject({
        listeners: [expect.anything()],
        healthmonitor_id: expect.any(String),
      });
    }
    const again = await lbctl(`${words.join(' ')} -o json`);
    expect(again, again.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(again.stdout)).toMatchObject({
      changes: [],
      summary: { unchanged: LISTENERS },
    });
  });
});
