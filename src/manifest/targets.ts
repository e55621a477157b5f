import type { Deps, Env } from '../deps.ts';
import { Failure } from '../failure.ts';
import { didYouMean } from '../model/suggest.ts';
import { alternatives } from '../model/values.ts';
import type { TargetFlags } from '../profile/named.ts';
import type { Target } from '../profile/target.ts';
import { isProviderId, PROVIDER_IDS, PROVIDERS } from '../providers/registry.ts';
import type { Destination, Resolve, Unresolved } from './check.ts';
import type { Entry } from './entry.ts';

export interface Reachable extends Destination {
  /** Identifies account and region. */
  readonly key: string;
  readonly target: Target;
}

type World = Pick<Deps, 'env' | 'keyring'>;

/** Offline, a missing region is no error, as the profile used later may have one. */
const UNKNOWN_REGION = '{region}';

/** Loads a profile only if the manifest does not name a provider. */
export function offlineResolver(flags: TargetFlags, env: Env): Resolve<Destination> {
  return cached(async (entry) => {
    const { provider: id, region = UNKNOWN_REGION } = flagsFor(entry, flags);
    if (id === undefined) {
      const { provider, settings } = await targetOf(entry, flags, { env });
      return { provider, region: entry.region ?? settings.region ?? UNKNOWN_REGION };
    }
    if (!isProviderId(id)) return unknownProvider(id);
    return { provider: await PROVIDERS[id].load(), region };
  });
}

export function targetResolver(
  flags: TargetFlags,
  deps: World,
  warn: (warning: string) => void,
): Resolve<Reachable> {
  const warned = new Set<string>();
  return cached(async (entry, key) => {
    if (entry.provider !== undefined && !isProviderId(entry.provider)) {
      return unknownProvider(entry.provider);
    }
    const target = await targetOf(entry, flags, deps);
    for (const warning of target.warnings) {
      if (!warned.has(warning)) warn(warning);
      warned.add(warning);
    }
    return { provider: target.provider, region: target.settings.region, key, target };
  });
}

async function targetOf(entry: Entry, flags: TargetFlags, deps: World): Promise<Target> {
  const { resolveTarget } = await import('../profile/target.ts');
  return resolveTarget(flagsFor(entry, flags), deps);
}

/** Entries take precedence over flags, and their profile over --provider. */
function flagsFor(entry: Entry, flags: TargetFlags): TargetFlags {
  return {
    ...flags,
    profile: entry.profile ?? flags.profile,
    provider: entry.provider ?? (entry.profile === undefined ? flags.provider : undefined),
    region: entry.region ?? flags.region,
  };
}

/** Thousands of listeners share few destinations. */
function cached<D extends Destination>(
  resolve: (entry: Entry, key: string) => Promise<D | Unresolved>,
): Resolve<D> {
  const cache = new Map<string, Promise<D | Unresolved>>();
  return (entry) => {
    const { provider = '', profile = '', region = '' } = entry;
    const key = [provider, profile, region].join('\n');
    const resolved = cache.get(key) ?? resolve(entry, key).catch(asUnresolved(entry));
    cache.set(key, resolved);
    return resolved;
  };
}

function asUnresolved({ profile, provider }: Entry) {
  return (error: unknown): Unresolved => {
    if (!(error instanceof Failure)) throw error;
    const key = profile !== undefined ? 'profile' : provider !== undefined ? 'provider' : '';
    return { problem: error.message, key };
  };
}

function unknownProvider(id: string): Unresolved {
  return {
    problem: `provider must be ${alternatives(PROVIDER_IDS)}, not ${JSON.stringify(id)}${didYouMean(id, PROVIDER_IDS)}`,
    key: 'provider',
  };
}
