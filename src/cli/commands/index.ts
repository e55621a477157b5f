import type { Verb } from '../../providers/provider.ts';
import { PROVIDER_IDS, PROVIDERS, type ProviderId } from '../../providers/registry.ts';
import type { CommandGroup, CommandNode } from '../command.ts';

/** All commands. Each one is loaded only when it is used. */
export const ROOT: CommandGroup = {
  summary:
    'Manage load-balancer listeners on Huawei Cloud, Open Telekom Cloud, Alibaba Cloud and OpenStack',
  children: async () => ({
    listener: {
      summary: 'Manage listeners on any cloud',
      children: async () => LISTENER,
    },
    'load-balancer': {
      summary: 'Show load balancers',
      children: async () => LOAD_BALANCER,
    },
    certificate: {
      summary: 'Show certificates',
      children: async () => CERTIFICATE,
    },
    'backend-group': {
      summary: 'Show backend groups and their servers',
      children: async () => BACKEND_GROUP,
    },
    ...Object.fromEntries(PROVIDER_IDS.map((id) => [id, providerGroup(id)])),
    sandbox: {
      summary: 'Run the embedded clouds for learning and testing',
      children: async () => SANDBOX,
    },
    profile: {
      summary: 'Account and region to use',
      children: async () => (await import('./profile/group.ts')).PROFILE,
    },
    doctor: {
      summary: 'Check configuration and connectivity',
      load: async () => (await import('./doctor/doctor.ts')).command,
    },
    explain: {
      summary: 'Explain a field or rule: its meaning on each cloud and its source',
      load: async () => (await import('./explain.ts')).command,
    },
    completion: {
      summary: 'Print a completion script for bash, zsh, fish or PowerShell',
      load: async () => (await import('./completion.ts')).command,
    },
    help: {
      summary: 'Show help on exit codes, environment, manifests and output',
      load: async () => (await import('./help/help.ts')).command,
    },
  }),
};

const LISTENER: Readonly<Record<string, CommandNode>> = {
  create: {
    summary: 'Create a listener',
    load: async () => (await import('./listener/create.ts')).command,
  },
  update: {
    summary: 'Change a listener',
    load: async () => (await import('./listener/update.ts')).command,
  },
  edit: {
    summary: 'Change a listener in an editor, as YAML',
    load: async () => (await import('./listener/edit.ts')).command,
  },
  show: {
    summary: 'Show a listener',
    load: async () => (await import('./listener/existing.ts')).show,
  },
  list: {
    summary: 'List listeners',
    load: async () => (await import('./listener/list.ts')).command,
  },
  start: {
    summary: 'Start a listener',
    load: async () => (await import('./listener/existing.ts')).start,
  },
  stop: {
    summary: 'Stop a listener',
    load: async () => (await import('./listener/existing.ts')).stop,
  },
  wait: {
    summary: 'Wait until a listener reaches a state',
    load: async () => (await import('./listener/wait.ts')).command,
  },
  delete: {
    summary: 'Delete a listener',
    load: async () => (await import('./listener/existing.ts')).remove,
  },
  validate: {
    summary: 'Check manifests offline',
    load: async () => (await import('./manifest/validate.ts')).command,
  },
  diff: {
    summary: 'Show what apply would change',
    load: async () => (await import('./manifest/diff.ts')).command,
  },
  apply: {
    summary: 'Apply manifests',
    load: async () => (await import('./manifest/apply.ts')).command,
  },
  export: {
    summary: 'Export listeners of load balancers as a manifest',
    load: async () => (await import('./manifest/export.ts')).command,
  },
  copy: {
    summary: 'Copy a listener to another load balancer or cloud',
    load: async () => (await import('./manifest/copy.ts')).command,
  },
};

const LOAD_BALANCER: Readonly<Record<string, CommandNode>> = {
  list: {
    summary: 'List load balancers',
    load: async () => (await import('./resource/list.ts')).loadBalancers,
  },
  show: {
    summary: 'Show a load balancer and its listeners',
    load: async () => (await import('./resource/show.ts')).showLoadBalancer,
  },
};

const CERTIFICATE: Readonly<Record<string, CommandNode>> = {
  list: {
    summary: 'List certificates',
    load: async () => (await import('./resource/list.ts')).certificates,
  },
};

const BACKEND_GROUP: Readonly<Record<string, CommandNode>> = {
  list: {
    summary: 'List backend groups',
    load: async () => (await import('./resource/list.ts')).backendGroups,
  },
};

const SANDBOX: Readonly<Record<string, CommandNode>> = {
  start: {
    summary: 'Serve the embedded clouds to other programs',
    load: async () => (await import('./sandbox/start.ts')).command,
  },
  status: {
    summary: 'Show the state of the embedded clouds',
    load: async () => (await import('./sandbox/state.ts')).status,
  },
  reset: {
    summary: 'Reset the embedded clouds',
    load: async () => (await import('./sandbox/state.ts')).reset,
  },
};

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
                    summary: `${VERBS[verb]} ${verb === 'list' ? noun.summary : singular(noun.summary)}`,
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

const VERBS: Readonly<Record<Verb, string>> = {
  create: 'Create',
  update: 'Change',
  show: 'Show',
  list: 'List',
  start: 'Start',
  stop: 'Stop',
  delete: 'Delete',
};

function singular(summary: string): string {
  const noun = summary.replace(/listeners\b/, 'listener');
  return /^https?\b/i.test(noun) ? `an ${noun}` : `a ${noun}`;
}
