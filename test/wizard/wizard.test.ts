import { describe, expect, it } from 'vitest';
import { homeEnv, scratch, spawnProgram } from '../program.ts';
import { KEYS, onTerminal } from '../terminal.ts';

/* The wizard of the built program on a pseudo-terminal. */

const env = homeEnv(scratch());
const LB = 'lb-bp1o94dp5i6earr9g6d1l';

async function listeners(profile: string): Promise<string[]> {
  const { stdout } = await spawnProgram(['listener', 'list', '--profile', profile, '-o', 'id'], {
    env,
  });
  return stdout.split('\n').filter(Boolean);
}

describe('listener create on a terminal', () => {
  it('asks for missing fields on SLB, and again after an invalid answer', async () => {
    const at = onTerminal(
      ['listener', 'create', '--profile', 'sandbox-slb', '--http2', 'off'],
      env,
    );
    await at.shows(/--load-balancer[\s\S]*another one/);
    at.type(KEYS.enter);
    await at.shows('--protocol');
    at.type(KEYS.down + KEYS.enter);
    await at.shows('--port');
    at.answer('99999');
    await at.shows('--port must be 1\u201365535, not 99999');
    at.answer(`${KEYS.clear}443`);
    await at.shows(/Where does the traffic go\?[\s\S]*--backend-group/);
    at.type(KEYS.enter);
    await at.shows('--backend-port');
    at.answer('8080');
    await at.shows('Peak bandwidth of the listener, 1\u20135000 Mbit/s or unlimited (--bandwidth)');
    at.answer('unlimited');
    await at.shows('--sticky-session');
    at.type(KEYS.down + KEYS.enter);
    await at.shows('--sticky-timeout');
    at.answer('two minutes');
    await at.shows('must be a duration');
    at.answer(`${KEYS.clear}2m`);
    await at.shows('--certificate');
    at.type(KEYS.enter);
    await at.shows('--health-check');
    at.type(KEYS.enter);
    await at.shows('More settings?');
    at.type(KEYS.enter);
    await at.shows('Start the listener');
    at.answer('y');
    await at.shows('Create this listener?');
    at.answer('y');
    expect(await at.exits()).toBe(0);
    expect(at.screen).toContain(`created listener ${LB}/https/443`);
    const line = /^ {2}lbctl (listener create .*)$/m.exec(at.screen)?.[1] ?? '';
    expect(line).toContain('--sticky-timeout 2m');
    expect(line).toContain('--http2 off');

    // The equivalent command works, on another port.
    const again = line.replace('--port 443', '--port 444').split(' ');
    const { code, stderr } = await spawnProgram(again, { env });
    expect(code, stderr).toBe(0);
    expect(await listeners('sandbox-slb')).toEqual([`${LB}/https/443`, `${LB}/https/444`]);
  });

  it('asks for native parameters on ELB, and again if the port is taken', async () => {
    const first =
      'elb listener create --profile sandbox-elb --name a --loadbalancer-id 0b07acf06d243925bc24a0ac7445267a --protocol TCP --port 90 --backend-protocol TCP --backend-port 1 --lb-algorithm roundrobin';
    expect((await spawnProgram(first.split(' '), { env })).code).toBe(0);
    const at = onTerminal(
      'elb listener create --profile sandbox-elb --name b --protocol TCP'.split(' '),
      env,
    );
    await at.shows(/--loadbalancer-id[\s\S]*another one/);
    at.type(KEYS.enter);
    await at.shows('--port');
    at.answer('90');
    // Before anything else is asked.
    await at.shows(/port 90 is in use[\s\S]*--port\)/);
    at.answer('91');
    await at.shows('--backend-protocol');
    at.type(KEYS.down + KEYS.enter);
    await at.shows('--backend-port');
    at.answer('80');
    await at.shows('--lb-algorithm');
    at.type(KEYS.enter);
    await at.shows('More settings?');
    at.type(KEYS.enter);
    await at.shows('Create this listener?');
    at.type(KEYS.enter);
    expect(await at.exits()).toBe(0);
    expect(at.screen).toMatch(/lbctl elb listener create --profile sandbox-elb .*--port 91/);
  });

  it('shows warnings before the confirmation', async () => {
    const words = `listener create --profile sandbox-slb --load-balancer ${LB} --protocol tcp --port 700 --backend-port 1 --access allow --access-list 123`;
    const at = onTerminal(words.split(' '), env);
    await at.shows('--bandwidth');
    at.answer('10');
    await at.shows('More settings?');
    at.type(KEYS.enter);
    await at.shows('Start the listener');
    at.answer('n');
    await at.shows(/warning: .*(risk|only)[\s\S]*Create this listener\?/i);
    at.answer('n');
    expect(await at.exits()).toBe(130);
    expect(at.screen.trimEnd().split('\n').at(-1)).toBe('nothing was created');
  });

  const BEFORE_PORT = [
    ['--load-balancer', KEYS.enter],
    ['--protocol', `${KEYS.down}${KEYS.down}${KEYS.enter}`],
  ] as const;

  const STAGES: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
    ['the first choice', '--load-balancer', []],
    ['a text prompt', '--port', BEFORE_PORT],
    [
      'the confirmation',
      'Create this listener',
      [
        ...BEFORE_PORT,
        ['--port', `3333${KEYS.enter}`],
        ['Where does the traffic go', KEYS.enter],
        ['--backend-port', `1${KEYS.enter}`],
        ['--bandwidth', `1${KEYS.enter}`],
        ['More settings?', KEYS.enter],
        ['Start the listener', `n${KEYS.enter}`],
      ],
    ],
  ];

  it.each(STAGES)('creates nothing after Ctrl-C at %s', async (_, stage, before) => {
    const at = onTerminal(['listener', 'create', '--profile', 'sandbox-slb'], env);
    for (const [question, keys] of before) {
      await at.shows(question);
      at.type(keys);
    }
    await at.shows(stage);
    at.type(KEYS.interrupt);
    expect(await at.exits()).toBe(130);
    expect(at.screen).not.toContain('    at ');
    expect((await listeners('sandbox-slb')).some((ref) => ref.endsWith('/3333'))).toBe(false);
  });

  it.each([
    ['in CI', ['listener', 'create', '--profile', 'sandbox-slb'], { CI: 'true' }],
    ['with --no-input', ['listener', 'create', '--profile', 'sandbox-slb', '--no-input'], {}],
  ])('never asks %s', async (_, argv, more) => {
    const at = onTerminal(argv, { ...env, ...more });
    expect(await at.exits()).toBe(2);
    expect(at.screen).toContain('--load-balancer is missing');
  });

  it('rejects --interactive without a terminal', async () => {
    const argv = ['listener', 'create', '--profile', 'sandbox-slb', '--interactive'];
    const { code, stderr } = await spawnProgram(argv, { env });
    expect(code).toBe(2);
    expect(stderr).toContain('--interactive requires a terminal');
  });
});

describe('listener delete on a terminal', () => {
  const words = `listener create --profile sandbox-slb --load-balancer ${LB} --protocol tcp --port 800 --backend-port 1 --bandwidth 10`;

  it('asks for confirmation, and deletes only on yes', async () => {
    expect((await spawnProgram(words.split(' '), { env })).code).toBe(0);
    const ref = `${LB}/tcp/800`;
    const kept = onTerminal(['listener', 'delete', ref, '--profile', 'sandbox-slb'], env);
    await kept.shows(`Delete listener ${ref}`);
    kept.type(KEYS.enter);
    expect(await kept.exits()).toBe(130);
    expect(await listeners('sandbox-slb')).toContain(ref);
    const gone = onTerminal(['listener', 'delete', ref, '--profile', 'sandbox-slb'], env);
    await gone.shows(`Delete listener ${ref}`);
    gone.answer('y');
    expect(await gone.exits()).toBe(0);
    expect(await listeners('sandbox-slb')).not.toContain(ref);
  });
});
