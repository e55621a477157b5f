import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

/* The output of every command on stdout and stderr: on a terminal, in a pipe and as JSON. */

const folder = scratch();
const env = homeEnv(folder);
const REF = 'lb-bp1o94dp5i6earr9g6d1l/tcp/22';
const PLACE =
  '--load-balancer lb-bp1o94dp5i6earr9g6d1l --protocol tcp --backend-port 22 --bandwidth 5';
const manifest = join(folder, 'listeners.yaml');

interface Case {
  readonly line: string;
  /** In a pipe. */
  readonly stdout: RegExp;
  readonly stderr: RegExp;
  /** Stdout on a terminal; not tested if absent. */
  readonly terminal?: RegExp;
  readonly code?: number;
  /** The type of the `-o json` document; not tested if absent. */
  readonly json?: 'object' | 'array';
}

/** In order: some commands need the result of earlier ones. */
const CASES: readonly Case[] = [
  {
    line: `listener create --port 22 --name web ${PLACE}`,
    stdout: new RegExp(`^${REF}\tweb\t.*\tstopped\n$`),
    stderr: /created listener/,
    terminal: /^Listener\n {2}ref/,
  },
  {
    line: `listener create --port 23 ${PLACE} --dry-run`,
    stdout: /^POST /,
    stderr: /sandbox/,
    json: 'object',
  },
  {
    line: `listener show ${REF}`,
    stdout: /\tweb\t/,
    stderr: /^sandbox:/,
    terminal: /Health check/,
    json: 'object',
  },
  {
    line: 'listener list',
    stdout: new RegExp(`^${REF}\t`),
    stderr: /^sandbox:/,
    terminal: /^REF +NAME/,
    json: 'array',
  },
  { line: 'listener list --name nobody', stdout: /^$/, stderr: /^sandbox:/, json: 'array' },
  {
    line: `listener update ${REF} --name web`,
    stdout: /\tweb\t/,
    stderr: /unchanged/,
    terminal: /^Listener/,
    json: 'object',
  },
  {
    line: `listener start ${REF} --wait`,
    stdout: /\trunning\n$/,
    stderr: /is running|already running/,
    terminal: /running/,
    json: 'object',
  },
  {
    line: `listener wait ${REF} --for running`,
    stdout: /\trunning\n$/,
    stderr: /^sandbox:/,
    terminal: /running/,
    json: 'object',
  },
  {
    line: `listener stop ${REF} --wait`,
    stdout: /\tstopped\n$/,
    stderr: /stopped/,
    terminal: /stopped/,
    json: 'object',
  },
  {
    line: `slb tcp-listener show ${REF}`,
    stdout: /\tweb\t/,
    stderr: /^sandbox:/,
    terminal: /^Listener/,
    json: 'object',
  },
  {
    line: 'slb listener list',
    stdout: /\tweb\t/,
    stderr: /^sandbox:/,
    terminal: /^REF/,
    json: 'array',
  },
  {
    line: `listener validate -f ${manifest}`,
    stdout: /1 listener, valid/,
    stderr: /^$/,
    json: 'object',
  },
  {
    line: `listener diff -f ${manifest}`,
    stdout: /^\+ create/,
    stderr: /1 to create/,
    code: 9,
    json: 'object',
  },
  {
    line: 'listener export --all',
    stdout: /^defaults:\n/,
    stderr: /exported 1 listener/,
    json: 'object',
  },
  { line: 'sandbox status', stdout: /^state\t/, stderr: /^$/, json: 'object' },
  { line: 'profile list', stdout: /^sandbox-elb/m, stderr: /^$/, json: 'array' },
  {
    line: 'explain cookie_timeout',
    stdout: /^stickySession\.timeout/,
    stderr: /^$/,
    json: 'object',
  },
  { line: 'help exit-codes', stdout: /^Exit codes/, stderr: /^$/ },
  { line: 'completion bash', stdout: /^# lbctl completion for bash/, stderr: /^$/ },
  { line: `listener delete ${REF} --yes`, stdout: /^$/, stderr: /deleted listener/ },
];

beforeAll(() => {
  writeFileSync(
    manifest,
    'listeners:\n  - provider: slb\n    loadBalancer: lb-bp1b6c719dfa08exfuca5\n    protocol: udp\n    port: 53\n    backend: { port: 53 }\n    bandwidth: 1\n',
  );
});

function argvOf(line: string): string[] {
  const words = line.split(' ');
  const isLocal = ['profile', 'explain', 'help', 'completion', 'sandbox'].includes(words[0] ?? '');
  return isLocal || line.includes('validate') ? words : [...words, '--profile', 'sandbox-slb'];
}

describe.each(CASES)('$line', ({ line, stdout, stderr, terminal, code = 0, json }) => {
  it('in a pipe', async () => {
    const ran = await run(argvOf(line), { env });
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.stdout).toMatch(stdout);
    expect(ran.stderr).toMatch(stderr);
    expect(ran.stdout + ran.stderr).not.toMatch(/\p{Cc}\[|[\u2500-\u257f]/u);
  });

  if (json !== undefined) {
    it('as JSON', async () => {
      const ran = await run([...argvOf(line), '-o', 'json'], { env });
      expect(ran.code, ran.stderr).toBe(code);
      const document: unknown = JSON.parse(ran.stdout);
      expect(Array.isArray(document) ? 'array' : typeof document).toBe(json);
    });
  }

  if (terminal !== undefined) {
    it('on a terminal', async () => {
      if (line.startsWith('listener create')) {
        await run(argvOf(`listener delete ${REF} --yes`), { env });
      }
      const argv = [...argvOf(line), '--color', 'never', '--no-input'];
      const ran = await run(argv, { env, terminal: true });
      expect(ran.code, ran.stderr).toBe(code);
      expect(ran.stdout).toMatch(terminal);
    });
  }
});

it('colors the status on a terminal, unless NO_COLOR is set', async () => {
  await run(argvOf(`listener create --port 22 ${PLACE}`), { env });
  const plain = { ...env, NO_COLOR: '1' };
  expect((await run(argvOf('listener list'), { env, terminal: true })).stdout).toContain(
    '\u001b[33mstopped',
  );
  expect((await run(argvOf('listener list'), { env: plain, terminal: true })).stdout).not.toContain(
    '\u001b',
  );
});

it.each([
  ['listener list --columns port,status', /^22\tstopped\n$/],
  ['listener list -o id', new RegExp(`^${REF}\n$`)],
  ['listener list --query [].port', /^22\n$/],
  ['listener list --query [].[ref,port]', new RegExp(`^${REF}\t22\n$`)],
  ['listener list -o yaml', /^- ref: /],
  ['listener list -o json --query [0].port', /^22\n$/],
])('%s selects', async (line, stdout) => {
  const ran = await run(argvOf(line), { env });
  expect(ran.stdout).toMatch(stdout);
});

it.each([
  ['listener list --columns prt', /unknown column "prt"; did you mean port/],
  ['listener list --query [', /invalid --query expression/],
])('%s is rejected', async (line, message) => {
  const ran = await run(argvOf(line), { env });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(message);
});
