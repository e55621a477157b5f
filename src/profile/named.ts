import type { Env } from '../deps.ts';
import { Failure } from '../failure.ts';
import { didYouMean } from '../model/suggest.ts';
import { isProviderId, PROVIDER_IDS, type ProviderId } from '../providers/registry.ts';
import { SANDBOX_CLOUDS } from '../sandbox/credentials.ts';
import type { ProfileFile, StoredProfile } from './store.ts';

/** What the command line itself says about where to go; variables are read here. */
export interface TargetFlags {
  readonly profile?: string | undefined;
  readonly provider?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

export const SANDBOX_PREFIX = 'sandbox-';

/** The profiles that are built in: `sandbox-elb`, `sandbox-slb`. */
export const SANDBOX_PROFILES: readonly string[] = SANDBOX_CLOUDS.map(
  (cloud) => SANDBOX_PREFIX + cloud,
);

export function storedProfile(
  name: string | undefined,
  asked: boolean,
  file: ProfileFile | undefined,
): StoredProfile | undefined {
  if (name === undefined) return undefined;
  if (SANDBOX_PROFILES.includes(name)) return { provider: name.slice(SANDBOX_PREFIX.length) };
  const profiles = file?.profiles ?? {};
  const stored = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (stored !== undefined) return stored;
  throw asked
    ? noProfile(name, [...Object.keys(profiles), ...SANDBOX_PROFILES])
    : new Failure('usage', `the default profile ${JSON.stringify(name)} is gone`, {
        hint: 'choose another with: lbctl profile use NAME',
      });
}

export function noProfile(name: string, known: readonly string[]): Failure {
  return new Failure(
    'usage',
    `there is no profile ${JSON.stringify(name)}${didYouMean(name, known)}`,
    known.length === 0
      ? { hint: 'make one with: lbctl profile set NAME' }
      : { hint: `known profiles: ${known.join(', ')}` },
  );
}

export interface CloudQuestion {
  readonly flags: TargetFlags;
  readonly env: Env;
  /** Of the profile. */
  readonly name: string | undefined;
  readonly stored: StoredProfile | undefined;
  /** The cloud that the command is about. */
  readonly fixed: ProviderId | undefined;
  /** The profile was asked for, by flag or variable. */
  readonly asked: boolean;
}

/** Which cloud is meant, and who says so. */
export function chooseCloud({ flags, env, name, stored, fixed, asked }: CloudQuestion): {
  readonly id: ProviderId;
  readonly source: string;
} {
  const ofProfile = stored?.['provider'];
  const byProfile = `profile ${name}`;
  // A default profile of the other cloud is simply not meant; one that was asked for is a mistake.
  if (asked && ofProfile !== undefined) {
    const wanted = fixed ?? flags.provider;
    if (wanted !== undefined && wanted !== ofProfile) {
      throw new Failure(
        'usage',
        `profile ${name} is for ${ofProfile}, and this command is for ${wanted}`,
      );
    }
    if (isProviderId(ofProfile)) return { id: ofProfile, source: byProfile };
    throw new Failure(
      'usage',
      `profile ${name} names the unknown provider ${JSON.stringify(ofProfile)}`,
    );
  }
  if (fixed !== undefined) {
    if (flags.provider !== undefined && flags.provider !== fixed) {
      throw new Failure('usage', `--provider ${flags.provider} does not fit a command of ${fixed}`);
    }
    return { id: fixed, source: 'command' };
  }
  if (flags.provider !== undefined) return known(flags.provider, 'flag --provider');
  const variable = env['LBCTL_PROVIDER'];
  if (variable) return known(variable, 'environment LBCTL_PROVIDER');
  if (ofProfile !== undefined) return known(ofProfile, byProfile);
  throw new Failure('usage', 'it is not said which cloud is meant', {
    hint: `give --profile (for a try: ${SANDBOX_PROFILES.join(' or ')}) or --provider ${PROVIDER_IDS.join('|')}`,
  });
}

function known(chosen: string, source: string): { readonly id: ProviderId; source: string } {
  if (isProviderId(chosen)) return { id: chosen, source };
  throw new Failure(
    'usage',
    `there is no provider ${JSON.stringify(chosen)}${didYouMean(chosen, PROVIDER_IDS)}`,
    { hint: `providers: ${PROVIDER_IDS.join(', ')}` },
  );
}
