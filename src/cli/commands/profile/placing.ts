import type { StoredProfile } from '../../../profile/parse.ts';
import {
  keyringSettings,
  moveToKeyring,
  mustOpen,
  PLACES,
  plainSecrets,
  removeFromKeyring,
  type SecretPlace,
  withKeyring,
  withoutKeyring,
} from '../../../profile/secrets.ts';
import type { Provider } from '../../../providers/provider.ts';
import type { Context } from '../../context.ts';
import { choice } from '../../flag-values.ts';
import { type Flags, type OptionSpec, textFlag } from '../../option.ts';

export const SECRETS_IN: OptionSpec = {
  flag: 'secrets-in',
  argument: '<place>',
  values: PLACES,
  variable: 'LBCTL_SECRETS_IN',
  summary: 'where to keep secrets; default: the keyring of the system where there is one',
};

/** Also where no secret is to be put anywhere. */
export function checkPlace(flags: Flags): void {
  const wanted = textFlag(flags, 'secrets-in');
  if (wanted !== undefined) choice('--secrets-in', PLACES, wanted);
}

/** A profile whose secrets have been put in their place. */
interface Placed {
  readonly stored: StoredProfile;
  /** For people; undefined without secrets. */
  readonly where: string | undefined;
  /** To be called once the file is written: removes what is not needed any more. */
  cleanUp(): Promise<void>;
}

/**
 * Puts the secrets of a profile into the keyring, or leaves them in the file.
 * @param before as it is in the file
 * @param after as it would be with all given secrets in the file
 */
export async function placeSecrets(
  name: string,
  provider: Provider,
  before: StoredProfile,
  after: StoredProfile,
  flags: Flags,
  { deps }: Pick<Context, 'deps'>,
): Promise<Placed> {
  const kept = keyringSettings(after);
  const plain = plainSecrets(provider, after);
  const gone = keyringSettings(before).filter((one) => !kept.includes(one));
  const cleanUp = async (names: readonly string[]) => {
    if (names.length === 0) return;
    const keyring = await mustOpen(deps, `secrets of profile ${name} are in the keyring`);
    await removeFromKeyring(name, names, keyring);
  };
  const hasSecrets = kept.length > 0 || Object.keys(plain).length > 0;
  const place = hasSecrets ? await placeFor(provider, before, flags, { deps }) : undefined;
  if (place === 'keyring') {
    const keyring = await mustOpen(deps, 'the secrets were to be kept in the keyring');
    return {
      stored: await moveToKeyring(name, after, plain, keyring),
      where: `in the keyring (${keyring.title})`,
      cleanUp: () => cleanUp(gone),
    };
  }
  const whole = kept.length === 0 ? after : await withKeyring(name, after, deps);
  return {
    stored: { ...withoutKeyring(whole, kept), ...plain },
    where: place === undefined ? undefined : 'in that file, readable by you only',
    cleanUp: () => cleanUp([...gone, ...kept]),
  };
}

/** Secrets stay where they are, unless it is said otherwise. */
async function placeFor(
  provider: Provider,
  before: StoredProfile,
  flags: Flags,
  { deps }: Pick<Context, 'deps'>,
): Promise<SecretPlace> {
  const wanted = textFlag(flags, SECRETS_IN.flag) ?? deps.env[SECRETS_IN.variable ?? ''];
  if (wanted) return choice('--secrets-in', PLACES, wanted);
  if (keyringSettings(before).length > 0) return 'keyring';
  if (Object.keys(plainSecrets(provider, before)).length > 0) return 'file';
  const found = await deps.keyring?.();
  return found !== undefined && 'keyring' in found ? 'keyring' : 'file';
}
