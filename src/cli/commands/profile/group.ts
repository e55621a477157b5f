import type { CommandNode } from '../../command.ts';

export const PROFILE: Readonly<Record<string, CommandNode>> = {
  list: { summary: 'list profiles', load: async () => (await import('./list.ts')).command },
  show: {
    summary: 'show the settings in effect and where each one comes from',
    load: async () => (await import('./show.ts')).command,
  },
  set: {
    summary: 'create or change a profile',
    load: async () => (await import('./set.ts')).setCommand(),
  },
  use: {
    summary: 'set the default profile',
    load: async () => (await import('./use.ts')).command,
  },
  delete: { summary: 'delete a profile', load: async () => (await import('./delete.ts')).command },
  import: {
    summary: 'import settings of other tools',
    load: async () => (await import('./import.ts')).command,
  },
};
