import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { run } from '../program.ts';
import { ALIYUN, CLOUDS, homes, PROFILES, show } from './home.ts';

const home = homes();
const SECRET = 'S3CRET-MARK';

afterEach(() => {
  vi.restoreAllMocks();
});

interface Bad {
  readonly what: string;
  readonly files?: Record<string, unknown>;
  readonly argv: readonly string[];
  readonly env?: Record<string, string>;
  readonly says: readonly string[];
  readonly code?: number;
}

const ELB = ['profile', 'show', '--provider', 'elb'];
const SLB = ['profile', 'show', '--provider', 'slb'];
const CASES: readonly Bad[] = [
  {
    what: 'a profile file that is not JSON',
    files: { [PROFILES]: `{\n  "profiles": {\n    "p": { "secretKey": ${SECRET} } } }` },
    argv: ELB,
    says: [PROFILES, 'line 3, column 25'],
  },
  {
    what: 'a half-written profile file',
    files: { [PROFILES]: `{ "profiles": { "p": { "secretKey": "${SECRET}` },
    argv: ['profile', 'set', 'q', '--provider', 'elb', '--region', 'eu-de'],
    says: [PROFILES, 'line 1, column 37'],
  },
  {
    what: 'an empty profile file',
    files: { [PROFILES]: '' },
    argv: ['profile', 'list'],
    says: [PROFILES, 'line 1, column 1'],
  },
  {
    what: 'a profile that is no object',
    files: { [PROFILES]: { profiles: { p: SECRET } } },
    argv: ['profile', 'list'],
    says: ['profile "p" is not an object'],
  },
  {
    what: 'a setting that is no text',
    files: { [PROFILES]: { profiles: { p: { secretKey: { x: SECRET } } } } },
    argv: ['profile', 'list'],
    says: ['"secretKey" of profile "p" is not a string'],
  },
  {
    what: 'an aliyun configuration that is not JSON',
    files: { [ALIYUN]: `{"profiles": [{"access_key_secret": "${SECRET}",}]}` },
    argv: SLB,
    says: [ALIYUN, 'line 1, column'],
  },
  {
    what: 'a clouds.yaml that is not YAML',
    files: { [CLOUDS]: `clouds:\n  a:\n    auth: {password: ${SECRET}\n  b: [` },
    argv: ELB,
    says: [CLOUDS, 'line '],
  },
  {
    what: 'a clouds.yaml without clouds in it',
    files: { [CLOUDS]: `clouds: ${SECRET}` },
    argv: ELB,
    says: [CLOUDS, 'clouds is not a mapping'],
  },
  {
    what: 'a cloud that turns off the check of certificates',
    files: { [CLOUDS]: 'clouds: { a: { verify: false, auth: { token: t } } }' },
    argv: ELB,
    env: { OS_CLOUD: 'a' },
    says: ['verify: false'],
  },
  {
    what: 'a cloud that does not exist',
    files: { [CLOUDS]: 'clouds: { staging: {}, production: {} }' },
    argv: ELB,
    env: { OS_CLOUD: 'stagin' },
    says: ['OS_CLOUD', 'did you mean staging?'],
  },
  {
    what: 'a profile that does not exist',
    files: { [PROFILES]: { profiles: { prod: { provider: 'elb' } } } },
    argv: ['profile', 'show', 'prdo'],
    says: ['profile "prdo" not found; did you mean prod?'],
  },
  {
    what: 'a default profile that is gone',
    files: { [PROFILES]: { current: 'gone', profiles: {} } },
    argv: ['profile', 'show'],
    says: ['default profile "gone" does not exist', 'lbctl profile use'],
  },
  {
    what: 'a profile of a name that objects have by nature',
    files: { [PROFILES]: { profiles: {} } },
    argv: ['profile', 'show', 'constructor'],
    says: ['profile "constructor" not found'],
  },
  {
    what: 'half a key pair',
    argv: ['listener', 'list', '--provider', 'elb', '--region', 'eu-de'],
    env: { HUAWEICLOUD_SDK_SK: SECRET, HUAWEICLOUD_SDK_PROJECT_ID: 'p' },
    says: ['the secret key (environment HUAWEICLOUD_SDK_SK) is set, but not the access key id'],
    code: 3,
  },
  {
    what: 'an unencrypted endpoint',
    argv: ['listener', 'list', '--provider', 'elb', '--endpoint', 'http://elb.example.com'],
    env: { HUAWEICLOUD_SDK_AK: 'a', HUAWEICLOUD_SDK_SK: SECRET },
    says: ['http://elb.example.com is not encrypted'],
  },
  {
    what: 'an endpoint with a password in it',
    argv: ['listener', 'list', '--provider', 'elb', '--endpoint', `https://me:${SECRET}@[bad`],
    says: ['is not a URL'],
  },
  {
    what: 'a proxy that is none',
    argv: ['listener', 'list', '--provider', 'slb', '--region', 'cn-hangzhou', '--profile', 'p'],
    files: {
      [PROFILES]: { profiles: { p: { provider: 'slb', accessKey: 'a', secretKey: SECRET } } },
    },
    env: { HTTPS_PROXY: `socks5://me:${SECRET}@proxy.example` },
    says: ['proxy', 'is not an http: URL'],
  },
  {
    what: 'certificates that are not there',
    argv: ['listener', 'list', '--provider', 'slb', '--region', 'cn-hangzhou'],
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET,
      SSL_CERT_FILE: '/nowhere/ca.pem',
    },
    says: ['cannot read the certificates in /nowhere/ca.pem (ENOENT)'],
  },
];

describe('bad input', () => {
  it.each(CASES)('$what', async ({ files = {}, argv, env = {}, says, code = 2 }) => {
    const made = home(files);
    const proxy = env['HTTPS_PROXY'];
    if (proxy !== undefined) vi.stubEnv('HTTPS_PROXY', proxy);
    const ran = await run(argv, { env: { ...made.env, ...env }, hurry: true });
    vi.unstubAllEnvs();
    for (const words of says) expect(ran.stderr).toContain(words);
    expect(ran.code).toBe(code);
    expect(ran.stdout + ran.stderr).not.toContain(SECRET);
    expect(ran.stderr).not.toContain('bug in lbctl');
  });

  it('names a file that can\u2019t be read', async () => {
    const made = home();
    mkdirSync(made.profileFile, { recursive: true });
    const ran = await run(['profile', 'list'], { env: made.env });
    expect([ran.code, ran.stderr]).toEqual([
      2,
      expect.stringContaining(`cannot read the profile file ${made.profileFile} (EISDIR)`),
    ]);
  });

  it('warns of a file that others can read, and works', async () => {
    const made = home({ [PROFILES]: { profiles: { p: { provider: 'elb', region: 'eu-de' } } } });
    chmodSync(made.profileFile, 0o644);
    const { ran } = await show(made, ['p']);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain(`chmod 600 ${made.profileFile}`);
  });

  it('refuses somebody else\u2019s file', async () => {
    const made = home({ [PROFILES]: { profiles: { p: { provider: 'elb', region: 'eu-de' } } } });
    if (process.getuid?.() === 0) chownSync(made.profileFile, 4243, 4243);
    vi.spyOn(process, 'getuid').mockReturnValue(4242);
    const { ran } = await show(made, ['p']);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('another user')]);
  });

  it('is not stopped by a broken file that it does not need', async () => {
    const made = home({ [ALIYUN]: '{' });
    const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'a', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x' };
    const { ran, shown } = await show(made, ['--provider', 'slb'], { env });
    expect(shown.credentials).toBe('access key');
    expect(ran.stderr).toContain('warning: cannot parse');
  });
});
