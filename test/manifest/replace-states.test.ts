import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownClouds } from './own-clouds.ts';

/* The state of a listener that is deleted and created again. */

const { lbctl, folder } = ownClouds();

async function replaced(provider: string, listener: object) {
  const file = join(folder, `${provider}.json`);
  writeFileSync(file, JSON.stringify({ defaults: { provider }, listeners: [listener] }));
  const words = `-f ${file} --profile sandbox-${provider}`;
  const { stdout } = await lbctl(`listener diff ${words} -o json`);
  const ran = await lbctl(`listener apply ${words} --yes --allow-replace --wait -o json`);
  expect(ran.code, ran.stderr).toBe(0);
  const again = await lbctl(`listener apply ${words} --yes -o json`);
  expect(JSON.parse(again.stdout).summary.unchanged).toBe(1);
  const fields: { path: string }[] = JSON.parse(stdout).changes[0].fields;
  return fields.filter(({ path }) => path === 'state');
}

const statusOf = async (provider: string) => {
  const { stdout } = await lbctl(`listener list --profile sandbox-${provider} -o json`);
  return JSON.parse(stdout).map(({ status }: { status: string }) => status);
};

it.each(['stopped', 'running'])('stays %s where the cloud creates it so', async (status) => {
  const loadBalancer = '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11';
  const made = await lbctl(
    `listener create --profile sandbox-octavia --load-balancer ${loadBalancer} --protocol http --port 80 --wait -o id`,
  );
  if (status === 'stopped') {
    const id = made.stdout.trim();
    expect((await lbctl(`listener stop ${id} --profile sandbox-octavia --wait`)).code).toBe(0);
  }
  expect(await replaced('octavia', { loadBalancer, protocol: 'tcp', port: 80 })).toEqual([]);
  await expect.poll(() => statusOf('octavia'), { timeout: 20_000 }).toEqual([status]);
});

it('stays stopped where listeners are created stopped', async () => {
  const loadBalancer = 'lb-bp1o94dp5i6earr9g6d1l';
  const made = await lbctl(
    `listener create --profile sandbox-slb --load-balancer ${loadBalancer} --protocol tcp --port 80 --backend-port 80 --bandwidth unlimited --no-preflight --wait`,
  );
  expect(made.code, made.stderr).toBe(0);
  const listener = { loadBalancer, protocol: 'tcp', port: 80, backend: { port: 81 } };
  expect(await replaced('slb', { ...listener, bandwidth: 'unlimited' })).toEqual([]);
  expect(await statusOf('slb')).toEqual(['stopped']);
});
