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
  readonly messages: readonly string[];
  readonly code?: number;
}

const ELB = ['profile', 'show', '--provider', 'elb'];
const SLB = ['profile', 'show', '--provider', 'slb'];
const CASES: readonly Bad[] = [
  {
    what: 'a profile file that is not JSON',
    files: { [PROFILES]: `{\n  "profiles": {\n    "p": { "secretKey": ${SECRET} } } }` },
    argv: ELB,
    messages: [PROFILES, 'line 3, column 25'],
  },
  {
    what: 'a half-written profile file',
    files: { [PROFILES]: `{ "profiles": { "p": { "secretKey": "${SECRET}` },
    argv: ['profile', 'set', 'q', '--provider', 'elb', '--region', 'eu-de'],
    messages: [PROFILES, 'line 1, column 37'],
  },
  {
    what: 'an empty profile file',
    files: { [PROFILES]: '' },
    argv: ['profile', 'list'],
    messages: [PROFILES, 'line 1, column 1'],
  },
  {
    what: 'a profile that is not an object',
    files: { [PROFILES]: { profiles: { p: SECRET } } },
    argv: ['profile', 'list'],
    messages: ['profile "p" is not an object'],
  },
  {
    what: 'a setting that is not a string',
    files: { [PROFILES]: { profiles: { p: { secretKey: { x: SECRET } } } } },
    argv: ['profile', 'list'],
    messages: ['"secretKey" of profile "p" is not a string'],
  },
  {
    what: 'an aliyun configuration that is not JSON',
    files: { [ALIYUN]: `{"profiles": [{"access_key_secret": "${SECRET}",}]}` },
    argv: SLB,
    messages: [ALIYUN, 'line 1, column'],
  },
  {
    what: 'a clouds.yaml that is not YAML',
    files: { [CLOUDS]: `clouds:\n  a:\n    auth: {password: ${SECRET}\n  b: [` },
    argv: ELB,
    messages: [CLOUDS, 'line '],
  },
  {
    what: 'a clouds.yaml without clouds in it',
    files: { [CLOUDS]: `clouds: ${SECRET}` },
    argv: ELB,
    messages: [CLOUDS, 'clouds is not a mapping'],
  },
  {
    what: 'a cloud that disables certificate checks',
    files: { [CLOUDS]: 'clouds: { a: { verify: false, auth: { token: t } } }' },
    argv: ELB,
    env: { OS_CLOUD: 'a' },
    messages: ['verify: false'],
  },
  {
    what: 'a cloud that does not exist',
    files: { [CLOUDS]: 'clouds: { staging: {}, production: {} }' },
    argv: ELB,
    env: { OS_CLOUD: 'stagin' },
    messages: ['OS_CLOUD', 'did you mean staging?'],
  },
  {
    what: 'a profile that does not exist',
    files: { [PROFILES]: { profiles: { prod: { provider: 'elb' } } } },
    argv: ['profile', 'show', 'prdo'],
    messages: ['profile "prdo" not found; did you mean prod?'],
  },
  {
    what: 'a default profile that does not exist',
    files: { [PROFILES]: { current: 'gone', profiles: {} } },
    argv: ['profile', 'show'],
    messages: ['default profile "gone" does not exist', 'lbctl profile use'],
  },
  {
    what: 'a profile named like a property of Object',
    files: { [PROFILES]: { profiles: {} } },
    argv: ['profile', 'show', 'constructor'],
    messages: ['profile "constructor" not found'],
  },
  {
    what: 'half a key pair',
    argv: ['listener', 'list', '--provider', 'elb', '--region', 'eu-de'],
    env: { HUAWEICLOUD_SDK_SK: SECRET, HUAWEICLOUD_SDK_PROJECT_ID: 'p' },
    messages: ['the secret key (environment HUAWEICLOUD_SDK_SK) is set, but not the access key id'],
    code: 3,
  },
  {
    what: 'an unencrypted endpoint',
    argv: ['listener', 'list', '--provider', 'elb', '--endpoint', 'http://elb.example.com'],
    env: { HUAWEICLOUD_SDK_AK: 'a', HUAWEICLOUD_SDK_SK: SECRET },
    messages: ['http://elb.example.com is not encrypted'],
  },
  {
    what: 'an endpoint with a password',
    argv: ['listener', 'list', '--provider', 'elb', '--endpoint', `https://me:${SECRET}@[bad`],
    messages: ['is not a URL'],
  },
  {
    what: 'a SOCKS proxy',
    argv: ['listener', 'list', '--provider', 'slb', '--region', 'cn-hangzhou', '--profile', 'p'],
    files: {
      [PROFILES]: { profiles: { p: { provider: 'slb', accessKey: 'a', secretKey: SECRET } } },
    },
    env: { HTTPS_PROXY: `socks5://me:${SECRET}@proxy.example` },
    messages: ['proxy', 'is not an http: URL'],
  },
  {
    what: 'a CA file that does not exist',
    argv: ['listener', 'list', '--provider', 'slb', '--region', 'cn-hangzhou'],
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET,
      SSL_CERT_FILE: '/nowhere/ca.pem',
    },
    messages: ['cannot read the certificates in /nowhere/ca.pem (ENOENT)'],
  },
];

describe('bad input', () => {
  it.each(CASES)('$what', async ({ files = {}, argv, env = {}, messages, code = 2 }) => {
    const made = home(files);
    const proxy = env['HTTPS_PROXY'];
    if (proxy !== undefined) vi.stubEnv('HTTPS_PROXY', proxy);
    const ran = await run(argv, { env: { ...made.env, ...env }, hurry: true });
    vi.unstubAllEnvs();
    for (const message of messages) expect(ran.stderr).toContain(message);
    expect(ran.code).toBe(code);
    expect(ran.stdout + ran.stderr).not.toContain(SECRET);
    expect(ran.stderr).not.toContain('bug in lbctl');
  });

  it('names a profile file that cannot be read', async () => {
    const made = home();
    mkdirSync(made.profileFile, { recursive: true });
    const ran = await run(['profile', 'list'], { env: made.env });
    expect([ran.code, ran.stderr]).toEqual([
      2,
      expect.stringContaining(`cannot read the profile file ${made.profileFile} (EISDIR)`),
    ]);
  });

  it('warns of a profile file that others can read', async () => {
    const made = home({ [PROFILES]: { profiles: { p: { provider: 'elb', region: 'eu-de' } } } });
    chmodSync(made.profileFile, 0o644);
    const { ran } = await show(made, ['p']);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain(`chmod 600 ${made.profileFile}`);
  });

  it('rejects a profile file of another user', async () => {
    const made = home({ [PROFILES]: { profiles: { p: { provider: 'elb', region: 'eu-de' } } } });
    if (process.getuid?.() === 0) chownSync(made.profileFile, 4243, 4243);
    vi.spyOn(process, 'getuid').mockReturnValue(4242);
    const { ran } = await show(made, ['p']);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('another user')]);
  });

  it('only warns of an invalid file that is not needed', async () => {
    const made = home({ [ALIYUN]: '{' });
    const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'a', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x' };
    const { ran, shown } = await show(made, ['--provider', 'slb'], { env });
    expect(shown.credentials).toBe('access key');
    expect(ran.stderr).toContain('warning: cannot parse');
  });
});
