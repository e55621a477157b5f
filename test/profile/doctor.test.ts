import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { run } from '../program.ts';
import { type Reply, startStub } from '../stub.ts';
import { ALIYUN, homes, PROFILES } from './home.ts';

const account = SANDBOX_CREDENTIALS.elb;
const home = homes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({});
});
afterAll(() => sandbox.close());

const KEYS = {
  HUAWEICLOUD_SDK_AK: account.accessKey,
  HUAWEICLOUD_SDK_SK: account.secretKey,
  HUAWEICLOUD_SDK_PROJECT_ID: account.projectId,
};

interface DoctorOptions {
  readonly env?: Record<string, string>;
  readonly files?: Record<string, unknown>;
  readonly endpoint?: string;
  readonly now?: () => Date;
}

async function doctor({ env = KEYS, files = {}, endpoint = sandbox.url, now }: DoctorOptions) {
  const made = home(files);
  const ran = await run(
    [
      'doctor',
      '--provider',
      'elb',
      '--region',
      'eu-de',
      '--endpoint',
      endpoint,
      '--retries',
      '0',
      '-o',
      'json',
    ],
    { env: { ...made.env, ...env }, hurry: true, ...(now === undefined ? {} : { now }) },
  );
  const checks: { check: string; status: string; detail: string }[] = JSON.parse(ran.stdout);
  const status = (name: string) => checks.find(({ check }) => check === name)?.status;
  const detail = (name: string) => checks.find(({ check }) => check === name)?.detail;
  return { ran, status, detail };
}

describe('doctor', () => {
  it.each(['sandbox-elb', 'sandbox-slb'])('reports no problems with %s', async (profile) => {
    const ran = await run(['doctor', '--profile', profile, '-o', 'json'], { env: home().env });
    const statuses = new Set(JSON.parse(ran.stdout).map((one: { status: string }) => one.status));
    expect([ran.code, [...statuses]]).toEqual([0, ['ok']]);
  });

  it('prints one line per check', async () => {
    const { stdout, code } = await run(['doctor', '--profile', 'sandbox-elb'], { env: home().env });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(code).toBe(0);
    expect(lines.every((line) => line.length === 3)).toBe(true);
    expect(lines.map(([check]) => check)).toEqual(
      expect.arrayContaining([
        'Node',
        'profiles',
        'address',
        'DNS',
        'clock',
        'authentication',
        'API',
      ]),
    );
  });

  it('reports rejected keys', async () => {
    const { ran, status } = await doctor({ env: { ...KEYS, HUAWEICLOUD_SDK_SK: 'wrong-MARK' } });
    expect([ran.code, status('authentication'), status('API')]).toEqual([3, 'failed', 'skipped']);
    expect(ran.stdout + ran.stderr).not.toContain('MARK');
  });

  it('reports missing keys', async () => {
    const { ran, status } = await doctor({ env: {} });
    expect([ran.code, status('credentials')]).toEqual([3, 'failed']);
  });

  it('reports a wrong clock', async () => {
    const now = () => new Date(Date.now() + 20 * 60_000);
    const { ran, status, detail } = await doctor({ now });
    expect([ran.code, status('clock')]).toEqual([3, 'failed']);
    expect(detail('clock')).toMatch(/(1200|1199|1201) s ahead of/);
  });

  it.each<[string, Reply]>([
    [
      'an HTML error',
      { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>MARK</html>' },
    ],
    ['another page', { body: '<html>welcome</html>' }],
  ])('reports an endpoint that sends %s', async (_, reply) => {
    const other = await startStub(() => reply);
    const { ran, status } = await doctor({ endpoint: other.url });
    await other.close();
    expect([ran.code, status('connection'), status('API')]).toEqual([6, 'ok', 'failed']);
  });

  it('reports a refused connection', async () => {
    const { ran, status } = await doctor({ endpoint: 'http://127.0.0.1:9' });
    expect([ran.code, status('connection'), status('authentication')]).toEqual([
      6,
      'failed',
      'skipped',
    ]);
  });

  it('reports an unencrypted endpoint', async () => {
    const { ran, status } = await doctor({ endpoint: 'http://elb.example.com' });
    expect([ran.code, status('address')]).toEqual([2, 'failed']);
  });

  it('reports an invalid profile file as an error, and other invalid files as warnings', async () => {
    const broken = await doctor({ files: { [PROFILES]: '{' } });
    expect([broken.ran.code, broken.status('profiles')]).toEqual([2, 'failed']);
    const other = await doctor({ files: { [ALIYUN]: '{' } });
    expect([other.ran.code, other.status('~/.aliyun/config.json')]).toEqual([0, 'warning']);
  });
});
