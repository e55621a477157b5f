import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownClouds } from './own-clouds.ts';

/* Load balancers that are not there, and what listeners of one load balancer share. */

const { lbctl, folder } = ownClouds();
const GOOD = 'lb-bp1b6c719dfa08exfuca5';
/** Billed by its 100 Mbit/s. */
const PAID = 'lb-bp1qjwo61pqz3ahltv0mw';
const PROFILE = '--profile sandbox-slb';

function manifest(...listeners: readonly object[]): string {
  const file = join(folder, `${listeners.length}-${Math.random()}.json`);
  const all = listeners.map((own) => ({
    profile: 'sandbox-slb',
    protocol: 'tcp',
    backend: { port: 22 },
    ...own,
  }));
  writeFileSync(file, JSON.stringify({ listeners: all }));
  return file;
}

it('is told with a hint that works, and what can be read is applied', async () => {
  const file = manifest(
    { loadBalancer: 'lb-nope', port: 22, bandwidth: 'unlimited' },
    { loadBalancer: GOOD, port: 22, bandwidth: 'unlimited' },
  );
  const hint = `see the ids with: lbctl load-balancer list ${PROFILE}`;
  const { code, stdout, stderr } = await lbctl(`listener apply -f ${file} --yes`);
  expect([code, stdout]).toEqual([8, '1 created, 0 unchanged, 1 load balancer not read\n']);
  expect(stderr).toContain(hint);
  expect(stderr).toMatch(/error: 1 load balancer could not be read\n$/);

  const diff = await lbctl(`listener diff -f ${file}`);
  expect([diff.code, diff.stderr]).toEqual([4, expect.stringContaining(hint)]);
});

it.each(['elb', 'slb', 'elbv3', 'octavia'])('is no empty export on %s', async (cloud) => {
  const { code, stdout, stderr } = await lbctl(
    `listener export --load-balancer nosuch --profile sandbox-${cloud}`,
  );
  expect([code, stdout]).toEqual([4, '']);
  expect(stderr).toContain(`see: lbctl load-balancer list --profile sandbox-${cloud}\n`);
});

it('gives bandwidth back before another listener takes it', async () => {
  const two = (first: number, second: number) =>
    manifest(
      { loadBalancer: PAID, port: 101, bandwidth: second },
      { loadBalancer: PAID, port: 100, bandwidth: first },
    );
  const apply = (file: string) => lbctl(`listener apply -f ${file} --yes`);
  expect((await apply(two(80, 5))).code).toBe(0);
  const swapped = await apply(two(5, 80));
  expect([swapped.code, swapped.stdout]).toEqual([0, '2 updated, 0 unchanged\n']);
});
