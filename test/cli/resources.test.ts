import { beforeAll, describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';
import { startStub } from '../stub.ts';

/* What listeners refer to: load balancers, certificates and backend groups. */

const env = homeEnv(scratch());
const LB = 'lb-bp1o94dp5i6earr9g6d1l';
const ELB = '0b07acf06d243925bc24a0ac7445267a';

const on = (cloud: 'elb' | 'slb', line: string) =>
  run([...line.split(' '), '--profile', `sandbox-${cloud}`], { env });

beforeAll(async () => {
  const line = `listener create --load-balancer ${LB} --protocol tcp --port 22 --backend-port 22 --bandwidth 5 --name ssh`;
  const { code, stderr } = await on('slb', line);
  expect(code, stderr).toBe(0);
});

describe('load-balancer', () => {
  it('list is a table, tsv with headings, ids, JSON and YAML', async () => {
    const first = [LB, 'guaranteed', '198.51.100.10', 'public', 'slb.s2.small', 'active'];
    const tsv = await on('slb', 'load-balancer list --headers');
    expect(tsv.stdout.split('\n').slice(0, 2)).toEqual([
      'ID\tNAME\tADDRESS\tNETWORK\tCLASS\tSTATUS\tZONE',
      [...first, 'cn-hangzhou-b'].join('\t'),
    ]);
    expect((await on('slb', 'load-balancer list -o table')).stdout).toMatch(/^ID +NAME +ADDRESS/);
    expect((await on('elb', 'load-balancer list -o id')).stdout).toMatch(RegExp(`^${ELB}\n`));
    const json = JSON.parse((await on('slb', 'load-balancer ls -o json')).stdout);
    expect(json[2]).toMatchObject({ name: 'shared-performance', class: 'shared', provider: 'slb' });
    expect((await on('elb', 'load-balancer list -o yaml')).stdout).toContain('network: private');
    expect((await on('elb', 'load-balancer list --columns name,vpc')).stdout).toMatch(
      /^public\tf54/,
    );
  });

  it('show takes an id or a name, and adds details and listeners', async () => {
    const { stdout } = await on('slb', `load-balancer show ${LB} -o json`);
    expect(JSON.parse(stdout)).toMatchObject({
      id: LB,
      bandwidth: '5120 Mbit/s',
      listeners: [{ ref: `${LB}/tcp/22`, name: 'ssh', protocol: 'tcp', port: 22 }],
    });
    const named = await on('slb', 'load-balancer get guaranteed -o table');
    expect(named.stdout).toMatch(
      /Listeners\n {2}tcp\/22 +lb-bp1o94dp5i6earr9g6d1l\/tcp\/22 {2}ssh/,
    );
    const missing = await on('slb', 'load-balancer show nosuch');
    expect([missing.code, missing.stderr]).toEqual([
      4,
      expect.stringContaining('load balancer "nosuch" not found'),
    ]);
  });

  it('lists all pages', async () => {
    const page = (from: number, size: number) =>
      Array.from({ length: size }, (_, index) => ({
        id: String(from + index).padStart(32, '0'),
        name: `lb-${from + index}`,
      }));
    const stub = await startStub(({ query }) => ({
      body: { loadbalancers: query['marker'] !== undefined ? page(500, 3) : page(0, 500) },
    }));
    const { code, stdout } = await run(
      ['load-balancer', 'list', '--provider', 'elb', '--endpoint', stub.url, '-o', 'id'],
      { env: { ...env, LBCTL_ACCESS_KEY: 'a', LBCTL_SECRET_KEY: 'b', OS_PROJECT_ID: 'p' } },
    );
    await stub.close();
    expect([code, stdout.split('\n').length - 1]).toEqual([0, 503]);
  });
});

describe('certificate list', () => {
  it.each([
    ['elb', 'sni-www', { kind: 'server', domains: ['www.example.com'] }],
    ['slb', 'certificate-1', { domains: ['shop.example.com', 'www.shop.example.com'] }],
    ['slb', 'ca-1', { kind: 'ca', subject: 'Example CA' }],
  ] as const)('on %s says what %s is', async (cloud, name, details) => {
    const { stdout } = await on(cloud, 'certificate list -o json');
    const found = JSON.parse(stdout).find((one: { name: string }) => one.name === name);
    expect(found).toMatchObject({ ...details, expires: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  it.each(['json', 'yaml', 'table', 'tsv'])('never shows a private key: -o %s', async (format) => {
    const { stdout, stderr } = await on('elb', `certificate list -o ${format}`);
    expect(stdout + stderr).not.toMatch(/private|BEGIN/);
  });

  it('on a terminal says how far away a time is', async () => {
    const { stdout } = await run(['certificate', 'list', '--profile', 'sandbox-slb'], {
      env,
      terminal: 'stdout',
      columns: 140,
      now: () => new Date(),
    });
    expect(stdout).toMatch(/2034-12-31T23:59:59Z \(in \d+ \w+\)/);
  });
});

it('certificates that another service keeps are not listed', async () => {
  const { code, stderr } = await run(
    ['certificate', 'list', '--provider', 'octavia', '--endpoint', 'http://127.0.0.1:1'],
    { env: { ...env, OS_TOKEN: 'token' } },
  );
  expect([code, stderr]).toEqual([2, expect.stringContaining('does not list its certificates')]);
});

describe('backend-group list', () => {
  it('shows the servers', async () => {
    const { stdout } = await on('slb', `backend-group list --load-balancer ${LB} -o json`);
    expect(JSON.parse(stdout)[0]).toMatchObject({
      id: 'rsp-cige6j5e7p',
      name: 'group-1',
      loadBalancer: LB,
      servers: ['10.0.0.31:8080 (weight 100)', '10.0.0.32:8080 (weight 50)'],
    });
  });

  it('covers all load balancers without one', async () => {
    const { stdout } = await on('slb', 'backend-group list -o id');
    expect(stdout.split('\n')).toContain('rsp-bp1shared000001');
  });

  it('and certificates are listed on ELB v3 too', async () => {
    const v3 = (line: string) => run([...line.split(' '), '--profile', 'sandbox-elbv3'], { env });
    const groups = await v3('backend-group list -o json');
    expect([groups.code, Array.isArray(JSON.parse(groups.stdout))]).toEqual([0, true]);
    const certificates = await v3('certificate list -o json');
    expect(JSON.parse(certificates.stdout)[0]).toMatchObject({ expires: '2045-11-17T13:25:47Z' });
    expect(certificates.stdout).not.toMatch(/private|BEGIN/);
    const balancers = JSON.parse((await v3('load-balancer list -o json')).stdout);
    expect(balancers.map((one: { class: string }) => one.class)).toContain('dedicated');
  });

  it('is refused where a cloud has none', async () => {
    const { code, stderr } = await on('elb', 'backend-group list');
    expect([code, stderr]).toEqual([2, expect.stringContaining('has no backend groups')]);
  });
});
