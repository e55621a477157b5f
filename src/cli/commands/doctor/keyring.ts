import type { Deps } from '../../../deps.ts';
import { Failure } from '../../../failure.ts';
import { keyringSettings } from '../../../profile/secrets.ts';
import { profilePath, readProfiles } from '../../../profile/store.ts';
import { KEYRING_LIBRARY } from '../../../storage/keyring.ts';
import { attempt, type Check } from './check.ts';

/** Says where secrets are kept. */
export async function checkKeyring({
  env,
  keyring,
}: Pick<Deps, 'env' | 'keyring'>): Promise<Check> {
  const check = 'keyring';
  const file = await attempt(() => readProfiles(env));
  const using =
    file instanceof Failure
      ? []
      : Object.entries(file.profiles).flatMap(([name, stored]) =>
          keyringSettings(stored).length > 0 ? [name] : [],
        );
  const found = (await keyring?.()) ?? { missing: 'there is none' };
  if ('keyring' in found) {
    const of = using.length === 0 ? 'no secrets' : `the secrets of ${using.join(', ')}`;
    return { check, status: 'ok', detail: `${found.keyring.title}: ${of}` };
  }
  if (using.length > 0) {
    const detail = `the secrets of ${using.join(', ')} are in it, and ${found.missing}`;
    return { check, status: 'warning', detail, hint: `npm install -g ${KEYRING_LIBRARY}` };
  }
  const detail = `${found.missing}; secrets of profiles are plain text in ${profilePath(env)}`;
  return { check, status: 'ok', detail };
}
