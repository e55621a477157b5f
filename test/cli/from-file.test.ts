import { expect, it } from 'vitest';
import { run } from '../program.ts';

/* A body of `--from-file` is checked like flags: every problem at once, and flags beside it win. */

const ELB = {
  name: 'web',
  loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
  protocol: 'HTTP',
  port: 80,
  backend_protocol: 'HTTP',
  backend_port: 8080,
  lb_algorithm: 'roundrobin',
};
const SLB = {
  RegionId: 'cn-beijing',
  LoadBalancerId: 'lb-1',
  ListenerPort: 443,
  Bandwidth: -1,
  BackendServerPort: 80,
  ServerCertificateId: 'c1',
  StickySession: 'off',
  HealthCheck: 'off',
};

async function create(cloud: 'elb' | 'slb', change: object, words = '', mark = '') {
  const [noun, body] = cloud === 'elb' ? ['listener', ELB] : ['https-listener', SLB];
  const line = `${cloud} ${noun} create --dry-run --no-preflight -o json --from-file -`;
  const region = cloud === 'elb' ? ['--region', 'eu-de'] : [];
  const more = words === '' ? [] : words.split(' ');
  const ran = await run([...line.split(' '), ...region, ...more], {
    stdin: mark + JSON.stringify({ ...body, ...change }),
  });
  const violations: { rule: string; message: string }[] =
    ran.code === 0
      ? JSON.parse(ran.stdout).warnings
      : (JSON.parse(ran.stderr).error.violations ?? []);
  return { ...ran, violations, rules: violations.map(({ rule }) => rule) };
}

it.each([
  ['elb', { port: null }, ['elb/port-required']],
  [
    'elb',
    { port: null, name: '', bogus: 1 },
    ['elb/from-file', 'elb/name-length', 'elb/port-required'],
  ],
  ['elb', { protocol: null, backend_port: 0 }, ['elb/protocol-required', 'elb/backend-port-range']],
  ['elb', { protocol: 'FTP', tcp_timeout: 0 }, ['elb/protocol-values', 'elb/tcp-timeout-range']],
  ['elb', { name: {}, port: 0 }, ['elb/name-type', 'elb/port-range']],
  ['slb', { ListenerPort: null }, ['slb/listener-port-required']],
  ['slb', { Bandwidth: null, Gzip: null }, ['slb/from-file', 'slb/bandwidth-required']],
  [
    'slb',
    { ListenerPort: 1.5, Bandwidth: 'x', Gzip: 1, bogus: 1, Scheduler: 'sch' },
    [
      'slb/from-file',
      'slb/listener-port-type',
      'slb/bandwidth-type',
      'slb/scheduler-values',
      'slb/gzip-type',
    ],
  ],
] as const)('%s %j: every problem at once', async (cloud, change, rules) => {
  const ran = await create(cloud, change);
  expect(ran.code).toBe(2);
  expect(ran.rules).toEqual(rules);
});

it.each([
  ['elb', { port: null }, '--port 81'],
  ['elb', { port: {} }, '--port 81'],
  ['slb', { Bandwidth: 'x' }, '--bandwidth 5'],
  ['slb', { Bandwidth: {} }, '--bandwidth 5'],
] as const)(
  '%s %j: a flag takes the place of a value that is wrong',
  async (cloud, change, words) => {
    expect(await create(cloud, change, words)).toMatchObject({ code: 0, rules: [] });
  },
);

it.each([
  ['', 'cn-beijing', 'slb.cn-beijing.aliyuncs.com'],
  ['--region cn-shanghai', 'cn-shanghai', 'slb.cn-shanghai.aliyuncs.com'],
  ['--region-id cn-shanghai', 'cn-shanghai', 'slb.cn-shanghai.aliyuncs.com'],
])('the region of the file, with %j', async (words, region, host) => {
  const { stdout } = await create('slb', {}, words);
  const [request] = JSON.parse(stdout).requests;
  expect(request.query.RegionId).toBe(region);
  expect(new URL(request.url).host).toBe(host);
});

it.each([
  [
    'elb',
    { protocol: 'http', lb_algorithm: 'RoundRobin' },
    { protocol: 'HTTP', lb_algorithm: 'roundrobin' },
  ],
  ['slb', { HealthCheck: 'OFF', Scheduler: 'WRR' }, { HealthCheck: 'off', Scheduler: 'wrr' }],
] as const)('%s %j is sent as the page writes it', async (cloud, change, sent) => {
  const { code, stdout } = await create(cloud, change);
  expect(code).toBe(0);
  const [request] = JSON.parse(stdout).requests;
  expect(cloud === 'elb' ? request.body : request.query).toMatchObject(sent);
});

it('may begin with a byte order mark', async () => {
  expect((await create('elb', {}, '', '\ufeff')).code).toBe(0);
});

it.each([
  ['', []],
  ['a1, b2', ['a1', 'b2']],
])('certificates: %j is a list, as with the flag', async (certificates, list) => {
  const change = { protocol: 'HTTPS', certificate_id: 'c1', certificates };
  const { stdout } = await create('elb', change);
  expect(JSON.parse(stdout).requests[0].body.certificates).toEqual(list);
});

it.each([
  ['--health-check-http-code', '', 'slb/health-check-http-code-length'],
  ['--acl-id', '', 'slb/acl-id-length'],
  ['--vserver-group-id', ' ', 'slb/vserver-group-id-characters'],
  ['--server-certificate-id', '', 'slb/server-certificate-id-length'],
])('%s %j is refused', async (flag, value, rule) => {
  const argv = 'slb https-listener create --dry-run --no-preflight -o json --from-file -'.split(
    ' ',
  );
  const { code, stderr } = await run([...argv, flag, value], { stdin: JSON.stringify(SLB) });
  expect(code).toBe(2);
  const found = JSON.parse(stderr).error.violations;
  expect(found.filter(({ severity }: { severity: string }) => severity === 'error')).toMatchObject([
    { rule, flags: [flag] },
  ]);
});
