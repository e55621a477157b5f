import { SANDBOX_PREFIX, SANDBOX_PROFILES, saysCloud } from '../../profile/named.ts';
import { type ProfileFile, readProfiles } from '../../profile/store.ts';
import type { Target } from '../../profile/target.ts';
import { isProviderId, PROVIDERS } from '../../providers/registry.ts';
import { canAsk } from '../confirm.ts';
import { type Context, placeFlags } from '../context.ts';

const NEW = '\u0000new';

/** The target of a command; asks for the cloud on a terminal if nothing says which one is meant. */
export async function targetOrAsk(context: Context): Promise<Target> {
  const { deps, globals } = context;
  if (!canAsk(context) || saysCloud(placeFlags(globals), deps.env)) return context.target();
  return context.target(undefined, { profile: await askForProfile(context) });
}

async function askForProfile(context: Context): Promise<string> {
  const { deps, globals } = context;
  const { askChoice } = await import('../../wizard/ask.ts');
  const file = readProfiles(deps.env);
  const profile = await askChoice(context, 'Which cloud?', [
    ...Object.entries(file.profiles).map(([name, { provider = '', region = '' }]) => ({
      value: name,
      label: `${name}  ${[provider, region].filter(Boolean).join(', ')}`,
    })),
    ...SANDBOX_PROFILES.map((name) => ({
      value: name,
      label: `${name}  ${titleOf(name.slice(SANDBOX_PREFIX.length))}, embedded, to try it out`,
    })),
    // A dry run saves nothing, so there would be nothing to use.
    ...(globals.dryRun ? [] : [{ value: NEW, label: 'set up a new profile\u2026' }]),
  ]);
  return profile === NEW ? setUpProfile(context, file) : profile;
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
