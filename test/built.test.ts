import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { homeEnv, scratch, spawnProgram } from './program.ts';

/* The built program as users start it: a process of its own for each command. */

const env = homeEnv(scratch());
const PROGRAM = fileURLToPath(new URL('../bin/lbctl.cjs', import.meta.url));
const LISTENER =
  'listener create --profile sandbox-elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name web --protocol tcp --backend-port 22 --algorithm round-robin --quiet -o id --port'.split(
    ' ',
  );

describe('the built program', () => {
  it.each([['--version'], ['-V']])('answers %s', async (word) => {
    expect(await spawnProgram([word], { env })).toEqual({
      code: 0,
      stdout: `${packageJson.version}\n`,
      stderr: '',
    });
  });

  it.each([[[]], [['--help']], [['-h']]])('prints its help for %j', async (words) => {
    const { code, stdout, stderr } = await spawnProgram(words, { env });
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: lbctl');
    expect(stdout).toContain('listener');
    expect(stderr).toBe('');
  });

  it.each([
    [['listner'], "unknown command 'listner'; did you mean listener?"],
    [['listener'], 'lbctl listener needs a subcommand: create, update'],
    [['listener', 'show'], "missing required argument 'listener'"],
    [['listener', 'list', '--profil', 'x'], "unknown option '--profil'; did you mean --profile?"],
    [['listener', 'list'], 'no cloud selected'],
    [
      ['listener', 'list', '--profile', 'sandbox-slp'],
      'profile "sandbox-slp" not found; did you mean sandbox-slb',
    ],
    [['listener', 'list', '-o', 'jsn', '--provider', 'elb'], '--output takes table, json'],
    [
      ['listener', 'create', '--name', '--port', '80'],
      '--name needs a value, and --port is an option',
    ],
    [
      ['elb', 'listener', 'create', '--session-sticky=maybe'],
      '--session-sticky takes true or false',
    ],
  ])('explains %j', async (words, message) => {
    const { code, stdout, stderr } = await spawnProgram(words, { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
  });

  it.skipIf(process.platform !== 'linux')('says when its output can\u2019t be written', () => {
    const script = '"$0" "$1" listener validate --schema > /dev/full';
    const argv = ['-c', script, process.execPath, PROGRAM];
    const { status, stderr } = spawnSync('sh', argv, { env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('error: the output cannot be written (ENOSPC)'),
    });
  });

  it.skipIf(process.platform === 'win32')('stops reading standard input on Ctrl-C', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'listener', 'validate', '-f', '-'], { env });
    const ended = new Promise((resolve) => {
      child.on('close', (code, signal) => resolve(signal ?? code));
    });
    child.stdin.on('error', () => undefined);
    // More than a pipe holds, so that it is written once somebody reads.
    await new Promise((resolve) => child.stdin.write('# '.repeat(1_000_000), resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  it('finds again what an earlier command made, and what others make at the same time', async () => {
    const ports = Array.from({ length: 8 }, (_, index) => String(2200 + index));
    const made = await Promise.all(ports.map((port) => spawnProgram([...LISTENER, port], { env })));
    expect(made.map(({ code }) => code)).toEqual(ports.map(() => 0));
    const { stdout } = await spawnProgram(
      'listener list --profile sandbox-elb --columns port'.split(' '),
      { env },
    );
    expect(stdout.trim().split('\n').sort()).toEqual(ports);
  });
});
