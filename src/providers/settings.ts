/**
 * What is known of a setting, said once: the environment, the flags of `profile set`, its
 * questions, `profile show` and the reading of profiles follow from it.
 */
export interface SettingSpec {
  /** For people. */
  readonly label: string;
  /** Never a flag, never shown. */
  readonly secret?: true;
  /** May be a flag, but is not shown: people put secrets into it all the same. */
  readonly masked?: true;
  /**
   * What it has to do with who one is; absent on what says where.
   * - `proof`: proves it, or is half of the proof. Proofs of two sources are never combined.
   * - `part`: means something beside the proof of its own source only.
   * - `authority`: where the proof is sent to, so that of the proof's own source comes first.
   * - `scope`: what the proof is used for; nothing for somebody else's.
   */
  readonly identity?: 'proof' | 'part' | 'authority' | 'scope';
}

export interface Setting extends SettingSpec {
  /** Where the cloud's own tools find it in the environment, the preferred names first. */
  readonly variables: readonly string[];
}

export type SettingTable = Readonly<Record<string, Setting>>;

/** Settings that mean the same on every cloud that has them. */
const COMMON = {
  region: { label: 'region' },
  endpoint: { label: 'address of the API' },
  caFile: { label: 'file with certificates of private authorities (PEM)' },
  accessKey: { label: 'access key id', identity: 'proof' },
  secretKey: { label: 'secret key', secret: true, identity: 'proof' },
  securityToken: {
    label: 'security token of temporary keys',
    secret: true,
    identity: 'part',
  },
  token: { label: 'login token', secret: true, identity: 'proof' },
  credentialProcess: {
    label: 'command that prints credentials as JSON',
    masked: true,
    identity: 'proof',
  },
  username: { label: 'user name', identity: 'proof' },
  userId: { label: 'user id', identity: 'proof' },
  password: { label: 'password', secret: true, identity: 'proof' },
  userDomainName: { label: 'domain of the user, by name', identity: 'part' },
  userDomainId: { label: 'domain of the user, by id', identity: 'part' },
  authUrl: { label: 'address of the identity service', identity: 'authority' },
  projectId: { label: 'project id', identity: 'scope' },
  projectName: { label: 'project name', identity: 'scope' },
  projectDomainName: { label: 'domain of the project, by name', identity: 'scope' },
  projectDomainId: { label: 'domain of the project, by id', identity: 'scope' },
} as const satisfies Record<string, SettingSpec>;

export type SettingName = keyof typeof COMMON;

/** Settings with their values: the common ones by name, and those that only one cloud has. */
export type Settings = Readonly<Partial<Record<SettingName, string>>> & {
  readonly [own: string]: string | undefined;
};

/** The settings of a cloud: which of the common ones it uses, and its own. */
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

/** `secretKey` as lbctl's own variable: `LBCTL_SECRET_KEY`. */
export function ownVariable(name: string): string {
  return `LBCTL_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
}

/** `accessKey` as a flag: `access-key`. */
export function settingFlag(name: string): string {
  return name.replace(/[A-Z]/g, '-$&').toLowerCase();
}
