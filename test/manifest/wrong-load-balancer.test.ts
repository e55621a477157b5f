import { beforeAll, describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

/* A load balancer that is not there: which flag to check, and where its cloud lists them. */

const env = homeEnv(scratch());
const lbctl = (line: string) => run(line.split(' '), { env, hurry: true });

const NOWHERE = '11111111-af1c-41a9-8efd-69958722af62';
const SOURCE = 'lb-bp1o94dp5i6earr9g6d1l';
const ORIGINAL = `${SOURCE}/tcp/8082`;
const LIST = 'see the ids with: lbctl load-balancer list';

beforeAll(async () => {
  for (const own of [
    '--protocol tcp --port 8082',
    '--protocol https --port 8443 --certificate idkp-123-cn-test-01 --health-check off --sticky-session off',
  ]) {
    const { code, stderr } = await lbctl(
      `listener create --profile sandbox-slb --load-balancer ${SOURCE} --backend-port 80 --bandwidth unlimited ${own}`,
    );
    expect(code, stderr).toBe(0);
  }
});

describe.each(['elbv3', 'octavia'])('on %s', (cloud) => {
  const profile = `--profile sandbox-${cloud}`;

  it('is told to who creates a listener', async () => {
    const { code, stderr } = await lbctl(
      `listener create ${profile} --load-balancer ${NOWHERE} --protocol tcp --port 80`,
    );
    expect([code, stderr]).toEqual([
      4,
      expect.stringContaining(`hint: check --load-balancer; ${LIST} ${profile}\n`),
    ]);
  });
});

it.each([
  [
    `${ORIGINAL} --to-profile sandbox-elbv3 --to-load-balancer ${NOWHERE}`,
    `check --to-load-balancer; ${LIST} --profile sandbox-elbv3\n`,
  ],
  [
    `${ORIGINAL} --to-profile sandbox-octavia --to-load-balancer ${NOWHERE} --allow-loss`,
    `check --to-load-balancer; ${LIST} --profile sandbox-octavia\n`,
  ],
  [
    `${ORIGINAL} --to-region cn-beijing --to-load-balancer ${NOWHERE} --allow-loss`,
    `check --to-load-balancer; ${LIST} --region cn-beijing --profile sandbox-slb\n`,
  ],
  [
    `--all --load-balancer ${SOURCE} --to-profile sandbox-elbv3 --to-load-balancer ${NOWHERE} --allow-loss`,
    `check --to-load-balancer; ${LIST} --profile sandbox-elbv3\n`,
  ],
  [
    `--all --map-load-balancer ${SOURCE}=${NOWHERE} --to-profile sandbox-elbv3 --allow-loss`,
    `check --map-load-balancer; ${LIST} --profile sandbox-elbv3\n`,
  ],
  // The original's.
  [
    `lb-bp1nowhere/tcp/8082 --to-profile sandbox-elbv3 --to-load-balancer ${NOWHERE}`,
    `hint: ${LIST} --profile sandbox-slb\n`,
  ],
])('listener copy %s', async (line, hint) => {
  const { code, stderr } = await lbctl(`listener copy --profile sandbox-slb ${line}`);
  expect([code, stderr]).toEqual([4, expect.stringContaining(hint)]);
});

it('a report of a copy names the commands that list what is missing in the new cloud', async () => {
  const { code, stdout } = await lbctl(
    `listener copy --profile sandbox-slb --all --load-balancer ${SOURCE} --to-profile sandbox-elbv3 --to-load-balancer 098b2f68-af1c-41a9-8efd-69958722af62 --report text`,
  );
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('see the ids with: lbctl certificate list --profile sandbox-elbv3\n'),
  ]);
});
