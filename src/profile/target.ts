import type { Env } from '../deps.ts';
import { Failure } from '../failure.ts';
import { authMethodOf } from '../providers/auth.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderId } from '../providers/registry.ts';
import { PROVIDERS } from '../providers/registry.ts';
import { ownVariable, type Settings } from '../providers/settings.ts';
import { sandboxAccount } from '../sandbox/credentials.ts';
import { namedEntry, readExternal } from './external.ts';
import { type Layer, type Merged, mergeLayers } from './layers.ts';
import { chooseCloud, SANDBOX_PROFILES, storedProfile, type TargetFlags } from './named.ts';
import { readProfiles, type StoredProfile } from './store.ts';

/** Which cloud, as whom, and where each of that was found. */
export interface Target {
  readonly profile: string | undefined;
  readonly provider: Provider;
  readonly sandbox: boolean;
  readonly settings: Settings;
  /** For people, by setting; `provider` and `profile` too. */
  readonly sources: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/**
 * Resolves a command's target. What is explicit wins: flags, then a profile that was asked for,
 * then the environment, then the default profile, then what the vendor's own tools are set to.
 * @param fixed the cloud that the command itself is about, as in `lbctl elb …`
 */
export async function resolveTarget(
  flags: TargetFlags,
  env: Env,
  fixed?: ProviderId,
): Promise<Target> {
  const asked = flags.profile ?? nonEmpty(env['LBCTL_PROFILE']);
  const sandbox = asked !== undefined && SANDBOX_PROFILES.includes(asked);
  const file = sandbox ? undefined : readProfiles(env);
  const name = asked ?? file?.current;
  const whereProfile =
    flags.profile !== undefined
      ? 'flag --profile'
      : asked === undefined
        ? 'default profile'
        : 'environment LBCTL_PROFILE';
  const stored = storedProfile(name, asked !== undefined, file);
  const chosen = chooseCloud({ flags, env, name, stored, fixed, asked: asked !== undefined });
  const provider = await PROVIDERS[chosen.id].load();
  const warnings = file?.exposed
    ? [`the profile file ${file.path} can be read by others; run: chmod 600 ${file.path}`]
    : [];
  const flagLayer = layerOfFlags(flags);
  const merged = sandbox
    ? mergeLayers(
        [flagLayer, sandboxLayer(chosen.id), ownPlace(env)],
        provider.settings,
        provider.authMethods,
      )
    : await realSettings(provider, env, {
        flags: flagLayer,
        profile: await profileLayers(provider, name, stored, env),
        asked: flags.profile === undefined ? (asked === undefined ? 'no' : 'variable') : 'flag',
        warnings,
      });
  // A default profile of the other cloud is not meant, so nothing comes from it.
  const meant = stored?.['provider'] === chosen.id ? name : asked;
  return {
    profile: meant,
    provider,
    sandbox,
    settings: merged.settings,
    sources: {
      ...merged.sources,
      provider: chosen.source,
      ...(meant === undefined ? {} : { profile: whereProfile }),
    },
    warnings,
  };
}

interface Parts {
  readonly flags: Layer;
  readonly profile: readonly Layer[];
  /** How the profile was asked for. */
  readonly asked: 'flag' | 'variable' | 'no';
  readonly warnings: string[];
}

async function realSettings(
  provider: Provider,
  env: Env,
  { flags, profile, asked, warnings }: Parts,
): Promise<Merged> {
  const { settings: table, authMethods } = provider;
  const own = ownLayer(provider, env);
  const vendor = vendorLayer(provider, env);
  let layers = {
    flag: [flags, ...profile, own, vendor],
    // LBCTL_REGION beside LBCTL_PROFILE is the more exact word of the same environment.
    variable: [flags, own, ...profile, vendor],
    no: [flags, own, vendor],
  }[asked];
  let merged = mergeLayers(layers, table, authMethods);
  const below = (more: readonly Layer[]) => {
    if (more.length === 0) return;
    layers = [...layers, ...more];
    merged = mergeLayers(layers, table, authMethods);
  };
  /** A vendor's file is read only where the layers above it leave something open. */
  const file = async (read: () => Promise<Layer | undefined>): Promise<readonly Layer[]> => {
    const { settings } = merged;
    const complete = authMethodOf(authMethods, settings) !== undefined;
    if (complete && (settings.region ?? settings.endpoint) !== undefined) return [];
    try {
      const layer = await read();
      return layer === undefined ? [] : [layer];
    } catch (error) {
      // A broken file that is not needed for who one is stops nobody.
      if (!complete || !(error instanceof Failure)) throw error;
      warnings.push(error.message);
      return [];
    }
  };
  below(await file(() => namedByVariable(provider, env)));
  if (asked === 'no') below(profile);
  below(await file(() => defaultEntry(provider, env)));
  return merged;
}

/** The embedded cloud's own credentials; what the environment holds is for real clouds. */
function sandboxLayer(providerId: ProviderId): Layer {
  return { source: 'sandbox', group: 'sandbox', settings: sandboxAccount(providerId) ?? {} };
}

/** A profile, and below it what it refers to. */
async function profileLayers(
  provider: Provider,
  name: string | undefined,
  stored: StoredProfile | undefined,
  env: Env,
): Promise<readonly Layer[]> {
  if (stored?.['provider'] !== provider.id) return [];
  const own = { source: `profile ${name}`, group: 'profile', settings: stored };
  const source = provider.settingsSource;
  const reference = source === undefined ? undefined : nonEmpty(stored[source.reference]);
  if (source === undefined || reference === undefined) return [own];
  const entry = await namedEntry(source, reference, `the profile ${name}`, env);
  return [own, { source: entry.source, group: 'profile', settings: entry.settings }];
}

function ownLayer(provider: Provider, env: Env): Layer {
  return variablesLayer(provider, env, (name) => [ownVariable(name)]);
}

function vendorLayer(provider: Provider, env: Env): Layer {
  return variablesLayer(provider, env, (_, variables) => variables);
}

/** The entry of the vendor's file that one of the vendor's variables names. */
async function namedByVariable(provider: Provider, env: Env): Promise<Layer | undefined> {
  const source = provider.settingsSource;
  const variable = source?.variables.find((one) => nonEmpty(env[one]));
  if (source === undefined || variable === undefined) return undefined;
  const entry = await namedEntry(source, env[variable] ?? '', variable, env);
  return {
    source: `${entry.source} (${variable})`,
    group: 'environment',
    settings: entry.settings,
  };
}

function variablesLayer(
  provider: Provider,
  env: Env,
  choose: (name: string, variables: readonly string[]) => readonly string[],
): Layer {
  const settings: Record<string, string> = {};
  const sources: Record<string, string> = {};
  for (const [name, { variables }] of Object.entries(provider.settings)) {
    const variable = choose(name, variables).find((one) => nonEmpty(env[one]));
    if (variable === undefined) continue;
    settings[name] = env[variable] ?? '';
    sources[name] = `environment ${variable}`;
  }
  return { source: sources, group: 'environment', settings };
}

/** What the vendor's tools would use if nobody said anything. */
async function defaultEntry(provider: Provider, env: Env): Promise<Layer | undefined> {
  const source = provider.settingsSource;
  if (source === undefined) return undefined;
  const external = await readExternal(source, env);
  const name = external?.current;
  const entry = name === undefined ? undefined : external?.entries[name];
  if (external === undefined || entry === undefined || 'problem' in entry) return undefined;
  return {
    source: `${source.noun} ${name} in ${external.paths[0] ?? source.title}`,
    group: 'external',
    settings: entry.settings,
  };
}

const PLACE_FLAGS = ['region', 'endpoint'] as const;

/** Only where: the environment's credentials are for real clouds. */
function ownPlace(env: Env): Layer {
  const found = PLACE_FLAGS.flatMap((name) => {
    const value = nonEmpty(env[ownVariable(name)]);
    return value === undefined ? [] : [[name, value]];
  });
  return { source: 'environment', group: 'environment', settings: Object.fromEntries(found) };
}

function layerOfFlags(flags: TargetFlags): Layer {
  const given = PLACE_FLAGS.flatMap((name) => {
    const value = nonEmpty(flags[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    source: Object.fromEntries(given.map(([name]) => [name, `flag --${name}`])),
    group: 'flags',
    settings: Object.fromEntries(given),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
