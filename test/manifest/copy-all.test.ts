import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';

/* Copying all listeners of a load balancer to another cloud. */

const folder = scratch();
const CLASSIC = '0b07acf06d243925bc24a0ac7445267a';
const DEDICATED = '098b2f68-af1c-41a9-8efd-69958722af62';
const GUARANTEED = 'lb-bp1o94dp5i6earr9g6d1l';
const OLD_CERTIFICATE = '23ef9aad4ecb463580476d324a6c71af';
const NEW_CERTIFICATE = '233a325e5e3e4ce8beeb320aa714cc12';

let sandbox: Sandbox;
let env: Record<string, string>;
const state = newState();

/** Both sandboxes are one server, which profiles of its own reach. */
beforeAll(async () => {
  sandbox = await startSandbox({ initial: state });
  env = homeEnv(folder);
  for (const provider of ['elb', 'elbv3', 'slb']) {
    const { code, stderr } = await run(
      [
        'profile',
        'set',
        provider,
        '--provider',
        provider,
        '--endpoint',
        sandbox.url,
        '--from-env',
        ...(provider === 'slb' ? ['--region', 'cn-hangzhou'] : ['--region', 'eu-de']),
      ],
      { env: { ...env, ...(await credentials(provider)) } },
    );
    expect(code, stderr).toBe(0);
  }
});
afterAll(() => sandbox.close());

async function credentials(provider: string): Promise<Record<string, string>> {
  const { SANDBOX_CREDENTIALS } = await import('../../src/sandbox/credentials.ts');
  if (provider === 'slb') {
    const { accessKey, secretKey } = SANDBOX_CREDENTIALS.slb;
    return { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKey, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secretKey };
  }
  const { accessKey, secretKey, projectId } = SANDBOX_CREDENTIALS.elb;
  return {
    HUAWEICLOUD_SDK_AK: accessKey,
    HUAWEICLOUD_SDK_SK: secretKey,
    HUAWEICLOUD_SDK_PROJECT_ID: projectId,
  };
}

const lbctl = (line: string) => run(line.split(' '), { env, hurry: true });

async function made(line: string): Promise<string> {
  const { code, stdout, stderr } = await lbctl(`listener create ${line} -o json`);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout).id;
}

const COPY = `listener copy --profile elb --load-balancer ${CLASSIC} --all --to-profile elbv3 --to-load-balancer ${DEDICATED}`;
const MAP = `--map-certificate ${OLD_CERTIFICATE}=${NEW_CERTIFICATE}`;

function raiseQuota<T extends { readonly listenerQuota: number }>(
  loadBalancers: Map<string, T>,
  id: string,
): void {
  const loadBalancer = loadBalancers.get(id);
  if (loadBalancer === undefined) throw new TypeError(`no load balancer ${id}`);
  loadBalancers.set(id, { ...loadBalancer, listenerQuota: LISTENERS + 10 });
}

/** Every kind of classic listener. */
const KINDS = [
  '--protocol http --algorithm round-robin --sticky-session insert --sticky-timeout 30m',
  '--protocol http --algorithm least-connections',
  '--protocol tcp --algorithm source-ip --idle-timeout 5m',
  '--protocol tcp --algorithm round-robin --drain 10m --idle-timeout 1m',
  '--protocol tcp --algorithm round-robin --idle-timeout 5h',
  '--protocol udp --algorithm round-robin',
  `--protocol https --algorithm round-robin --certificate ${OLD_CERTIFICATE} --tls-policy tls-1.2`,
  `--protocol ssl --algorithm round-robin --certificate ${OLD_CERTIFICATE}`,
];
const LISTENERS = 200;

