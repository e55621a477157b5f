import { PROVIDERS, type ProviderId } from '../providers/registry.ts';
import type { CommandGroup, CommandNode } from './command.ts';

/** Every command by its words. Nothing of a command is loaded until its words are there. */
export const ROOT: CommandGroup = {
  summary: 'Manage load-balancer listeners on Huawei Cloud ELB (classic) and Alibaba Cloud SLB',
  children: async () => ({
    listener: {
      summary: 'listeners, in one vocabulary for every cloud',
      children: async () => LISTENER,
    },
    ...Object.fromEntries(
      (Object.keys(PROVIDERS) as ProviderId[]).map((id) => [id, providerGroup(id)]),
    ),
  }),
};

const LISTENER: Readonly<Record<string, CommandNode>> = {
  create: {
    summary: 'create a listener',
    load: async () => (await import('./listener/create.ts')).command,
  },
  update: {
    summary: 'change a listener',
    load: async () => (await import('./listener/update.ts')).command,
  },
  show: {
    summary: 'show a listener',
    load: async () => (await import('./listener/show.ts')).command,
  },
  list: {
    summary: 'list listeners',
    load: async () => (await import('./listener/list.ts')).command,
  },
  start: {
    summary: 'let a listener take traffic',
    load: async () => (await import('./listener/state.ts')).start,
  },
  stop: {
    summary: 'let a listener take no traffic',
    load: async () => (await import('./listener/state.ts')).stop,
  },
  delete: {
    summary: 'delete a listener',
    load: async () => (await import('./listener/delete.ts')).command,
  },
  wait: {
    summary: 'wait until a listener is in a state',
    load: async () => (await import('./listener/wait.ts')).command,
  },
};

/** The cloud's own parameter names: nouns and verbs as the provider says. */
function providerGroup(id: ProviderId): CommandGroup {
  return {
    summary: `${PROVIDERS[id].title}, with its own parameter names`,
    children: async () => {
      const provider = await PROVIDERS[id].load();
      return Object.fromEntries(
        provider.nouns.map((noun) => [
          noun.noun,
          {
            summary: noun.summary,
            children: async () =>
              Object.fromEntries(
                noun.verbs.map((verb) => [
                  verb,
                  {
                    summary: `${verb} ${noun.summary}`,
                    load: async () => {
                      const { nativeCommand } = await import('./native/commands.ts');
                      return nativeCommand(provider, noun, verb);
                    },
                  },
                ]),
              ),
          },
        ]),
      );
    },
  };
}
