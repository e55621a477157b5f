import { describe, expect, it } from 'vitest';
import { ownClouds } from './own-clouds.ts';

/* What a copy of a load balancer does about listeners that stand on its ports already. */

const { lbctl } = ownClouds();

const CLASSIC = '0b07acf06d243925bc24a0ac7445267a';
const TARGETS = {
  elbv3: '098b2f68-af1c-41a9-8efd-69958722af62',
  octavia: '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11',
  elb: '6bc8ea43123641ba834e3d9bf72faec0',
} as const;
type Target = keyof typeof TARGETS;

async function done(line: string): Promise<string> {
  const { code, stdout, stderr } = await lbctl(line);
  expect(code, stderr).toBe(0);
  return stdout;
}

const copy = (target: Target, more: string) =>
  lbctl(
    `listener copy --all --profile sandbox-elb --load-balancer ${CLASSIC} --to-profile sandbox-${target} --to-load-balancer ${TARGETS[target]} ${more}`,
  );

const original = (name: string, port = 80) =>
  done(
    `listener create --profile sandbox-elb --load-balancer ${CLASSIC} --name ${name} --protocol http --port ${port} --backend-port 80 --algorithm least-connections`,
  );

/** @returns the id */
async function standing(target: Target, words: string): Promise<string> {
  const line = `listener create --profile sandbox-${target} --load-balancer ${TARGETS[target]} --protocol http --port 80 -o id --wait ${words}`;
  return (await done(line)).trim();
}

async function listenersOn(target: Target): Promise<unknown> {
  return JSON.parse(
    await done(
      `listener list --profile sandbox-${target} --load-balancer ${TARGETS[target]} -o json`,
    ),
  );
}

async function reported(target: Target): Promise<unknown> {
  const { stdout } = await copy(target, '--report json');
  return JSON.parse(stdout).listeners[0].standing;
}

describe.each<[Target, string]>([
  ['elbv3', ''],
  ['octavia', ''],
  ['elb', '--backend-port 80 --algorithm round-robin'],
])('on %s', (target, settings) => {
  it('nothing stands there, and then the copy', async () => {
    await original('web');
    expect(await reported(target)).toEqual({ result: 'nothing' });
    expect((await copy(target, '--yes -q --wait')).stdout).toBe('1 created, 0 unchanged\n');
    expect(await reported(target)).toEqual({ result: 'already-there' });
    expect((await copy(target, '--yes -q')).stdout).toBe('1 unchanged\n');
  });

  it('a listener of the same name is an earlier copy, which is completed', async () => {
    await original('web');
    const ref = await standing(target, `--name web ${settings}`.trim());
    expect(await reported(target)).toEqual({
      result: 'changes',
      ref,
      name: 'web',
      fields: expect.arrayContaining(['algorithm']),
    });
    const { code, stdout, stderr } = await copy(target, '--yes --wait');
    expect([code, stdout], stderr).toEqual([0, '1 updated, 0 unchanged\n']);
    expect(stderr).toMatch(/; changes listener \S+ \(web\) that stands there: .*algorithm/);
    expect((await copy(target, '--yes -q')).stdout).toBe('1 unchanged\n');
  });

  it.each(['--yes', '--yes --no-preflight', '--yes --allow-loss', '--dry-run'])(
    'another listener stays as it is, and nothing is copied with %s',
    async (words) => {
      await original('web');
      await original('api', 81);
      const ref = await standing(target, `--name db ${settings}`.trim());
      const before = await listenersOn(target);
      const { code, stdout, stderr } = await copy(target, words);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(
        `port: 80 of ${TARGETS[target]} is taken by listener ${ref} (db), which is no copy`,
      );
      expect(stderr).toContain('hint: nothing was created; delete what has these ports');
      expect(await listenersOn(target)).toEqual(before);
    },
  );
});

it('tells programs and tickets what stands there', async () => {
  await original('web');
  await original('api', 81);
  const ref = await standing('elbv3', '--name db');
  const { code, stderr } = await copy('elbv3', '--yes -o json');
  expect(code).toBe(2);
  const { error } = JSON.parse(stderr.slice(stderr.indexOf('{"error"')));
  expect(error).toMatchObject({
    kind: 'validation',
    violations: [{ rule: 'copy/port-taken', fields: ['port', 'loadBalancer'] }],
  });
  expect(await reported('elbv3')).toMatchObject({ result: 'taken', ref, name: 'db' });
  const { stdout } = await copy('elbv3', '--report markdown');
  expect(stdout).toMatch(/\n\nOn the new load balancer: nothing stands there\n\n\|/);
  expect(stdout).toMatch(/\nProblems:\n\n- port: 80 of \S+ is taken by listener \S+ \(db\)/);
});

it('takes a listener without a name for the copy of one without a name', async () => {
  const slb = 'lb-bp1o94dp5i6earr9g6d1l';
  await done(
    `listener create --profile sandbox-slb --load-balancer ${slb} --protocol tcp --port 22 --backend-port 22 --bandwidth unlimited --algorithm weighted-round-robin`,
  );
  const half = `elbv3 listener create --profile sandbox-elbv3 --loadbalancer-id ${TARGETS.elbv3} --protocol TCP --protocol-port 22`;
  await done(half);
  const line = `listener copy --all --profile sandbox-slb --load-balancer ${slb} --to-profile sandbox-elbv3 --to-load-balancer ${TARGETS.elbv3} --yes -q`;
  expect(await done(line)).toBe('1 updated, 0 unchanged\n');
  expect(await done(line)).toBe('1 unchanged\n');
});

it('asks nothing for a report with --no-preflight, and reports nothing then', async () => {
  await original('web');
  const { stdout } = await copy('elbv3', '--report json --no-preflight');
  expect(JSON.parse(stdout).listeners[0]).not.toHaveProperty('standing');
});
