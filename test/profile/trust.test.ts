import { chmodSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../program.ts';
import { type Stub, startStub } from '../stub.ts';
import { ALIYUN, homes, PROFILES, show } from './home.ts';

const home = homes();
let cloud: Stub;
beforeAll(async () => {
  cloud = await startStub(({ path }) => ({
    body: path === '/' ? { Listeners: [], RequestId: 'r' } : [],
  }));
});
afterAll(() => cloud.close());

describe('a credential process in a profile', () => {
  const marker = (folder: string) => join(folder, 'ran');
  const made = () => {
    const one = home();
    const credentials = '{\\"AccessKeyId\\":\\"ak\\",\\"SecretAccessKey\\":\\"secret-key\\"}';
    const credentialProcess = `touch ${marker(one.folder)}; echo "${credentials}"`;
    return { one, credentialProcess };
  };

  it.each<[string, number, number, boolean]>([
    ['nobody else can write', 0o600, 0o700, true],
    ['others can read', 0o644, 0o755, true],
    ['its group can write', 0o660, 0o700, false],
    ['everybody can write', 0o602, 0o700, false],
    ['everybody can replace', 0o600, 0o707, false],
  ])('that %s', async (_, file, folder, runs) => {
    const { one, credentialProcess } = made();
    const profiles = { a: { provider: 'slb', region: 'cn-hangzhou', credentialProcess } };
    const again = home({ [PROFILES]: { current: 'a', profiles } });
    chmodSync(again.profileFile, file);
    chmodSync(dirname(again.profileFile), folder);
    const argv = ['listener', 'list', '--endpoint', cloud.url, '-o', 'json'];
    const ran = await run(argv, { env: again.env });
    expect([ran.code, existsSync(marker(one.folder))]).toEqual(runs ? [0, true] : [3, false]);
    const warning = `the credential process in ${again.profileFile} is not run: other users can change it`;
    for (const command of [argv, ['profile', 'show'], ['doctor', '--endpoint', cloud.url]]) {
      const { stderr } = await run(command, { env: again.env });
      expect(stderr.includes(warning), `${command}: ${stderr}`).toBe(!runs);
    }
  });

  it.each([
    [0o600, true],
    [0o666, false],
  ])('of the aliyun CLI, in a file with mode %o', async (mode, runs) => {
    const { one, credentialProcess } = made();
    const profile = { name: 'a', mode: 'External', process_command: credentialProcess };
    const again = home({
      [ALIYUN]: { current: 'a', profiles: [{ ...profile, region_id: 'cn-hangzhou' }] },
    });
    chmodSync(join(again.folder, ALIYUN), mode);
    const argv = ['listener', 'list', '--provider', 'slb', '--endpoint', cloud.url];
    const ran = await run(argv, { env: again.env });
    expect([ran.code, existsSync(marker(one.folder))]).toEqual(runs ? [0, true] : [3, false]);
  });
});

describe('a secret', () => {
  const list = (env: Record<string, string>, provider = 'elb', region = 'eu-de') =>
    run(
      [
        'listener',
        'list',
        '--provider',
        provider,
        '--region',
        region,
        '--endpoint',
        cloud.url,
        '-o',
        'json',
      ],
      { env: { ...home().env, HUAWEICLOUD_SDK_AK: 'ak', OS_PROJECT_ID: 'p', ...env } },
    );

  it.each([
    ['HUAWEICLOUD_SDK_SK', 'key-MARK\n'],
    ['HUAWEICLOUD_SDK_SK', 'key-MARK\r\n'],
    ['HUAWEICLOUD_SDK_SK', ' key-MARK \n\n'],
    ['OS_TOKEN', 'token-MARK\n'],
    ['OS_AUTH_TOKEN', '\ttoken-MARK\r'],
  ])('in %s that ends as files do (%j) is trimmed', async (variable, value) => {
    const { code, stderr } = await list({ [variable]: value });
    expect([code, stderr]).toEqual([0, '']);
    const { headers } = cloud.received.at(-1) ?? {};
    if (variable.endsWith('TOKEN')) expect(headers?.['x-auth-token']).toBe('token-MARK');
    else expect(headers?.['authorization']).toContain('Access=ak');
  });

  it.each([
    ['HUAWEICLOUD_SDK_SK', 'key\nMARK', 'secret key', 'a line break'],
    ['HUAWEICLOUD_SDK_SK', 'key MARK', 'secret key', 'a space'],
    ['HUAWEICLOUD_SDK_AK', 'key\nMARK', 'access key id', 'a line break'],
    ['HUAWEICLOUD_SDK_SECURITY_TOKEN', 'a\u0000MARK', 'security token', 'a control character'],
    ['OS_TOKEN', 'token\r\nx-evil: MARK', 'login token', 'a line break'],
    ['OS_TOKEN', 't\u00f6kenMARK', 'login token', 'a character beyond ASCII'],
  ])('in %s as %j is refused', async (variable, value, label, what) => {
    const before = cloud.received.length;
    const { code, stderr } = await list({ HUAWEICLOUD_SDK_SK: 'secret-key', [variable]: value });
    expect([code, cloud.received.length - before]).toEqual([2, 0]);
    const { error } = JSON.parse(stderr);
    expect(error.message).toMatch(
      new RegExp(`^the ${label}.*\\(environment ${variable}\\) contains ${what}$`),
    );
    expect(stderr).not.toContain('MARK');
  });

  it('with a line break in a profile is refused', async () => {
    const made = home({
      [PROFILES]: {
        profiles: {
          a: { provider: 'elb', username: 'u', userDomainName: 'd', password: 'a\nMARK' },
        },
      },
    });
    const { code, stderr } = await run(
      ['listener', 'list', '--profile', 'a', '--region', 'eu-de'],
      { env: made.env },
    );
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('the password (profile a, plain text) contains a line break'),
    ]);
    expect(stderr).not.toContain('MARK');
  });

  it('of a credential process may end in a line break, and contain none', async () => {
    const ran = async (key: string) => {
      const credentialProcess = `printf '{"AccessKeyId":"ak","SecretAccessKey":"${key}"}'`;
      const profiles = {
        a: { provider: 'elb', region: 'eu-de', projectId: 'p', credentialProcess },
      };
      const { env } = home({ [PROFILES]: { current: 'a', profiles } });
      return run(['listener', 'list', '--endpoint', cloud.url], { env });
    };
    expect((await ran('secret-key\\\\n')).code).toBe(0);
    const refused = await ran('MARK\\\\nMARK');
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringContaining('contains a line break'),
    ]);
    expect(refused.stderr).not.toContain('MARK');
  });
});

