import { Failure } from '../../../failure.ts';
import { nativeLabels } from '../../../model/labels.ts';
import type { Values } from '../../../model/parameter.ts';
import type { Change } from '../../../providers/change.ts';
import type { NativeNoun, Provider } from '../../../providers/provider.ts';
import type { ProviderId } from '../../../providers/registry.ts';
import { NO_PREFLIGHT, SHARED } from '../../actions/options.ts';
import { runUpdate, updateFlags } from '../../actions/update.ts';
import { nativeOptions } from '../../native-flags.ts';
import type { NativeCommand } from './native-command.ts';
import { isPlace, listenerArgument, placeOptions, referenceFrom } from './reference.ts';
import { FROM_FILE, readNative } from './request.ts';
import { projectFrom, scopeOptions } from './scope.ts';

export function updateCommand(id: ProviderId, provider: Provider, noun: NativeNoun): NativeCommand {
  const operation = provider.operation(noun.noun, 'update');
  const isPlaceRow = isPlace(provider);
  return {
    details: [
      `Reads the listener first and sends nothing if nothing would change. API reference: ${operation.title}.`,
      ...(noun.body === undefined ? [] : [noun.body]),
    ].join(' '),
    argument: listenerArgument(noun),
    options: [
      ...nativeOptions(operation.parameters.filter((row) => !isPlaceRow(row))),
      ...placeOptions(provider, noun),
      ...scopeOptions(provider),
      FROM_FILE,
      ...(provider.apart === undefined ? [] : [SHARED]),
      NO_PREFLIGHT,
    ],
    async run(invocation, context) {
      const { flags } = invocation;
      const input = await readNative(provider, operation, flags, context);
      const reference = referenceFrom(provider, noun, invocation, input.reference);
      const change = withoutPlace(input.change, provider);
      if (change.given.size === 0 && change.violations.length === 0) {
        throw new Failure('usage', 'nothing to change', {
          hint: `lbctl ${id} ${noun.noun} update --help lists the flags`,
        });
      }
      return runUpdate(
        context,
        await context.target(id, {
          region: input.region,
          projectId: projectFrom(provider, flags),
        }),
        reference,
        (current) => withLabels(change, provider.valuesOf(current)),
        updateFlags(flags, provider),
        change,
      );
    },
  };
}

/** Lets messages name the current values too. */
function withLabels(change: Change, before: Values): Change {
  const values = { ...before, ...change.values };
  return { ...change, labels: nativeLabels(change.operation.parameters, values) };
}

/** Without the parameters that identify the listener. */
function withoutPlace(change: Change, provider: Provider): Change {
  const place = new Set(
    change.operation.parameters.filter(isPlace(provider)).map(({ name }) => name),
  );
  const values = Object.entries(change.values).filter(([name]) => !place.has(name));
  return {
    ...change,
    values: Object.fromEntries(values),
    given: new Set(values.map(([name]) => name)),
  };
}
