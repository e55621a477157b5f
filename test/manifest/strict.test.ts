import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

/* What is exported has nothing to complain about; what is wrong many times is not said many times. */

const env = homeEnv(scratch());
const LB = 'lb-bp1o94dp5i6earr9g6d1l';
const CREATE = `listener create --profile sandbox-slb --load-balancer ${LB} --bandwidth unlimited`;

it('an exported manifest passes validate --strict, also with defaults that pages warn of', async () => {
  for (const more of [
    '--protocol http --port 81 --backend-port 80 --sticky-session off --health-check on',
    '--protocol https --port 443 --backend-port 80 --certificate idkp-123-cn-test-01 --sticky-session off --health-check on',
    '--protocol tcp --port 22 --backend-port 22',
  ]) {
    const made = await run(`${CREATE} ${more}`.split(' '), { env });
    expect(made.code, made.stderr).toBe(0);
  }
  const exported = await run('listener export --all --profile sandbox-slb'.split(' '), { env });
  expect(exported.stdout).toContain("enabled: 'on'");
  const checked = await run('listener validate -f - --strict'.split(' '), {
    env,
    stdin: exported.stdout,
  });
  expect([checked.code, checked.stdout]).toEqual([0, '3 listeners, valid\n']);
  const same = await run('listener diff -f - --profile sandbox-slb'.split(' '), {
    env,
    stdin: exported.stdout,
  });
  expect(same.code).toBe(0);
});

it('prints the first findings of a file, and counts the others', async () => {
  const stdin = `listeners:\n${'  - {provider: slb, protocol: tcp, port: 99999}\n'.repeat(100)}`;
  const { code, stderr } = await run('listener validate -f -'.split(' '), { env, stdin });
  expect(code).toBe(2);
  expect(stderr.match(/^ {2}- /gm)).toHaveLength(20);
  expect(stderr).toMatch(/hint: \d+ more in <stdin>; -o json shows all/);
  const all = await run('listener validate -f - -o json'.split(' '), { env, stdin });
  expect(JSON.parse(all.stderr).error.violations.length).toBeGreaterThan(300);
});

describe('a full disk', () => {
  const program = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));
  it.each(['--version', '--help', 'listener create --help', '__complete listener '])(
    'is an error without a stack trace: lbctl %s',
    (line) => {
      const { status, stderr } = spawnSync(
        'sh',
        ['-c', `"$0" "$1" ${line} > /dev/full`, process.execPath, program],
        {
          encoding: 'utf8',
          env,
        },
      );
      expect(status).toBe(1);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );
});
