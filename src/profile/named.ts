import type { Env } from '../deps.ts';
import { Failure } from '../failure.ts';
import { didYouMean } from '../model/suggest.ts';
import { alternatives } from '../model/values.ts';
import { isProviderId, PROVIDER_IDS, type ProviderId } from '../providers/registry.ts';
import { sandboxAccount } from '../sandbox/credentials.ts';
import type { StoredProfile } from './parse.ts';
import { type ProfileFile, readProfiles } from './store.ts';

export interface TargetFlags {
  readonly profile?: string | undefined;
  readonly provider?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly projectId?: string | undefined;
}

export const SANDBOX_PREFIX = 'sandbox-';

/** One for each provider whose cloud is embedded. */
export const SANDBOX_PROFILES: readonly string[] = PROVIDER_IDS.filter(
  (id) => sandboxAccount(id) !== undefined,
).map((id) => SANDBOX_PREFIX + id);

export interface Selected {
  readonly name: string | undefined;
  readonly by: 'flag' | 'variable' | 'default';
  readonly sandbox: boolean;
  readonly stored: StoredProfile | undefined;
  /** Not read for the built-in profiles. */
  readonly file: ProfileFile | undefined;
}

export async function selectProfile(flags: TargetFlags, env: Env): Promise<Selected> {
  const variable = env['LBCTL_PROFILE'] || undefined;
  const explicit = flags.profile ?? variable;
  if (explicit !== undefined) {
    const by = flags.profile === undefined ? 'variable' : 'flag';
    const builtIn = builtInProfile(explicit);
    if (builtIn !== undefined) {
      return { name: explicit, by, sandbox: true, stored: builtIn, file: undefined };
    }
    const file = await readProfiles(env);
    const stored = storedProfile(file, explicit);
    if (stored !== undefined) return { name: explicit, by, sandbox: false, stored, file };
    throw profileNotFound(explicit, [...Object.keys(file.profiles), ...SANDBOX_PROFILES]);
  }
  const file = await readProfiles(env);
  const name = file.current;
  const builtIn = name === undefined ? undefined : builtInProfile(name);
  const stored = builtIn ?? (name === undefined ? undefined : storedProfile(file, name));
  if (name !== undefined && stored === undefined) {
    throw new Failure('usage', `the default profile ${JSON.stringify(name)} does not exist`, {
      hint: 'select another with: lbctl profile use NAME',
    });
  }
  return { name, by: 'default', sandbox: builtIn !== undefined, stored, file };
}

/** @returns undefined unless it is a profile of the sandbox */
export function builtInProfile(name: string): StoredProfile | undefined {
  return SANDBOX_PROFILES.includes(name)
    ? { provider: name.slice(SANDBOX_PREFIX.length) }
    : undefined;
}

/** Whether flags, environment or profile say which cloud is meant. */
export async function saysCloud(flags: TargetFlags, env: Env): Promise<boolean> {
  const { stored } = await selectProfile(flags, env);
  return Boolean(flags.provider ?? stored?.['provider'] ?? env['LBCTL_PROVIDER']);
}

export function storedProfile(file: ProfileFile, name: string): StoredProfile | undefined {
  return Object.hasOwn(file.profiles, name) ? file.profiles[name] : undefined;
}

export function profileNotFound(name: string, known: readonly string[]): Failure {
  return new Failure(
    'usage',
    `profile ${JSON.stringify(name)} not found${didYouMean(name, known)}`,
    known.length === 0
      ? { hint: 'create one with: lbctl profile set NAME' }
      : { hint: `profiles: ${known.join(', ')}` },
  );
}

interface SelectedProvider {
  readonly id: ProviderId;
  /** For messages. */
  readonly source: string;
}

/** @param command the provider of the command, such as `lbctl elb …` */
export function selectProvider(
  flags: TargetFlags,
  env: Env,
  { name, by, stored }: Selected,
  command: ProviderId | undefined,
): SelectedProvider {
  const ofProfile = stored?.['provider'];
  // A default profile for another provider is ignored.
  if (by !== 'default' && ofProfile !== undefined) {
    const wanted = command ?? flags.provider ?? ofProfile;
    if (wanted !== ofProfile) {
      throw new Failure('usage', `profile ${name} is for ${ofProfile}, not for ${wanted}`);
    }
    if (isProviderId(ofProfile)) return { id: ofProfile, source: `profile ${name}` };
    throw new Failure(
      'usage',
      `profile ${name} has an unknown provider ${JSON.stringify(ofProfile)}`,
    );
  }
  if (command !== undefined) {
    if (flags.provider === undefined || flags.provider === command) {
      return { id: command, source: 'command' };
    }
    throw new Failure(
      'usage',
      `--provider ${flags.provider} does not apply to a command for ${command}`,
    );
  }
  if (flags.provider !== undefined) {
    return { id: mustBeProvider(flags.provider), source: 'flag --provider' };
  }
  const variable = env['LBCTL_PROVIDER'];
  if (variable) return { id: mustBeProvider(variable), source: 'environment LBCTL_PROVIDER' };
  if (ofProfile !== undefined) {
    return { id: mustBeProvider(ofProfile), source: `profile ${name}` };
  }
  throw new Failure('usage', 'no cloud selected', {
    hint: `use --profile (to try it out: ${alternatives(SANDBOX_PROFILES)}) or --provider ${PROVIDER_IDS.join('|')}`,
  });
}

/** @throws Failure on an unknown provider */
export function mustBeProvider(provider: string): ProviderId {
  if (isProviderId(provider)) return provider;
  throw new Failure(
    'usage',
    `unknown provider ${JSON.stringify(provider)}${didYouMean(provider, PROVIDER_IDS)}`,
    { hint: `providers: ${PROVIDER_IDS.join(', ')}` },
  );
}
