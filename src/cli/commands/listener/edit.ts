import { Failure } from '../../../failure.ts';
import { findListener, parseReference } from '../../../operations/find.ts';
import { LISTENER_ARGUMENT, NO_PREFLIGHT, SHARED } from '../../actions/options.ts';
import { changeOf, runUpdate, updateFlags } from '../../actions/update.ts';
import type { Command } from '../../command.ts';
import { canAsk } from '../../confirm.ts';

export const command: Command = {
  printsListeners: true,
  details:
    'Opens the listener as YAML in $VISUAL or $EDITOR. What is saved is checked; problems are shown ' +
    'as comments, and the editor opens again; saved as it is, the text is an error. Then it shows the ' +
    'changes and asks for confirmation, unless --yes is given. Requires a terminal.',
  argument: LISTENER_ARGUMENT,
  options: [SHARED, NO_PREFLIGHT],
  examples: ['lbctl listener edit lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb'],
  async run({ argument = '', flags }, context) {
    const { deps, globals } = context;
    if (deps.edit === undefined || !canAsk(context)) {
      throw new Failure('usage', 'listener edit requires a terminal for the editor', {
        hint: 'use lbctl listener update with flags, or lbctl listener export and apply',
      });
    }
    const target = await context.target();
    const { provider } = target;
    const reference = parseReference(provider, argument);
    const client = await context.connect(target, { reads: true });
    const current = await findListener(client, reference);
    const { editListener, openDraft } = await import('../../actions/edit.ts');
    const { confirmChanges } = await import('../../../wizard/wizard.ts');
    const { changedFields } = await import('../../../wizard/portable-form.ts');
    const draft = openDraft(deps.edit);
    const before = provider.decode(current).fields;
    try {
      const form = await editListener(provider, current, draft);
      const fields = form === undefined ? {} : changedFields(before, form.fields());
      if (form !== undefined && form.rows().length > 0) {
        await confirmChanges(context, form, globals);
        draft.kept = true;
      }
      const input = { fields, violations: [] };
      const code = await runUpdate(
        context,
        target,
        reference,
        (now) => changeOf(provider, input, provider.decode(now).fields, 'paths'),
        updateFlags(flags, provider),
      );
      draft.kept = false;
      return code;
    } catch (error) {
      if (draft.kept && !(error instanceof Failure && error.details.declined === true)) {
        context.note(`your text is in ${draft.path}`);
      }
      throw error;
    } finally {
      draft.close();
    }
  },
};
