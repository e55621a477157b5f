import { spawn } from '@lydell/node-pty';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { run } from '../program.ts';
import { startStub } from '../stub.ts';

/* Tables on terminals of different widths, with names in different scripts. */

const ID = '5780b2800497a1990c97d936cbe4bfc3';
const BALANCER = '0b07acf06d243925bc24a0ac7445267a';

async function listed(name: string, columns: number, more: readonly string[] = []) {
  const listener = {
    id: ID,
    name,
    loadbalancer_id: BALANCER,
    protocol: 'TCP',
    port: 443,
    status: 'ACTIVE',
  };
  const stub = await startStub(() => ({ body: [listener] }));
  const env = { ...ACCOUNT, LBCTL_ENDPOINT: stub.url };
  const argv = ['listener', 'list', '--provider', 'elb', ...more];
  const ran = await run(argv, { env, terminal: 'stdout', columns });
  await stub.close();
  expect(ran.code, ran.stderr).toBe(0);
  const lines = ran.stdout.trimEnd().split('\n').map(withoutColour);
  const leftOut = /too narrow for: (.*) \(/.exec(ran.stderr)?.[1] ?? '';
  return { lines, heading: lines[0] ?? '', leftOut, ran };
}

const ACCOUNT = {
  HUAWEICLOUD_SDK_AK: 'ak',
  HUAWEICLOUD_SDK_SK: 'sk',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
};

function withoutColour(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  return text.replace(/\u001b\[\d+m/g, '');
}

const NAMES = [
  ['plain', 'web'],
  ['Chinese', '负载均衡监听器生产环境'],
  ['emoji', 'rocket 🚀 launch 😀'],
  ['long', 'a-name-that-is-long-and-has-no-blank-where-it-could-be-wrapped'],
] as const;

it.each(
  NAMES.flatMap(([kind, name]) =>
    [120, 80, 60, 45, 40].map((width) => [kind, width, name] as const),
  ),
)('a list with a %s name fits in %i columns, with complete ids', async (_, width, name) => {
  const { lines, heading, leftOut } = await listed(name, width);
  expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
  expect(lines.some((line) => line.startsWith(ID))).toBe(true);
  const balancer = heading.includes('LOAD BALANCER');
  expect(lines.some((line) => line.includes(BALANCER))).toBe(balancer);
  const shown = heading.split(/ {2,}/);
  const expected = ['REF', 'NAME', 'LOAD BALANCER', 'PROTOCOL', 'PORT', 'STATUS'];
  const missing = leftOut === '' ? [] : leftOut.split(', ');
  expect(missing).toEqual(expected.filter((column) => !shown.includes(column)));
});

it.each([
  [120, ''],
  [80, 'LOAD BALANCER'],
  [60, 'LOAD BALANCER, PROTOCOL, PORT'],
  [45, 'NAME, LOAD BALANCER, PROTOCOL, PORT'],
  [40, 'NAME, LOAD BALANCER, PROTOCOL, PORT, STATUS'],
])('at %i columns the list drops: %s', async (width, leftOut) => {
  expect((await listed('web-frontend-1', width)).leftOut).toBe(leftOut);
});

it('drops the last of the selected columns, with a hint', async () => {
  const { heading, ran } = await listed('web', 50, ['--columns', 'port,ref,loadBalancer,status']);
  expect(heading).toBe('PORT  REF');
  expect(ran.stderr).toBe(
    'hint: the terminal is too narrow for: LOAD BALANCER, STATUS (widen it, or use -o json)\n',
  );
});

it('wraps a long name completely', async () => {
  const name = NAMES[3][1];
  const { lines } = await listed(name, 80);
  const cells = lines.slice(1).map((line) => line.slice(34).split(' ')[0]);
  expect(cells.join('')).toBe(name);
});

it('assumes 80 columns if the terminal has no size', async () => {
  const program = new URL('../../bin/lbctl.cjs', import.meta.url).pathname;
  const script = `stty cols 0; exec '${process.execPath}' '${program}' profile list`;
  const terminal = spawn('bash', ['-c', script], {
    env: { HOME: '/nonexistent', PATH: process.env['PATH'] ?? '', TERM: 'dumb' },
  });
  let screen = '';
  terminal.onData((data) => {
    screen += data;
  });
  await new Promise((resolve) => terminal.onExit(resolve));
  expect(screen).toMatch(/^NAME +DEFAULT +PROVIDER +REGION +CREDENTIALS\r\n/);
});
