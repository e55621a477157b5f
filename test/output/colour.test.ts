import { describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';
import { onTerminal } from '../terminal.ts';

/* Colors are decided separately for stdout and stderr. */

const env = homeEnv(scratch());
const LIST = 'listener list --profile sandbox-elb'.split(' ');
const ESCAPE = '\u001b[';
const CREATE =
  'listener create --profile sandbox-elb --name colour --load-balancer 0b07acf06d243925bc24a0ac7445267a --protocol tcp --port 80 --backend-protocol tcp --backend-port 80 --algorithm round-robin'.split(
    ' ',
  );

it.each([
  ['no terminal', undefined, {}, [], [false, false]],
  ['both terminals', true, {}, [], [true, true]],
  ['only stdout a terminal', 'stdout', {}, [], [true, false]],
  ['only stderr a terminal', 'stderr', {}, [], [false, true]],
  ['NO_COLOR', true, { NO_COLOR: '1' }, [], [false, false]],
  ['an empty NO_COLOR', true, { NO_COLOR: '' }, [], [true, true]],
  ['a dumb terminal', true, { TERM: 'dumb' }, [], [false, false]],
  ['--color never', true, {}, ['--color', 'never'], [false, false]],
  ['--color=never', true, { FORCE_COLOR: '1' }, ['--color=never'], [false, false]],
  ['FORCE_COLOR', undefined, { FORCE_COLOR: '1' }, [], [true, true]],
  ['FORCE_COLOR=0', undefined, { FORCE_COLOR: '0' }, [], [false, false]],
  ['--color always', undefined, { NO_COLOR: '1' }, ['--color', 'always'], [true, true]],
] as const)('%s: colors', async (_, terminal, more, flags, expected) => {
  await run(CREATE, { env });
  const options = { env: { ...env, ...more }, ...(terminal === undefined ? {} : { terminal }) };
  const { stdout } = await run([...LIST, '-o', 'table', ...flags], options);
  const { stderr } = await run([...LIST, '-o', 'table', '--columns', 'prt', ...flags], options);
  const unparsed = await run(['listener', 'lisst', ...flags], options);
  expect([stdout.includes(ESCAPE), stderr.includes(ESCAPE)]).toEqual(expected);
  expect(unparsed.stderr.includes(ESCAPE)).toBe(expected[1]);
});

it('colors the labels of errors, rules and hints', async () => {
  const { stderr } = await run([...CREATE, '--sticky-session', 'source-ip', '--gzip', 'on'], {
    env: { ...env, FORCE_COLOR: '1' },
  });
  expect(stderr).toContain(`${ESCAPE}1m${ESCAPE}31merror:`);
  expect(stderr).toContain(`  ${ESCAPE}2mrule:`);
  const { stderr: usage } = await run(['listener', 'show'], { env: { ...env, FORCE_COLOR: '1' } });
  expect(usage).toContain(`${ESCAPE}36mhint:`);
});

it('colors creates, updates and deletes in a plan', async () => {
  await run(CREATE, { env });
  const manifest = {
    listeners: [80, 81].map((port) => ({
      provider: 'elb',
      profile: 'sandbox-elb',
      loadBalancer: '0b07acf06d243925bc24a0ac7445267a',
      protocol: 'tcp',
      port,
      name: 'planned',
      backend: { protocol: 'tcp', port: 80 },
      algorithm: 'round-robin',
    })),
  };
  const plan = async (stdin: string) => {
    const argv = ['listener', 'diff', '-f', '-', '--prune', '--color', 'always'];
    const ran = await run(argv, { env, stdin });
    expect(ran.code, ran.stderr).toBe(9);
    return ran.stdout;
  };
  const changed = await plan(JSON.stringify(manifest));
  expect(changed).toContain(`${ESCAPE}33m~ update`);
  expect(changed).toContain(`${ESCAPE}32m+ create`);
  const gone = { listeners: manifest.listeners.slice(1) };
  expect(await plan(JSON.stringify(gone))).toContain(`${ESCAPE}31m- delete`);
});

it('never colors errors in JSON', async () => {
  const { stderr } = await run(['listener', 'show', 'none', '--provider', 'x', '-o', 'json'], {
    env: { ...env, FORCE_COLOR: '1' },
    terminal: true,
  });
  expect(JSON.parse(stderr)).toHaveProperty('error.kind', 'usage');
});

describe('a prompt', () => {
  it.each([
    [[], true],
    [['--color', 'never'], false],
  ])('with %j', async (flags, expected) => {
    const at = onTerminal(['profile', 'set', 'x', ...flags], env);
    await at.shows('Which cloud?');
    at.type('\u0003');
    expect(await at.exits()).toBe(130);
    expect(at.raw.includes(`${ESCAPE}1m`)).toBe(expected);
    expect(at.screen).toContain('Which cloud?\n');
  });
});
