import { Failure } from '../../../failure.ts';
import { noProfile, SANDBOX_PREFIX, SANDBOX_PROFILES } from '../../../profile/named.ts';
import type { ProfileFile, StoredProfile } from '../../../profile/store.ts';

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u;

/** Why a profile can't have this name; undefined: it can. */
export function nameProblem(name: string): string | undefined {
  if (name.startsWith(SANDBOX_PREFIX)) {
    return `names that begin with ${SANDBOX_PREFIX} are those of the built-in profiles`;
  }
  return NAME.test(name)
    ? undefined
    : 'a name is up to 100 letters, digits and . _ @ -, beginning with a letter or a digit';
}

export function mustBeName(name: string): string {
  const problem = nameProblem(name);
  if (problem === undefined) return name;
  throw new Failure('usage', `a profile can\u2019t be named ${JSON.stringify(name)}: ${problem}`);
}

/** A profile that is in the file. */
export function mustExist(file: ProfileFile, name: string): StoredProfile {
  const found = Object.hasOwn(file.profiles, name) ? file.profiles[name] : undefined;
  if (found !== undefined) return found;
  if (SANDBOX_PROFILES.includes(name)) {
    throw new Failure(
      'usage',
      `${name} is built in: it can\u2019t be changed, deleted or a default`,
      {
        hint: `use it with --profile ${name} or LBCTL_PROFILE=${name}`,
      },
    );
  }
  throw noProfile(name, Object.keys(file.profiles));
}
