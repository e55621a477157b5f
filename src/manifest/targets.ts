import type { Env } from '../deps.ts';
import { Failure } from '../failure.ts';
import { didYouMean } from '../model/suggest.ts';
import type { TargetFlags } from '../profile/named.ts';
import type { Target } from '../profile/target.ts';
import { isProviderId, PROVIDER_IDS, PROVIDERS } from '../providers/registry.ts';
import type { Destination, Resolve, Unresolved } from './check.ts';
import type { Entry } from './entry.ts';

/** A destination that can be called. */
export interface Reachable extends Destination {
  /** The same for listeners that go to the same place as the same user. */
  readonly key: string;
  readonly target: Target;
}

/** Offline, a missing region is nothing to complain of: the profile that applies the manifest has it. */
const UNKNOWN_REGION = '{region}';

/** Resolves with nothing but the manifest and, where that does not name a cloud, a profile. */
export function offlineResolver(flags: TargetFlags, env: Env): Resolve<Destination> {
  return cached(async (entry) => {
    const { provider: id, region = UNKNOWN_REGION } = flagsFor(entry, flags);
    if (id === undefined) {
      const { provider, settings } = await targetOf(entry, flags, env);
      return { provider, region: entry.region ?? settings.region ?? UNKNOWN_REGION };
    }
    if (!isProviderId(id)) return unknownProvider(id);
    return { provider: await PROVIDERS[id].load(), region };
  });
}

/** Resolves to the account that a listener is reached with. */
export function targetResolver(
  flags: TargetFlags,
  env: Env,
  warn: (warning: string) => void,
): Resolve<Reachable> {
  const warned = new Set<string>();
  return cached(async (entry, key) => {
    if (entry.provider !== undefined && !isProviderId(entry.provider)) {
      return unknownProvider(entry.provider);
    }
    const target = await targetOf(entry, flags, env);
    for (const warning of target.warnings) {
      if (!warned.has(warning)) warn(warning);
      warned.add(warning);
    }
    return { provider: target.provider, region: target.settings.region, key, target };
  });
}

/** Profiles are loaded only for listeners that do not say themselves where they go. */
async function targetOf(entry: Entry, flags: TargetFlags, env: Env): Promise<Target> {
  const { resolveTarget } = await import('../profile/target.ts');
  return resolveTarget(flagsFor(entry, flags), env);
}

/** What an entry says wins over the command line; its profile also decides on the cloud. */
function flagsFor(entry: Entry, flags: TargetFlags): TargetFlags {
  return {
    ...flags,
    profile: entry.profile ?? flags.profile,
    provider: entry.provider ?? (entry.profile === undefined ? flags.provider : undefined),
    region: entry.region ?? flags.region,
  };
}

/** Listeners come by the thousand, and places to send them to by the handful. */
function cached<D extends Destination>(
  resolve: (entry: Entry, key: string) => Promise<D | Unresolved>,
): Resolve<D> {
  const known = new Map<string, Promise<D | Unresolved>>();
  return (entry) => {
    const { provider = '', profile = '', region = '' } = entry;
    const key = [provider, profile, region].join('\n');
    const resolved = known.get(key) ?? resolve(entry, key).catch(blame(entry));
    known.set(key, resolved);
    return resolved;
  };
}

function blame({ profile, provider }: Entry) {
  return (error: unknown): Unresolved => {
    if (!(error instanceof Failure)) throw error;
    const key = profile !== undefined ? 'profile' : provider !== undefined ? 'provider' : '';
    return { problem: error.message, key };
  };
}

function unknownProvider(id: string): Unresolved {
  const known = PROVIDER_IDS.join(' or ');
  return {
    problem: `provider must be ${known}, not ${JSON.stringify(id)}${didYouMean(id, PROVIDER_IDS)}`,
    key: 'provider',
  };
}
