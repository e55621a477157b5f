import { beforeEach, describe, expect, it } from 'vitest';
import { ownClouds } from './own-clouds.ts';

/* Values that the old cloud gave to a listener by itself stop no copy to another cloud. */

const { lbctl } = ownClouds();

const SLB = 'lb-bp1o94dp5i6earr9g6d1l';
const CLOUDS = {
  elbv3: '098b2f68-af1c-41a9-8efd-69958722af62',
  octavia: '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11',
} as const;
type Cloud = keyof typeof CLOUDS;

async function created(settings: string): Promise<void> {
  const { code, stderr } = await lbctl(
    `listener create --profile sandbox-slb --load-balancer ${SLB} --bandwidth unlimited --no-preflight ${settings}`,
  );
  expect(code, stderr).toBe(0);
}

const to = (cloud: Cloud) =>
  `--profile sandbox-slb --to-profile sandbox-${cloud} --to-load-balancer ${CLOUDS[cloud]}`;
const copy = (listener: string, cloud: Cloud, more = '') =>
  lbctl(`listener copy ${SLB}/${listener} ${to(cloud)} -o json ${more}`.trim());
const copyAll = (cloud: Cloud, more: string) =>
  lbctl(`listener copy --all --load-balancer ${SLB} ${to(cloud)} ${more}`);

const errorIn = (stderr: string) => JSON.parse(stderr.slice(stderr.indexOf('{'))).error;

describe('listeners with the defaults of SLB', () => {
  beforeEach(async () => {
    await created(
      '--protocol http --port 80 --backend-port 8080 --sticky-session off --health-check on',
    );
    await created('--protocol tcp --port 22 --backend-port 22');
    await created('--protocol udp --port 53 --backend-port 53');
  });

  it.each([
    ['http/80', 'elbv3', { protocol: 'http', path: '/', interval: 6, timeout: 5 }],
    ['tcp/22', 'elbv3', { protocol: 'tcp', interval: 6, timeout: 5 }],
    ['udp/53', 'elbv3', { protocol: 'udp-connect', interval: 6, timeout: 5 }],
    ['http/80', 'octavia', { protocol: 'http', path: '/', interval: 6, timeout: 5 }],
    ['tcp/22', 'octavia', { protocol: 'tcp', interval: 6, timeout: 5 }],
    ['udp/53', 'octavia', { protocol: 'udp-connect', interval: 6, timeout: 5 }],
  ] as const)('%s is copied to %s', async (listener, cloud, healthCheck) => {
    const { code, stdout, stderr } = await copy(listener, cloud);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).healthCheck).toMatchObject(healthCheck);
    expect(JSON.parse(stdout).healthCheck).not.toHaveProperty('domain');
    expect(stderr).toContain('cloud defaults that are not kept:');
    expect(stderr).toContain('healthCheck.interval (2s → 6s)');
    expect(stderr).toContain('by hand: add the servers to the backend group');
    expect(stderr).not.toContain('warning: healthCheck');
  });

  it.each(['elbv3', 'octavia'] as const)('are all copied to %s', async (cloud) => {
    const { code, stdout, stderr } = await copyAll(cloud, '--yes -q');
    expect([code, stdout], stderr).toEqual([0, '3 created, 0 unchanged\n']);
  });

  it('lets a flag decide, and adapts the default beside it', async () => {
    const { code, stdout, stderr } = await copy(
      'http/80',
      'octavia',
      '--health-check-interval 4s --health-check-domain www.example.com',
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).healthCheck).toMatchObject({
      interval: 4,
      timeout: 3,
      domain: 'www.example.com',
    });
  });

  it('are a group of their own in the report, and no losses', async () => {
    const { code, stdout } = await copyAll('octavia', '--report text');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'cloud defaults that are not kept: gzip (on), healthCheck.domain ($_ip), healthCheck.interval (2s → 6s)',
    );
    expect(stdout).not.toMatch(/undefined|lost|: is /);
    const json = JSON.parse((await copyAll('octavia', '--report json')).stdout);
    const http = json.listeners.find(({ ref }: { ref: string }) => ref.endsWith('/http/80'));
    expect(http.fields).toContainEqual({
      field: 'healthCheck.interval',
      result: 'default',
      value: '2s',
      becomes: '6s',
      from: 'HealthCheckInterval 2',
      to: 'healthmonitor.delay 6',
      reason: expect.stringContaining('must be shorter than'),
    });
    const markdown = await copyAll('octavia', '--report markdown');
    expect(markdown.stdout).toContain('| gzip | default | on (Gzip on) |  | gzip (on) is not');
  });

  it('are exported for another cloud', async () => {
    const line = `listener export --profile sandbox-slb --load-balancer ${SLB} --to-provider octavia --map-load-balancer ${SLB}=${CLOUDS.octavia}`;
    const { code, stdout, stderr } = await lbctl(line);
    expect(code, stderr).toBe(0);
    const applied = await lbctl('listener apply -f - --profile sandbox-octavia --yes -q', stdout);
    expect([applied.code, applied.stdout]).toEqual([0, '3 created, 0 unchanged\n']);
  });
});

