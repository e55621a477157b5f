import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFaults } from '../../src/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { type Reply, type Stub, startRecorder, startStub } from '../stub.ts';

/* The requests that each verb sends to SLB, and how it handles the responses. */

const GUARANTEED = 'lb-bp1o94dp5i6earr9g6d1l';
const SHARED = 'lb-bp13jaf5qli5xmgl1miup';
const env = homeEnv(scratch());

let sandbox: Sandbox;
let wire: Stub;
let nextPort = 1000;

beforeAll(async () => {
  sandbox = await startSandbox({ settleMs: 60 });
  wire = await startRecorder(sandbox.url);
});
afterAll(async () => {
  await wire.close();
  await sandbox.close();
});

function slb(line: string, ...more: string[]) {
  wire.received.length = 0;
  return run(
    [...line.split(' '), ...more, '--profile', 'sandbox-slb', '--endpoint', wire.url, '-o', 'json'],
    { env },
  );
}

/** The actions, in order. */
function actions(): string[] {
  return wire.received.map(({ headers }) => String(headers['x-acs-action']));
}

function last(action: string): Readonly<Record<string, string>> {
  const { query } = wire.received
    .filter(({ headers }) => headers['x-acs-action'] === action)
    .at(-1) ?? { query: {} };
  return query;
}

const LEAST: Readonly<Record<string, string>> = {
  http: '--backend-port 80 --health-check off --sticky-session off',
  https:
    '--backend-port 80 --health-check off --sticky-session off --bandwidth unlimited --certificate idkp-123-cn-test-01',
  tcp: '--backend-port 80 --bandwidth unlimited',
  udp: '--backend-port 80 --bandwidth unlimited',
};

async function made(protocol: string, words = ''): Promise<string> {
  nextPort += 1;
  const line =
    `listener create --load-balancer ${GUARANTEED} --protocol ${protocol} --port ${nextPort} ${LEAST[protocol]} ${words}`.trim();
  const { code, stdout, stderr } = await slb(line);
  expect(code, stderr).toBe(0);
  const { ref, status } = JSON.parse(stdout);
  expect(ref).toBe(`${GUARANTEED}/${protocol}/${nextPort}`);
  expect(status).toBe(
    words.includes('--start') ? expect.stringMatching(/^(starting|running)$/) : 'stopped',
  );
  return ref;
}

describe.each(['http', 'https', 'tcp', 'udp'])('a listener on %s', (protocol) => {
  it('is created stopped, started, changed, stopped, deleted', async () => {
    const ref = await made(protocol);
    const noun = `slb ${protocol}-listener`;
    const started = await slb(`${noun} start ${ref} --wait`);
    expect(JSON.parse(started.stdout)).toMatchObject({ ref, status: 'running' });
    const updated = await slb(`${noun} update ${ref} --description renamed --wait`);
    expect(updated.code, updated.stderr).toBe(0);
    expect(JSON.parse(updated.stdout)).toMatchObject({ name: 'renamed', status: 'running' });
    expect(JSON.parse((await slb(`listener stop ${ref} --wait`)).stdout).status).toBe('stopped');
    const [loadBalancer = '', , port = ''] = ref.split('/');
    const shown = await slb(
      `${noun} show --load-balancer-id ${loadBalancer} --listener-port ${port}`,
    );
    expect(JSON.parse(shown.stdout)).toMatchObject({ ref, name: 'renamed' });
    expect((await slb(`${noun} delete ${ref} --yes`)).code).toBe(0);
    expect((await slb(`listener show ${ref}`)).code).toBe(4);
  });

  it('is the same in a list and in show', async () => {
    const ref = await made(protocol, '--name two-shapes --access deny --access-list 123');
    const described = JSON.parse((await slb(`listener show ${ref}`)).stdout);
    const [listed] = JSON.parse(
      (await slb(`listener list --name two-shapes --protocol ${protocol}`)).stdout,
    );
    const { native: _, ...portable } = described;
    expect(listed).toMatchObject(portable);
  });
});

