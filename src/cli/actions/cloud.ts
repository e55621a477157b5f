import { Failure } from '../../failure.ts';
import {
  SANDBOX_PREFIX,
  SANDBOX_PROFILES,
  saysCloud,
  type TargetFlags,
} from '../../profile/named.ts';
import { type ProfileFile, readProfiles } from '../../profile/store.ts';
import { resolveTarget, type Target } from '../../profile/target.ts';
import { authMethodOf } from '../../providers/auth.ts';
import {
  isProviderId,
  PROVIDER_IDS,
  PROVIDERS,
  type ProviderId,
} from '../../providers/registry.ts';
import { canAsk } from '../confirm.ts';
import { type Context, placeFlags } from '../context.ts';

const NEW = '\u0000new';
const ELSEWHERE = '\u0000elsewhere ';

/** The target of a command; asks for the cloud on a terminal if nothing says which one is meant. */
export async function targetOrAsk(context: Context): Promise<Target> {
  const { deps, globals } = context;
  if (!canAsk(context) || (await saysCloud(placeFlags(globals), deps.env))) return context.target();
  return context.target(undefined, await askForCloud(context));
}

async function askForCloud(context: Context): Promise<Pick<TargetFlags, 'profile' | 'provider'>> {
  const { deps, globals } = context;
  const { askChoice } = await import('../../wizard/ask.ts');
  const file = await readProfiles(deps.env);
  const others = await cloudsOfOtherTools(context);
  const chosen = await askChoice(context, 'Which cloud?', [
    ...Object.entries(file.profiles).map(([name, { provider = '', region = '' }]) => ({
      value: name,
      label: `${name}  ${[provider, region].filter(Boolean).join(', ')}`,
    })),
    ...others.map((id) => ({
      value: ELSEWHERE + id,
      label: `${id}  ${titleOf(id)}, with the account that the environment or the cloud\u2019s own tool has`,
      short: id,
    })),
    ...SANDBOX_PROFILES.map((name) => ({
      value: name,
      label: `${name}  ${titleOf(name.slice(SANDBOX_PREFIX.length))}, embedded, to try it out`,
    })),
    // A dry run saves nothing, so there would be nothing to use.
    ...(globals.dryRun ? [] : [{ value: NEW, label: 'set up a new profile\u2026' }]),
  ]);
  if (chosen.startsWith(ELSEWHERE)) return { provider: chosen.slice(ELSEWHERE.length) };
  return { profile: chosen === NEW ? await setUpProfile(context, file) : chosen };
}

/** Clouds that need no profile. */
async function cloudsOfOtherTools({ deps }: Context): Promise<readonly ProviderId[]> {
  const found: ProviderId[] = [];
  for (const id of PROVIDER_IDS) {
    try {
      const { provider, settings } = await resolveTarget({ provider: id }, deps);
      if (authMethodOf(provider.authMethods, settings) !== undefined) found.push(id);
    } catch (error) {
      // A file of another tool that is broken is told once that cloud is used.
      if (!(error instanceof Failure)) throw error;
    }
  }
  return found;
}

async function setUpProfile(context: Context, { profiles }: ProfileFile): Promise<string> {
  const { askText } = await import('../../wizard/ask.ts');
  const { nameProblem } = await import('../commands/profile/names.ts');
  const { setProfile } = await import('../commands/profile/set.ts');
  const problem = (text: string) =>
    Object.hasOwn(profiles, text.trim())
      ? `profile ${text.trim()} already exists`
      : nameProblem(text.trim());
  const answer = await askText(context, { message: 'Name of the new profile', problem });
  await setProfile(answer.trim(), {}, context);
  return answer.trim();
}

function titleOf(id: string): string {
  return isProviderId(id) ? PROVIDERS[id].title : id;
}
