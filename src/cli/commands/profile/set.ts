import { checkEndpoint } from '../../../client/http/endpoint.ts';
import { Failure } from '../../../failure.ts';
import { didYouMean } from '../../../model/suggest.ts';
import { wantsDocument } from '../../../output/format.ts';
import { mustBeProvider, storedProfile } from '../../../profile/named.ts';
import type { StoredProfile } from '../../../profile/parse.ts';
import { parted, plainSecrets, whole, withoutKeyring } from '../../../profile/secrets.ts';
import { readProfiles } from '../../../profile/store.ts';
import { environmentSettings } from '../../../profile/variables.ts';
import { changeProfiles } from '../../../profile/write.ts';
import type { Provider } from '../../../providers/provider.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../../providers/registry.ts';
import { ownVariable, type Setting, settingFlag } from '../../../providers/settings.ts';
import type { Command, Invocation } from '../../command.ts';
import { canAsk } from '../../confirm.ts';
import { type Context, placeFlags } from '../../context.ts';
import { choice, wholeNumber } from '../../flag-values.ts';
import { GLOBAL_OPTIONS } from '../../global-options.ts';
import { type Flags, type OptionSpec, textFlag, textFlags } from '../../option.ts';
import { mustBeName, PROFILE_ARGUMENT } from './names.ts';
import { checkPlace, placeSecrets, SECRETS_IN } from './placing.ts';
import { askMissing, askProvider, incompleteMethod } from './questions.ts';
import { readSecrets } from './secrets.ts';
import { type ProfileSummary, summarize } from './summary.ts';

/** Loads all providers, since their settings are its options. */
export async function setCommand(): Promise<Command> {
  const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
  return {
    details:
      'On a terminal it asks for missing settings. Secrets are never flags: they are typed at a ' +
      'hidden prompt, or come from standard input or the environment. Settings that are not given ' +
      'are not changed.',
    argument: PROFILE_ARGUMENT,
    options: [
      {
        flag: 'secrets-stdin',
        summary: 'read secrets from standard input: name=value lines or a JSON object',
      },
      { flag: 'from-env', summary: 'save account, region and endpoint of environment variables' },
      SECRETS_IN,
      { flag: 'unset', argument: '<setting>', repeat: true, summary: 'remove a setting' },
      { flag: 'use', summary: 'make it the default profile' },
      ...settingOptions(providers),
    ],
    elsewhere: secretFlags(providers),
    examples: [
      'lbctl profile set prod --provider elb --region eu-de',
      'lbctl profile set ci --provider slb --region cn-hangzhou --from-env --no-input',
    ],
    run,
  };
}

/** Secrets are not flags: everybody on this machine can read a command line. */
function secretFlags(providers: readonly Provider[]): Readonly<Record<string, string>> {
  const names = providers.flatMap(({ settings }) =>
    Object.entries(settings).flatMap(([name, { secret }]) => (secret === true ? [name] : [])),
  );
  return Object.fromEntries(
    names.map((name) => [
      settingFlag(name),
      `leave it out to be asked for it, or pass it with --secrets-stdin (${name}=VALUE) or --from-env`,
    ]),
  );
}

/** One flag per setting that is not secret; clouds may share one. */
function settingOptions(providers: readonly Provider[]): readonly OptionSpec[] {
  const options = new Map<string, OptionSpec & { clouds: string[] }>();
  for (const { id, settings } of providers) {
    for (const [name, { label, secret, file, values }] of Object.entries(settings)) {
      // Region and endpoint are options of every command.
      if (secret === true || name === 'region' || name === 'endpoint') continue;
      const flag = settingFlag(name);
      const clouds = [...(options.get(flag)?.clouds ?? []), id];
      const summary =
        clouds.length === providers.length ? label : `${label} (${clouds.join(', ')})`;
      const kind =
        file === true ? { argument: '<path>', complete: 'file' as const } : { argument: '<value>' };
      const choices = values === undefined ? {} : { values };
      options.set(flag, { flag, ...kind, ...choices, group: 'Settings', summary, clouds });
    }
  }
  return [...options.values()].map(({ clouds: _, ...option }) => option);
}

