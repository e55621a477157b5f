import { Failure } from '../../../failure.ts';
import type { ListenerFields } from '../../../model/fields.ts';
import type { Change } from '../../../operations/change.ts';
import { parseReference } from '../../../operations/find.ts';
import { type PortableInput, portableChange } from '../../../operations/portable-change.ts';
import { operationFor } from '../../../providers/operations.ts';
import type { Provider } from '../../../providers/provider.ts';
import type { Reference } from '../../../providers/reference.ts';
import { LISTENER_ARGUMENT, NO_PREFLIGHT, SHARED } from '../../actions/options.ts';
import { runUpdate, updateFlags } from '../../actions/update.ts';
import type { Command } from '../../command.ts';
import { portableOptions, readPortable } from '../../portable-flags.ts';
import { cloudNotes } from './clouds.ts';

export const command: Command = {
  details:
    'Reads the listener, checks the result of the change, and sends nothing if nothing would change.',
  argument: LISTENER_ARGUMENT,
  options: [...portableOptions(), SHARED, NO_PREFLIGHT],
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
        hint: 'set at least one field, like --name or --idle-timeout; lbctl listener update --help lists them',
      });
    }
    return runUpdate(
      context,
      target,
      reference,
      (current) => changeOf(provider, input, provider.decode(current).fields),
      updateFlags(flags),
      earlyChange(provider, input, reference),
    );
  },
};

function changeOf(provider: Provider, input: PortableInput, before: ListenerFields): Change {
  const operation = operationFor(provider, before.protocol, 'update');
  if (operation === undefined) {
    throw new Failure('internal', `${provider.id} listener has an unknown protocol`, {
      provider: provider.id,
    });
  }
  return portableChange(provider, operation, input, { ...before, ...input.fields }, 'flags');
}

/** The change before the listener is read; undefined unless the reference contains the protocol. */
function earlyChange(
  provider: Provider,
  input: PortableInput,
  reference: Reference,
): Change | undefined {
  if (reference.by !== 'place' || reference.protocol === undefined) return undefined;
  // Conflicts between fields depend on the current listener, so they are checked after the read.
  const change = changeOf(provider, input, { protocol: reference.protocol });
  return { ...change, violations: input.violations };
}
