import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { homes, PROFILES } from '../profile/home.ts';
import { type Ran, run } from '../program.ts';

const { accessKey, secretKey } = SANDBOX_CREDENTIALS.slb;
const home = homes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({});
});
afterAll(() => sandbox.close());

/** Runs `listener list` with a credential process that runs the script. */
async function list(script: string, ...argv: readonly string[]): Promise<Ran> {
  const file = join(home().folder, 'print.cjs');
  writeFileSync(file, script);
  const credentialProcess = `"${process.execPath}" "${file}"`;
  const profile = {
    provider: 'slb',
    region: 'cn-hangzhou',
    endpoint: sandbox.url,
    credentialProcess,
  };
  const { env } = home({ [PROFILES]: { profiles: { p: profile } } });
  return run(['listener', 'list', '--profile', 'p', '-o', 'json', ...argv], { env, hurry: true });
}

const print = (document: unknown) => `console.log(${JSON.stringify(JSON.stringify(document))})`;
const AWS = { Version: 1, AccessKeyId: accessKey, SecretAccessKey: secretKey };

describe('credential process', () => {
  it.each([
    ['the keys of AWS', AWS],
    [
      'the keys of the aliyun CLI',
      { mode: 'AK', access_key_id: accessKey, access_key_secret: secretKey },
    ],
    ['the keys of lbctl', { accessKey, secretKey, expires: '2999-01-01T00:00:00Z' }],
  ])('may print %s', async (_, document) => {
    const ran = await list(print(document));
    expect([ran.code, ran.stderr]).toEqual([0, '']);
  });

  it.each([
    ['fails', 'console.log("MARK"); console.error("MARK"); process.exit(7)', 'exited with code 7'],
    ['prints no JSON', 'console.log("MARK")', 'did not print JSON'],
    ['prints half a pair', print({ SecretAccessKey: 'MARK' }), 'neither AccessKeyId and Secret'],
    [
      'prints expired ones',
      print({ ...AWS, Expiration: '2020-01-01T00:00:00Z' }),
      'printed expired',
    ],
    ['prints too much', 'process.stdout.write("MARK".repeat(1e6))', 'printed too much'],
  ])('that %s fails, without showing its output', async (_, script, message) => {
    const ran = await list(script, '--debug');
    expect([ran.code, ran.stderr]).toEqual([3, expect.stringContaining(message)]);
    expect(ran.stdout + ran.stderr).not.toMatch(/MARK/);
    expect(ran.stderr).not.toContain(secretKey);
  });

  it('that hangs is killed with its children', async () => {
    const mark = join(home().folder, 'still-there');
    const inner = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(mark)}, ''), 2500)`;
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}]); setInterval(() => {}, 1000)`;
    const ran = await list(script, '--timeout', '1s');
    expect([ran.code, ran.stderr]).toEqual([3, expect.stringContaining('did not exit within 1s')]);
    await pause(2500);
    expect(existsSync(mark)).toBe(false);
  });

  it('does not run in a dry run', async () => {
    const { env } = home();
    const mark = join(home().folder, 'ran');
    const ran = await run(
      [
        ...['listener', 'create', '--provider', 'slb', '--region', 'cn-hangzhou', '--dry-run'],
        ...['--load-balancer', 'lb-x', '--protocol', 'tcp', '--port', '80', '--backend-port', '80'],
        ...['--bandwidth', 'unlimited', '--no-preflight'],
      ],
      { env: { ...env, LBCTL_CREDENTIAL_PROCESS: `touch ${mark}` } },
    );
    expect([ran.code, existsSync(mark)]).toEqual([0, false]);
  });
});
