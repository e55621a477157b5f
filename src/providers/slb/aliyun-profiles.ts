import { JsonProblem, jsonProblem, readJson } from '../../formats/json.ts';
import { isObject } from '../../model/json.ts';
import type { Settings } from '../settings.ts';
import {
  type FoundFile,
  MalformedFile,
  type SourceEntries,
  type SourceEntry,
} from '../settings-source.ts';

type Document = Readonly<Record<string, unknown>>;

/** @param external whether profiles may run programs and ask addresses for credentials */
export function readAliyunProfiles(file: FoundFile, external: boolean): SourceEntries {
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
      [...profiles].map(([name, profile]) => [name, readProfile(profile, profiles, external)]),
    ),
    ...(current === undefined ? {} : { current }),
  };
}

function parse({ path, text: content }: FoundFile): Document {
  let document: unknown;
  try {
    document = readJson(content);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw new MalformedFile(path, jsonProblem('it', error));
  }
  if (!isObject(document)) throw new MalformedFile(path, 'it is not an object');
  return document;
}

type Profiles = ReadonlyMap<string, Document>;

interface Mode {
  readonly needs: readonly string[];
  readonly also?: readonly string[];
  /** Runs a program or asks an address. */
  readonly external?: true;
}

const ROLE = ['roleSessionName', 'roleSessionSeconds', 'externalId', 'stsEndpoint'];

/** By lower-case mode. */
const MODES: Readonly<Record<string, Mode>> = {
  ak: { needs: ['accessKey', 'secretKey'] },
  ststoken: { needs: ['accessKey', 'secretKey', 'securityToken'] },
  ramrolearn: {
    needs: ['accessKey', 'secretKey', 'ramRoleArn'],
    also: ['securityToken', ...ROLE],
  },
  chainableramrolearn: { needs: ['ramRoleArn'], also: ROLE },
  ecsramrole: { needs: [], also: ['ecsRamRole'] },
  external: { needs: ['credentialProcess'], external: true },
  credentialsuri: { needs: ['credentialsUri'], external: true },
  oidc: { needs: ['oidcProviderArn', 'oidcTokenFile', 'ramRoleArn'], also: ROLE },
};

const KEYS: Readonly<Record<string, string>> = {
  region: 'region_id',
  endpoint: 'endpoint',
  endpointType: 'endpoint_type',
  accessKey: 'access_key_id',
  secretKey: 'access_key_secret',
  securityToken: 'sts_token',
  ramRoleArn: 'ram_role_arn',
  ecsRamRole: 'ram_role_name',
  roleSessionName: 'ram_session_name',
  roleSessionSeconds: 'expired_seconds',
  externalId: 'external_id',
  stsEndpoint: 'sts_endpoint',
  oidcProviderArn: 'oidc_provider_arn',
  oidcTokenFile: 'oidc_token_file',
  credentialProcess: 'process_command',
  credentialsUri: 'credentials_uri',
};

function readProfile(profile: Document, profiles: Profiles, external: boolean): SourceEntry {
  const name = modeName(profile);
  const mode = Object.hasOwn(MODES, name) ? MODES[name] : undefined;
  const shown = JSON.stringify(text(profile['mode']) ?? '');
  if (mode === undefined) {
    return { problem: `its mode ${shown} needs the aliyun CLI; run it as credentialProcess` };
  }
  if (mode.external && !external) {
    return { problem: `ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS turns its mode ${shown} off` };
  }
  const settings = take(profile, [
    'region',
    'endpoint',
    'endpointType',
    ...mode.needs,
    ...(mode.also ?? []),
  ]);
  const missing = mode.needs.filter((one) => settings[one] === undefined);
  if (missing.length > 0) {
    return { problem: `it has no ${missing.map((one) => KEYS[one]).join(' and no ')}` };
  }
  if (name === 'ecsramrole') return { settings: { ecsRamRole: 'auto', ...settings } };
  return name === 'chainableramrolearn' ? chained(profile, profiles, settings) : { settings };
}

/** A role that is assumed with the keys of another profile. */
function chained(profile: Document, profiles: Profiles, role: Settings): SourceEntry {
  const source = profiles.get(text(profile['source_profile']) ?? '');
  if (source === undefined) return { problem: 'its source_profile does not exist' };
  const mode = modeName(source);
  const base = take(source, ['accessKey', 'secretKey', 'securityToken']);
  const isComplete = base['accessKey'] !== undefined && base['secretKey'] !== undefined;
  if ((mode !== 'ak' && mode !== 'ststoken') || !isComplete) {
    return { problem: 'its source_profile has no access key' };
  }
  return {
    settings: { ...take(source, ['region', 'endpoint', 'endpointType']), ...base, ...role },
  };
}

function modeName(profile: Document): string {
  const fallback = text(profile['sts_token']) === undefined ? 'ak' : 'ststoken';
  return text(profile['mode'])?.toLowerCase() ?? fallback;
}

function take(profile: Document, names: readonly string[]): Settings {
  const settings: Record<string, string> = {};
  for (const name of names) {
    const value = text(profile[KEYS[name] ?? '']);
    if (value !== undefined) settings[name] = value;
  }
  return settings;
}

function text(value: unknown): string | undefined {
  // The aliyun CLI writes 0 for a number that was never set.
  if (typeof value === 'number' && value > 0) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
