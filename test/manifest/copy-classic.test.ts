import { expect, it } from 'vitest';
import { ownClouds } from './own-clouds.ts';

/* What the report of a copy says about settings of classic listeners. */

const { lbctl } = ownClouds();

const CLASSIC = '0b07acf06d243925bc24a0ac7445267a';
const TARGETS = {
  elbv3: '098b2f68-af1c-41a9-8efd-69958722af62',
  octavia: '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11',
} as const;
type Target = keyof typeof TARGETS;

interface Row {
  readonly field: string;
  readonly result: string;
}

async function created(settings: string): Promise<void> {
  const { code, stderr } = await lbctl(
    `elb listener create --profile sandbox-elb --loadbalancer-id ${CLASSIC} --name a --port 80 --backend-port 80 ${settings}`,
  );
  expect(code, stderr).toBe(0);
}

const copyTo = (target: Target, more: string) =>
  lbctl(
    `listener copy --all --profile sandbox-elb --load-balancer ${CLASSIC} --to-profile sandbox-${target} --to-load-balancer ${TARGETS[target]} ${more}`,
  );

const TCP = '--protocol TCP --backend-protocol TCP --lb-algorithm roundrobin';

it.each<[string, Target, string, readonly object[]]>([
  [
    'a sticky session longer than servers of tcp listeners have it',
    'elbv3',
    `${TCP} --session-sticky --cookie-timeout 500`,
    [
      { field: 'backend.protocol', result: 'same' },
      {
        field: 'stickySession.timeout',
        result: 'lost',
        reason: expect.stringContaining('up to 60 minutes'),
      },
    ],
  ],
  [
    'a sticky session whose time only udp listeners have',
    'octavia',
    `${TCP} --session-sticky --cookie-timeout 500`,
    [
      { field: 'backend.protocol', result: 'same' },
      { field: 'stickySession.mode', result: 'same' },
      { field: 'stickySession.timeout', result: 'lost', reason: expect.stringContaining('UDP') },
    ],
  ],
  [
    'an idle time-out longer than tcp listeners have it',
    'elbv3',
    `${TCP} --tcp-timeout 300`,
    [
      {
        field: 'idleTimeout',
        result: 'lost',
        value: '5h',
        reason: 'idleTimeout must be 10–4000 s, not 18000',
      },
    ],
  ],
  [
    'draining without a time',
    'elbv3',
    `${TCP} --tcp-draining --tcp-draining-timeout 0`,
    [
      {
        field: 'drain',
        result: 'changed',
        value: '0s',
        becomes: 'off',
        from: 'tcp_draining true, tcp_draining_timeout 0',
        to: 'pool.connection_drain.enable false',
      },
    ],
  ],
])('%s is reported on %s', async (_name, target, settings, expected) => {
  await created(settings);
  const { code, stdout, stderr } = await copyTo(target, '--report json');
  expect(code, stderr).toBe(0);
  const rows: readonly Row[] = JSON.parse(stdout).listeners[0].fields;
  expect(rows).toEqual(expect.arrayContaining(expected.map((row) => expect.objectContaining(row))));
});

it.each<Target>(['elbv3', 'octavia'])(
  'draining without a time is no loss on %s',
  async (target) => {
    await created(`${TCP} --tcp-draining --tcp-draining-timeout 0`);
    const { code, stdout, stderr } = await copyTo(target, '--yes -q');
    expect([code, stdout], stderr).toEqual([0, '1 created, 0 unchanged\n']);
    expect((await copyTo(target, '--yes -q')).stdout).toBe('1 unchanged\n');
  },
);

it('a warning about two parameters of one setting is printed once', async () => {
  await created(`${TCP} --tcp-draining --tcp-draining-timeout 5`);
  const { code, stderr } = await copyTo('elbv3', '--yes');
  expect(code, stderr).toBe(0);
  expect(stderr.match(/drain: 5m may be refused/g)).toHaveLength(1);
});
