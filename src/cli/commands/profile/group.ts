import type { CommandNode } from '../../command.ts';

export const PROFILE: Readonly<Record<string, CommandNode>> = {
  list: { summary: 'list profiles', load: async () => (await import('./list.ts')).command },
  show: {
    summary: 'show what a command would use, and where each value comes from',
    load: async () => (await import('./show.ts')).command,
  },
  set: {
    summary: 'make a profile, or change it',
    load: async () => (await import('./set.ts')).setCommand(),
  },
  use: {
    summary: 'choose the default profile',
    load: async () => (await import('./use.ts')).command,
  },
  delete: { summary: 'delete a profile', load: async () => (await import('./delete.ts')).command },
  import: {
    summary: 'take over what other tools are set to',
    load: async () => (await import('./import.ts')).command,
  },
};
