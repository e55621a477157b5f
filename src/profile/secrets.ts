import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';
import { MASK } from '../providers/auth.ts';
import type { Provider } from '../providers/provider.ts';
import { KEYRING_LIBRARY, type Keyring } from '../storage/keyring.ts';
import type { StoredProfile } from './parse.ts';

/* Where the secrets of a profile are: in its file, or in the keyring of the system. */

export const PLACES = ['keyring', 'file'] as const;
export type SecretPlace = (typeof PLACES)[number];

/** Lists the settings that are in the keyring. */
const KEYRING_KEY = 'keyring';

export function keyringSettings(stored: StoredProfile | undefined): readonly string[] {
  return stored?.[KEYRING_KEY]?.split(',').filter(Boolean) ?? [];
}

export function plainSecrets(
  { settings }: Provider,
  stored: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(stored).filter(([name]) => settings[name]?.secret === true),
  );
}

/** The part of a profile that says where its secrets are, and the rest of it. */
export function parted({ settings }: Provider, stored: StoredProfile) {
  const isSecret = (name: string) => name === KEYRING_KEY || settings[name]?.secret === true;
  const entries = Object.entries(stored);
  return {
    secrets: Object.fromEntries(entries.filter(([name]) => isSecret(name))),
    rest: Object.fromEntries(entries.filter(([name]) => !isSecret(name))),
  };
}

/** With a mask for each setting in the keyring, to find out whether the profile is complete. */
export function whole(stored: StoredProfile): StoredProfile {
  const masks = keyringSettings(stored).map((name) => [name, MASK] as const);
  return { ...Object.fromEntries(masks), ...stored };
}

/** The profile with its secrets, wherever they are. @throws Failure if the keyring cannot be read */
export async function withKeyring(
  profile: string,
  stored: StoredProfile,
  deps: Pick<Deps, 'keyring'>,
): Promise<StoredProfile> {
  const names = keyringSettings(stored);
  if (names.length === 0) return stored;
  const keyring = await mustOpen(deps, `the secrets of profile ${profile} are in the keyring`);
  const secrets: Record<string, string> = {};
  for (const name of names) {
    const secret = await keyring.read(accountOf(profile, name));
    if (secret !== undefined) secrets[name] = secret;
  }
  const { [KEYRING_KEY]: _, ...settings } = stored;
  return { ...settings, ...secrets };
}

export async function mustOpen({ keyring }: Pick<Deps, 'keyring'>, why: string): Promise<Keyring> {
  const found = (await keyring?.()) ?? { missing: 'there is no keyring' };
  if ('keyring' in found) return found.keyring;
  throw new Failure('auth', `${why}, and ${found.missing}`, {
    hint: `npm install -g ${KEYRING_LIBRARY}, or save them again with lbctl profile set NAME --secrets-in file`,
  });
}

/** Writes secrets to the keyring, and returns the profile for the file. */
export async function moveToKeyring(
  profile: string,
  stored: StoredProfile,
  secrets: Readonly<Record<string, string>>,
  keyring: Keyring,
): Promise<StoredProfile> {
  for (const [name, secret] of Object.entries(secrets)) {
    await keyring.write(accountOf(profile, name), secret);
  }
  const moved = Object.keys(secrets);
  const names = [...new Set([...keyringSettings(stored), ...moved])];
  const rest = Object.entries(stored).filter(([name]) => !moved.includes(name));
  if (names.length === 0) return Object.fromEntries(rest);
  return { ...Object.fromEntries(rest), [KEYRING_KEY]: names.join(',') };
}

export async function removeFromKeyring(
  profile: string,
  names: readonly string[],
  keyring: Keyring,
): Promise<void> {
  for (const name of names) await keyring.remove(accountOf(profile, name));
}

/** Without some settings in the keyring. */
export function withoutKeyring(stored: StoredProfile, names: readonly string[]): StoredProfile {
  const left = keyringSettings(stored).filter((name) => !names.includes(name));
  const { [KEYRING_KEY]: _, ...rest } = stored;
  return left.length === 0 ? rest : { ...rest, [KEYRING_KEY]: left.join(',') };
}

function accountOf(profile: string, setting: string): string {
  return `${profile}/${setting}`;
}
