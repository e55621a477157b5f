import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

/* What is exported has nothing to complain about; what is wrong many times is not said many times. */

const home = scratch();
const env = homeEnv(home);
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

describe('warnings that are intended', () => {
  const CHOSEN = `${CREATE} --protocol tcp --port 25 --backend-port 25 --algorithm weighted-least-connections --access allow --access-list 123`;
  const WLC = (accept: string, defaults = '{}') =>
    `defaults: ${defaults}\nlisteners:\n  - {provider: slb, loadBalancer: ${LB}, protocol: tcp, port: 26, bandwidth: 5, backend: {port: 26}, algorithm: weighted-least-connections, access: {mode: allow, lists: [a]}${accept}}\n`;
  const both = '[slb/scheduler-wider, slb/allow-list-risk]';

  it('are accepted in what is exported', async () => {
    const made = await run(CHOSEN.split(' '), { env });
    expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('slb/allow-list-risk')]);
    const { stdout } = await run('listener export --all --profile sandbox-slb'.split(' '), { env });
    expect(stdout).toContain(
      '    acceptWarnings:\n      - slb/scheduler-wider\n      - slb/allow-list-risk\n',
    );
    for (const line of ['validate', 'diff --profile sandbox-slb']) {
      const words = `listener ${line} -f - --strict`.split(' ');
      expect(await run(words, { env, stdin: stdout })).toMatchObject({ code: 0 });
    }
  });

  it.each([
    ['none', WLC(''), 2, ['slb/scheduler-wider', 'slb/allow-list-risk']],
    ['one', WLC(', acceptWarnings: [slb/allow-list-risk]'), 2, ['slb/scheduler-wider']],
    ['all', WLC(`, acceptWarnings: ${both}`), 0, []],
    ['by defaults', WLC('', `{acceptWarnings: ${both}}`), 0, []],
    [
      'by defaults and here',
      WLC(', acceptWarnings: [slb/scheduler-wider]', '{acceptWarnings: [slb/allow-list-risk]}'),
      0,
      [],
    ],
    [
      'an error is none',
      WLC(', acceptWarnings: [slb/bandwidth-required]').replace('bandwidth: 5, ', ''),
      2,
      ['slb/bandwidth-required', 'slb/scheduler-wider', 'slb/allow-list-risk'],
    ],
    ['a redirect', redirect(''), 2, ['manifest/redirect-target-missing']],
    ['a redirect, accepted', redirect('manifest/redirect-target-missing'), 0, []],
    ['no list', WLC(', acceptWarnings: slb/allow-list-risk'), 2, ['manifest/value', 2]],
    ['no id', WLC(', acceptWarnings: [allow lists]'), 2, ['manifest/value', 2]],
    [
      'no rule of a cloud',
      WLC(', acceptWarnings: [sbl/allow-list-risk]'),
      2,
      ['manifest/value', 2],
    ],
  ])('accepted: %s', async (_, stdin, code, rules) => {
    const ran = await run('listener validate -f - --strict -o json'.split(' '), { env, stdin });
    expect(ran.code).toBe(code);
    const found = code === 0 ? [] : JSON.parse(ran.stderr).error.violations;
    const ids = found.map(({ rule }: { rule: string }) => rule);
    expect(ids).toEqual(rules[1] === 2 ? [rules[0], ...ids.slice(1)] : rules);
  });

  function redirect(accept: string): string {
    return `listeners:\n  - {provider: slb, loadBalancer: ${LB}, protocol: http, port: 80, redirectTo: 443, acceptWarnings: [${accept}]}\n`;
  }
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

describe('with many findings in two files', () => {
  const bad = (count: number) =>
    `listeners:\n${'  - {provider: slb, protocol: tcp, port: 99999}\n'.repeat(count)}`;
  const validateBoth = (more: string) => {
    const folder = mkdtempSync(join(home, 'two-'));
    for (const [name, count] of Object.entries({ 'a.yaml': 100, 'b.yaml': 50 })) {
      writeFileSync(join(folder, name), bad(count));
    }
    return run(
      `listener validate -f ${folder}/a.yaml -f ${folder}/b.yaml ${more}`.trim().split(' '),
      {
        env,
      },
    );
  };

  it('says once how to see all', async () => {
    const { code, stderr } = await validateBoth('');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /hint: \d+ more in \S+a\.yaml, \d+ more in \S+b\.yaml; -o json shows all\n/,
    );
    expect(stderr.match(/-o json/g)).toHaveLength(1);
  });

  it('annotates the first of each file, and counts the others in one notice', async () => {
    const { code, stdout } = await validateBoth('--format github');
    expect(code).toBe(2);
    expect(stdout.match(/^::error file=\S+a\.yaml/gm)).toHaveLength(20);
    expect(stdout.match(/^::error file=\S+b\.yaml/gm)).toHaveLength(20);
    expect(stdout.match(/^::notice .*/gm)).toEqual([
      expect.stringMatching(/::\d+ more in \S+a\.yaml, \d+ more in \S+b\.yaml; -o json shows all$/),
    ]);
    expect(stdout.trimEnd().split('\n')).toHaveLength(41);
  });

  it('writes all of them as SARIF', async () => {
    const { stdout } = await validateBoth('--format sarif');
    expect(JSON.parse(stdout).runs[0].results.length).toBeGreaterThan(400);
  });
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