describe('values that somebody chose', () => {
  beforeEach(() =>
    created(
      '--protocol http --port 81 --backend-port 8080 --sticky-session off --health-check on --health-check-domain -my.host --health-check-timeout 100s --tag team=a',
    ),
  );

  it('are losses where they do not fit, all at once and together with what is wrong', async () => {
    const { code, stderr } = await copy('http/81', 'elbv3', '--idle-timeout 5000s');
    expect(code).toBe(2);
    const { violations, message } = errorIn(stderr);
    expect(message).toBe('3 problems with this copy');
    expect(violations.map(({ rule, fields }: Record<string, unknown>) => [rule, fields])).toEqual([
      ['copy/loss', ['healthCheck.domain']],
      ['copy/loss', ['healthCheck.timeout']],
      ['elbv3/keepalive-timeout-range', ['idleTimeout']],
    ]);
  });

  it('are left out with --allow-loss; what the cloud requires gets the nearest value', async () => {
    const { code, stdout, stderr } = await copy('http/81', 'elbv3', '--allow-loss');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ tags: { team: 'a' }, healthCheck: { timeout: 50 } });
    expect(stderr).toContain('healthCheck.timeout (100s) becomes 50s: ');
  });

  it('stop a copy of all listeners, and JSON names them', async () => {
    const { code, stderr } = await copyAll('elbv3', '--yes -o json');
    expect(code).toBe(2);
    const { violations } = errorIn(stderr);
    expect(violations.map(({ fields }: { fields: string[] }) => fields[0])).toEqual([
      'healthCheck.domain',
      'healthCheck.timeout',
    ]);
  });
});

it('a protocol that the other cloud does not have is a problem, whatever else is lost', async () => {
  const elb = '0b07acf06d243925bc24a0ac7445267a';
  const made = await lbctl(
    `listener create --profile sandbox-elb --load-balancer ${elb} --name s --protocol ssl --port 443 --backend-port 80 --algorithm round-robin --certificate 23ef9aad4ecb463580476d324a6c71af -o id`,
  );
  const { code, stderr } = await lbctl(
    `listener copy ${made.stdout.trim()} --profile sandbox-elb --to-profile sandbox-slb --to-load-balancer ${SLB} --allow-loss -o json`,
  );
  expect(code).toBe(2);
  const rules = errorIn(stderr).violations.map(({ rule }: { rule: string }) => rule);
  expect(rules).toContain('slb/protocol-values');
  expect(rules).not.toContain('copy/loss');
});

it('time-outs that Octavia gives to any listener are neither comments of an export nor losses', async () => {
  const load = '--profile sandbox-octavia --load-balancer';
  const made = await lbctl(
    `listener create ${load} ${CLOUDS.octavia} --protocol tcp --port 22 --algorithm round-robin -o id`,
  );
  const chosen = await lbctl(
    `octavia listener create --profile sandbox-octavia --loadbalancer-id ${CLOUDS.octavia} --protocol TCP --protocol-port 23 --timeout-member-connect 6000 -o id`,
  );
  const { stdout } = await lbctl(`listener export ${load} ${CLOUDS.octavia}`);
  expect(stdout.match(/# .*/g)).toEqual([
    `# ${chosen.stdout.trim()}: timeout_member_connect (6000) has no field in a manifest and is left unchanged`,
  ]);
  const report = await lbctl(
    `listener copy --all ${load} ${CLOUDS.octavia} --to-profile sandbox-elbv3 --to-load-balancer ${CLOUDS.elbv3} --report json`,
  );
  const rows = JSON.parse(report.stdout).listeners.flatMap(
    (one: { fields: object[] }) => one.fields,
  );
  expect(rows).toContainEqual(
    expect.objectContaining({
      field: 'timeout_member_connect',
      result: 'lost',
      value: '6000',
      from: 'timeout_member_connect 6000',
    }),
  );
  const { code, stderr } = await lbctl(
    `listener copy ${made.stdout.trim()} --profile sandbox-octavia --to-profile sandbox-elb --to-load-balancer 0b07acf06d243925bc24a0ac7445267a --name ssh --backend-port 22`,
  );
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('cloud defaults that are not kept: idleTimeout (50s)');
});

