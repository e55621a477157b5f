import { beforeEach, describe, expect, it } from 'vitest';
import { ownClouds } from './own-clouds.ts';

/* What becomes of stopped listeners, and of those whose protocol no other cloud has. */

const { lbctl } = ownClouds();

const LOAD_BALANCERS = {
  elb: '0b07acf06d243925bc24a0ac7445267a',
  slb: 'lb-bp1o94dp5i6earr9g6d1l',
  elbv3: '098b2f68-af1c-41a9-8efd-69958722af62',
  octavia: '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11',
} as const;
type Cloud = keyof typeof LOAD_BALANCERS;

async function listenersOf(cloud: Cloud): Promise<{ port: number; status: string }[]> {
  const { stdout } = await lbctl(`listener list --profile sandbox-${cloud} --wait -o json`);
  return JSON.parse(stdout);
}

/** @param start whether it runs */
async function onSlb(port: number, start: boolean): Promise<void> {
  const line = `listener create --profile sandbox-slb --load-balancer ${LOAD_BALANCERS.slb} --protocol tcp --port ${port} --backend-port 22 --bandwidth unlimited --no-preflight --wait`;
  const { code, stderr } = await lbctl(start ? `${line} --start` : line);
  expect(code, stderr).toBe(0);
}

const ALL = (from: Cloud, to: Cloud) =>
  `listener copy --all --profile sandbox-${from} --load-balancer ${LOAD_BALANCERS[from]} --to-profile sandbox-${to} --to-load-balancer ${LOAD_BALANCERS[to]}`;

describe('stopped listeners', () => {
  it.each([
    ['', { 22: 'running', 23: 'stopped' }],
    ['--start', { 22: 'running', 23: 'stopped' }],
  ])('stay stopped on a cloud that creates them in any state %s', async (more, states) => {
    await onSlb(22, true);
    await onSlb(23, false);
    const line = `${ALL('slb', 'octavia')} --yes --wait ${more}`.trim();
    const { code, stderr } = await lbctl(line);
    expect(code, stderr).toBe(0);
    const copies = await listenersOf('octavia');
    expect(Object.fromEntries(copies.map(({ port, status }) => [port, status]))).toEqual(states);
    expect((await lbctl(line)).stdout).toBe('2 unchanged\n');
  });

  it('stay stopped when copied one by one', async () => {
    await onSlb(23, false);
    const { code, stderr } = await lbctl(
      `listener copy ${LOAD_BALANCERS.slb}/tcp/23 --profile sandbox-slb --to-profile sandbox-octavia --to-load-balancer ${LOAD_BALANCERS.octavia}`,
    );
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain('the copy will run');
    expect(await listenersOf('octavia')).toMatchObject([{ port: 23, status: 'stopped' }]);
  });

  it('run where listeners cannot be stopped, which the report says', async () => {
    await onSlb(23, false);
    const { stdout } = await lbctl(`${ALL('slb', 'elbv3')} --report text`);
    expect(stdout).toContain('changed  state: stopped → running');
  });

  it('are what copies of running ones become on a cloud that starts nothing', async () => {
    await lbctl(
      `listener create --profile sandbox-octavia --load-balancer ${LOAD_BALANCERS.octavia} --protocol tcp --port 22 --algorithm round-robin --wait`,
    );
    const report = `${ALL('octavia', 'slb')} --bandwidth 5 --report text`;
    expect((await lbctl(report)).stdout).toContain('changed  state: running → stopped');
    expect((await lbctl(`${report} --start`)).stdout).not.toContain('state:');
  });
});

