import { describe, expect, it } from 'vitest';
import { ALIYUN, CLOUDS, homes, PROFILES, show } from './home.ts';

const home = homes();

const PROFILE_FILE = {
  current: 'usual',
  profiles: {
    usual: {
      provider: 'elb',
      region: 'eu-de',
      accessKey: 'AK-USUAL',
      secretKey: 'x',
      projectId: 'P-USUAL',
    },
    prod: { provider: 'elb', region: 'eu-nl', accessKey: 'AK-PROD', secretKey: 'x' },
    china: { provider: 'slb', region: 'cn-beijing', accessKey: 'AK-CHINA', secretKey: 'x' },
    byref: { provider: 'elb', cloud: 'work' },
    alias: { provider: 'slb', aliyunProfile: 'second' },
  },
};
const ALIYUN_FILE = {
  current: 'first',
  profiles: [
    {
      name: 'first',
      mode: 'AK',
      access_key_id: 'AK-FIRST',
      access_key_secret: 'x',
      region_id: 'cn-hangzhou',
    },
    {
      name: 'second',
      mode: 'StsToken',
      access_key_id: 'AK-SECOND',
      access_key_secret: 'x',
      sts_token: 'x',
      region_id: 'cn-shanghai',
    },
  ],
};
const CLOUDS_FILE = `
clouds:
  work:
    profile: otc
    region_name: eu-nl
    auth: { username: walter, user_domain_name: OTC1, project_name: eu-nl }
  other:
    region_name: eu-de
    auth: { auth_url: 'https://iam.example.com/v3', username: olga, password: x, user_domain_id: d1 }
`;
const SECURE_FILE = 'clouds: { work: { auth: { password: hidden } } }';
const EVERYTHING = {
  [PROFILES]: PROFILE_FILE,
  [ALIYUN]: ALIYUN_FILE,
  [CLOUDS]: CLOUDS_FILE,
  '.config/openstack/secure.yaml': SECURE_FILE,
};
const ENV_ELB = { HUAWEICLOUD_SDK_AK: 'AK-ENV', HUAWEICLOUD_SDK_SK: 'x' };
const ENV_SLB = { ALICLOUD_ACCESS_KEY: 'AK-ENV', ALICLOUD_SECRET_KEY: 'x' };

interface Case {
  readonly what: string;
  readonly argv?: readonly string[];
  readonly env?: Record<string, string>;
  readonly files?: Record<string, unknown>;
  /** By setting: value (true for secrets) and part of the source, or null if absent. */
  readonly expect: Readonly<Record<string, readonly [string | true, string] | null>>;
  readonly credentials?: string | null;
}