describe('a report of listeners with backend groups of their own', () => {
  const SETTINGS =
    '--protocol http --port 80 --algorithm round-robin --health-check-protocol http --health-check-interval 5 --health-check-timeout 3 --health-check-healthy 3';
  const report = async (source: Cloud, target: string, id: string) => {
    const made = await lbctl(
      `listener create --profile sandbox-${source} --load-balancer ${CLOUDS[source]} ${SETTINGS}`,
    );
    expect(made.code, made.stderr).toBe(0);
    const { stdout } = await lbctl(
      `listener copy --all --profile sandbox-${source} --load-balancer ${CLOUDS[source]} --to-profile sandbox-${target} --to-load-balancer ${id} --report text`,
    );
    return stdout;
  };

  it.each([
    ['elbv3', 'octavia'],
    ['octavia', 'elbv3'],
  ] as const)('from %s to %s loses nothing', async (source, target) => {
    const text = await report(source, target, CLOUDS[target]);
    expect(text).toContain('settings the same');
    expect(text).not.toMatch(/lost|problem/);
  });

  it.each([
    ['octavia', 'elbv3', CLOUDS.elbv3],
    ['elbv3', 'octavia', CLOUDS.octavia],
    ['octavia', 'slb', SLB],
  ] as const)(
    'from %s to %s asks for no servers that there are not',
    async (source, target, id) => {
      expect(await report(source, target, id)).not.toContain('add the servers');
    },
  );

  it('to SLB does not lose the probe that SLB has anyway', async () => {
    const text = await report('octavia', 'slb', SLB);
    expect(text).toContain('settings the same');
    expect(text).not.toContain('lost');
    // Both clouds request / by default.
    expect(text).not.toContain('healthCheck.path');
  });
});

it('an algorithm that another cloud has under another name is no loss', async () => {
  await created('--protocol tcp --port 22 --backend-port 22');
  const { code, stdout, stderr } = await lbctl(
    `listener copy ${SLB}/tcp/22 --profile sandbox-slb --to-profile sandbox-elb --to-load-balancer 0b07acf06d243925bc24a0ac7445267a --name ssh -o json --allow-loss`,
  );
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).algorithm).toBe('round-robin');
  expect(stderr).toContain('algorithm (weighted-round-robin → round-robin)');
});

it('names of backend groups are no losses, but are told', async () => {
  const group = '36ce7086-a496-4666-9064-5ba0e6840c75';
  const made = await lbctl(
    `listener create --profile sandbox-elbv3 --load-balancer ${CLOUDS.elbv3} --protocol tcp --port 22 --backend-group ${group} -o id`,
  );
  const all = `--profile sandbox-elbv3 --load-balancer ${CLOUDS.elbv3} --to-profile sandbox-octavia --to-load-balancer ${CLOUDS.octavia}`;
  const report = await lbctl(`listener copy --all ${all} --report json`);
  expect(JSON.parse(report.stdout).listeners[0].namesNotKept).toEqual([
    'pool.name "with-a-server"',
  ]);
  const { code, stderr } = await lbctl(
    `listener copy ${made.stdout.trim()} --profile sandbox-elbv3 --to-profile sandbox-octavia --to-load-balancer ${CLOUDS.octavia}`,
  );
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('names that are not kept: pool.name "with-a-server"\n');
  expect(stderr).toContain(`by hand: add the servers of backend group ${group} to`);
});

it('the code that ELB v3 gives to gRPC checks is neither exported nor lost', async () => {
  const place = `--profile sandbox-elbv3 --load-balancer ${CLOUDS.elbv3}`;
  const made = await lbctl(
    `listener create ${place} --protocol https --port 443 --algorithm round-robin --http2 on --certificate 233a325e5e3e4ce8beeb320aa714cc12 --backend-protocol grpc --health-check-protocol grpc --health-check-interval 5 --health-check-timeout 3 --health-check-healthy 3 -o json`,
  );
  expect(made.code, made.stderr).toBe(0);
  expect(JSON.parse(made.stdout).native.healthMonitor.expected_codes).toBe('0');
  const { stdout } = await lbctl(`listener export ${place}`);
  expect(stdout).not.toContain('codes');
  const applied = await lbctl('listener apply -f - --profile sandbox-elbv3 --yes', stdout);
  expect([applied.code, applied.stdout]).toEqual([0, '1 unchanged\n']);
  const report = await lbctl(
    `listener copy --all ${place} --to-load-balancer 38278031-cfca-44be-81be-a412f618773b --report text`,
  );
  expect(report.stdout).toContain('settings the same');
  expect(report.stdout).not.toMatch(/lost|codes|problem/);
});