describe('a classic load balancer with listeners of every kind', () => {
  beforeAll(async () => {
    raiseQuota(state.elb.loadBalancers, CLASSIC);
    raiseQuota(state.elbv3.loadBalancers, DEDICATED);
    for (let index = 0; index < LISTENERS; index += 1) {
      await made(
        `--profile elb --load-balancer ${CLASSIC} --name l${index} --port ${1000 + index} --backend-port 8080 ${KINDS[index % KINDS.length]} --no-preflight`,
      );
    }
  });

  it('is reported, and nothing is created', async () => {
    const { code, stdout } = await lbctl(`${COPY} --report json`);
    expect(code).toBe(0);
    const { listeners } = JSON.parse(stdout);
    expect(listeners).toHaveLength(LISTENERS);
    const fieldsOf = (index: number) =>
      Object.fromEntries(listeners[index].fields.map((row: { field: string }) => [row.field, row]));
    expect(fieldsOf(0)['stickySession.timeout']).toMatchObject({
      result: 'same',
      from: 'cookie_timeout 30',
      to: expect.stringContaining('persistence_timeout 30'),
    });
    expect(fieldsOf(2)['idleTimeout']).toMatchObject({
      result: 'same',
      from: 'tcp_timeout 5',
      to: 'keepalive_timeout 300',
    });
    expect(fieldsOf(4)['idleTimeout']).toMatchObject({
      result: 'lost',
      reason: expect.stringContaining('4000'),
    });
    expect(fieldsOf(7)['protocol']).toMatchObject({ from: 'protocol SSL', to: 'protocol TLS' });
    expect(listeners[6].problems).toHaveLength(1);
    expect(listeners[0].byHand.join()).toContain('port 8080');
    expect(state.elbv3.listeners.size).toBe(0);
  });

  it.each([
    ['text', 'idleTimeout: 5m (tcp_timeout 5 → keepalive_timeout 300)'],
    ['markdown', '| idleTimeout | same | 5m (tcp_timeout 5) | 5m (keepalive_timeout 300) |'],
  ])('is reported as %s', async (format, line) => {
    const { stdout } = await lbctl(`${COPY} --report ${format}`);
    expect(stdout).toContain(line);
  });

  it.each([
    ['certificates that are not mapped', '--allow-loss', 'tls.certificate is missing'],
    ['settings that get lost', MAP, 'cannot be copied'],
  ])('is not copied because of %s', async (_name, words, message) => {
    const { code, stderr } = await lbctl(`${COPY} ${words} --yes`);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(state.elbv3.listeners.size).toBe(0);
  });

  it('is copied with one command, and a second run changes nothing', async () => {
    const file = join(folder, 'map.yaml');
    writeFileSync(
      file,
      `loadBalancers: {${CLASSIC}: ${DEDICATED}}\ncertificates: {${OLD_CERTIFICATE}: ${NEW_CERTIFICATE}}\n`,
    );
    const line = `listener copy --profile elb --all --to-profile elbv3 --map-file ${file} --allow-loss --yes -q`;
    const first = await lbctl(line);
    expect([first.code, first.stdout], first.stderr).toEqual([
      0,
      `${LISTENERS} created, 0 unchanged\n`,
    ]);
    expect(state.elbv3.listeners.size).toBe(LISTENERS);
    const second = await lbctl(line);
    expect([second.code, second.stdout]).toEqual([0, `${LISTENERS} unchanged\n`]);
  });
});

const SMALL = '6bc8ea43123641ba834e3d9bf72faec0';
const PRIVATE = '3d9bf72faec06bc8ea43123641ba834e';
const SHARED = '309a0f61-0b62-45f2-97d1-742f3434338e';

