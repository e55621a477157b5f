import { Failure } from '../../../failure.ts';
import { isData } from '../../../output/format.ts';
import { keyringSettings, mustOpen, removeFromKeyring } from '../../../profile/secrets.ts';
import { readProfiles } from '../../../profile/store.ts';
import { changeProfiles } from '../../../profile/write.ts';
import type { Command } from '../../command.ts';
import { confirm } from '../../confirm.ts';
import type { Context } from '../../context.ts';
import { mustExist, PROFILE_ARGUMENT } from './names.ts';
import { summarize } from './summary.ts';

export const command: Command = {
  details:
    'Asks for confirmation unless --yes is given. Files of other tools that the profile refers to are not changed.',
  argument: { ...PROFILE_ARGUMENT, complete: 'stored-profile' },
  options: [],
  examples: ['lbctl profile delete prod --yes'],
  async run({ argument: name = '' }, context) {
    const { deps, globals } = context;
    const file = await readProfiles(deps.env);
    const stored = mustExist(file, name);
    const summary = await summarize(name, stored, file.current);
    if (!globals.dryRun) {
      await confirm(context, {
        required: `deleting profile ${name} requires confirmation`,
        question: `Delete profile ${name} and its credentials?`,
        declined: 'nothing was deleted',
      });
      await changeProfiles(deps.env, (now) => {
        mustExist(now, name);
        const { [name]: _, ...profiles } = now.profiles;
        return { current: now.current === name ? undefined : now.current, profiles };
      });
      await forget(name, keyringSettings(stored), context);
    }
    context.note(`${globals.dryRun ? 'would delete' : 'deleted'} profile ${name}`);
    if (file.current === name) {
      context.note('it was the default; choose another with: lbctl profile use NAME');
    }
    if (isData(globals.format)) {
      await context.print.document(summary);
    }
    return 0;
  },
};

/** The profile is gone already, so that a keyring that is locked is told and no more. */
async function forget(name: string, settings: readonly string[], context: Context): Promise<void> {
  if (settings.length === 0) return;
  try {
    const keyring = await mustOpen(context.deps, 'its secrets are still in the keyring');
    await removeFromKeyring(name, settings, keyring);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    context.writeStderr(`warning: ${error.message}`);
  }
}