describe('create', () => {
  it('hints at start, and starts with --start', async () => {
    const ref = await made('tcp');
    const again = await slb(
      `listener create --load-balancer ${GUARANTEED} --protocol tcp --port 900 ${LEAST['tcp']}`,
    );
    expect(again.stderr).toContain(`lbctl listener start ${GUARANTEED}/tcp/900`);
    const started = await slb(
      `listener create --load-balancer ${GUARANTEED} --protocol tcp --port 901 ${LEAST['tcp']} --start --wait`,
    );
    expect(JSON.parse(started.stdout).status).toBe('running');
    expect(ref).toContain('/tcp/');
  });

  it('reads the load balancer once before, and the listener once after', async () => {
    await made('udp');
    expect(actions()).toEqual([
      'DescribeLoadBalancerAttribute',
      'CreateLoadBalancerUDPListener',
      expect.stringMatching(/^Describe/),
    ]);
  });

  it.each([
    [
      'a TLS policy',
      `https --tls-policy tls-1.2 ${LEAST['https']}`,
      'slb/tls-policy-needs-guaranteed-performance',
    ],
    [
      'a hash algorithm',
      `tcp --algorithm four-tuple ${LEAST['tcp']}`,
      'slb/hash-scheduler-needs-guaranteed-performance',
    ],
  ])('refuses %s on a shared-performance instance before it is sent', async (_, words, rule) => {
    const { code, stderr } = await slb(
      `listener create --load-balancer ${SHARED} --port 5 --protocol ${words}`,
    );
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.violations).toContainEqual(expect.objectContaining({ rule }));
    expect(actions()).toEqual(['DescribeLoadBalancerAttribute']);
  });

  it.each([
    ['unlimited', 'slb/bandwidth-unlimited-needs-traffic-billing', []],
    ['500', 'slb/bandwidth-exceeds-instance', ['DescribeLoadBalancerListeners']],
  ])('refuses bandwidth %s on an instance billed by bandwidth', async (bandwidth, rule, more) => {
    const line = `listener create --load-balancer lb-bp1qjwo61pqz3ahltv0mw --port 5 --protocol tcp --backend-port 1 --bandwidth ${bandwidth}`;
    const { code, stderr } = await slb(line);
    expect(code).toBe(2);
    expect(JSON.parse(stderr).error.violations).toContainEqual(expect.objectContaining({ rule }));
    expect(actions().toSorted()).toEqual(['DescribeLoadBalancerAttribute', ...more]);
  });

  it('refuses more bandwidth than the other listeners leave', async () => {
    const place = '--load-balancer lb-bp1qjwo61pqz3ahltv0mw --protocol tcp --backend-port 1';
    const create = (port: number, bandwidth: number) =>
      slb(`listener create ${place} --port ${port} --bandwidth ${bandwidth}`);
    expect((await create(101, 60)).code).toBe(0);
    const refused = await create(102, 41);
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stderr).error.violations).toMatchObject([
      { rule: 'slb/bandwidth-exceeds-instance', flags: ['--bandwidth'] },
    ]);
    expect((await create(102, 40)).code).toBe(0);
    const update = (bandwidth: number) =>
      slb(`listener update lb-bp1qjwo61pqz3ahltv0mw/tcp/102 --bandwidth ${bandwidth}`);
    expect((await update(41)).code).toBe(2);
    expect((await update(39)).code).toBe(0);
  });

  it('lets TCP and UDP share a port, and no others', async () => {
    const ref = await made('tcp');
    const port = ref.split('/')[2];
    const create = (protocol: string) =>
      slb(
        `listener create --load-balancer ${GUARANTEED} --protocol ${protocol} --port ${port} ${LEAST[protocol]}`,
      );
    expect((await create('udp')).code).toBe(0);
    expect((await create('http')).code).toBe(5);
    expect((await slb(`listener start ${GUARANTEED}/udp/${port} --wait`)).code).toBe(0);
    expect(JSON.parse((await slb(`listener show ${ref}`)).stdout).status).toBe('stopped');
  });

  it('reports a conflict that only the cloud detects', async () => {
    const ref = await made('tcp');
    const { code, stderr } = await slb(
      `listener create --load-balancer ${GUARANTEED} --protocol tcp --port ${ref.split('/')[2]} ${LEAST['tcp']} --no-preflight`,
    );
    expect(code).toBe(5);
    expect(JSON.parse(stderr).error).toMatchObject({
      kind: 'conflict',
      code: 'ListenerAlreadyExists',
      status: 400,
    });
  });
});