describe('a copy to an existing backend group', () => {
  const GROUP = '--backend-group 488acc50-6bcf-423d-8f0a-0f4184f5b8a0';

  it('leaves the group as it is: defaults go, and what was chosen is a loss', async () => {
    await created(
      '--protocol http --port 80 --backend-port 8080 --sticky-session off --health-check on',
    );
    const plain = await copy('http/80', 'elbv3', GROUP);
    expect(plain.code, plain.stderr).toBe(0);
    expect(JSON.parse(plain.stdout)['backend']).toMatchObject({
      group: '488acc50-6bcf-423d-8f0a-0f4184f5b8a0',
    });

    await created(
      '--protocol http --port 81 --backend-port 8080 --sticky-session insert --sticky-timeout 5m --health-check on --health-check-path /ready',
    );
    const chosen = await copy('http/81', 'elbv3', GROUP);
    expect(chosen.code).toBe(2);
    const fields = errorIn(chosen.stderr).violations.flatMap(
      (one: { fields: string[] }) => one.fields,
    );
    expect(fields).toEqual(['stickySession.mode', 'stickySession.timeout', 'healthCheck.path']);
    expect((await copy('http/81', 'elbv3', `${GROUP} --allow-loss`)).code).toBe(0);
  });
});

describe('copy --all with settings that only the new cloud needs', () => {
  const ELB = '0b07acf06d243925bc24a0ac7445267a';
  const all = (more: string) =>
    lbctl(
      `listener copy --all --profile sandbox-elb --load-balancer ${ELB} --to-profile sandbox-slb --to-load-balancer ${SLB} --yes ${more}`.trim(),
    );

  beforeEach(async () => {
    for (const port of [3000, 3001]) {
      const { code, stderr } = await lbctl(
        `listener create --profile sandbox-elb --load-balancer ${ELB} --name web-${port} --protocol tcp --port ${port} --backend-port 80 --algorithm round-robin`,
      );
      expect(code, stderr).toBe(0);
    }
  });

  it('asks for them, takes them for all, and changes nothing the second time', async () => {
    const without = await all('');
    expect([without.code, without.stderr]).toEqual([
      2,
      expect.stringContaining('set what is missing with flags, for all of them'),
    ]);
    const { code, stderr } = await all('--bandwidth unlimited');
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('changed  bandwidth: none → unlimited'),
    ]);
    const again = await all('--bandwidth unlimited -o json');
    expect(JSON.parse(again.stdout)).toMatchObject({ changes: [], summary: { unchanged: 2 } });
  });

  it.each(['--port 5', '--name web', '--protocol udp'])('refuses %s', async (flag) => {
    const { code, stderr } = await all(flag);
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be used with --all')]);
  });
});

describe('what a copy must not do in silence', () => {
  it('a listener that is named beside --all, and options of --all without it', async () => {
    const place = `--to-profile sandbox-elbv3 --to-load-balancer ${CLOUDS.elbv3}`;
    for (const [line, message] of [
      ['x --all', '--all copies all listeners'],
      [`${SLB}/tcp/22 --report json`, '--report needs --all'],
      [`${SLB}/tcp/22 --map-certificate a=b`, '--map-certificate needs --all'],
    ] as const) {
      const { code, stderr } = await lbctl(`listener copy ${line} --profile sandbox-slb ${place}`);
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    }
  });

  it('a load balancer that is not there', async () => {
    const { code, stderr } = await lbctl(
      `listener copy --all --profile sandbox-elb --load-balancer nosuch --to-profile sandbox-elbv3 --to-load-balancer ${CLOUDS.elbv3} --yes`,
    );
    expect([code, stderr]).toEqual([
      4,
      expect.stringContaining('load balancer "nosuch" not found'),
    ]);
  });

  it('a sticky session that was chosen', async () => {
    await created(
      '--protocol tcp --port 22 --backend-port 22 --algorithm source-ip --sticky-session source-ip --sticky-timeout 20m',
    );
    const { code, stderr } = await lbctl(
      `listener copy ${SLB}/tcp/22 --profile sandbox-slb --to-profile sandbox-elb --to-load-balancer 0b07acf06d243925bc24a0ac7445267a --name a -o json`,
    );
    const fields = errorIn(stderr).violations.flatMap((one: { fields: string[] }) => one.fields);
    expect([code, fields]).toEqual([2, expect.arrayContaining(['stickySession.mode'])]);
  });

  it('an allow list', async () => {
    const made = await lbctl(
      `listener create --profile sandbox-octavia --load-balancer ${CLOUDS.octavia} --protocol tcp --port 22 --name a --access allow --access-list 10.0.0.0/8 --wait -o id`,
    );
    expect(made.code, made.stderr).toBe(0);
    const { code, stderr } = await lbctl(
      `listener copy a --profile sandbox-octavia --to-profile sandbox-elbv3 --to-load-balancer ${CLOUDS.elbv3} -o json`,
    );
    const fields = errorIn(stderr).violations.flatMap((one: { fields: string[] }) => one.fields);
    expect([code, fields]).toEqual([2, expect.arrayContaining(['access.mode', 'access.lists'])]);
  });
});