const CASES: readonly Case[] = [
  {
    what: 'a flag before an explicit profile',
    argv: ['--profile', 'prod', '--region', 'eu-de'],
    expect: { region: ['eu-de', 'flag --region'], accessKey: ['AK-PROD', 'profile prod'] },
  },
  {
    what: '--profile before every variable',
    argv: ['--profile', 'prod'],
    env: { ...ENV_ELB, LBCTL_REGION: 'eu-de', LBCTL_ACCESS_KEY: 'AK-OWN', LBCTL_SECRET_KEY: 'x' },
    expect: { region: ['eu-nl', 'profile prod'], accessKey: ['AK-PROD', 'profile prod'] },
  },
  {
    what: 'LBCTL_REGION before LBCTL_PROFILE, and that before the cloud\u2019s variables',
    env: { ...ENV_ELB, LBCTL_PROFILE: 'prod', LBCTL_REGION: 'eu-de', OS_REGION_NAME: 'x' },
    expect: {
      region: ['eu-de', 'environment LBCTL_REGION'],
      accessKey: ['AK-PROD', 'profile prod'],
    },
  },
  {
    what: 'the environment before the default profile, without the project of its account',
    env: ENV_ELB,
    expect: {
      accessKey: ['AK-ENV', 'environment HUAWEICLOUD_SDK_AK'],
      region: ['eu-de', 'profile usual'],
      projectId: null,
    },
  },
  {
    what: 'LBCTL_* before the cloud\u2019s variables',
    env: { ...ENV_ELB, LBCTL_ACCESS_KEY: 'AK-OWN', LBCTL_SECRET_KEY: 'x' },
    expect: { accessKey: ['AK-OWN', 'environment LBCTL_ACCESS_KEY'] },
  },
  {
    what: 'the default profile before the file of the vendor\u2019s tool',
    expect: { accessKey: ['AK-USUAL', 'profile usual'], projectId: ['P-USUAL', 'profile usual'] },
    credentials: 'access key',
  },
  {
    what: 'half a key pair in the environment, not completed by the profile',
    env: { HW_ACCESS_KEY: 'AK-ENV' },
    expect: { accessKey: ['AK-ENV', 'environment HW_ACCESS_KEY'], secretKey: null },
    credentials: null,
  },
  {
    what: 'a security token in the environment, not used with the key of the profile',
    env: { HW_SECURITY_TOKEN: 'x' },
    expect: { accessKey: ['AK-USUAL', 'profile usual'], securityToken: null },
  },
  {
    what: 'a default profile of the other cloud, which is ignored',
    argv: ['--provider', 'slb'],
    expect: {
      accessKey: ['AK-FIRST', 'profile first in '],
      region: ['cn-hangzhou', 'profile first in '],
    },
  },
  {
    what: 'older names of variables',
    argv: ['--provider', 'slb'],
    env: { ...ENV_SLB, ALICLOUD_REGION: 'cn-shenzhen' },
    expect: {
      accessKey: ['AK-ENV', 'environment ALICLOUD_ACCESS_KEY'],
      region: ['cn-shenzhen', 'environment ALICLOUD_REGION'],
    },
  },
  {
    what: 'a variable that selects a profile of the aliyun CLI',
    argv: ['--provider', 'slb'],
    env: { ALIBABA_CLOUD_PROFILE: 'second' },
    expect: {
      accessKey: ['AK-SECOND', 'profile second in '],
      securityToken: [true, 'profile second in '],
    },
  },
  {
    what: 'a profile that refers to one of the aliyun CLI',
    argv: ['--profile', 'alias'],
    expect: {
      accessKey: ['AK-SECOND', 'profile second in '],
      region: ['cn-shanghai', 'profile second'],
    },
  },
  {
    what: 'a profile that refers to a cloud, with secure.yaml and the vendor\u2019s profile',
    argv: ['--profile', 'byref'],
    expect: {
      username: ['walter', 'cloud work in '],
      password: [true, 'cloud work in '],
      authUrl: ['https://iam.eu-nl.otc.t-systems.com/v3', 'cloud work in '],
    },
    credentials: 'user name and password',
  },
  {
    what: 'OS_CLOUD before the default profile',
    env: { OS_CLOUD: 'other' },
    expect: {
      username: ['olga', 'cloud other in '],
      accessKey: null,
      region: ['eu-de', 'cloud other'],
    },
  },
  {
    what: 'OS_PASSWORD, which completes OS_CLOUD',
    env: { OS_CLOUD: 'work', OS_PASSWORD: 'x' },
    expect: { username: ['walter', 'cloud work'], password: [true, 'environment OS_PASSWORD'] },
  },
  {
    what: 'OS_AUTH_URL, not used with the password of another source',
    env: { OS_AUTH_URL: 'https://iam.stale.example/v3' },
    argv: ['--profile', 'byref'],
    expect: { authUrl: ['https://iam.eu-nl.otc.t-systems.com/v3', 'cloud work in '] },
  },
  {
    what: 'the only cloud of clouds.yaml by default',
    argv: ['--provider', 'elb'],
    files: { [CLOUDS]: 'clouds: { lone: { region_name: eu-de, auth: { token: t } } }' },
    expect: { token: [true, 'cloud lone in '], region: ['eu-de', 'cloud lone in '] },
    credentials: 'login token',
  },
  {
    what: 'OS_CLIENT_CONFIG_FILE',
    argv: ['--provider', 'elb'],
    files: {
      'elsewhere.yaml': 'clouds: { far: { auth: { token: t }, region_name: eu-nl } }',
      [CLOUDS]: CLOUDS_FILE,
    },
    env: { OS_CLIENT_CONFIG_FILE: '{home}/elsewhere.yaml' },
    expect: { region: ['eu-nl', 'cloud far in '] },
  },
  {
    what: 'the sandbox, without credentials of the environment',
    argv: ['--profile', 'sandbox-elb'],
    env: ENV_ELB,
    expect: { accessKey: ['SANDBOXELBACCESSKEY0', 'sandbox'] },
  },
];