describe('update', () => {
  it('sends all values, so that nothing is reset', async () => {
    const ref = await made(
      'tcp',
      '--name keep --idle-timeout 5m --health-check-interval 7 --drain 30s --tag team=a',
    );
    const { code, stdout } = await slb(`listener update ${ref} --idle-timeout 6m --wait`);
    expect(code).toBe(0);
    expect(last('SetLoadBalancerTCPListenerAttribute')).toMatchObject({
      Description: 'keep',
      EstablishedTimeout: '360',
      HealthCheckInterval: '7',
      ConnectionDrain: 'on',
      ConnectionDrainTimeout: '30',
    });
    expect(last('SetLoadBalancerTCPListenerAttribute')).not.toHaveProperty('Tag.1.Key');
    expect(last('SetLoadBalancerTCPListenerAttribute')).not.toHaveProperty('BackendServerPort');
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'keep',
      idleTimeout: 360,
      drain: 30,
      healthCheck: { interval: 7 },
      tags: { team: 'a' },
    });
  });

  it.each([
    ['http', '--backend-port 81', 'slb/backend-server-port-create-only'],
    ['tcp', '--tag a=b', 'slb/tag-create-only'],
    ['http', '--redirect-to 443', 'slb/listener-forward-create-only'],
    ['tcp', '--gzip on', 'slb/not-on-this-protocol'],
    ['https', '--idle-timeout 61', 'slb/idle-timeout-range'],
  ])('of %s refuses %s', async (protocol, words, rule) => {
    const ref = await made(protocol);
    const { code, stderr } = await slb(`listener update ${ref} ${words}`);
    expect(code).toBe(2);
    const { violations } = JSON.parse(stderr).error;
    expect(violations.some((violation: { rule: string }) => violation.rule.startsWith(rule))).toBe(
      true,
    );
    expect(actions().some((action) => action.startsWith('Set'))).toBe(false);
  });

  it('sends nothing if nothing changes', async () => {
    const ref = await made('https');
    const { code, stderr } = await slb(`listener update ${ref} --bandwidth unlimited`);
    expect(code).toBe(0);
    expect(stderr).toContain('unchanged');
    expect(actions().every((action) => action.startsWith('Describe'))).toBe(true);
  });

  it('refuses to change a redirecting listener', async () => {
    const target = await made('https');
    const ref = await made('http', `--redirect-to ${target.split('/')[2]}`);
    expect(JSON.parse((await slb(`listener show ${ref}`)).stdout).redirectTo).toBe(
      Number(target.split('/')[2]),
    );
    const { code, stderr } = await slb(`listener update ${ref} --gzip off`);
    expect(code).toBe(2);
    expect(stderr).toContain('slb/redirect-not-changeable');
  });
});

describe('start and stop', () => {
  it('do nothing if the listener is in that state', async () => {
    const ref = await made('udp');
    const { code, stderr } = await slb(`listener stop ${ref}`);
    expect(code).toBe(0);
    expect(stderr).toContain('already stopped');
    expect(actions()).toHaveLength(1);
  });

  it('retry while the listener is busy', async () => {
    const ref = await made('tcp');
    await slb(`listener start ${ref}`);
    const { code, stdout, stderr } = await slb(`listener stop ${ref} --wait`);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).status).toBe('stopped');
  });

  it('stop waiting after --wait-timeout', async () => {
    const slow = await startSandbox({ settleMs: 60_000 });
    const at = ['--profile', 'sandbox-slb', '--endpoint', slow.url, '-o', 'json'];
    await run(
      [
        ...`listener create --load-balancer ${GUARANTEED} --protocol tcp --port 1 ${LEAST['tcp']}`.split(
          ' ',
        ),
        ...at,
      ],
      { env },
    );
    const { code, stderr } = await run(
      [...`listener start ${GUARANTEED}/tcp/1 --wait --wait-timeout 1s`.split(' '), ...at],
      { env },
    );
    await slow.close();
    expect(code).toBe(7);
    expect(JSON.parse(stderr).error.message).toContain('still starting');
  });
});

describe('list', () => {
  it('reads every page', async () => {
    const ports = Array.from({ length: 3 }, (_, page) =>
      Array.from({ length: 40 }, (__, index) => page * 40 + index + 1),
    );
    const stub = await startStub(({ query }): Reply => {
      const page = Number(query['NextToken'] ?? 0);
      return {
        body: {
          RequestId: 'r',
          TotalCount: 120,
          MaxResults: 100,
          ...(page < 2 ? { NextToken: String(page + 1) } : {}),
          Listeners: ports[page]?.map((port) => ({
            LoadBalancerId: 'lb-1',
            ListenerPort: port,
            ListenerProtocol: 'tcp',
            Status: 'running',
          })),
        },
      };
    });
    const { stdout } = await run(
      ['slb', 'listener', 'list', '--profile', 'sandbox-slb', '--endpoint', stub.url, '-o', 'id'],
      { env },
    );
    await stub.close();
    expect(stdout.trim().split('\n')).toEqual(ports.flat().map((port) => `lb-1/tcp/${port}`));
  });

  it('treats absent Listeners as an empty list', async () => {
    const { code, stdout } = await slb('slb listener list --description nobody');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
  });
});

