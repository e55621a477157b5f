import { Failure } from '../../../failure.ts';
import type { ListenerFields } from '../../../model/fields.ts';
import { findListener, parseReference } from '../../../operations/find.ts';
import type { Target } from '../../../profile/target.ts';
import type { Change } from '../../../providers/change.ts';
import type { PortableInput } from '../../../providers/portable-change.ts';
import type { Provider } from '../../../providers/provider.ts';
import type { Reference } from '../../../providers/reference.ts';
import { mayAsk, noteEquivalent } from '../../actions/interactive.ts';
import { INTERACTIVE, LISTENER_ARGUMENT, NO_PREFLIGHT, SHARED } from '../../actions/options.ts';
import { changeOf, runUpdate, type UpdateFlags, updateFlags } from '../../actions/update.ts';
import type { Command } from '../../command.ts';
import type { Context } from '../../context.ts';
import { portableOptions, readPortable } from '../../portable-flags.ts';
import { cloudNotes } from './clouds.ts';

export const command: Command = {
  printsListeners: true,
  details:
    'Reads the listener, checks the result of the change, and sends nothing if nothing would change. ' +
    'On a terminal without flags for fields, it asks what to change.',
  argument: LISTENER_ARGUMENT,
  options: [...portableOptions(), INTERACTIVE, SHARED, NO_PREFLIGHT],
  notes: cloudNotes,
  examples: [
    'lbctl listener update lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb --idle-timeout 5m',
  ],
  async run({ argument = '', flags }, context) {
    const target = await context.target();
    const { provider } = target;
    const reference = parseReference(provider, argument);
    const input = readPortable(flags);
    const isEmpty = Object.keys(input.fields).length === 0 && input.violations.length === 0;
    const isWanted = flags['interactive'] === true;
    const options = updateFlags(flags, provider);
    if ((isWanted || isEmpty) && input.violations.length === 0 && mayAsk(context, isWanted)) {
      return askForChanges(context, target, reference, input.fields, options);
    }
    if (isEmpty) {
      throw new Failure('usage', 'nothing to change', {
        hint: 'set at least one field, like --name or --idle-timeout; lbctl listener update --help lists them',
      });
    }
    return runUpdate(
      context,
      target,
      reference,
      (current) => changeOf(provider, input, provider.decode(current).fields),
      options,
      earlyChange(provider, input, reference),
    );
  },
};

async function askForChanges(
  context: Context,
  target: Target,
  reference: Reference,
  given: ListenerFields,
  options: UpdateFlags,
): Promise<number> {
  const { provider } = target;
  const client = await context.connect(target, { reads: true });
  const current = await findListener(client, reference);
  const { changedFields, updateForm } = await import('../../../wizard/portable-form.ts');
  const { fillInChanges } = await import('../../../wizard/wizard.ts');
  const form = updateForm(provider, current, given);
  const { dryRun, yes } = context.globals;
  const words = await fillInChanges(context, form, { dryRun, yes, connect: async () => client });
  const { fields, ref } = client.listener(current);
  const input = { fields: changedFields(fields, form.fields()), violations: [] };
  try {
    return await runUpdate(
      context,
      target,
      reference,
      (now) => changeOf(provider, input, provider.decode(now).fields),
      options,
    );
  } finally {
    if (words !== undefined) {
      noteEquivalent(context, target, ['lbctl', 'listener', 'update', ref], words);
    }
  }
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
