import { jsonProblemPosition } from '../../formats/json.ts';
import { isObject } from '../../model/json.ts';
import type { Settings } from '../settings.ts';
import {
  type FoundFile,
  MalformedFile,
  type SourceEntries,
  type SourceEntry,
} from '../settings-source.ts';

type Document = Readonly<Record<string, unknown>>;

export function readAliyunProfiles(file: FoundFile): SourceEntries {
  const document = parse(file);
  const list = document['profiles'] ?? [];
  if (!Array.isArray(list)) throw new MalformedFile(file.path, 'profiles is not a list');
  const profiles = new Map<string, Document>();
  for (const profile of list) {
    if (!isObject(profile)) throw new MalformedFile(file.path, 'a profile is not an object');
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
}

function parse({ path, text: content }: FoundFile): Document {
  let document: unknown;
  try {
    document = JSON.parse(content.replace(/^\ufeff/, ''));
  } catch {
    throw new MalformedFile(path, `it is not JSON (${jsonProblemPosition(content)})`);
  }
  if (!isObject(document)) throw new MalformedFile(path, 'it is not an object');
  return document;
}

type Modes = Readonly<
  Record<string, (profile: Document, profiles: ReadonlyMap<string, Document>) => SourceEntry>
>;

/** By lower-case mode. */
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
      return { problem: 'its source_profile has no access key' };
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
  return { problem: `its mode ${mode} needs the aliyun CLI; run it as credentialProcess` };
}

function modeName(profile: Document): string {
  const fallback = text(profile['sts_token']) === undefined ? 'ak' : 'ststoken';
  return text(profile['mode'])?.toLowerCase() ?? fallback;
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
