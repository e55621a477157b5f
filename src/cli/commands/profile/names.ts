import { Failure } from '../../../failure.ts';
import {
  profileNotFound,
  SANDBOX_PREFIX,
  SANDBOX_PROFILES,
  storedProfile,
} from '../../../profile/named.ts';
import type { StoredProfile } from '../../../profile/parse.ts';
import type { ProfileFile } from '../../../profile/store.ts';
import type { Argument } from '../../command.ts';

export const PROFILE_ARGUMENT: Argument = {
  name: 'profile',
  required: true,
  summary: 'name of the profile',
  complete: 'profile',
};

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u;

/** Why a profile cannot have this name; undefined if it can. */
export function nameProblem(name: string): string | undefined {
  if (name.startsWith(SANDBOX_PREFIX)) {
    return `names that begin with ${SANDBOX_PREFIX} are reserved for built-in profiles`;
  }
  return NAME.test(name)
    ? undefined
    : 'a name has up to 100 letters, digits and . _ @ -, and begins with a letter or digit';
}

export function mustBeName(name: string): string {
  const problem = nameProblem(name);
  if (problem === undefined) return name;
  throw new Failure('usage', `invalid profile name ${JSON.stringify(name)}: ${problem}`);
}

/**
 * @param others names that the command takes too, for the message
 * @throws Failure when the file has no such profile
 */
export function mustExist(
  file: ProfileFile,
  name: string,
  others: readonly string[] = [],
): StoredProfile {
  const found = storedProfile(file, name);
  if (found !== undefined) return found;
  if (SANDBOX_PROFILES.includes(name)) {
    const message = `${name} is built in: it cannot be deleted`;
    throw new Failure('usage', message, { hint: 'to empty it: lbctl sandbox reset' });
  }
  throw profileNotFound(name, [...Object.keys(file.profiles), ...others]);
}
