import { Failure } from '../failure.ts';
import { didYouMean } from '../listener/suggest.ts';
import type { Provider, SettingName, Settings } from '../providers/provider.ts';
import { isProviderId, PROVIDER_IDS, PROVIDERS, type ProviderId } from '../providers/registry.ts';
import { type ProfileFile, readProfiles, type StoredProfile } from './store.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What the command line says about where to go. */
export interface TargetFlags {
  readonly profile?: string | undefined;
  readonly provider?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** Which cloud, as whom, and where each of that was found. */
export interface Target {
  readonly profile: string | undefined;
  readonly provider: Provider;
  readonly sandbox: boolean;
  readonly settings: Settings;
  readonly sources: Readonly<Partial<Record<SettingName | 'provider' | 'profile', string>>>;
  readonly warnings: readonly string[];
}

const SANDBOX_PREFIX = 'sandbox-';

/** Settings of lbctl's own, beside the names that each cloud's other tools use. */
const OWN_VARIABLES: Readonly<Partial<Record<SettingName, string>>> = {
  region: 'LBCTL_REGION',
  endpoint: 'LBCTL_ENDPOINT',
  accessKey: 'LBCTL_ACCESS_KEY',
  secretKey: 'LBCTL_SECRET_KEY',
  securityToken: 'LBCTL_SECURITY_TOKEN',
  projectId: 'LBCTL_PROJECT_ID',
  projectName: 'LBCTL_PROJECT_NAME',
  token: 'LBCTL_TOKEN',
  authUrl: 'LBCTL_AUTH_URL',
  username: 'LBCTL_USERNAME',
  password: 'LBCTL_PASSWORD',
  userDomainName: 'LBCTL_USER_DOMAIN_NAME',
};

/** Settings that belong together: half a set from one source is never completed from another. */
const IDENTITY: readonly SettingName[] = [
  'accessKey',
  'secretKey',
  'securityToken',
  'token',
  'username',
  'userId',
  'password',
  'userDomainName',
  'userDomainId',
];

/** The profiles that are built in: `sandbox-elb`, `sandbox-slb`. */
const SANDBOX_PROFILES: readonly string[] = PROVIDER_IDS.map((id) => SANDBOX_PREFIX + id);

/**
 * Resolves a command's target. What is explicit wins: flags, then a profile that was asked for,
 * then the environment, then the default profile.
 * @param fixed the cloud that the command itself is about, as in `lbctl elb …`
 */
export async function resolveTarget(
  flags: TargetFlags,
  env: Env,
  fixed?: ProviderId,
): Promise<Target> {
  const asked = flags.profile ?? nonEmpty(env['LBCTL_PROFILE']);
  const file =
    asked !== undefined && SANDBOX_PROFILES.includes(asked) ? undefined : readProfiles(env);
  const name = asked ?? file?.current;
  const stored = storedProfile(name, asked !== undefined, file);
  const providerId = chooseProvider(flags, env, name, stored, fixed, asked !== undefined);
  const provider = await PROVIDERS[providerId].load();
  const sandbox = name !== undefined && SANDBOX_PROFILES.includes(name);
  const environment = environmentLayer(provider, env);
  const flagLayer = { source: 'flag', settings: pickFlags(flags) };
  const layers: readonly Layer[] = sandbox
    ? [
        flagLayer,
        await sandboxLayer(providerId),
        { source: 'environment', settings: ownPlace(env) },
      ]
    : inOrder(flagLayer, profileLayer(name, stored, providerId), environment, asked !== undefined);
  const { settings, sources } = merge(layers);
  return {
    profile: name,
    provider,
    sandbox,
    settings,
    sources: {
      ...sources,
      ...(name === undefined ? {} : { profile: asked === undefined ? 'default' : 'asked' }),
    },
    warnings: file?.exposed
      ? [`the profile file ${file.path} can be read by others; run: chmod 600 ${file.path}`]
      : [],
  };
}

/** The embedded cloud's own credentials; what the environment holds is for real clouds. */
async function sandboxLayer(providerId: ProviderId): Promise<Layer> {
  const { SANDBOX_CREDENTIALS } = await import('../sandbox/credentials.ts');
  const { accessKey, secretKey, region, ...rest } = SANDBOX_CREDENTIALS[providerId];
  const projectId = 'projectId' in rest ? { projectId: rest.projectId } : {};
  return { source: 'sandbox', settings: { accessKey, secretKey, region, ...projectId } };
}

function profileLayer(
  name: string | undefined,
  stored: StoredProfile | undefined,
  providerId: ProviderId,
): Layer {
  return {
    source: `profile ${name}`,
    settings: stored?.['provider'] === providerId ? stored : {},
  };
}

function inOrder(
  flags: Layer,
  profile: Layer,
  environment: Layer,
  asked: boolean,
): readonly Layer[] {
  return asked ? [flags, profile, environment] : [flags, environment, profile];
}

interface Layer {
  readonly source: string;
  readonly settings: Readonly<Partial<Record<string, string>>>;
}

function storedProfile(
  name: string | undefined,
  asked: boolean,
  file: ProfileFile | undefined,
): StoredProfile | undefined {
  if (name === undefined) return undefined;
  if (SANDBOX_PROFILES.includes(name)) return { provider: name.slice(SANDBOX_PREFIX.length) };
  const stored = file?.profiles[name];
  if (stored !== undefined) return stored;
  const known = [...Object.keys(file?.profiles ?? {}), ...SANDBOX_PROFILES];
  throw new Failure(
    'usage',
    `there is no profile ${JSON.stringify(name)}${didYouMean(name, known)}`,
    {
      hint: asked
        ? `known profiles: ${known.join(', ')}`
        : 'the default profile is gone; choose another with lbctl profile use',
    },
  );
}

function chooseProvider(
  flags: TargetFlags,
  env: Env,
  name: string | undefined,
  stored: StoredProfile | undefined,
  fixed: ProviderId | undefined,
  asked: boolean,
): ProviderId {
  const said = flags.provider ?? nonEmpty(env['LBCTL_PROVIDER']);
  const ofProfile = stored?.['provider'];
  // A default profile of the other cloud is simply not meant; one that was asked for is a mistake.
  if (asked && ofProfile !== undefined) {
    const wanted = fixed ?? flags.provider;
    if (wanted !== undefined && wanted !== ofProfile) {
      throw new Failure(
        'usage',
        `profile ${name} is for ${ofProfile}, and this command is for ${wanted}`,
      );
    }
    if (isProviderId(ofProfile)) return ofProfile;
    throw new Failure(
      'usage',
      `profile ${name} names the unknown provider ${JSON.stringify(ofProfile)}`,
    );
  }
  if (fixed !== undefined) {
    if (flags.provider !== undefined && flags.provider !== fixed) {
      throw new Failure('usage', `--provider ${flags.provider} does not fit a command of ${fixed}`);
    }
    return fixed;
  }
  const chosen = said ?? ofProfile;
  if (chosen === undefined) {
    throw new Failure('usage', 'it is not said which cloud is meant', {
      hint: `give --profile (for a try: ${SANDBOX_PROFILES.join(' or ')}) or --provider ${PROVIDER_IDS.join('|')}`,
    });
  }
  if (isProviderId(chosen)) return chosen;
  throw new Failure(
    'usage',
    `there is no provider ${JSON.stringify(chosen)}${didYouMean(chosen, PROVIDER_IDS)}`,
    { hint: `providers: ${PROVIDER_IDS.join(', ')}` },
  );
}

function environmentLayer(provider: Provider, env: Env): Layer {
  const settings: Partial<Record<SettingName, string>> = {};
  const names = new Set([
    ...Object.keys(OWN_VARIABLES),
    ...Object.keys(provider.settings),
  ]) as Set<SettingName>;
  for (const name of names) {
    const variables = [OWN_VARIABLES[name], ...(provider.settings[name] ?? [])];
    const variable = variables.find(
      (candidate) => candidate !== undefined && nonEmpty(env[candidate]),
    );
    if (variable !== undefined) settings[name] = env[variable] ?? '';
  }
  return { source: 'environment', settings };
}

function ownPlace(env: Env): Layer['settings'] {
  const region = nonEmpty(env['LBCTL_REGION']);
  const endpoint = nonEmpty(env['LBCTL_ENDPOINT']);
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function pickFlags({ region, endpoint }: TargetFlags): Layer['settings'] {
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function merge(layers: readonly Layer[]): { settings: Settings; sources: Target['sources'] } {
  const settings: Partial<Record<SettingName, string>> = {};
  const sources: Partial<Record<SettingName, string>> = {};
  let identityFrom: Layer | undefined;
  for (const layer of layers) {
    const holdsIdentity = IDENTITY.some((name) => layer.settings[name] !== undefined);
    for (const [name, value] of Object.entries(layer.settings) as [SettingName, string][]) {
      const personal = IDENTITY.includes(name);
      if (settings[name] !== undefined || (personal && identityFrom !== undefined)) continue;
      settings[name] = value;
      sources[name] = layer.source;
    }
    if (holdsIdentity) identityFrom ??= layer;
  }
  return { settings, sources };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
