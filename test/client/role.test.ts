import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { homes } from '../profile/home.ts';
import { run } from '../program.ts';
import { type Reply, startStub } from '../stub.ts';

const { accessKey, secretKey } = SANDBOX_CREDENTIALS.slb;
const home = homes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({});
});
afterAll(() => sandbox.close());

const LIST = ['listener', 'list', '--provider', 'slb', '--region', 'cn-hangzhou', '-o', 'json'];

async function listWith(reply: Reply) {
  const issuer = await startStub(() => reply);
  const env = {
    ...home().env,
    ALIBABA_CLOUD_CREDENTIALS_URI: `${issuer.url}/token?key=MARK`,
    LBCTL_ENDPOINT: sandbox.url,
  };
  const ran = await run([...LIST, '--debug'], { env, hurry: true });
  await issuer.close();
  return { ran, requests: issuer.received.length };
}

describe('credentials from the vendor\u2019s library', () => {
  it('are fetched and used', async () => {
    const body = {
      Code: 'Success',
      AccessKeyId: accessKey,
      AccessKeySecret: secretKey,
      SecurityToken: 'a-token',
      Expiration: '2999-01-01T00:00:00Z',
    };
    const { ran, requests } = await listWith({ body });
    expect(requests).toBe(1);
    expect(ran.stderr).toContain('x-acs-security-token: ***');
    expect(ran.stdout + ran.stderr).not.toContain(secretKey);
  });

  it.each<[string, Reply]>([
    ['an error', { status: 403, body: { Code: 'NoPermission', Message: 'MARK' } }],
    ['no JSON', { body: 'MARK' }],
    ['half a pair', { body: { Code: 'Success', AccessKeySecret: 'MARK' } }],
  ])('fail without showing the response when it is %s', async (_, reply) => {
    const { ran } = await listWith(reply);
    expect([ran.code, ran.stderr]).toEqual([3, expect.stringContaining('was refused')]);
    expect(ran.stdout + ran.stderr).not.toContain('MARK');
  });

  it('need the library, and say how to install it', () => {
    const { folder, env } = home();
    for (const part of ['bin', 'dist', 'package.json']) {
      cpSync(new URL(`../../${part}`, import.meta.url), join(folder, 'lbctl', part), {
        recursive: true,
      });
    }
    const ran = spawnSync(process.execPath, [join(folder, 'lbctl/bin/lbctl.cjs'), ...LIST], {
      env: { ...env, ALIBABA_CLOUD_ECS_METADATA: 'role' },
      encoding: 'utf8',
    });
    expect(ran.status).toBe(3);
    const { error } = JSON.parse(ran.stderr);
    expect(error.message).toContain('@alicloud/credentials, which is not installed');
    expect(error.hint).toContain('npm install -g @alicloud/credentials');
  });
});
