import { SANDBOX_PREFIX, SANDBOX_PROFILES } from '../../../profile/named.ts';
import { readProfiles } from '../../../profile/store.ts';
import type { Command } from '../../command.ts';
import { type ProfileSummary, summarize } from './summary.ts';

export const command: Command = {
  details: 'The default profile is marked with *. The sandbox profiles are built in.',
  options: [],
  examples: ['lbctl profile list', 'lbctl profile list -o json'],
  async run(_, context) {
    const file = await readProfiles(context.deps.env);
    if (file.exposed) {
      context.note(`warning: other users can read ${file.path}; run: chmod 600 ${file.path}`);
    }
    const stored = await Promise.all(
      Object.entries(file.profiles).map(([name, profile]) =>
        summarize(name, profile, file.current),
      ),
    );
    const builtIn = SANDBOX_PROFILES.map((name): ProfileSummary => {
      const provider = name.slice(SANDBOX_PREFIX.length);
      const current = name === file.current;
      return { name, provider, region: null, credentials: 'embedded cloud', current };
    });
    const all = [...stored, ...builtIn];
    await context.print.rows({
      columns: [
        { heading: 'NAME' },
        { heading: 'DEFAULT' },
        { heading: 'PROVIDER' },
        { heading: 'REGION', dispensable: 2 },
        { heading: 'CREDENTIALS', wrapsTo: 15, dispensable: 1 },
      ],
      rows: all.map(({ name, current, provider, region, credentials }) => [
        name,
        current ? '*' : '',
        provider ?? '',
        region ?? '',
        credentials ?? '',
      ]),
      document: all.map((one) => ({ ...one, builtIn: SANDBOX_PROFILES.includes(one.name) })),
    });
    return 0;
  },
};
