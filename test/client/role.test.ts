import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { homes } from '../profile/home.ts';
import { run } from '../program.ts';
import { type Reply, type Stub, startStub } from '../stub.ts';

const { accessKey, secretKey } = SANDBOX_CREDENTIALS.slb;
const home = homes();
let cloud: Stub;
beforeAll(async () => {
  cloud = await startStub(() => ({ body: { Listeners: [], RequestId: 'r' } }));
});
afterAll(() => cloud.close());

const LIST = ['listener', 'list', '--provider', 'slb', '--region', 'cn-hangzhou', '-o', 'json'];

async function listWith(reply: Reply) {
  const issuer = await startStub(() => reply);
  const env = {
    ...home().env,
    ALIBABA_CLOUD_CREDENTIALS_URI: `${issuer.url}/token?key=MARK`,
    LBCTL_ENDPOINT: cloud.url,
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

  it.each<[string, Reply, number, string]>([
    [
      'an error',
      { status: 403, body: { Code: 'NoPermission', Message: 'MARK' } },
      3,
      'was refused',
    ],
    ['refused without a code', { status: 404, body: 'MARK' }, 3, 'was refused'],
    ['an outage', { status: 500, body: 'MARK' }, 6, 'did not answer'],
    [
      'an outage with a code',
      { status: 500, body: { Code: 'InternalError' } },
      6,
      'did not answer',
    ],
    ['a page of a gateway', { status: 502, body: '<html>MARK' }, 6, 'did not answer'],
    ['lost', 'reset', 6, 'did not answer'],
    ['no JSON', { body: '<html>MARK' }, 1, 'sent none'],
    ['half a pair', { body: { Code: 'Success', AccessKeySecret: 'MARK' } }, 1, 'sent none'],
  ])('fail without showing the response when it is %s', async (_, reply, code, what) => {
    const { ran } = await listWith(reply);
    expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(what)]);
    expect(ran.stdout + ran.stderr).not.toContain('MARK');
  });

  it.each([
    ['once', 1, 0, 2],
    ['and no more than once', Number.POSITIVE_INFINITY, 3, 2],
  ])('are renewed %s when they run out', async (_, expired, code, fetched) => {
    const issuer = await startStub((_request, index) => ({
      body: {
        Code: 'Success',
        AccessKeyId: 'STS.key',
        AccessKeySecret: `secret-number-${index}`,
        SecurityToken: `token-number-${index}`,
        Expiration: '2999-01-01T00:00:00Z',
      },
    }));
    const cloud = await startStub((_request, index) =>
      index < expired
        ? { status: 403, body: { Code: 'InvalidSecurityToken.Expired', Message: 'expired' } }
        : { body: { Listeners: [], RequestId: 'r' } },
    );
    const env = {
      ...home().env,
      ALIBABA_CLOUD_CREDENTIALS_URI: issuer.url,
      LBCTL_ENDPOINT: cloud.url,
    };
    const ran = await run(LIST, { env, hurry: true });
    await Promise.all([issuer.close(), cloud.close()]);
    const tokens = cloud.received.map(({ headers }) => headers['x-acs-security-token']);
    expect([ran.code, issuer.received.length]).toEqual([code, fetched]);
    expect(tokens).toEqual(['token-number-0', 'token-number-1']);
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
