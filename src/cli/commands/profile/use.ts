import { isData } from '../../../output/format.ts';
import { builtInProfile, SANDBOX_PROFILES } from '../../../profile/named.ts';
import { type ProfileFile, readProfiles } from '../../../profile/store.ts';
import { changeProfiles } from '../../../profile/write.ts';
import type { Command } from '../../command.ts';
import { mustExist, PROFILE_ARGUMENT } from './names.ts';
import { summarize } from './summary.ts';

export const command: Command = {
  details: 'Used when neither --profile nor LBCTL_PROFILE is given.',
  argument: PROFILE_ARGUMENT,
  options: [],
  examples: ['lbctl profile use sandbox-slb'],
  async run({ argument: name = '' }, context) {
    const { env } = context.deps;
    const found = (file: ProfileFile) =>
      builtInProfile(name) ?? mustExist(file, name, SANDBOX_PROFILES);
    const stored = found(await readProfiles(env));
    if (!context.globals.dryRun) {
      await changeProfiles(env, (file) => {
        found(file);
        return { current: name, profiles: file.profiles };
      });
    }
    context.note(`${name} ${context.globals.dryRun ? 'would be' : 'is now'} the default profile`);
    if (isData(context.globals.format)) {
      await context.print.document(await summarize(name, stored, name));
    }
    return 0;
  },
};
