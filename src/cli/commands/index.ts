import { PROVIDER_IDS, PROVIDERS, type ProviderId } from '../../providers/registry.ts';
import type { CommandGroup, CommandNode } from '../command.ts';

/** Every command by its words. Nothing of a command is loaded until its words are there. */
export const ROOT: CommandGroup = {
  summary: 'Manage load-balancer listeners on Huawei Cloud ELB (classic) and Alibaba Cloud SLB',
  children: async () => ({
    listener: {
      summary: 'manage listeners on any cloud',
      children: async () => LISTENER,
    },
    ...Object.fromEntries(PROVIDER_IDS.map((id) => [id, providerGroup(id)])),
    sandbox: {
      summary: 'run the embedded clouds, to learn and to test',
      children: async () => SANDBOX,
    },
    profile: {
      summary: 'account and region to use',
      children: async () => (await import('./profile/group.ts')).PROFILE,
    },
    doctor: {
      summary: 'check configuration and connectivity',
      load: async () => (await import('./doctor/doctor.ts')).command,
    },
    explain: {
      summary: 'explain a field or rule: its meaning on each cloud and its source',
      load: async () => (await import('./explain.ts')).command,
    },
    completion: {
      summary: 'print a completion script for bash, zsh, fish or PowerShell',
      load: async () => (await import('./completion.ts')).command,
    },
    help: {
      summary: 'show help on exit codes, environment, manifests and output',
      load: async () => (await import('./help/help.ts')).command,
    },
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
    load: async () => (await import('./listener/existing.ts')).show,
  },
  list: {
    summary: 'list listeners',
    load: async () => (await import('./listener/list.ts')).command,
  },
  start: {
    summary: 'start a listener',
    load: async () => (await import('./listener/existing.ts')).start,
  },
  stop: {
    summary: 'stop a listener',
    load: async () => (await import('./listener/existing.ts')).stop,
  },
  delete: {
    summary: 'delete a listener',
    load: async () => (await import('./listener/existing.ts')).remove,
  },
  wait: {
    summary: 'wait until a listener reaches a state',
    load: async () => (await import('./listener/wait.ts')).command,
  },
  validate: {
    summary: 'check manifests offline',
    load: async () => (await import('./listener/validate.ts')).command,
  },
  diff: {
    summary: 'show what apply would change',
    load: async () => (await import('./listener/diff.ts')).command,
  },
  apply: {
    summary: 'apply manifests',
    load: async () => (await import('./listener/apply.ts')).command,
  },
  export: {
    summary: 'export listeners of load balancers as a manifest',
    load: async () => (await import('./listener/export.ts')).command,
  },
  copy: {
    summary: 'copy a listener to another load balancer or cloud',
    load: async () => (await import('./listener/copy.ts')).command,
  },
};

const SANDBOX: Readonly<Record<string, CommandNode>> = {
  start: {
    summary: 'serve the embedded clouds to other programs',
    load: async () => (await import('./sandbox/start.ts')).command,
  },
  status: {
    summary: 'show what the embedded clouds hold',
    load: async () => (await import('./sandbox/state.ts')).status,
  },
  reset: {
    summary: 'reset the embedded clouds',
    load: async () => (await import('./sandbox/state.ts')).reset,
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
                      return nativeCommand(id, provider, noun, verb);
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
