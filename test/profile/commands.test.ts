import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SANDBOX_PROFILES } from '../../src/profile/named.ts';
import { type Ran, run, spawnProgram } from '../program.ts';
import { ALIYUN, CLOUDS, type Home, homes, PROFILES } from './home.ts';

const home = homes();
const SET = ['profile', 'set', 'prod', '--provider', 'elb', '--region', 'eu-de'];
const SLB = ['profile', 'set', 'x', '--provider', 'slb', '--region', 'cn-hangzhou', '--no-input'];

function stored(made: Home) {
  return JSON.parse(readFileSync(made.profileFile, 'utf8'));
}

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}

describe('profile set', () => {
  it.each([
    ['lines', 'secretKey=SK=1\nsecurity-token=ST\n'],
    ['JSON', '{"SECRET_KEY":"SK=1","securityToken":"ST"}'],
  ])('takes secrets from standard input as %s', async (_, stdin) => {
    const made = home();
    const ran = await run([...SET, '--access-key', 'AK', '--secrets-stdin'], {
      env: made.env,
      stdin,
    });
    expect([ran.code, ran.stdout]).toEqual([0, '']);
    expect(stored(made).profiles.prod).toEqual({
      provider: 'elb',
      region: 'eu-de',
      accessKey: 'AK',
      secretKey: 'SK=1',
      securityToken: 'ST',
    });
    expect([mode(made.profileFile), mode(dirname(made.profileFile))]).toEqual([0o600, 0o700]);
  });

  it('takes account, region and endpoint from the environment with --from-env, and says so', async () => {
    const made = home();
    const env = {
      ...made.env,
      OS_USERNAME: 'me',
      OS_PASSWORD: 'PW-MARK',
      OS_USER_DOMAIN_NAME: 'D',
      OS_CACERT: '/ca.pem',
      SSL_CERT_FILE: '/ca.pem',
    };
    const { stderr } = await run([...SET, '--from-env'], { env });
    expect(stored(made).profiles.prod).toEqual({
      provider: 'elb',
      region: 'eu-de',
      username: 'me',
      password: 'PW-MARK',
      userDomainName: 'D',
    });
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      'took the user name from OS_USERNAME',
      'took the password from OS_PASSWORD',
      'took the user domain name from OS_USER_DOMAIN_NAME',
    ]);
    expect(stderr).not.toContain('PW-MARK');
    const other = home();
    await run(SET, { env: { ...env, ...other.env } });
    expect(stored(other).profiles.prod).toEqual({ provider: 'elb', region: 'eu-de' });
  });

  it('changes the given settings only, and restricts permissions', async () => {
    const made = home({
      [PROFILES]: {
        current: 'prod',
        profiles: {
          prod: { provider: 'elb', region: 'eu-nl', projectId: 'p', token: 't' },
          x: { provider: 'slb' },
        },
      },
    });
    chmodSync(made.profileFile, 0o644);
    chmodSync(dirname(made.profileFile), 0o755);
    const ran = await run(
      ['profile', 'set', 'prod', '--region', 'eu-de', '--unset', 'project-id'],
      {
        env: made.env,
      },
    );
    expect(ran.code).toBe(0);
    expect(stored(made)).toEqual({
      current: 'prod',
      profiles: { prod: { provider: 'elb', region: 'eu-de', token: 't' }, x: { provider: 'slb' } },
    });
    expect([mode(made.profileFile), mode(dirname(made.profileFile))]).toEqual([0o600, 0o700]);
  });

  it.each<[string, readonly string[], string, string?]>([
    ['half a key pair', [...SET, '--access-key', 'AK'], 'missing secret key'],
    [
      'a reserved name',
      ['profile', 'set', 'sandbox-mine', '--provider', 'elb'],
      'built-in profiles',
    ],
    [
      'a type of endpoint that there is not',
      [...SLB, '--endpoint-type', 'bogus'],
      '--endpoint-type takes public, vpc, not "bogus"',
    ],
    ['a time that is none', [...SLB, '--role-session-seconds', 'abc'], 'whole number from 900'],
    ['a token service without TLS', [...SLB, '--sts-endpoint', 'http://sts.example'], 'encrypted'],
    ['credentials without TLS', [...SLB, '--credentials-uri', 'http://a.example/x'], 'encrypted'],
    [
      'an interface that there is not',
      ['profile', 'set', 'x', '--provider', 'octavia', '--interface', 'bogus'],
      '--interface takes public, internal, admin, not "bogus"',
    ],
    [
      'a place for secrets',
      [...SLB, '--secrets-in', 'nowhere'],
      '--secrets-in takes keyring, file',
    ],
    ['a bad name', ['profile', 'set', '../x', '--provider', 'elb'], 'a name has up to 100 letters'],
    ['no provider', ['profile', 'set', 'x'], 'no cloud selected for the profile'],
    ['an unknown provider', ['profile', 'set', 'x', '--provider', 'slbb'], 'did you mean slb'],
    [
      'a setting of another provider',
      [...SET, '--ram-role-arn', 'a'],
      '--ram-role-arn is not a setting of elb',
    ],
    ['an unencrypted endpoint', [...SET, '--endpoint', 'http://x.example'], 'is not encrypted'],
    ['an unknown secret', [...SET, '--secrets-stdin'], '"secretkee"', 'secretkee=MARK'],
    ['a line without =', [...SET, '--secrets-stdin'], 'line 1 is not name=value', 'MARK'],
    ['an empty environment', [...SET, '--from-env'], 'has no account, region or endpoint for elb'],
    [
      'invalid JSON',
      [...SET, '--secrets-stdin'],
      'is not JSON (line 1, column 15)',
      '{"secretKey": MARK',
    ],
    ['a secret as a flag', [...SET, '--secret-key=MARK'], "unknown option '--secret-key'"],
  ])('rejects %s and writes nothing', async (_, argv, message, stdin = '') => {
    const made = home();
    const ran = await run(argv, { env: made.env, stdin });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(ran.stderr).not.toContain('MARK');
    expect(existsSync(made.profileFile)).toBe(false);
  });

  it('is safe with concurrent processes', async () => {
    const made = home();
    const names = Array.from({ length: 8 }, (_, index) => `p${index}`);
    const all = await Promise.all(
      names.map((name) =>
        spawnProgram(['profile', 'set', name, '--provider', 'slb', '--region', 'cn-hangzhou'], {
          env: made.env,
        }),
      ),
    );
    expect(all.map(({ code }) => code)).toEqual(names.map(() => 0));
    expect(Object.keys(stored(made).profiles).sort()).toEqual(names);
  });
});