describe('profile show: sources of settings', () => {
  it.each(CASES)(
    '$what',
    async ({ argv = [], env = {}, files = EVERYTHING, expect: wanted, credentials }) => {
      const made = home(files);
      const filled = Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, value.replace('{home}', made.folder)]),
      );
      const { ran, shown } = await show(made, argv, { env: filled });
      expect(ran.stderr).toBe('');
      for (const [name, setting] of Object.entries(wanted)) {
        const found = shown.settings[name];
        if (setting === null) expect(found, name).toBeUndefined();
        else {
          const [value, source] = setting;
          expect(found, name).toMatchObject(value === true ? { set: true } : { value });
          expect(found.source).toContain(source);
          expect(found).not.toHaveProperty(value === true ? 'value' : 'set');
        }
      }
      if (credentials !== undefined) expect(shown.credentials).toBe(credentials);
    },
  );
});

const ROLE = { ram_role_arn: 'acs:ram::1:role/r', ram_session_name: 's' };
const KEYS = { access_key_id: 'AK', access_key_secret: 'x' };

describe('modes of the aliyun CLI', () => {
  it.each([
    [{ mode: 'AK', ...KEYS }, 'access key'],
    [{ mode: 'ak', ...KEYS }, 'access key'],
    [{ ...KEYS, sts_token: 'x' }, 'access key'],
    [{ mode: 'RamRoleArn', ...KEYS, ...ROLE }, 'RAM role, assumed with an access key'],
    [
      { mode: 'ChainableRamRoleArn', source_profile: 'base', ...ROLE },
      'RAM role, assumed with an access key',
    ],
    [{ mode: 'EcsRamRole' }, 'RAM role of this ECS instance'],
    [{ mode: 'External', process_command: 'cmd' }, 'credential process'],
    [{ mode: 'CredentialsURI', credentials_uri: 'http://127.0.0.1/x' }, 'credentials URL'],
    [
      { mode: 'OIDC', oidc_provider_arn: 'a', oidc_token_file: '/f', ...ROLE },
      'RAM role, assumed with an OIDC token',
    ],
  ])('%j', async (profile, credentials) => {
    const list = [
      { name: 'it', region_id: 'cn-hangzhou', ...profile },
      { name: 'base', mode: 'AK', ...KEYS },
    ];
    const made = home({ [ALIYUN]: { current: 'it', profiles: list } });
    const { shown } = await show(made, ['--provider', 'slb']);
    expect(shown.credentials).toBe(credentials);
  });

  it('reports that other modes need the CLI', async () => {
    const made = home({
      [ALIYUN]: { current: 'it', profiles: [{ name: 'it', mode: 'CloudSSO' }] },
    });
    const { ran } = await show(made, ['--provider', 'slb'], {
      env: { ALIBABA_CLOUD_PROFILE: 'it' },
    });
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stderr).error.message).toContain('"CloudSSO" needs the aliyun CLI');
  });
});
