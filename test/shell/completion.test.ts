import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn as spawnTerminal } from '@lydell/node-pty';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch, spawnProgram } from '../program.ts';

/* The completion scripts in their shells. */

const folder = scratch();
const bin = join(folder, 'bin');
const root = fileURLToPath(new URL('../..', import.meta.url));
const env = {
  HOME: folder,
  PATH: `${bin}:${process.env['PATH']}`,
  TERM: 'dumb',
  LANG: 'C.UTF-8',
};

beforeAll(async () => {
  mkdirSync(bin);
  symlinkSync(join(root, 'bin', 'lbctl.cjs'), join(bin, 'lbctl'));
  chmodSync(join(root, 'bin', 'lbctl.cjs'), 0o755);
  writeFileSync(join(folder, 'body.json'), '{}');
  const made = await spawnProgram(
    'listener create --profile sandbox-slb --load-balancer lb-bp1o94dp5i6earr9g6d1l --protocol tcp --port 22 --backend-port 22 --bandwidth unlimited'.split(
      ' ',
    ),
    { env },
  );
  expect(made.code, made.stderr).toBe(0);
});

/** The line before TAB, and candidates that must be offered, or must not with `!`. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['lbctl lis', ['listener']],
  [
    'lbctl ',
    ['listener', 'elb', 'slb', 'profile', 'sandbox', 'explain', 'doctor', 'completion', 'help'],
  ],
  ['lbctl listener cr', ['create', '!list']],
  ['lbctl --profile sandbox-elb listener upd', ['update']],
  ['lbctl listener create --load', ['--load-balancer']],
  ['lbctl listener create --protocol ht', ['http', 'https', '!tcp']],
  ['lbctl elb listener create --protocol HT', ['HTTP', 'HTTPS']],
  ['lbctl elb listener create --no-session', ['--no-session-sticky']],
  [
    'lbctl slb https-listener create --tls-cipher-policy tls_cipher_policy_1_2_',
    ['tls_cipher_policy_1_2_strict'],
  ],
  ['lbctl listener list -o j', ['json']],
  ['lbctl listener list --output y', ['yaml']],
  ['lbctl listener show --profile sandbox-', ['sandbox-elb', 'sandbox-slb']],
  ['lbctl listener show --profile sandbox-slb lb-', ['lb-bp1o94dp5i6earr9g6d1l/tcp/22']],
  [
    'lbctl listener create --profile sandbox-slb --load-balancer lb-bp13',
    ['lb-bp13jaf5qli5xmgl1miup'],
  ],
  [
    'lbctl elb listener create --profile sandbox-elb --loadbalancer-id 0b',
    ['0b07acf06d243925bc24a0ac7445267a'],
  ],
  ['lbctl elb listener create --from-file bod', ['body.json']],
  ['lbctl explain cookie_', ['cookie_timeout']],
  ['lbctl help exit', ['exit-codes']],
  ['lbctl listener validate -f bod', ['body.json']],
  ['lbctl sandbox status --state bod', ['body.json']],
  ['lbctl profile show sandbox-', ['sandbox-elb', 'sandbox-slb']],
  ['lbctl listener copy x --to-profile sandbox-', ['sandbox-elb', 'sandbox-slb']],
  ['lbctl listener list --columns ref,na', ['ref,name']],
  ['lbctl listener list --provider slb --region cn-hangzhou-', ['cn-hangzhou-finance']],
  [
    'lbctl listener create --profile sandbox-slb --certificate idkp',
    ['idkp-123-cn-test-01', 'idkp-123-cn-test-02'],
  ],
  ['lbctl completion po', ['powershell']],
];

const SHELLS: Readonly<Record<string, (line: string) => readonly string[]>> = {
  bash(line) {
    // As readline sets COMP_WORDS.
    const words = line.split(' ');
    const script = `source ${root}/completions/lbctl.bash
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_lbctl
printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', ['--norc', '-c', script]);
  },
  fish(line) {
    const script = `source ${root}/completions/lbctl.fish; complete -C '${line}'`;
    return run('fish', ['--no-config', '-c', script]).map((found) => found.split('\t')[0] ?? '');
  },
};

function run(shell: string, argv: readonly string[]): readonly string[] {
  const { status, stdout, stderr, error } = spawnSync(shell, argv, {
    env,
    cwd: folder,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  expect(stderr).toBe('');
  expect(status).not.toBe(127);
  return stdout.trim().split('\n');
}

describe.each(Object.entries(SHELLS))('%s', (_, complete) => {
  it.each(CASES)('completes "%s"', (line, expected) => {
    const found = complete(line);
    for (const word of expected) {
      if (word.startsWith('!')) expect(found).not.toContain(word.slice(1));
      else expect(found).toContain(word);
    }
  });
});

/** Types a line and TAB in an interactive shell, and returns the screen. */
async function typed(
  shell: string,
  argv: string[],
  setUp: string,
  line: string,
  wanted: string,
): Promise<string> {
  const terminal = spawnTerminal(shell, argv, {
    cols: 150,
    rows: 40,
    cwd: folder,
    env: { ...env, PS1: 'READY>' },
  });
  let screen = '';
  terminal.onData((data) => {
    screen += data;
  });
  try {
    terminal.write(`${setUp}; PS1='READY>'; echo set-'up'\r`);
    await expect.poll(() => screen, { timeout: 20_000 }).toMatch(/set-up\r?\n[\s\S]*READY>/);
    screen = '';
    terminal.write(`${line}\t`);
    await expect.poll(() => screen, { timeout: 20_000 }).toContain(wanted);
    return screen;
  } finally {
    terminal.kill('SIGKILL');
  }
}

