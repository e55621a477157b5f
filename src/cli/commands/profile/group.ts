import type { CommandNode } from '../../command.ts';

export const PROFILE: Readonly<Record<string, CommandNode>> = {
  list: { summary: 'List profiles', load: async () => (await import('./list.ts')).command },
  show: {
    summary: 'Show the settings in effect and where each one comes from',
    load: async () => (await import('./show.ts')).command,
  },
  set: {
    summary: 'Create or change a profile',
    load: async () => (await import('./set.ts')).setCommand(),
  },
  use: {
    summary: 'Set the default profile',
    load: async () => (await import('./use.ts')).command,
  },
  delete: { summary: 'Delete a profile', load: async () => (await import('./delete.ts')).command },
  import: {
    summary: 'Import settings of other tools',
    load: async () => (await import('./import.ts')).command,
  },
};
