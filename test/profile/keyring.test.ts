import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { FoundKeyring } from '../../src/storage/keyring.ts';
import { run, spawnProgram } from '../program.ts';
import { type Home, homes, PROFILES, show } from './home.ts';

const home = homes();
const SET = ['profile', 'set', 'prod', '--provider', 'elb', '--region', 'eu-de'];
const STDIN = 'secretKey=SK-MARK\nsecurityToken=ST-MARK\n';

function fakeKeyring(secrets: Map<string, string>): () => Promise<FoundKeyring> {
  const keyring = {
    title: 'fake',
    read: async (account: string) => secrets.get(account),
    write: async (account: string, secret: string) => void secrets.set(account, secret),
    remove: async (account: string) => void secrets.delete(account),
  };
  return async () => ({ keyring });
}

const NONE = async (): Promise<FoundKeyring> => ({ missing: 'it is not installed' });

function stored(made: Home) {
  return JSON.parse(readFileSync(made.profileFile, 'utf8')).profiles;
}

/** An environment that does not say where secrets are kept. */
function freshHome(files = {}): Home {
  const made = home(files);
  const { LBCTL_SECRETS_IN: _, ...env } = made.env;
  return { ...made, env };
}

describe('secrets of a profile', () => {
  it('are kept in the keyring where there is one, changed and deleted there', async () => {
    const made = freshHome();
    const secrets = new Map<string, string>();
    const options = { env: made.env, keyring: fakeKeyring(secrets) };
    const set = await run([...SET, '--access-key', 'AK', '--secrets-stdin'], {
      ...options,
      stdin: STDIN,
    });
    expect([set.code, set.stderr]).toEqual([
      0,
      expect.stringContaining('its secrets are in the keyring (fake)'),
    ]);
    expect(stored(made).prod).toEqual({
      provider: 'elb',
      region: 'eu-de',
      accessKey: 'AK',
      keyring: 'secretKey,securityToken',
    });
    expect([...secrets]).toEqual([
      ['prod/secretKey', 'SK-MARK'],
      ['prod/securityToken', 'ST-MARK'],
    ]);
    const { ran, shown } = await show(made, ['--profile', 'prod'], options);
    expect(shown.settings.secretKey).toEqual({
      set: true,
      secret: true,
      source: 'profile prod, keyring (fake)',
    });
    expect([shown.credentials, ran.stdout]).toEqual([
      'access key',
      expect.not.stringContaining('MARK'),
    ]);
    // Other settings change without the secrets being given again.
    expect((await run(['profile', 'set', 'prod', '--region', 'eu-nl'], options)).code).toBe(0);
    const unset = ['profile', 'set', 'prod', '--unset', 'security-token'];
    expect((await run(unset, options)).code).toBe(0);
    expect([...secrets.keys()]).toEqual(['prod/secretKey']);
    expect(stored(made).prod).toMatchObject({ region: 'eu-nl', keyring: 'secretKey' });
    const listed = await run(['profile', 'list', '-o', 'json'], options);
    expect(JSON.parse(listed.stdout)[0]).toMatchObject({ credentials: 'access key' });
    expect((await run(['profile', 'delete', 'prod', '--yes'], options)).code).toBe(0);
    expect([secrets.size, stored(made)]).toEqual([0, {}]);
  });

  it('stay in the file where there is no keyring, and move on request', async () => {
    const made = freshHome();
    const argv = [...SET, '--access-key', 'AK', '--secrets-stdin'];
    const set = await run(argv, { env: made.env, keyring: NONE, stdin: STDIN });
    expect(set.stderr).toContain('its secrets are in that file, readable by you only');
    expect(stored(made).prod).toMatchObject({ secretKey: 'SK-MARK' });
    const plain = await show(made, ['--profile', 'prod'], { keyring: NONE });
    expect(plain.shown.settings.secretKey.source).toBe('profile prod, plain text');

    const secrets = new Map<string, string>();
    const options = { env: made.env, keyring: fakeKeyring(secrets) };
    // They stay where they are until it is said otherwise.
    await run(['profile', 'set', 'prod', '--region', 'eu-nl'], options);
    expect([secrets.size, stored(made).prod.secretKey]).toEqual([0, 'SK-MARK']);
    await run(['profile', 'set', 'prod', '--secrets-in', 'keyring'], options);
    expect(readFileSync(made.profileFile, 'utf8')).not.toContain('MARK');
    expect(secrets.get('prod/secretKey')).toBe('SK-MARK');
    await run(['profile', 'set', 'prod', '--secrets-in', 'file'], options);
    expect(stored(made).prod).toMatchObject({ secretKey: 'SK-MARK', securityToken: 'ST-MARK' });
    expect([secrets.size, stored(made).prod.keyring]).toEqual([0, undefined]);
  });

  it.each<[string, readonly string[], number, string]>([
    ['a keyring that is asked for', [...SET, '--secrets-in', 'keyring'], 3, 'not installed'],
    [
      'an unknown place',
      [...SET, '--secrets-in', 'cloud'],
      2,
      '--secrets-in takes keyring, file, not',
    ],
  ])('are not saved without %s', async (_, argv, code, message) => {
    const made = freshHome();
    const ran = await run([...argv, '--access-key', 'AK', '--secrets-stdin'], {
      env: made.env,
      keyring: NONE,
      stdin: STDIN,
    });
    expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect(existsSync(made.profileFile)).toBe(false);
  });

  const IN_KEYRING = {
    provider: 'elb',
    region: 'eu-de',
    accessKey: 'AK',
    keyring: 'secretKey',
  };
  const locked = async (): Promise<FoundKeyring> => ({
    keyring: {
      title: 'fake',
      read: () => Promise.reject(new Failure('auth', 'cannot read the keyring')),
      write: async () => undefined,
      remove: async () => undefined,
    },
  });

  it.each([
    ['is gone', NONE, 'are in the keyring, and it is not installed'],
    ['is locked', locked, 'cannot read the keyring'],
  ])('are told to be missing when the keyring %s', async (_, keyring, message) => {
    const files = { [PROFILES]: { current: 'prod', profiles: { prod: IN_KEYRING } } };
    const made = freshHome(files);
    const named = await run(['listener', 'list', '--profile', 'prod'], { env: made.env, keyring });
    expect([named.code, named.stderr]).toEqual([3, expect.stringContaining(message)]);
    // The environment may have all that is needed.
    const env = { ...made.env, LBCTL_ACCESS_KEY: 'A', LBCTL_SECRET_KEY: 'B-secret' };
    const ran = await run(['profile', 'show', '-o', 'json'], { env, keyring });
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining(message)]);
    expect(JSON.parse(ran.stdout).settings.accessKey.value).toBe('A');
  });

  it.each<[string, object, () => Promise<FoundKeyring>, object]>([
    [
      'a keyring in use',
      { prod: IN_KEYRING },
      fakeKeyring(new Map([['prod/secretKey', 'SK']])),
      { status: 'ok', detail: 'fake: the secrets of prod' },
    ],
    [
      'no keyring',
      {},
      NONE,
      { status: 'ok', detail: expect.stringMatching(/^it is not installed; .* plain text in /) },
    ],
    [
      'a keyring that is needed',
      { prod: IN_KEYRING },
      NONE,
      { status: 'warning', hint: 'npm install -g @napi-rs/keyring' },
    ],
  ])('are told of by doctor, with %s', async (_, profiles, keyring, check) => {
    const made = freshHome({ [PROFILES]: { profiles } });
    const argv = ['doctor', '--profile', 'sandbox-elb', '-o', 'json'];
    const ran = await run(argv, { env: made.env, keyring });
    const checks: { check: string }[] = JSON.parse(ran.stdout);
    expect(checks.find((one) => one.check === 'keyring')).toMatchObject(check);
  });
});

