import { Failure } from '../../../failure.ts';
import { resolveTarget, type Target } from '../../../profile/target.ts';
import type { SettingName } from '../../../providers/settings.ts';
import { type Context, placeFlags } from '../../context.ts';
import { withPlace } from '../../hints.ts';
import { type Flags, textFlag } from '../../option.ts';

export async function targetOf(flags: Flags, context: Context): Promise<Target> {
  const { globals, deps } = context;
  const profile = textFlag(flags, 'to-profile');
  const region = textFlag(flags, 'to-region');
  const place = placeFlags(globals);
  if (profile === undefined) {
    return resolveTarget({ ...place, region: region ?? place.region }, deps);
  }
  // --region and --endpoint are those of the original.
  return resolveTarget({ profile, region, provider: undefined, endpoint: undefined }, deps);
}

/** Runs what concerns the target of a copy: commands in its hints go there. */
export async function atTarget<T>(flags: Flags, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const profile = textFlag(flags, 'to-profile');
    if (profile === undefined || !(error instanceof Failure)) throw error;
    const region = textFlag(flags, 'to-region');
    throw withPlace(error, region === undefined ? { profile } : { profile, region }, {});
  }
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