async function run({ argument, flags }: Invocation, context: Context): Promise<number> {
  const summary = await setProfile(mustBeName(argument ?? ''), flags, context);
  if (wantsDocument(context.globals)) await context.print.document(summary);
  return 0;
}

/** Creates or changes a profile; on a terminal it asks for what is missing. */
export async function setProfile(
  name: string,
  flags: Flags,
  context: Context,
): Promise<ProfileSummary> {
  const { deps, globals, note } = context;
  checkPlace(flags);
  const before = storedProfile(await readProfiles(deps.env), name) ?? {};
  const fromStdin = flags['secrets-stdin'] === true;
  const asks = canAsk(context) && !fromStdin;
  const provider = await chooseProvider(context, name, before, asks);
  const removed = textFlags(flags, 'unset').map((one) => settingNamed(provider, one));
  const given: Record<string, string> = {
    ...(flags['from-env'] === true ? fromEnvironment(provider, context) : {}),
    ...fromFlags(provider, flags, context),
    ...(fromStdin ? readSecrets(provider, await deps.stdin.read()) : {}),
  };
  const combine = (stored: StoredProfile): Record<string, string> => {
    const kept = Object.entries(withoutKeyring(stored, removed)).filter(
      ([key]) => !removed.includes(key),
    );
    return { ...Object.fromEntries(kept), provider: provider.id, ...given };
  };
  if (asks) Object.assign(given, await askMissing(context, provider, whole(combine(before))));
  checkComplete(provider, whole(combine(before)));
  for (const warning of placeWarnings(provider, combine(before))) note(`warning: ${warning}`);

  const makeDefault = flags['use'] === true;
  let current: string | undefined;
  if (globals.dryRun) note(`would save profile ${name}`);
  else {
    const placed = await placeSecrets(name, provider, before, combine(before), flags, context);
    const secret = Object.keys(plainSecrets(provider, given));
    const path = await changeProfiles(deps.env, (file) => {
      current = makeDefault ? name : file.current;
      // Another process may have changed other settings meanwhile.
      const { rest } = parted(provider, combine(storedProfile(file, name) ?? {}));
      const { secrets } = parted(provider, placed.stored);
      return { current, profiles: { ...file.profiles, [name]: { ...rest, ...secrets } } };
    });
    await placed.cleanUp();
    note(`saved profile ${name} in ${path}`);
    if (placed.where !== undefined && secret.length > 0) note(`its secrets are ${placed.where}`);
    if (current !== name)
      note(`use it with --profile ${name}, or make it the default: lbctl profile use ${name}`);
  }
  return summarize(name, combine(before), current);
}

async function chooseProvider(
  context: Context,
  name: string,
  before: StoredProfile,
  asks: boolean,
): Promise<Provider> {
  const stored = before['provider'];
  const { provider: flag } = placeFlags(context.globals);
  if (flag !== undefined && stored !== undefined && flag !== stored) {
    throw new Failure('conflict', `profile ${name} is for ${stored}, not for ${flag}`, {
      hint: `use another name, or delete it first: lbctl profile delete ${name}`,
    });
  }
  const selected = flag ?? stored ?? context.globals.provider;
  const chosen = selected ?? (asks ? await askProvider(context) : undefined);
  if (chosen === undefined) {
    throw new Failure('usage', 'no cloud selected for the profile', {
      hint: `use --provider ${PROVIDER_IDS.join('|')}`,
    });
  }
  return PROVIDERS[mustBeProvider(chosen)].load();
}

