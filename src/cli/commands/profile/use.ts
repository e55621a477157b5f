import { readProfiles } from '../../../profile/store.ts';
import { changeProfiles } from '../../../profile/write.ts';
import type { Command } from '../../command.ts';
import { mustExist } from './names.ts';
import { summarize } from './shown.ts';

export const command: Command = {
  summary: 'Choose the default profile',
  details: 'It is used where neither --profile nor the environment says anything else.',
  argument: { name: 'profile', required: true, summary: 'its name', complete: 'profile' },
  options: [],
  examples: ['lbctl profile use prod'],
  async run({ argument: name = '' }, context) {
    const { env } = context.deps;
    const stored = mustExist(readProfiles(env), name);
    if (!context.globals.dryRun) {
      await changeProfiles(env, (file) => {
        mustExist(file, name);
        return { current: name, profiles: file.profiles };
      });
    }
    context.note(`${name} ${context.globals.dryRun ? 'would be' : 'is'} the default profile`);
    if (context.globals.format === 'json' || context.globals.format === 'yaml') {
      await context.answer.document(await summarize(name, stored, name));
    }
    return 0;
  },
};