/** As each shell spells a value with spaces. */
it.each([
  ['bash', String.raw`TLSv1.2\ TLSv1.1\ TLSv1`],
  ['fish', 'TLSv1.2 TLSv1.1 TLSv1'],
])('%s completes a value with spaces', (shell, wanted) => {
  expect(SHELLS[shell]?.('lbctl elb listener create --ssl-protocols TLS')).toContain(wanted);
});

describe('on a terminal', () => {
  it.each([
    ['lbctl listener upd', 'lbctl listener update'],
    ['lbctl listener create --load', '--load-balancer'],
    ['lbctl listener show --profile sandbox-slb lb-', 'lb-bp1o94dp5i6earr9g6d1l/tcp/22'],
  ])('bash completes "%s" to %s', async (line, wanted) => {
    const bash = `source ${root}/completions/lbctl.bash`;
    expect(await typed('bash', ['--norc', '--noprofile'], bash, line, wanted)).toContain(wanted);
  });

  it.each([
    ['lbctl listener upd', 'update'],
    ['lbctl listener create --load', '--load-balancer'],
    ['lbctl listener create --protocol ud', 'udp'],
    ['lbctl elb listener create --session-', '--session-sticky'],
    ['lbctl listener list --output=js', 'json'],
    ['lbctl listener show --profile sandbox-slb lb-', 'lb-bp1o94dp5i6earr9g6d1l/tcp/22'],
    ['lbctl help exit', 'exit-codes'],
    [
      String.raw`lbctl elb listener create --ssl-protocols TLSv1.2\ `,
      String.raw`TLSv1.2\ TLSv1.1\ TLSv1`,
    ],
    ['lbctl listener validate -f bod', 'body.json'],
    ['lbctl certificate list --profile sandbox-s', 'sandbox-slb'],
    [
      'lbctl listener create --profile sandbox-slb --certificate idkp-123-cn-test-0',
      'certificate-1, shop.example.com',
    ],
  ])('zsh completes "%s" to %s', async (line, wanted) => {
    const zsh = `autoload -Uz compinit; compinit -u -D; source ${root}/completions/_lbctl`;
    expect(await typed('zsh', ['-f'], zsh, line, wanted)).toContain(wanted);
  });
});
