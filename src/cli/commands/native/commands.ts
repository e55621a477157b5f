import type { NativeNoun, Provider, Verb } from '../../../providers/provider.ts';
import type { ProviderId } from '../../../providers/registry.ts';
import { EXISTING, type ExistingVerb } from '../../actions/existing.ts';
import type { Command } from '../../command.ts';
import { createCommand } from './create.ts';
import { listCommand } from './list.ts';
import type { NativeCommand } from './native-command.ts';
import {
  listenerArgument,
  placeOptions,
  placeRows,
  referencesFrom,
  regionFrom,
} from './reference.ts';
import { projectFrom, scopeOptions } from './scope.ts';
import { updateCommand } from './update.ts';

/** A command whose flags are the parameters of the vendor's API. */
export function nativeCommand(
  id: ProviderId,
  provider: Provider,
  noun: NativeNoun,
  verb: Verb,
): Command {
  const sample = noun.samples[verb];
  return {
    ...commandOf(id, provider, noun, verb),
    printsListeners: true,
    examples:
      sample === undefined
        ? []
        : [`lbctl ${id} ${noun.noun} ${verb} --profile sandbox-${id} ${sample}`],
  };
}

function commandOf(
  id: ProviderId,
  provider: Provider,
  noun: NativeNoun,
  verb: Verb,
): NativeCommand {
  switch (verb) {
    case 'create':
      return createCommand(id, provider, noun);
    case 'update':
      return updateCommand(id, provider, noun);
    case 'list':
      return listCommand(id, provider);
    default:
      return existingCommand(id, provider, noun, verb);
  }
}

function existingCommand(
  id: ProviderId,
  provider: Provider,
  noun: NativeNoun,
  verb: ExistingVerb,
): NativeCommand {
  const { run, options, ...action } = EXISTING[verb];
  return {
    ...action,
    argument: { ...listenerArgument(noun), many: true },
    options: [...placeOptions(provider, noun), ...scopeOptions(provider), ...options],
    async run(invocation, context) {
      const { flags } = invocation;
      const target = await context.target(id, {
        region: regionFrom(placeRows(provider, noun), provider, flags),
        projectId: projectFrom(provider, flags),
      });
      return run(context, target, referencesFrom(provider, noun, invocation), flags);
    },
  };
}
