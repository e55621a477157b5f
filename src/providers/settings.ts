import type { EndpointLocation } from './call.ts';

/**
 * Describes a setting. Environment variables, flags and questions of `profile set`, and
 * `profile show` follow from it.
 */
export interface SettingSpec {
  /** Shown to people. */
  readonly label: string;
  /** What it can be; anything when absent. */
  readonly values?: readonly string[];
  /** The lowest and the highest whole number that it can be. */
  readonly range?: readonly [number, number];
  /** Whether it is the path of a file. */
  readonly file?: true;
  /** Never a flag, never shown. */
  readonly secret?: true;
  /** May be a flag but is masked in output, since people put secrets into it. */
  readonly masked?: true;
  /**
   * Its role in authentication; absent on settings such as the region.
   * - `credential`: a credential or a part of one. Credentials of two sources are never combined.
   * - `qualifier`: only meaningful with the credential of the same source.
   * - `authority`: where the credential is sent; the credential's own source takes precedence.
   * - `scope`: what the credential is used for; never taken from another identity's source.
   */
  readonly identity?: 'credential' | 'qualifier' | 'authority' | 'scope';
}

export interface Setting extends SettingSpec {
  /** Environment variables of the vendor's tools, in order of precedence. */
  readonly variables: readonly string[];
}

export type SettingTable = Readonly<Record<string, Setting>>;

/** Settings that mean the same on every cloud. */
const COMMON = {
  region: { label: 'region' },
  endpoint: { label: 'API endpoint' },
  caFile: { label: 'CA certificate file (PEM)', file: true },
  accessKey: { label: 'access key id', identity: 'credential' },
  secretKey: { label: 'secret key', secret: true, identity: 'credential' },
  securityToken: {
    label: 'security token (temporary keys)',
    secret: true,
    identity: 'qualifier',
  },
  token: { label: 'login token', secret: true, identity: 'credential' },
  credentialProcess: {
    label: 'command that prints credentials as JSON',
    masked: true,
    identity: 'credential',
  },
  username: { label: 'user name', identity: 'credential' },
  userId: { label: 'user id', identity: 'credential' },
  password: { label: 'password', secret: true, identity: 'credential' },
  applicationCredentialId: { label: 'application credential id', identity: 'credential' },
  applicationCredentialName: { label: 'application credential name', identity: 'credential' },
  applicationCredentialSecret: {
    label: 'application credential secret',
    secret: true,
    identity: 'credential',
  },
  userDomainName: { label: 'user domain name', identity: 'qualifier' },
  userDomainId: { label: 'user domain id', identity: 'qualifier' },
  authUrl: { label: 'identity endpoint', identity: 'authority' },
  projectId: { label: 'project id', identity: 'scope' },
  projectName: { label: 'project name', identity: 'scope' },
  projectDomainName: { label: 'project domain name', identity: 'scope' },
  projectDomainId: { label: 'project domain id', identity: 'scope' },
} as const satisfies Record<string, SettingSpec>;

export type SettingName = keyof typeof COMMON;

/** Values of settings, common and cloud-specific. */
export type Settings = Readonly<Partial<Record<SettingName, string>>> & {
  readonly [own: string]: string | undefined;
};

/** The settings of a cloud: the common ones it uses, with their variables, and its own. */
export function settingTable(
  uses: Readonly<Partial<Record<SettingName, readonly string[]>>>,
  own: SettingTable = {},
): SettingTable {
  const common = (Object.keys(COMMON) as SettingName[]).flatMap((name) => {
    const variables = uses[name];
    return variables === undefined ? [] : [[name, { ...COMMON[name], variables }] as const];
  });
  return { ...Object.fromEntries(common), ...own };
}

/** lbctl's own variable for a setting: `secretKey` is `LBCTL_SECRET_KEY`. */
export function ownVariable(name: string): string {
  return `LBCTL_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
}

/** `accessKey` as a flag: `access-key`. */
export function settingFlag(name: string): string {
  return name.replace(/[A-Z]/g, '-$&').toLowerCase();
}

/** Where the endpoint of these settings is. */
export function placeOf({ region, projectId, endpointType }: Settings): EndpointLocation {
  return { region, projectId, internal: endpointType?.toLowerCase() === 'vpc' };
}