/** Says what it takes, since variables may be set for something else. */
function fromEnvironment(provider: Provider, { deps, globals, note }: Context) {
  const found = environmentSettings(provider, deps.env);
  if (found.length === 0) {
    const names = ['accessKey', 'secretKey'];
    const vendors = names.flatMap((name) => provider.settings[name]?.variables[0] ?? []);
    throw new Failure(
      'usage',
      `the environment has no account, region or endpoint for ${provider.id}`,
      {
        hint: `set ${names.map(ownVariable).join(' and ')}, or ${vendors.join(' and ')}; see lbctl help environment`,
      },
    );
  }
  for (const { name, variable } of found) {
    const label = provider.settings[name]?.label ?? name;
    note(`${globals.dryRun ? 'would take' : 'took'} the ${label} from ${variable}`);
  }
  return Object.fromEntries(found.map(({ name, value }) => [name, value]));
}

function fromFlags(provider: Provider, flags: Flags, { globals }: Context): Record<string, string> {
  rejectOtherProviders(provider, flags);
  const given: Record<string, string> = {};
  for (const [name, { secret }] of Object.entries(provider.settings)) {
    const text = textFlag(flags, settingFlag(name));
    if (text === undefined || secret === true) continue;
    if (text === '') {
      throw new Failure('usage', `--${settingFlag(name)} is empty`, {
        hint: `remove a setting with --unset ${name}`,
      });
    }
    checkValue(name, text, provider.settings[name]);
    given[name] = text;
  }
  const { region, endpoint } = placeFlags(globals);
  if (region !== undefined) given['region'] = region;
  if (endpoint !== undefined) given['endpoint'] = endpoint;
  return given;
}

function checkValue(name: string, text: string, setting: Setting | undefined): void {
  const { values, range } = setting ?? {};
  const flag = `--${settingFlag(name)}`;
  if (values !== undefined) choice(flag, values, text);
  if (range !== undefined) wholeNumber(flag, text, ...range);
}

function rejectOtherProviders(provider: Provider, flags: Flags): void {
  const known = new Set([
    ...['from-env', 'secrets-in', 'secrets-stdin', 'unset', 'use'],
    ...GLOBAL_OPTIONS.map(({ flag }) => flag),
  ]);
  const own = new Set(Object.keys(provider.settings).map(settingFlag));
  const foreign = Object.keys(flags).find((flag) => !known.has(flag) && !own.has(flag));
  if (foreign !== undefined) {
    throw new Failure('usage', `--${foreign} is not a setting of ${provider.id}`);
  }
}

function settingNamed(provider: Provider, text: string): string {
  const names = Object.keys(provider.settings);
  const found = names.find((name) => name === text || settingFlag(name) === text);
  if (found !== undefined) return found;
  throw new Failure(
    'usage',
    `--unset: ${provider.id} has no setting ${JSON.stringify(text)}${didYouMean(text, names)}`,
  );
}

/** Rejects half a key pair now rather than when the profile is used. */
function checkComplete(provider: Provider, settings: StoredProfile): void {
  const method = incompleteMethod(provider, settings);
  if (method === undefined) return;
  const missing = method.needs.filter((name) => settings[name] === undefined);
  const labels = missing.map((name) => provider.settings[name]?.label ?? name);
  throw new Failure('usage', `missing ${labels.join(' and ')}`, {
    hint: missing.some((name) => provider.settings[name]?.secret === true)
      ? `use --secrets-stdin (${missing[0]}=\u2026) or --from-env (${ownVariable(missing[0] ?? '')})`
      : `use ${missing.map((name) => `--${settingFlag(name)}`).join(' ')}`,
  });
}

function placeWarnings(provider: Provider, settings: StoredProfile): readonly string[] {
  const { endpoint, authUrl, stsEndpoint, credentialsUri, region } = settings;
  const addresses = [endpoint, authUrl, stsEndpoint, credentialsUri];
  for (const address of addresses) if (address !== undefined) checkEndpoint(address);
  if (endpoint !== undefined) return [];
  const place = provider.endpoint({ region, projectId: undefined });
  return 'problem' in place && region !== undefined ? [`${place.problem}; ${place.hint}`] : [];
}
