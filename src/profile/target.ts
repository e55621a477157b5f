import type { Deps, Env } from '../deps.ts';
import { Failure } from '../failure.ts';
import { authMethodOf } from '../providers/auth.ts';
import type { Provider } from '../providers/provider.ts';
import { PROVIDERS, type ProviderId } from '../providers/registry.ts';
import { credentialProblem } from '../providers/setting-values.ts';
import type { Settings } from '../providers/settings.ts';
import { sandboxAccount } from '../sandbox/credentials.ts';
import { writableByOthers } from '../storage/writable.ts';
import { defaultEntry, namedEntry } from './external.ts';
import { type Layer, type Merged, mergeLayers } from './layers.ts';
import { type Selected, selectProfile, selectProvider, type TargetFlags } from './named.ts';
import { keyringSettings, mustOpen, withKeyring } from './secrets.ts';
import { flagLayer, nonEmpty, ownLayer, ownLocationLayer, vendorLayer } from './variables.ts';

type World = Pick<Deps, 'env' | 'keyring'>;
type Sources = Readonly<Record<string, string>>;

/** The provider, account and region of a command. */
export interface Target {
  readonly profile: string | undefined;
  readonly provider: Provider;
  readonly sandbox: boolean;
  readonly settings: Settings;
  /** For messages: by setting, `provider` and `profile`. */
  readonly sources: Sources;
  readonly warnings: readonly string[];
}

/**
 * Resolves the target of a command. In order of precedence: flags, an explicit profile, the
 * environment, the default profile, the configuration of the vendor's tools.
 * @param command the provider of the command, such as `lbctl elb …`
 */
export async function resolveTarget(
  flags: TargetFlags,
  deps: World,
  command?: ProviderId,
): Promise<Target> {
  const { env } = deps;
  const selected = await selectProfile(flags, env);
  const { id, source } = selectProvider(flags, env, selected, command);
  const provider = await PROVIDERS[id].load();
  const { file } = selected;
  // A default profile for another provider does not apply.
  const applies = selected.by !== 'default' || selected.stored?.['provider'] === id;
  const sandbox = selected.sandbox && applies;
  const warnings = file?.exposed
    ? [`other users can read the profile file ${file.path}; run: chmod 600 ${file.path}`]
    : [];
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    warnings.push('NODE_TLS_REJECT_UNAUTHORIZED is ignored: certificates are always verified');
  }
  const { settings, sources } = sandbox
    ? mergeLayers([flagLayer(flags), sandboxLayer(id), ownLocationLayer(env)], provider)
    : await realSettings(provider, flags, deps, selected, warnings);
  checkCredentials(provider, settings, sources);
  const profile = applies ? selected.name : undefined;
  return {
    profile,
    provider,
    sandbox,
    settings,
    sources: {
      ...sources,
      provider: source,
      ...(profile === undefined ? {} : { profile: SELECTED_BY[selected.by] }),
    },
    warnings,
  };
}

const SELECTED_BY = {
  flag: 'flag --profile',
  variable: 'environment LBCTL_PROFILE',
  default: 'default profile',
} as const;

/** What could not be sent would end as a failed connection. */
function checkCredentials({ settings: table }: Provider, settings: Settings, sources: Sources) {
  for (const name of Object.keys(table)) {
    const problem = credentialProblem(table, name, settings[name] ?? '');
    if (problem === undefined) continue;
    const label = table[name]?.label ?? name;
    throw new Failure('usage', `the ${label} (${sources[name]}) ${problem}`, {
      hint: 'set it again, without quotes and line breaks around it',
    });
  }
}