describe('with an endpoint and no identity endpoint', () => {
  const argv = (...more: string[]) => [
    'listener',
    'list',
    '--provider',
    'elb',
    '--region',
    'eu-de',
    '-o',
    'json',
    ...more,
  ];
  const login = { OS_USERNAME: 'u', OS_PASSWORD: 'a-password', OS_USER_DOMAIN_NAME: 'd' };
  const keys = { HUAWEICLOUD_SDK_AK: 'ak', HUAWEICLOUD_SDK_SK: 'secret-key' };

  it.each<[string, Record<string, string>, number]>([
    ['a password', login, 2],
    ['a password, with the project', { ...login, OS_PROJECT_ID: 'p' }, 2],
    ['a token', { OS_TOKEN: 'a-login-token' }, 2],
    ['keys', keys, 2],
    ['a token, with the project', { OS_TOKEN: 'a-login-token', OS_PROJECT_ID: 'p' }, 0],
    ['keys, with the project', { ...keys, OS_PROJECT_ID: 'p' }, 0],
  ])('%s goes to no host that was guessed', async (_, env, code) => {
    const ran = await run(argv('--endpoint', cloud.url), { env: { ...home().env, ...env } });
    expect(ran.code).toBe(code);
    if (code === 0) return;
    const { error } = JSON.parse(ran.stderr);
    expect([error.kind, error.message]).toEqual([
      'usage',
      expect.stringContaining('the identity endpoint of this API endpoint is unknown'),
    ]);
    expect(error.hint).toContain('OS_AUTH_URL');
  });
});

describe('a login by user id', () => {
  it('with a project name and no domain is refused before it is sent', async () => {
    const env = {
      ...home().env,
      OS_USER_ID: 'id',
      OS_PASSWORD: 'a-password',
      OS_PROJECT_NAME: 'n',
      OS_AUTH_URL: cloud.url,
    };
    const argv = ['listener', 'list', '--provider', 'elb', '--endpoint', cloud.url];
    const before = cloud.received.length;
    const ran = await run(argv, { env });
    expect([ran.code, ran.stderr]).toEqual([
      3,
      expect.stringContaining('the domain of the project is missing'),
    ]);
    expect(cloud.received.length).toBe(before);
    await run(argv, { env: { ...env, OS_PROJECT_DOMAIN_NAME: 'd' } });
    expect(cloud.received.at(-1)?.path).toBe('/v3/auth/tokens');
  });
});

