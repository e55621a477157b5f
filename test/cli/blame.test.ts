import { expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

/* A problem blames only what was given, and a field that is wrong is not missing as well. */

const SLB =
  'listener create --provider slb --region cn-hangzhou --load-balancer lb-1 --dry-run --no-preflight -o json';
const ELB =
  'listener create --provider elb --region eu-de --load-balancer l1 --dry-run --no-preflight -o json';

it.each([
  [
    `${SLB} --protocol http --port 80 --backend-port 80 --health-check off --sticky-session insert --sticky-timeout 1.5m`,
    ['listener/sticky-timeout-value'],
  ],
  [
    `${SLB} --protocol tcp --port 80 --backend-port 80 --bandwidth 5 --sticky-session source-ip --sticky-timeout 1.5m`,
    ['listener/sticky-timeout-value'],
  ],
  [
    `${SLB} --protocol tcp --port 80 --backend-port http --bandwidth 5`,
    ['listener/backend-port-value'],
  ],
  [
    `${SLB} --protocol http --port 80 --backend-port 80 --health-check yes`,
    ['listener/health-check-value'],
  ],
  // Whatever the protocol is.
  [
    `${SLB} --protocol ftp --port 70000 --name a@b --access allow`,
    [
      'listener/protocol-value',
      'slb/listener-port-range',
      'slb/description-characters',
      'slb/allow-list-risk',
      'slb/acl-needs-id',
    ],
  ],
  [`${SLB} --protocol ssl --port 0`, ['slb/protocol-values', 'slb/listener-port-range']],
  [
    `${ELB} --port 0 --algorithm four-tuple`,
    [
      'elb/protocol-required',
      'elb/lb-algorithm-values',
      'elb/name-required',
      'elb/port-range',
      'elb/backend-port-required',
    ],
  ],
])('%s', async (line, rules) => {
  const { code, stderr } = await run(line.split(' '));
  expect(code).toBe(2);
  const found: { rule: string }[] = JSON.parse(stderr).error.violations;
  expect(found.map(({ rule }) => rule).toSorted()).toEqual(rules.toSorted());
});

it('holds in a manifest', async () => {
  const stdin = JSON.stringify({
    listeners: [
      {
        provider: 'slb',
        region: 'cn-hangzhou',
        loadBalancer: 'lb-1',
        protocol: 'tcp',
        port: 80,
        bandwidth: 5,
        backend: { port: 'http' },
      },
    ],
  });
  const { stderr } = await run('listener validate -f - -o json'.split(' '), { stdin });
  expect(JSON.parse(stderr).error.violations).toMatchObject([
    { rule: 'listener/backend-port-value' },
  ]);
});

const SHARED = 'lb-bp13jaf5qli5xmgl1miup';

it.each([
  [
    `listener create --load-balancer ${SHARED} --backend-port 80 --protocol tcp --port 9 --bandwidth unlimited --algorithm source-ip`,
    '--algorithm source-ip needs a guaranteed-performance load balancer, and this one is shared-performance; use weighted-round-robin or round-robin\n',
  ],
  [
    `slb tcp-listener create --load-balancer-id ${SHARED} --backend-server-port 80 --listener-port 9 --bandwidth -1 --scheduler sch`,
    '--scheduler sch needs a guaranteed-performance load balancer, and this one is shared-performance; use wrr or rr\n',
  ],
])('spells values as the command does: %s', async (line, message) => {
  const argv = `${line} --profile sandbox-slb`.split(' ');
  const { code, stderr } = await run(argv, { env: homeEnv(scratch()) });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
