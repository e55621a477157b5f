import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownClouds } from './own-clouds.ts';

/* Redirects to a port that has no HTTPS listener. */

const { lbctl, folder } = ownClouds();
const loadBalancer = 'lb-bp1o94dp5i6earr9g6d1l';
const PLACE = `--profile sandbox-slb --load-balancer ${loadBalancer}`;
const COMMON = '--backend-port 80 --health-check off';

async function created(words: string): Promise<void> {
  const { code, stderr } = await lbctl(`listener create ${PLACE} ${words}`);
  expect(code, stderr).toBe(0);
}

it('are found before anything is sent, and a listener is not replaced by one', async () => {
  await created(
    `--protocol https --port 443 --bandwidth unlimited --certificate idkp-123-cn-test-01 --sticky-session off ${COMMON}`,
  );
  await created(`--protocol http --port 80 --redirect-to 443 ${COMMON}`);
  const ref = `${loadBalancer}/http/80`;

  const wrong = await lbctl(
    `listener create ${PLACE} --protocol http --port 81 --redirect-to 444 ${COMMON}`,
  );
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('--redirect-to 444 is not the port of an HTTPS listener'),
  ]);

  const file = join(folder, 'redirect.json');
  const listener = { provider: 'slb', loadBalancer, protocol: 'http', port: 80, redirectTo: 444 };
  writeFileSync(file, JSON.stringify({ listeners: [listener] }));
  const applied = await lbctl(
    `listener apply -f ${file} --profile sandbox-slb --yes --allow-replace`,
  );
  expect([applied.code, applied.stderr]).toEqual([
    2,
    expect.stringContaining('slb/redirect-target-missing'),
  ]);
  const after = await lbctl(`listener show ${ref} --profile sandbox-slb -o json`);
  expect(JSON.parse(after.stdout).redirectTo).toBe(443);
});
