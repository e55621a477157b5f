import type { NativeNoun, Provider } from '../../../providers/provider.ts';
import type { ProviderId } from '../../../providers/registry.ts';
import { runCreate } from '../../actions/create.ts';
import { askIfNeeded } from '../../actions/interactive.ts';
import { createFlags, INTERACTIVE, NO_PREFLIGHT, START } from '../../actions/options.ts';
import { nativeOptions } from '../../native-flags.ts';
import type { NativeCommand } from './native-command.ts';
import { FROM_FILE, readNative } from './request.ts';
import { projectFrom, scopeOptions } from './scope.ts';

export function createCommand(id: ProviderId, provider: Provider, noun: NativeNoun): NativeCommand {
  const operation = provider.operation(noun.noun, 'create');
  return {
    details: [
      `Sends only the given parameters. API reference: ${operation.title}.`,
      ...(noun.body === undefined ? [] : [noun.body]),
    ].join(' '),
    options: [
      ...nativeOptions(operation.parameters),
      ...scopeOptions(provider),
      FROM_FILE,
      ...(noun.verbs.includes('start') ? [START] : []),
      INTERACTIVE,
      NO_PREFLIGHT,
    ],
    async run({ flags }, context) {
      const { change, region } = await readNative(provider, operation, flags, context);
      const target = await context.target(id, {
        region,
        projectId: projectFrom(provider, flags),
      });
      const options = createFlags(flags);
      const words = ['lbctl', id, noun.noun, 'create'];
      const asked = await askIfNeeded(context, target, words, options, async () => {
        const { nativeForm } = await import('../../../wizard/native-form.ts');
        return nativeForm(provider, operation, change.values, target.settings.region);
      });
      return asked ?? runCreate(context, target, change, options);
    },
  };
}