describe('to a load balancer that takes less than others of its cloud', () => {
  const LINE = `listener copy --profile elb --load-balancer ${SMALL} --all --to-profile elbv3 --to-load-balancer ${SHARED} ${MAP}`;
  beforeAll(async () => {
    for (const words of [
      '--protocol udp --port 53 --name dns --idle-timeout 10m',
      '--protocol tcp --port 22 --name ssh --idle-timeout 5m',
      `--protocol ssl --port 444 --name ssl --certificate ${OLD_CERTIFICATE}`,
    ]) {
      const line = `--profile elb --load-balancer ${SMALL} --backend-port 80 --algorithm round-robin`;
      await made(`${line} ${words}`);
    }
  });

  it('is reported as what it takes', async () => {
    const { code, stdout } = await lbctl(`${LINE} --report json`);
    expect(code).toBe(0);
    const { listeners, notCopied } = JSON.parse(stdout);
    const rows = listeners.map((one: { fields: { field: string; result: string }[] }) =>
      one.fields.filter(({ field }) => field === 'idleTimeout').map(({ result }) => result),
    );
    expect(rows).toEqual([['lost'], ['same']]);
    expect(notCopied).toEqual([
      { ref: expect.any(String), name: 'ssl', reason: expect.stringContaining('shared') },
    ]);
  });

  it('is reported with what its cloud may do differently', async () => {
    const line = `listener copy --profile elb --load-balancer ${SMALL} --all --to-profile elbv3 --to-load-balancer ${DEDICATED} ${MAP} --report`;
    expect((await lbctl(`${line} text`)).stdout).toContain(
      '  warning  protocol: ssl may be refused',
    );
    const { listeners } = JSON.parse((await lbctl(`${line} json`)).stdout);
    const rules = listeners.flatMap((one: { warnings: { rule: string }[] }) =>
      one.warnings.map(({ rule }) => rule),
    );
    expect(rules).toContain('elbv3/protocol-huawei');
    expect((await lbctl(`${line} markdown`)).stdout).toContain('Warnings:\n\n- protocol: ssl');
  });

  it('is asked nothing with --no-preflight', async () => {
    const { stdout } = await lbctl(`${LINE} --report json --no-preflight`);
    expect(JSON.parse(stdout).listeners).toHaveLength(3);
  });

  it('is not copied over a listener that cannot become its copy', async () => {
    const other = '38278031-cfca-44be-81be-a412f618773b';
    await made(
      `--profile elbv3 --load-balancer ${other} --protocol http --port 22 --name x --algorithm round-robin`,
    );
    await made(
      `--profile elb --load-balancer ${PRIVATE} --protocol https --port 22 --backend-port 22 --algorithm round-robin --name x --certificate ${OLD_CERTIFICATE}`,
    );
    const { code, stderr } = await lbctl(
      `listener copy --profile elb --load-balancer ${PRIVATE} --all --to-profile elbv3 --to-load-balancer ${other} ${MAP} --yes -q`,
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/listener \S+ \(x\) must be replaced: protocol cannot be changed/);
    expect(stderr).toContain('hint: nothing was created; delete what has these ports');
    expect(stderr).not.toContain('--allow-replace');
    expect(stderr).not.toMatch(/:\d+:\d+/);
  });

  it('names two originals that want one port, and the commands to go on with', async () => {
    const { code, stderr } = await lbctl(
      `listener copy --profile elb --all --map-load-balancer ${SMALL}=${DEDICATED} --map-load-balancer ${PRIVATE}=${DEDICATED} --to-profile elbv3 --yes -q`,
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/port: 22 of \S+ is already that of the copy of [0-9a-f]+ \(ssh\)/);
    expect(stderr).toContain('lbctl certificate list --profile elbv3\n');
  });

  it('gets the rest with --allow-loss, and nothing new the second time', async () => {
    const refused = await lbctl(`${LINE} --yes`);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('1 setting cannot be copied, and 1 listener cannot be copied'),
    ]);
    expect((await lbctl(`${LINE} --allow-loss --yes -q`)).stdout).toBe('2 created, 0 unchanged\n');
    expect((await lbctl(`${LINE} --allow-loss --yes -q`)).stdout).toBe('2 unchanged\n');
  });
});

