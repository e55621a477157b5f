import { isData } from '../../../output/format.ts';
import { readProfiles } from '../../../profile/store.ts';
import { changeProfiles } from '../../../profile/write.ts';
import type { Command } from '../../command.ts';
import { confirm } from '../../confirm.ts';
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
    const file = readProfiles(deps.env);
    const summary = await summarize(name, mustExist(file, name), file.current);
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
    }
    context.note(`${globals.dryRun ? 'would delete' : 'deleted'} profile ${name}`);
    if (isData(globals.format)) {
      await context.print.document(summary);
    }
    return 0;
  },
};