describe('listeners whose protocol has no portable name', () => {
  const create = (protocol: string, port: number) =>
    lbctl(
      `octavia listener create --profile sandbox-octavia --loadbalancer-id ${LOAD_BALANCERS.octavia} --protocol ${protocol} --protocol-port ${port} --name ${protocol.toLowerCase()}`,
    );

  beforeEach(async () => {
    for (const ran of [
      await create('SCTP', 9000),
      await create('PROMETHEUS', 9090),
      await create('TCP', 22),
    ]) {
      expect(ran.code, ran.stderr).toBe(0);
    }
  });

  it('are in the report', async () => {
    const json = await lbctl(`${ALL('octavia', 'elbv3')} --report json`);
    const { listeners, notCopied } = JSON.parse(json.stdout);
    expect(listeners).toHaveLength(1);
    expect(notCopied).toEqual([
      { ref: expect.any(String), name: 'sctp', reason: expect.stringContaining('SCTP') },
      {
        ref: expect.any(String),
        name: 'prometheus',
        reason: expect.stringContaining('PROMETHEUS'),
      },
    ]);
    const markdown = await lbctl(`${ALL('octavia', 'elbv3')} --report markdown`);
    expect(markdown.stdout).toContain('# Migration of 3 listeners\n');
    expect(markdown.stdout).toMatch(/Not copied:\n\n- .* \(sctp\) cannot be copied: /);
  });

  it('stay behind only with --allow-loss', async () => {
    const refused = await lbctl(`${ALL('octavia', 'elbv3')} --yes`);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('2 listeners cannot be copied'),
    ]);
    expect(await listenersOf('elbv3')).toEqual([]);
    const copied = await lbctl(`${ALL('octavia', 'elbv3')} --yes --allow-loss -q`);
    expect([copied.code, copied.stdout]).toEqual([0, '1 created, 0 unchanged\n']);
  });

  it('are not counted as exported', async () => {
    const { stderr } = await lbctl(
      `listener export --profile sandbox-octavia --load-balancer ${LOAD_BALANCERS.octavia}`,
    );
    expect(stderr).toContain('exported 1 listener\n');
  });
});

describe('listeners with port ranges', () => {
  const OTHER = '309a0f61-0b62-45f2-97d1-742f3434338e';
  const place = `--profile sandbox-elbv3 --load-balancer ${LOAD_BALANCERS.elbv3}`;
  const copy = `listener copy --all ${place} --to-load-balancer ${OTHER}`;

  beforeEach(async () => {
    for (const words of ['0 --port-ranges 100-200 --name many', '22 --name one']) {
      const { code, stderr } = await lbctl(
        `elbv3 listener create --profile sandbox-elbv3 --loadbalancer-id ${LOAD_BALANCERS.elbv3} --protocol TCP --protocol-port ${words}`,
      );
      expect(code, stderr).toBe(0);
    }
  });

  it('are left out of exports, which apply takes', async () => {
    const exported = await lbctl(`listener export ${place}`);
    expect(exported.stdout).toMatch(/# \S+ is skipped: port ranges\n/);
    expect(exported.stderr).toMatch(/warning: \S+ is skipped: port ranges\nexported 1 listener\n/);
    const json = await lbctl(`listener export ${place} -o json`);
    expect(JSON.parse(json.stdout).listeners).toMatchObject([{ name: 'one', port: 22 }]);
    const apply = 'listener apply -f - --profile sandbox-elbv3 --yes --prune';
    const applied = await lbctl(apply, exported.stdout);
    expect([applied.code, applied.stdout]).toEqual([0, '1 unchanged\n']);
    expect(await listenersOf('elbv3')).toHaveLength(2);
  });

  it('stay behind with --allow-loss only', async () => {
    const report = await lbctl(`${copy} --report json`);
    expect(JSON.parse(report.stdout).notCopied).toEqual([
      { ref: expect.any(String), name: 'many', reason: expect.stringContaining('port ranges') },
    ]);
    const refused = await lbctl(`${copy} --yes -o json`);
    expect(refused.code).toBe(2);
    const { error } = JSON.parse(refused.stderr.slice(refused.stderr.indexOf('{')));
    expect(error.violations).toMatchObject([{ rule: 'copy/port-ranges', fields: ['port'] }]);
    expect((await lbctl(`${copy} --yes --allow-loss`)).stdout).toBe('1 created, 0 unchanged\n');
  });
});

it('ciphers that Octavia gives to any listener are no loss', async () => {
  const { code, stderr } = await lbctl(
    `listener create --profile sandbox-octavia --load-balancer ${LOAD_BALANCERS.octavia} --protocol https --port 443 --algorithm round-robin --certificate https://keys.example/v1/secrets/web`,
  );
  expect(code, stderr).toBe(0);
  const { stdout } = await lbctl(
    `${ALL('octavia', 'elbv3')} --certificate 233a325e5e3e4ce8beeb320aa714cc12 --report text`,
  );
  expect(stdout).toContain('settings the same');
  expect(stdout).not.toMatch(/lost|problem/);
});
