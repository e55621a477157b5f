import { deleteListener } from '../../operations/delete.ts';
import { describeReference, findListener } from '../../operations/find.ts';
import { setState, type TargetState } from '../../operations/state.ts';
import { wantsDocument } from '../../output/format.ts';
import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/reference.ts';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import type { Flags, OptionSpec } from '../option.ts';
import { finishDryRun } from './answer.ts';
import { IGNORE_MISSING } from './options.ts';

/** A verb on an existing listener, shared by the portable and the native commands. */
interface Action {
  readonly details?: string;
  readonly options: readonly OptionSpec[];
  run(context: Context, target: Target, reference: Reference, flags: Flags): Promise<number>;
}

export type ExistingVerb = 'show' | 'start' | 'stop' | 'delete';

export const EXISTING: Readonly<Record<ExistingVerb, Action>> = {
  show: { options: [], run: show },
  start: changeState('running'),
  stop: changeState('stopped'),
  delete: {
    details: 'Asks for confirmation on a terminal; requires --yes otherwise.',
    options: [IGNORE_MISSING],
    run: remove,
  },
};

async function show(context: Context, target: Target, reference: Reference): Promise<number> {
  const client = await context.connect(target, { reads: true });
  await context.print.listener(client.listener(await findListener(client, reference)));
  return 0;
}

function changeState(state: TargetState): Action {
  return {
    details: `A listener that is already ${state} is not changed, and the command succeeds.`,
    options: [],
    async run(context, target, reference) {
      const { dryRun } = context.globals;
      const client = await context.connect(target, { reads: true });
      const outcome = await setState(client, reference, state, { dryRun, wait: context.wait });
      if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
      const listener = client.listener(outcome.native);
      const { ref, status } = listener;
      context.note(
        outcome.kind === 'unchanged'
          ? `unchanged: listener ${ref} is already ${state}`
          : `listener ${ref} is ${status}`,
      );
      if (dryRun) return finishDryRun(context, { requests: [], warnings: [] });
      await context.print.listener(listener);
      return 0;
    },
  };
}

async function remove(
  context: Context,
  target: Target,
  reference: Reference,
  flags: Flags,
): Promise<number> {
  const { globals } = context;
  const client = await context.connect(target, { reads: true });
  const outcome = await deleteListener(client, reference, {
    ignoreMissing: flags['ignore-missing'] === true,
    dryRun: globals.dryRun,
    wait: context.wait,
    confirm: ({ ref, fields, provider }) => {
      const name = fields.name === undefined ? '' : ` (${fields.name})`;
      return confirm(context, {
        required: `deleting listener ${ref} requires confirmation`,
        question: `Delete listener ${ref}${name}?`,
        declined: 'nothing was deleted',
        provider,
      });
    },
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  if (outcome.kind === 'absent') {
    context.note(`listener ${describeReference(reference)} not found; nothing to delete`);
    if (wantsDocument(globals)) await context.print.document(null);
    return 0;
  }
  context.note(`deleted listener ${outcome.listener.ref}`);
  if (wantsDocument(globals)) await context.print.listener(outcome.listener);
  return 0;
}