describe('profile use, delete and list', () => {
  const FILE = {
    current: 'a',
    profiles: { a: { provider: 'elb', token: 't' }, b: { provider: 'slb' } },
  };
  const at = (made: Home, ...argv: readonly string[]): Promise<Ran> => run(argv, { env: made.env });

  it('sets the default', async () => {
    const made = home({ [PROFILES]: FILE });
    expect((await at(made, 'profile', 'use', 'b')).code).toBe(0);
    expect(stored(made).current).toBe('b');
    const { code, stderr } = await at(made, 'profile', 'delete', 'sandbox-elb', '--yes');
    expect([code, stderr]).toEqual([2, expect.stringContaining('built in')]);
    expect((await at(made, 'profile', 'use', 'bb')).stderr).toContain('did you mean b');
  });

  it('makes a sandbox the default, for its own cloud only', async () => {
    const made = home({ [PROFILES]: FILE });
    const used = await at(made, 'profile', 'use', 'sandbox-slb');
    expect([used.code, used.stderr]).toEqual([0, 'sandbox-slb is now the default profile\n']);
    expect(stored(made)).toEqual({ ...FILE, current: 'sandbox-slb' });
    const listed = await at(made, 'listener', 'list', '-o', 'json');
    expect([listed.code, listed.stdout, listed.stderr]).toEqual([
      0,
      '[]\n',
      expect.stringContaining('sandbox: using the embedded cloud'),
    ]);
    const shown = await at(made, 'profile', 'show', '-o', 'json');
    expect(JSON.parse(shown.stdout)).toMatchObject({
      profile: 'sandbox-slb',
      sandbox: true,
      sources: { profile: 'default profile' },
    });
    const marked = JSON.parse((await at(made, 'profile', 'list', '-o', 'json')).stdout);
    expect(marked.filter((one: { current: boolean }) => one.current)).toEqual([
      expect.objectContaining({ name: 'sandbox-slb', builtIn: true }),
    ]);
    const other = await at(made, 'elb', 'listener', 'list');
    expect([other.code, other.stderr]).toEqual([2, expect.not.stringContaining('sandbox:')]);
    const named = await at(made, 'profile', 'show', '--profile', 'a', '-o', 'json');
    expect(JSON.parse(named.stdout)).toMatchObject({ profile: 'a', sandbox: false });
  });

  it('deletes only after confirmation', async () => {
    const made = home({ [PROFILES]: FILE });
    const refused = await at(made, 'profile', 'delete', 'a');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('add --yes')]);
    expect((await at(made, 'profile', 'delete', 'a', '--yes', '--dry-run')).code).toBe(0);
    expect(stored(made)).toEqual(FILE);
    const deleted = await at(made, 'profile', 'delete', 'a', '--yes');
    expect(deleted.code).toBe(0);
    expect(deleted.stderr).toContain('it was the default; choose another with: lbctl profile use');
    expect(stored(made)).toEqual({ profiles: { b: { provider: 'slb' } } });
  });

  it('lists stored and built-in profiles', async () => {
    const made = home({ [PROFILES]: FILE });
    const { stdout } = await at(made, 'profile', 'list', '-o', 'json');
    expect(JSON.parse(stdout)).toEqual([
      {
        name: 'a',
        provider: 'elb',
        region: null,
        credentials: 'login token',
        current: true,
        builtIn: false,
      },
      {
        name: 'b',
        provider: 'slb',
        region: null,
        credentials: null,
        current: false,
        builtIn: false,
      },
      ...SANDBOX_PROFILES.map((name) => expect.objectContaining({ name, builtIn: true })),
    ]);
    expect((await at(made, 'profile', 'list', '-o', 'id')).stdout).toBe(
      ['a', 'b', ...SANDBOX_PROFILES, ''].join('\n'),
    );
  });
});

