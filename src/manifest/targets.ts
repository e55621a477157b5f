import { Failure } from '../failure.ts';
import { didYouMean } from '../model/suggest.ts';
import type { TargetFlags } from '../profile/named.ts';
import type { Target } from '../profile/target.ts';
import { isProviderId, PROVIDER_IDS, PROVIDERS } from '../providers/registry.ts';
import type { Destination, Resolve, Undecided } from './check.ts';
import type { EntryListener } from './entry.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A destination that can be called. */
export interface Reachable extends Destination {
  /** The same for listeners that go to the same place as the same user. */
  readonly key: string;
  readonly target: Target;
}

/** The profile that a manifest is applied with says it; without one there is nothing to complain of. */
const UNKNOWN_REGION = '{region}';

/** Which cloud each listener is for, with nothing but the manifest and, where that does not say it, a profile. */
export function offlineResolver(flags: TargetFlags, env: Env): Resolve<Destination> {
  return cached(async (wanted) => {
    const region = wanted.region ?? flags.region;
    const id = wanted.provider ?? (wanted.profile === undefined ? flags.provider : undefined);
    if (id === undefined) {
      const { provider, settings } = await targetOf(wanted, flags, env);
      return { provider, region: region ?? settings.region ?? UNKNOWN_REGION };
    }
    if (!isProviderId(id)) return unknownProvider(id);
    return { provider: await PROVIDERS[id].load(), region: region ?? UNKNOWN_REGION };
  });
}

/** Which cloud each listener is for, and as whom it is reached. */
export function targetResolver(
  flags: TargetFlags,
  env: Env,
  warn: (warning: string) => void,
): Resolve<Reachable> {
  const warned = new Set<string>();
  return cached(async (wanted, key) => {
    if (wanted.provider !== undefined && !isProviderId(wanted.provider)) {
      return unknownProvider(wanted.provider);
    }
    const target = await targetOf(wanted, flags, env);
    for (const warning of target.warnings) {
      if (!warned.has(warning)) warn(warning);
      warned.add(warning);
    }
    return { provider: target.provider, region: target.settings.region, key, target };
  });
}

/** Profiles are loaded only for listeners that do not say themselves where they go. */
async function targetOf(wanted: EntryListener, flags: TargetFlags, env: Env): Promise<Target> {
  const { resolveTarget } = await import('../profile/target.ts');
  return resolveTarget({ ...flags, ...said(wanted, flags) }, env);
}

function said(wanted: EntryListener, flags: TargetFlags): TargetFlags {
  return {
    profile: wanted.profile ?? flags.profile,
    provider: wanted.provider ?? (wanted.profile === undefined ? flags.provider : undefined),
    region: wanted.region ?? flags.region,
  };
}

/** Listeners come by the thousand, and places to send them to by the handful. */
function cached<D extends Destination>(
  resolve: (wanted: EntryListener, key: string) => Promise<D | Undecided>,
): Resolve<D> {
  const known = new Map<string, D | Undecided>();
  return (wanted) => {
    const key = `${wanted.provider ?? ''}\n${wanted.profile ?? ''}\n${wanted.region ?? ''}`;
    return known.get(key) ?? remember(known, key, () => resolve(wanted, key), wanted);
  };
}

async function remember<D extends Destination>(
  known: Map<string, D | Undecided>,
  key: string,
  resolve: () => Promise<D | Undecided>,
  wanted: EntryListener,
): Promise<D | Undecided> {
  const found = await resolve().catch((error: unknown): Undecided => {
    if (!(error instanceof Failure)) throw error;
    return { problem: error.message, path: blamed(wanted) };
  });
  known.set(key, found);
  return found;
}

function blamed({ profile, provider }: EntryListener): readonly string[] {
  if (profile !== undefined) return ['profile'];
  return provider === undefined ? [] : ['provider'];
}

function unknownProvider(id: string): Undecided {
  const known = PROVIDER_IDS.join(' or ');
  return {
    problem: `provider must be ${known}, not ${JSON.stringify(id)}${didYouMean(id, PROVIDER_IDS)}`,
    path: ['provider'],
  };
}