describe('the current profile of the aliyun CLI', () => {
  const KEY = { access_key_id: 'ak', access_key_secret: 'secret-key' };
  const list = ['listener', 'list', '--provider', 'slb'];

  it.each<[string, Record<string, unknown>, string, Record<string, string>?]>([
    ['CloudSSO', {}, 'its mode "CloudSSO" needs the aliyun CLI'],
    ['OAuth', {}, 'its mode "OAuth" needs the aliyun CLI'],
    ['RsaKeyPair', {}, 'its mode "RsaKeyPair" needs the aliyun CLI'],
    ['BearerToken', {}, 'its mode "BearerToken" needs the aliyun CLI'],
    ['Nonsense', {}, 'its mode "Nonsense" needs the aliyun CLI'],
    ['constructor', {}, 'its mode "constructor" needs the aliyun CLI'],
    ['AK', {}, 'it has no access_key_id and no access_key_secret'],
    ['StsToken', KEY, 'it has no sts_token'],
    ['RamRoleArn', KEY, 'it has no ram_role_arn'],
    ['External', {}, 'it has no process_command'],
    ['CredentialsURI', {}, 'it has no credentials_uri'],
    ['OIDC', { ram_role_arn: 'a' }, 'it has no oidc_provider_arn and no oidc_token_file'],
    ['ChainableRamRoleArn', {}, 'it has no ram_role_arn'],
    ['ChainableRamRoleArn', { ram_role_arn: 'a' }, 'its source_profile does not exist'],
    [
      'ChainableRamRoleArn',
      { ram_role_arn: 'a', source_profile: 'c' },
      'its source_profile has no access key',
    ],
    [
      'External',
      { process_command: 'x' },
      'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS turns its mode "External" off',
      { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: 'TRUE' },
    ],
    [
      'CredentialsURI',
      { credentials_uri: 'http://x' },
      'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS turns its mode "CredentialsURI" off',
      { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: 'true' },
    ],
  ])('of mode %s with %j is refused', async (mode, keys, problem, variables = {}) => {
    const profiles = [{ name: 'c', mode, region_id: 'cn-hangzhou', ...keys }];
    const made = home({ [ALIYUN]: { current: 'c', profiles } });
    const env = { ...made.env, ...variables };
    const ran = await run(list, { env });
    const said = `cannot use profile "c" in ${join(made.folder, ALIYUN)}: ${problem}`;
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(said)]);
    const doctor = await run(['doctor', '--provider', 'slb', '-o', 'json'], { env });
    const cloudCheck = JSON.parse(doctor.stdout).find(
      (one: { check: string }) => one.check === 'cloud',
    );
    expect([doctor.code, cloudCheck.status, cloudCheck.detail]).toEqual([
      2,
      'failed',
      said.concat(cloudCheck.detail.slice(said.length)),
    ]);
  });

  it('that does not exist is named', async () => {
    const made = home({ [ALIYUN]: { current: 'gone', profiles: [] } });
    const ran = await run(list, { env: made.env });
    expect([ran.code, ran.stderr]).toEqual([
      2,
      expect.stringContaining('cannot use profile "gone"'),
    ]);
  });

  it('that cannot be used is a warning beside other credentials', async () => {
    const made = home({ [ALIYUN]: { current: 'c', profiles: [{ name: 'c', mode: 'OAuth' }] } });
    const env = {
      ...made.env,
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'ak',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-key',
    };
    const { code, stderr } = await run([...list, '--dry-run', '--region', 'cn-hangzhou'], { env });
    expect([code, stderr]).not.toEqual([2, expect.stringContaining('OAuth')]);
    const asked = await run(['profile', 'show', '--provider', 'slb'], { env });
    expect([asked.code, asked.stderr]).toEqual([
      0,
      expect.stringContaining('its mode "OAuth" needs the aliyun CLI'),
    ]);
  });

  it('says the duration of a role, and the network of the endpoint', async () => {
    const profile = {
      name: 'c',
      mode: 'RamRoleArn',
      region_id: 'cn-beijing',
      ...KEY,
      ram_role_arn: 'arn',
      expired_seconds: 1800,
      endpoint_type: 'vpc',
    };
    const made = home({ [ALIYUN]: { current: 'c', profiles: [profile] } });
    const { shown } = await show(made, ['--provider', 'slb']);
    expect(shown.address.url).toBe('https://slb-vpc.cn-beijing.aliyuncs.com');
    expect(shown.settings.roleSessionSeconds.value).toBe('1800');
  });
});
