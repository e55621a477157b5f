import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Home, homes } from '../profile/home.ts';
import { type Ran, run } from '../program.ts';
import { type Stub, startRecorder } from '../stub.ts';

const account = SANDBOX_CREDENTIALS.elb;
const home = homes();
let sandbox: Sandbox;
let cloud: Stub;
let now = new Date();
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => now });
  cloud = await startRecorder(sandbox.url);
});
afterAll(async () => {
  await cloud.close();
  await sandbox.close();
});

const LOGIN = {
  OS_USERNAME: account.username,
  OS_PASSWORD: account.password,
  OS_USER_DOMAIN_NAME: account.domainName,
  OS_PROJECT_NAME: account.projectName,
};
const KEYS = { HUAWEICLOUD_SDK_AK: account.accessKey, HUAWEICLOUD_SDK_SK: account.secretKey };

async function list(
  made: Home,
  env: Record<string, string>,
): Promise<{ ran: Ran; calls: string[] }> {
  const before = cloud.received.length;
  const ran = await run(
    ['listener', 'list', '--provider', 'elb', '--region', 'eu-de', '-o', 'json'],
    {
      env: { ...made.env, OS_AUTH_URL: `${cloud.url}/v3`, LBCTL_ENDPOINT: cloud.url, ...env },
      hurry: true,
      now: () => now,
    },
  );
  const calls = cloud.received.slice(before).map(({ method, path }) => `${method} ${path}`);
  return { ran, calls };
}

function tokenFile({ folder }: Home): string {
  const tokens = join(folder, '.cache', 'lbctl', 'tokens');
  const [name = ''] = readdirSync(tokens);
  return join(tokens, name);
}

const LIST = `GET /v1.0/${account.projectId}/elbaas/listeners`;
const TOKENS = 'POST /v3/auth/tokens';

describe('login with user name and password', () => {
  it('is cached between commands, with the project id', async () => {
    const made = home();
    const first = await list(made, LOGIN);
    expect([first.ran.code, first.calls]).toEqual([0, [TOKENS, LIST]]);
    expect((await list(made, LOGIN)).calls).toEqual([LIST]);
    expect(statSync(tokenFile(made)).mode & 0o777).toBe(0o600);
    expect(statSync(join(tokenFile(made), '..')).mode & 0o777).toBe(0o700);
    expect(readFileSync(tokenFile(made), 'utf8')).not.toContain(account.password);
  });

  it('is not reused for another password', async () => {
    const made = home();
    await list(made, LOGIN);
    const { ran, calls } = await list(made, { ...LOGIN, OS_PASSWORD: 'wrong-MARK' });
    expect([ran.code, calls]).toEqual([3, [TOKENS]]);
    expect(ran.stderr).not.toContain('MARK');
  });

  it.each([
    ['close to expiry', 23 * 60 + 56, [TOKENS, LIST]],
    ['valid for longer', 23 * 60 + 50, [LIST]],
  ])('with a token %s', async (_, minutes, expected) => {
    const made = home();
    const start = now;
    await list(made, LOGIN);
    now = new Date(start.getTime() + minutes * 60_000);
    expect((await list(made, LOGIN)).calls).toEqual(expected);
    now = start;
  });

  it('names the identity endpoint where it cannot be reached', async () => {
    const env = { ...home().env, ...LOGIN, OS_AUTH_URL: 'http://127.0.0.1:1/v3' };
    const { code, stderr } = await run(
      `elb listener list --region eu-de --endpoint ${cloud.url} --retries 0`.split(' '),
      { env },
    );
    expect([code, stderr]).toEqual([
      6,
      expect.stringContaining('hint: check the identity endpoint (OS_AUTH_URL) and'),
    ]);
  });

  it('is repeated once when the cloud rejects the token', async () => {
    const made = home();
    await list(made, LOGIN);
    const session = JSON.parse(readFileSync(tokenFile(made), 'utf8'));
    writeFileSync(tokenFile(made), JSON.stringify({ ...session, token: 'forgotten.x' }));
    const { ran, calls } = await list(made, LOGIN);
    expect([ran.code, calls]).toEqual([0, [LIST, TOKENS, LIST]]);
    expect((await list(made, LOGIN)).calls).toEqual([LIST]);
  });

  it('removes what a killed process left', async () => {
    const made = home();
    await list(made, LOGIN);
    const old = `${tokenFile(made)}.1.new`;
    const young = `${tokenFile(made)}.2.new`;
    for (const path of [old, young]) writeFileSync(path, '{"token": "half');
    utimesSync(old, 0, 0);
    await list(made, { ...LOGIN, OS_PROJECT_DOMAIN_NAME: account.domainName });
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });

  it('is repeated when the cached token is not JSON', async () => {
    const made = home();
    await list(made, LOGIN);
    writeFileSync(tokenFile(made), '{"token": "half');
    expect((await list(made, LOGIN)).calls).toEqual([TOKENS, LIST]);
  });
});

describe('keys and tokens', () => {
  it('look up the project of the region by name', async () => {
    const { ran, calls } = await list(home(), KEYS);
    expect([ran.code, calls]).toEqual([0, ['GET /v3/projects', LIST]]);
  });

  it('do not look up a project that is set', async () => {
    const { calls } = await list(home(), { ...KEYS, OS_PROJECT_ID: account.projectId });
    expect(calls).toEqual([LIST]);
  });

  it('do not log in when the given token has expired', async () => {
    const env = { OS_TOKEN: 'old.MARK', OS_PROJECT_ID: account.projectId };
    const { ran, calls } = await list(home(), env);
    expect([ran.code, calls]).toEqual([3, [LIST]]);
    expect(ran.stderr).not.toContain('MARK');
  });
});