/** The built program where the library, or a stand-in for it, is installed beside it or not. */
function installed(made: Home, library?: string): string {
  const folder = join(made.folder, 'modules', 'lbctl');
  for (const part of ['bin', 'dist', 'package.json']) {
    cpSync(new URL(`../../${part}`, import.meta.url), join(folder, part), { recursive: true });
  }
  if (library !== undefined) {
    const place = join(folder, 'node_modules', '@napi-rs', 'keyring');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'index.js'), library);
  }
  return join(folder, 'bin/lbctl.cjs');
}

const STAND_IN = `
  const { existsSync, readFileSync, writeFileSync } = require('node:fs');
  const file = process.env.FAKE_KEYRING;
  const all = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  const save = (secrets) => writeFileSync(file, JSON.stringify(secrets));
  exports.AsyncEntry = class {
    constructor(service, account) { this.key = service + ':' + account; }
    async getPassword() { return all()[this.key] ?? null; }
    async setPassword(secret) { save({ ...all(), [this.key]: secret }); }
    async deletePassword() { const { [this.key]: gone, ...rest } = all(); save(rest); return true; }
  };`;

describe('the packed program', () => {
  it('works without the library', () => {
    const made = freshHome();
    const argv = [installed(made), ...SET, '--access-key', 'AK', '--secrets-stdin'];
    const ran = spawnSync(process.execPath, argv, { env: made.env, input: STDIN });
    expect([ran.status, stored(made).prod.secretKey]).toEqual([0, 'SK-MARK']);
  });

  it('uses the library where it is installed', () => {
    const made = freshHome();
    const env = { ...made.env, FAKE_KEYRING: join(made.folder, 'keyring.json') };
    const argv = [installed(made, STAND_IN), ...SET, '--access-key', 'AK', '--secrets-stdin'];
    const ran = spawnSync(process.execPath, argv, { env, input: STDIN });
    expect(ran.status, String(ran.stderr)).toBe(0);
    expect(readFileSync(made.profileFile, 'utf8')).not.toContain('MARK');
    expect(JSON.parse(readFileSync(env.FAKE_KEYRING, 'utf8'))).toEqual({
      'lbctl:prod/secretKey': 'SK-MARK',
      'lbctl:prod/securityToken': 'ST-MARK',
    });
  });
});

const hasSecretService = ['dbus-run-session', 'gnome-keyring-daemon'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
);

describe.skipIf(!hasSecretService)('a real Secret Service', () => {
  it('keeps a secret from one command to the next', async () => {
    const made = freshHome();
    const lbctl = `${process.execPath} ${join(import.meta.dirname, '../../bin/lbctl.cjs')}`;
    const script = `
      printf password | gnome-keyring-daemon --unlock --components=secrets >&2
      printf '%s' "$SECRETS" | ${lbctl} ${SET.join(' ')} --access-key AK --secrets-stdin
      ${lbctl} profile show --profile prod -o json
      ${lbctl} profile delete prod --yes`;
    const { status, stdout, stderr } = spawnSync('dbus-run-session', ['--', 'sh', '-ec', script], {
      env: { ...made.env, SECRETS: STDIN },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout).settings.secretKey.source).toBe(
      'profile prod, keyring (Secret Service)',
    );
    expect(stderr + stdout).not.toContain('MARK');
    const { code } = await spawnProgram(['profile', 'show', '--profile', 'prod'], made);
    expect(code).toBe(2);
  });
});