it('reads the health checks of classic listeners along', async () => {
  const loadBalancer = 'a650695bb9344a3fa24dec344116d261';
  const id = await made(
    `--profile elb --load-balancer ${loadBalancer} --name checked --port 80 --backend-port 8080 --protocol http --algorithm round-robin`,
  );
  const listener = state.elb.listeners.get(id);
  if (listener === undefined) throw new TypeError('not created');
  state.elb.listeners.set(id, {
    ...listener,
    healthcheck: {
      id: 'e'.repeat(32),
      healthcheck_protocol: 'http',
      healthcheck_uri: '/ok',
      healthcheck_connect_port: 8080,
      healthcheck_interval: '7',
      healthcheck_timeout: 3,
      healthy_threshold: 2,
      unhealthy_threshold: 4,
    },
  });
  const line = `listener copy --profile elb --load-balancer ${loadBalancer} --all --to-profile elbv3 --to-load-balancer 38278031-cfca-44be-81be-a412f618773b`;
  const report = await lbctl(`${line} --report markdown`);
  expect(report.stdout).toContain(
    '| healthCheck.interval | same | 7s (healthcheck_interval 7) | 7s (healthmonitor.delay 7) |',
  );
  const { code, stderr } = await lbctl(`${line} --yes`);
  expect(code, stderr).toBe(0);
  const { stdout } = await lbctl('listener show checked --profile elbv3 -o json');
  expect(JSON.parse(stdout).healthCheck).toMatchObject({
    enabled: 'on',
    protocol: 'http',
    path: '/ok',
    port: 8080,
    interval: 7,
    timeout: 3,
    healthy: 2,
    unhealthy: 4,
  });
});

it('exports a manifest for another cloud, which apply creates and then finds unchanged', async () => {
  const loadBalancer = 'f54c65b1b5dd4a4f95b71b44796ac013';
  await made(
    `--profile elb --load-balancer ${loadBalancer} --name one --port 8443 --backend-port 80 --protocol https --algorithm round-robin --certificate ${OLD_CERTIFICATE}`,
  );
  const line = `listener export --profile elb --load-balancer ${loadBalancer} --to-provider elbv3 -q`;
  const refused = await lbctl(line);
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain(`--map-load-balancer ${loadBalancer}=NEW-ID`);
  const { code, stdout, stderr } = await lbctl(
    `${line} --map-load-balancer ${loadBalancer}=${DEDICATED} ${MAP}`,
  );
  expect(code, stderr).toBe(0);
  const apply = () =>
    run('listener apply -f - --profile elbv3 --yes -q'.split(' '), { env, stdin: stdout });
  expect((await apply()).stdout).toBe('1 created, 0 unchanged\n');
  expect((await apply()).stdout).toBe('1 unchanged\n');
});

it('copies from SLB, as far as it goes', async () => {
  await made(
    `--profile slb --load-balancer ${GUARANTEED} --protocol tcp --port 22 --backend-port 22 --bandwidth unlimited --algorithm weighted-round-robin --idle-timeout 10m`,
  );
  const { code, stdout } = await lbctl(
    `listener copy --profile slb --load-balancer ${GUARANTEED} --all --to-profile elbv3 --to-load-balancer ${DEDICATED} --report json`,
  );
  expect(code).toBe(0);
  const [{ fields }] = JSON.parse(stdout).listeners;
  expect(fields).toContainEqual(
    expect.objectContaining({
      field: 'algorithm',
      result: 'same',
      value: 'weighted-round-robin',
      to: 'pool.lb_algorithm ROUND_ROBIN',
    }),
  );
});

it.each([
  ['listener copy --profile elb --all --to-profile elbv3', 'no load balancers selected'],
  ['listener copy --profile elb', 'no listener selected'],
  [`${COPY} --map-certificate x`, '--map-certificate takes OLD-ID=NEW-ID'],
  [`${COPY} --map-file /nowhere`, 'cannot read file "/nowhere" (ENOENT)'],
])('%s is a usage error', async (line, message) => {
  const { code, stderr } = await lbctl(line);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