async function realSettings(
  provider: Provider,
  flags: TargetFlags,
  deps: World,
  selected: Selected,
  warnings: string[],
): Promise<Merged> {
  const { env } = deps;
  const profile = (await profileLayers(provider, selected, deps, warnings)).map((layer) =>
    withoutForeignProcess(layer, warnings),
  );
  const own = ownLayer(provider, env);
  const vendor = vendorLayer(provider, env);
  let layers = {
    flag: [flagLayer(flags), ...profile, own, vendor],
    // LBCTL_REGION is more specific than LBCTL_PROFILE.
    variable: [flagLayer(flags), own, ...profile, vendor],
    default: [flagLayer(flags), own, vendor],
  }[selected.by];
  /** Reads the vendor's file only if location or credentials are missing. */
  const addFile = async (read: () => Promise<Layer | undefined>): Promise<void> => {
    const { settings } = mergeLayers(layers, provider);
    const hasCredentials = authMethodOf(provider.authMethods, settings) !== undefined;
    if (hasCredentials && (settings.region ?? settings.endpoint) !== undefined) return;
    try {
      const layer = await read();
      if (layer !== undefined) layers = [...layers, withoutForeignProcess(layer, warnings)];
    } catch (error) {
      // The region may come from another source.
      if (!hasCredentials || !(error instanceof Failure)) throw error;
      warnings.push(error.message);
    }
  };
  await addFile(() => variableEntryLayer(provider, env));
  if (selected.by === 'default') layers = [...layers, ...profile];
  await addFile(() => defaultEntryLayer(provider, env));
  return mergeLayers(layers, provider);
}

/** What another user can change must not say what this user runs. */
function withoutForeignProcess(layer: Layer, warnings: string[]): Layer {
  const { credentialProcess, ...settings } = layer.settings;
  if (credentialProcess === undefined || layer.path === undefined) return layer;
  const open = writableByOthers(layer.path);
  if (open === undefined) return layer;
  warnings.push(
    `the credential process in ${layer.path} is not run: other users can change it; run: chmod go-w ${open}`,
  );
  return { ...layer, settings };
}

function sandboxLayer(id: ProviderId): Layer {
  return { source: 'sandbox', group: 'sandbox', settings: sandboxAccount(id) ?? {} };
}

/** The profile, followed by the entry of the vendor's file that it refers to. */
async function profileLayers(
  provider: Provider,
  selected: Selected,
  deps: World,
  warnings: string[],
): Promise<readonly Layer[]> {
  const { name, stored, file } = selected;
  if (stored?.['provider'] !== provider.id) return [];
  const path = file === undefined ? {} : { path: file.path };
  const keyring = await keyringLayers(selected, deps, warnings);
  const own = [
    ...keyring,
    { source: sourcesIn(provider, selected), group: 'profile', settings: stored, ...path },
  ];
  const source = provider.settingsSource;
  const reference = source === undefined ? undefined : nonEmpty(stored[source.reference]);
  if (source === undefined || reference === undefined) return own;
  const entry = await namedEntry(source, reference, `profile ${name}`, deps.env);
  return [...own, { ...entry, group: 'profile' }];
}

/** Says of secrets that they are in plain text. */
function sourcesIn({ settings }: Provider, { name, stored = {}, file }: Selected) {
  const entries = Object.keys(stored).map((setting) => {
    const isPlain = settings[setting]?.secret === true && file !== undefined;
    return [setting, `profile ${name}${isPlain ? ', plain text' : ''}`] as const;
  });
  return Object.fromEntries(entries);
}

async function keyringLayers(
  { name = '', by, stored = {} }: Selected,
  deps: World,
  warnings: string[],
): Promise<readonly Layer[]> {
  if (deps.keyring === undefined || keyringSettings(stored).length === 0) return [];
  try {
    const { title } = await mustOpen(deps, `the secrets of profile ${name} are in the keyring`);
    const settings = await withKeyring(name, stored, deps);
    const secrets = Object.entries(settings).filter(([key]) => stored[key] === undefined);
    const source = `profile ${name}, keyring (${title})`;
    return [{ source, group: 'profile', settings: Object.fromEntries(secrets) }];
  } catch (error) {
    // The environment comes first then, and may have all that is needed.
    if (by !== 'default' || !(error instanceof Failure) || error.kind === 'interrupted')
      throw error;
    warnings.push(error.message);
    return [];
  }
}

/** The entry of the vendor's file selected by a variable such as OS_CLOUD. */
async function variableEntryLayer(provider: Provider, env: Env): Promise<Layer | undefined> {
  const source = provider.settingsSource;
  const variable = source?.variables.find((one) => nonEmpty(env[one]));
  if (source === undefined || variable === undefined) return undefined;
  const entry = await namedEntry(source, env[variable] ?? '', variable, env);
  return { ...entry, source: `${entry.source} (${variable})`, group: 'environment' };
}

async function defaultEntryLayer(provider: Provider, env: Env): Promise<Layer | undefined> {
  const source = provider.settingsSource;
  const entry = source === undefined ? undefined : await defaultEntry(source, env);
  return entry === undefined ? undefined : { ...entry, group: 'external' };
}
