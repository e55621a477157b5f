import { join } from 'node:path';
import { findJsonProblem } from '../json-problem.ts';
import {
  type FoundFile,
  MalformedFile,
  type Settings,
  type SettingsSource,
  type SourceEntry,
} from '../provider.ts';

type Document = Readonly<Record<string, unknown>>;

/** The configuration of the vendor's `aliyun` CLI (aliyun-cli, config/profile.go). */
export const aliyunConfig: SettingsSource = {
  title: '~/.aliyun/config.json',
  noun: 'profile',
  reference: 'aliyunProfile',
  variables: ['ALIBABA_CLOUD_PROFILE', 'ALIBABACLOUD_PROFILE', 'ALICLOUD_PROFILE'],
  files({ home, env }) {
    const off = ['ALIBABA_CLOUD_CLI_PROFILE_DISABLED', 'ALIBABA_CLOUD_IGNORE_PROFILE'];
    if (off.some((variable) => /^true$/i.test(env[variable] ?? ''))) return [];
    return [{ role: 'config', candidates: [join(home, '.aliyun', 'config.json')] }];
  },
  async read([file]) {
    if (file === undefined) return { entries: {} };
    const document = parse(file);
    const list = document['profiles'] ?? [];
    if (!Array.isArray(list)) throw new MalformedFile(file.path, 'profiles is not a list');
    const profiles = new Map<string, Document>();
    for (const profile of list) {
      if (!isRecord(profile)) throw new MalformedFile(file.path, 'a profile is not an object');
      const { name } = profile;
      if (typeof name === 'string' && name !== '') profiles.set(name, profile);
    }
    const current = text(document['current']);
    return {
      entries: Object.fromEntries(
        [...profiles].map(([name, profile]) => [name, readProfile(profile, profiles)]),
      ),
      ...(current === undefined ? {} : { current }),
    };
  },
};

function parse({ path, text: content }: FoundFile): Document {
  let document: unknown;
  try {
    document = JSON.parse(content.replace(/^\ufeff/, ''));
  } catch {
    throw new MalformedFile(path, `it is not JSON (${findJsonProblem(content)})`);
  }
  if (!isRecord(document)) throw new MalformedFile(path, 'it is not an object');
  return document;
}

type Modes = Readonly<
  Record<string, (profile: Document, profiles: ReadonlyMap<string, Document>) => SourceEntry>
>;

/** By mode as the CLI spells it, without regard to case. */
const MODES: Modes = {
  ak: (profile) => take(profile, ['accessKey', 'secretKey']),
  ststoken: (profile) => take(profile, ['accessKey', 'secretKey', 'securityToken']),
  ramrolearn: (profile) =>
    take(profile, ['accessKey', 'secretKey', 'securityToken', ...ROLE_NAMES]),
  chainableramrolearn: (profile, profiles) => {
    const name = text(profile['source_profile']);
    const source = name === undefined ? undefined : profiles.get(name);
    if (source === undefined) return { problem: 'its source_profile does not exist' };
    const mode = modeName(source);
    if (mode !== 'ak' && mode !== 'ststoken') {
      return { problem: 'its source_profile holds no access key' };
    }
    const base = take(source, ['accessKey', 'secretKey', 'securityToken']);
    const role = take(profile, ROLE_NAMES);
    if ('problem' in base || 'problem' in role) return base;
    return { settings: { ...base.settings, ...role.settings } };
  },
  ecsramrole: (profile) => {
    const read = take(profile, []);
    if ('problem' in read) return read;
    const ecsRamRole = text(profile['ram_role_name']) ?? 'auto';
    return { settings: { ...read.settings, ecsRamRole } };
  },
  external: (profile) => take(profile, ['credentialProcess']),
  credentialsuri: (profile) => take(profile, ['credentialsUri']),
  oidc: (profile) => take(profile, ['oidcProviderArn', 'oidcTokenFile', ...ROLE_NAMES]),
};

const ROLE_NAMES = ['ramRoleArn', 'roleSessionName', 'externalId', 'stsEndpoint'] as const;

const KEYS: Readonly<Record<string, string>> = {
  region: 'region_id',
  endpoint: 'endpoint',
  accessKey: 'access_key_id',
  secretKey: 'access_key_secret',
  securityToken: 'sts_token',
  ramRoleArn: 'ram_role_arn',
  roleSessionName: 'ram_session_name',
  externalId: 'external_id',
  stsEndpoint: 'sts_endpoint',
  oidcProviderArn: 'oidc_provider_arn',
  oidcTokenFile: 'oidc_token_file',
  credentialProcess: 'process_command',
  credentialsUri: 'credentials_uri',
};

function readProfile(profile: Document, profiles: ReadonlyMap<string, Document>): SourceEntry {
  const read = MODES[modeName(profile)];
  if (read !== undefined) return read(profile, profiles);
  const mode = JSON.stringify(text(profile['mode']) ?? '');
  return { problem: `its mode ${mode} needs the aliyun CLI itself; use it as credentialProcess` };
}

function modeName(profile: Document): string {
  const said = text(profile['mode'])?.toLowerCase();
  if (said !== undefined) return said;
  return text(profile['sts_token']) === undefined ? 'ak' : 'ststoken';
}

function take(profile: Document, names: readonly string[]): SourceEntry {
  const settings: Record<string, string> = {};
  for (const name of ['region', 'endpoint', ...names]) {
    const value = text(profile[KEYS[name] ?? '']);
    if (value !== undefined) settings[name] = value;
  }
  return { settings: settings satisfies Settings };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
