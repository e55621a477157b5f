import { Failure } from '../../../failure.ts';
import type { Operation } from '../../../model/catalogue.ts';
import type { ListenerFields } from '../../../model/fields.ts';
import type { Change } from '../../../operations/change.ts';
import { parseReference } from '../../../operations/find.ts';
import { type PortableInput, portableChange } from '../../../operations/portable-change.ts';
import { operationFor } from '../../../providers/operations.ts';
import type { Provider } from '../../../providers/provider.ts';
import type { Reference } from '../../../providers/reference.ts';
import { LISTENER_ARGUMENT, NO_PREFLIGHT } from '../../actions/options.ts';
import { runUpdate } from '../../actions/update.ts';
import type { Command } from '../../command.ts';
import { portableOptions, readPortable } from '../../portable-flags.ts';
import { cloudNotes } from './clouds.ts';

export const command: Command = {
  details:
    'Reads the listener, checks the result of the change, and sends nothing if nothing would change.',
  argument: LISTENER_ARGUMENT,
  options: [...portableOptions(), NO_PREFLIGHT],
  notes: cloudNotes,
  examples: [
    'lbctl listener update lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb --idle-timeout 5m',
  ],
  async run({ argument = '', flags }, context) {
    const target = await context.target();
    const { provider } = target;
    const reference = parseReference(provider, argument);
    const input = readPortable(flags);
    if (Object.keys(input.fields).length === 0 && input.violations.length === 0) {
      throw new Failure('usage', 'nothing to change', {
        hint: 'give at least one field, like --name or --idle-timeout; lbctl listener update --help lists them',
      });
    }
    return runUpdate(
      context,
      target,
      reference,
      (current) => changeOf(provider, input, provider.decode(current).fields),
      flags['no-preflight'] !== true,
      earlyChange(provider, input, reference),
    );
  },
};

function changeOf(provider: Provider, input: PortableInput, before: ListenerFields): Change {
  const operation = updateOperation(provider, before);
  return portableChange(provider, operation, input, { ...before, ...input.fields }, 'flags');
}

/** The change as far as it can be told without asking: only where the reference says the protocol. */
function earlyChange(
  provider: Provider,
  input: PortableInput,
  reference: Reference,
): Change | undefined {
  if (reference.by !== 'place' || reference.protocol === undefined) return undefined;
  // Whether fields go together can depend on what the listener has; that is checked after the read.
  const change = changeOf(provider, input, { protocol: reference.protocol });
  return { ...change, violations: input.violations };
}

function updateOperation(provider: Provider, { protocol }: ListenerFields): Operation {
  const operation = operationFor(provider, protocol, 'update');
  if (operation !== undefined) return operation;
  throw new Failure('internal', `${provider.id} listener has an unknown protocol`, {
    provider: provider.id,
  });
}