describe('profile import', () => {
  const FILES = {
    [ALIYUN]: {
      current: 'one',
      profiles: [
        {
          name: 'one',
          mode: 'AK',
          access_key_id: 'AK',
          access_key_secret: 'SK-MARK',
          region_id: 'cn-beijing',
        },
        { name: 'sso', mode: 'CloudSSO', access_key_secret: 'SK-MARK' },
      ],
    },
    [CLOUDS]:
      'clouds: { otc: { region_name: eu-de, auth: { username: u, password: SK-MARK } }, one: { auth: { token: SK-MARK } } }',
  };

  it('refers to entries without copying secrets', async () => {
    const made = home(FILES);
    const ran = await run(['profile', 'import', '-o', 'json'], { env: made.env });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout).map(({ profile }: { profile: string }) => profile)).toEqual([
      'otc',
      'one-elb',
      'one-slb',
    ]);
    expect(ran.stderr).toContain('sso of');
    expect(stored(made).profiles).toEqual({
      otc: { provider: 'elb', cloud: 'otc' },
      'one-elb': { provider: 'elb', cloud: 'one' },
      'one-slb': { provider: 'slb', aliyunProfile: 'one' },
    });
    expect(ran.stdout + ran.stderr).not.toContain('SK-MARK');
    const again = await run(['profile', 'import', 'otc'], { env: made.env });
    expect([again.code, again.stderr]).toEqual([5, expect.stringContaining('--overwrite')]);
  });

  it.each([
    ['Open Telekom Cloud', 'auth_url: https://iam.eu-de.otc.t-systems.com/v3', [], 'elb'],
    [
      'Swiss Open Telekom Cloud',
      'auth_url: https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3',
      [],
      'elb',
    ],
    [
      'a private cloud with access keys',
      'auth_url: https://iam.corp.example/v3, ak: A, sk: S',
      [],
      'elb',
    ],
    ['an OpenStack cloud', 'auth_url: https://keystone.corp.example:5000/v3', [], 'octavia'],
    ['a host that ends alike', 'auth_url: https://iam.notmyhuaweicloud.com/v3', [], 'octavia'],
    ['an address that is none', 'auth_url: keystone', [], 'octavia'],
    [
      'what is selected',
      'auth_url: https://keystone.corp.example:5000/v3',
      ['--provider', 'elbv3'],
      'elbv3',
    ],
  ])('makes a profile for the API of %s', async (_, auth, flags, provider) => {
    const made = home({ [CLOUDS]: `clouds: { mine: { region_name: eu-de, auth: { ${auth} } } }` });
    const { code, stderr } = await run(['profile', 'import', ...flags], { env: made.env });
    expect(code, stderr).toBe(0);
    expect(stored(made).profiles).toEqual({ mine: { provider, cloud: 'mine' } });
  });

  it('copies secrets with --copy-secrets', async () => {
    const made = home(FILES);
    const argv = [
      'profile',
      'import',
      'one',
      '--provider',
      'slb',
      '--as',
      'mine',
      '--copy-secrets',
    ];
    expect((await run(argv, { env: made.env })).code).toBe(0);
    expect(stored(made).profiles.mine).toEqual({
      provider: 'slb',
      region: 'cn-beijing',
      accessKey: 'AK',
      secretKey: 'SK-MARK',
    });
  });

  it.each([
    [['profile', 'import', 'one'], 'select one with --provider'],
    [['profile', 'import', 'otx'], 'did you mean otc'],
    [['profile', 'import', 'sso'], 'needs the aliyun CLI'],
  ])('%j', async (argv, message) => {
    const ran = await run(argv, { env: home(FILES).env });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