describe('retries', () => {
  const ARGV =
    `listener start ${GUARANTEED}/tcp/1 --profile sandbox-slb --retries 2 -o json --endpoint`.split(
      ' ',
    );
  const STOPPED = {
    RequestId: 'r',
    LoadBalancerId: GUARANTEED,
    ListenerPort: 1,
    Status: 'stopped',
  };

  it.each([
    ['Throttling.User', 400],
    ['ServiceIsConfiguring', 400],
    ['OperationBusy', 400],
    ['SystemBusy', 449],
    ['OperationFailed.ListenerStatusNotSupport', 400],
    ['ServiceUnavailable', 503],
  ])('%s is retried', async (errorCode, status) => {
    const stub = await startStub(({ headers }) =>
      String(headers['x-acs-action']).startsWith('Describe')
        ? { body: STOPPED }
        : { status, body: { Code: errorCode, Message: 'later', RequestId: 'r', HostId: 'h' } },
    );
    const { code, stderr } = await run([...ARGV, stub.url], { env, hurry: true });
    await stub.close();
    expect(code).toBe(6);
    expect(JSON.parse(stderr).error).toMatchObject({ kind: 'unavailable', code: errorCode });
    expect(
      stub.received.filter(
        ({ headers }) => headers['x-acs-action'] === 'StartLoadBalancerListener',
      ),
    ).toHaveLength(3);
  });

  it('waits as long as x-acs-retry-after says', async () => {
    const pauses: number[] = [];
    const before = Date.now();
    const stub = await startStub(({ headers }, index) => {
      pauses.push(Date.now() - before);
      if (index > 0) return { body: STOPPED };
      return {
        status: 400,
        headers: { 'x-acs-retry-after': '700' },
        body: { Code: 'Throttling', Message: String(headers['host']) },
      };
    });
    await run(
      [
        ...`listener show ${GUARANTEED}/tcp/1 --profile sandbox-slb --endpoint`.split(' '),
        stub.url,
      ],
      { env },
    );
    await stub.close();
    expect((pauses[1] ?? 0) - (pauses[0] ?? 0)).toBeGreaterThanOrEqual(690);
  });

  it('survives occasional failures, and creates each listener once', async () => {
    const shaky = await startSandbox({
      settleMs: 20,
      faults: parseFaults(
        '503:0.15,throttle:0.1,reset-before:0.1,reset-after-commit:0.1,html-502:0.05,truncate:0.05',
      ),
    });
    const at = [
      '--profile',
      'sandbox-slb',
      '--endpoint',
      shaky.url,
      '--retries',
      '12',
      '-o',
      'json',
    ];
    for (let port = 1; port <= 20; port += 1) {
      const { code, stderr } = await run(
        [
          ...`listener create --load-balancer ${GUARANTEED} --protocol tcp --port ${port} ${LEAST['tcp']}`.split(
            ' ',
          ),
          ...at,
        ],
        { env, hurry: true },
      );
      expect(code, stderr).toBe(0);
    }
    const { stdout } = await run(['listener', 'list', ...at], { env, hurry: true });
    await shaky.close();
    expect(JSON.parse(stdout)).toHaveLength(20);
  });
});

describe('the endpoint', () => {
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret' };
  async function url(...words: string[]) {
    const ran = await run(
      [
        ...`listener create --provider slb --dry-run --no-preflight -o json --load-balancer lb-1 --protocol tcp --port 1 ${LEAST['tcp']}`.split(
          ' ',
        ),
        ...words,
      ],
      { env: keys },
    );
    return ran.code === 0 ? JSON.parse(ran.stdout).requests[0].url : JSON.parse(ran.stderr).error;
  }

  it.each([
    ['cn-beijing', 'https://slb.cn-beijing.aliyuncs.com/'],
    ['cn-hangzhou', 'https://slb.aliyuncs.com/'],
    ['eu-central-1', 'https://slb.eu-central-1.aliyuncs.com/'],
  ])('%s is %s', async (region, expected) => {
    expect(await url('--region', region)).toBe(expected);
  });

  it('can be set by --endpoint for any region', async () => {
    expect(
      await url('--region', 'cn-beijing', '--endpoint', 'https://slb-vpc.cn-beijing.aliyuncs.com'),
    ).toBe('https://slb-vpc.cn-beijing.aliyuncs.com/');
  });

  it('is an error with suggestions for an unknown region', async () => {
    expect(await url('--region', 'cn-beijng')).toMatchObject({
      kind: 'usage',
      hint: expect.stringContaining('cn-beijing'),
    });
  });

  it.each([
    'slb tcp-listener show lb-1/tcp/1',
    'slb tcp-listener start --load-balancer-id lb-1 --listener-port 1',
    'slb tcp-listener update lb-1/tcp/1 --bandwidth 5',
    'slb listener list',
  ])('of %s can be set by --region-id', async (line) => {
    const stub = await startStub(() => ({ status: 404, body: { Code: 'ListenerNotFound' } }));
    const argv = [...line.split(' '), '--region-id', 'cn-beijing', '--endpoint', stub.url];
    const { code } = await run(argv, { env: keys });
    await stub.close();
    expect(code).toBe(4);
    expect(stub.received[0]?.query['RegionId']).toBe('cn-beijing');
  });

  it('is an error without a region', async () => {
    expect(await url()).toMatchObject({ message: expect.stringContaining('region') });
  });
});
