import { isObject } from '../model/json.ts';
import type { Settings } from './settings.ts';
import {
  type FoundFile,
  MalformedFile,
  type SourceEntries,
  type SourceEntry,
} from './settings-source.ts';

type Document = Readonly<Record<string, unknown>>;

export async function readClouds(files: readonly FoundFile[]): Promise<SourceEntries> {
  const documents = new Map<string, Document>();
  for (const file of files) documents.set(file.role, await parse(file));
  const pathOf = (role: string) => files.find((file) => file.role === role)?.path ?? role;
  const own = section(documents.get('clouds'), 'clouds', pathOf('clouds'));
  const secure = section(documents.get('secure'), 'clouds', pathOf('secure'));
  const vendors = section(documents.get('clouds-public'), 'public-clouds', pathOf('clouds-public'));
  const names = Object.keys(own);
  const [only] = names;
  return {
    entries: Object.fromEntries(
      names.map((name) => {
        const cloud = merge(record(own[name]), record(secure[name]));
        return [name, readCloud(withVendor(cloud, vendors))];
      }),
    ),
    ...(only !== undefined && names.length === 1 ? { current: only } : {}),
  };
}

/** Reports only the position of a syntax error: the parser's messages quote the content. */
async function parse({ path, text }: FoundFile): Promise<Document> {
  const { parseYaml, YamlProblem } = await import('../formats/yaml.ts');
  try {
    const [value] = parseYaml(text);
    if (value === null || value === undefined) return {};
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    const { line, column } = error;
    throw new MalformedFile(path, `it is not YAML (at line ${line}, column ${column})`);
  }
  throw new MalformedFile(path, 'it is not a mapping');
}

function section(document: Document | undefined, key: string, path: string): Document {
  const value = document?.[key];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new MalformedFile(path, `${key} is not a mapping`);
  for (const [name, entry] of Object.entries(value)) {
    if (!isObject(entry)) {
      throw new MalformedFile(path, `the cloud ${JSON.stringify(name)} is not a mapping`);
    }
  }
  return value;
}

/** The vendor profile that is built into gophercloud. */
const BUILT_IN: Document = {
  otc: { auth: { auth_url: 'https://iam.{region_name}.otc.t-systems.com/v3' } },
};

function withVendor(cloud: Document, vendors: Document): Document {
  const name = cloud['profile'] ?? cloud['cloud'];
  if (typeof name !== 'string') return cloud;
  return merge(record(vendors[name] ?? BUILT_IN[name]), cloud);
}

function readCloud(cloud: Document): SourceEntry {
  const auth = record(cloud['auth']);
  const region = text(cloud['region_name']) ?? text(firstOf(cloud['regions']));
  if (cloud['verify'] === false) {
    return {
      problem: 'it turns off certificate verification (verify: false); set cacert instead',
    };
  }
  const pick = (...names: readonly string[]) =>
    names.map((name) => text(auth[name])).find((value) => value !== undefined);
  const values = {
    region,
    caFile: text(cloud['cacert']),
    accessKey: pick('access_key', 'ak'),
    secretKey: pick('secret_key', 'sk'),
    securityToken: pick('security_token'),
    token: pick('token'),
    username: pick('username'),
    userId: pick('user_id'),
    password: pick('password'),
    userDomainName: pick('user_domain_name', 'domain_name', 'default_domain'),
    userDomainId: pick('user_domain_id', 'domain_id'),
    authUrl: pick('auth_url')?.replaceAll('{region_name}', region ?? ''),
    projectId: pick('project_id', 'tenant_id'),
    projectName: pick('project_name', 'tenant_name'),
    projectDomainName: pick('project_domain_name'),
    projectDomainId: pick('project_domain_id'),
    applicationCredentialId: pick('application_credential_id'),
    applicationCredentialName: pick('application_credential_name'),
    applicationCredentialSecret: pick('application_credential_secret'),
    interface: text(cloud['interface']) ?? text(cloud['endpoint_type']),
  };
  const settings: Settings = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  );
  return { settings };
}

/** Merges mappings recursively. */
function merge(base: Document, override: Document): Document {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(override)) {
    const existing = merged[key];
    merged[key] = isObject(existing) && isObject(value) ? merge(existing, value) : value;
  }
  return merged;
}

function firstOf(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return isObject(first) ? first['name'] : first;
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function record(value: unknown): Document {
  return isObject(value) ? value : {};
}
