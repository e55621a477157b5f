import { Failure } from '../../../failure.ts';
import type { TargetFlags } from '../../../profile/named.ts';
import { resolveTarget, type Target } from '../../../profile/target.ts';
import type { SettingName } from '../../../providers/settings.ts';
import { type Context, placeFlags } from '../../context.ts';
import { withPlace } from '../../hints.ts';
import { type Flags, textFlag } from '../../option.ts';
import { pathOf, withCheck } from '../../refused.ts';

export function targetOf(flags: Flags, context: Context): Promise<Target> {
  return resolveTarget(targetFlags(flags, context), context.deps);
}

/** What the command line says about where copies go, as for any other command. */
export function targetFlags(flags: Flags, { globals }: Context): TargetFlags {
  const profile = textFlag(flags, 'to-profile');
  const region = textFlag(flags, 'to-region');
  const place = placeFlags(globals);
  if (profile === undefined) return { ...place, region: region ?? place.region };
  // --region and --endpoint are those of the original.
  return { profile, region, provider: undefined, endpoint: undefined };
}

/** Runs what concerns the target of a copy: its hints name its flags, and their commands go there. */
export async function atTarget<T>(
  { provider }: Target,
  flags: Flags,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { parameter } = error.details;
    const isLoadBalancer =
      parameter !== undefined && pathOf(provider, parameter) === 'loadBalancer';
    const flag = flags['to-load-balancer'] === undefined ? 'map-load-balancer' : 'to-load-balancer';
    const failure = isLoadBalancer ? withCheck(error, 'loadBalancer', flag) : error;
    throw withPlace(failure, placeOfTarget(flags), {});
  }
}

/** What the command line says about where copies go: flags for commands that work there. */
export function placeOfTarget(flags: Flags): Flags {
  const profile = textFlag(flags, 'to-profile');
  const region = textFlag(flags, 'to-region');
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
  };
}

/** Targets that agree on these settings share certificates and server groups. */
const ACCOUNT: readonly SettingName[] = [
  'region',
  'endpoint',
  'authUrl',
  'accessKey',
  'token',
  'username',
  'userId',
  'userDomainName',
  'userDomainId',
  'applicationCredentialId',
  'applicationCredentialName',
  'projectId',
  'projectName',
  'projectDomainName',
  'projectDomainId',
];

export function isSameAccount(a: Target, b: Target): boolean {
  return (
    a.provider.id === b.provider.id &&
    ACCOUNT.every((name) => a.settings[name] === b.settings[name])
  );
}
