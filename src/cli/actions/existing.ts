import type { Listener } from '../../model/listener.ts';
import { deleteListener } from '../../operations/delete.ts';
import { describeReference, findListener } from '../../operations/find.ts';
import { setState, type TargetState } from '../../operations/state.ts';
import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/reference.ts';
import { confirmDelete } from '../confirm.ts';
import type { Context } from '../context.ts';
import { wantsDocument } from '../global-options.ts';
import type { Flags, OptionSpec } from '../option.ts';
import { finishDryRun } from './answer.ts';
import { IGNORE_MISSING } from './options.ts';

/** What a verb does with a listener that exists, for the portable and the native commands alike. */
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
    details: 'Asks for confirmation on a terminal; needs --yes without one.',
    options: [IGNORE_MISSING],
    run: remove,
  },
};

async function show(context: Context, target: Target, reference: Reference): Promise<number> {
  const client = await context.connect(target, { reads: true });
  await context.answer.listener(client.listener(await findListener(client, reference)));
  return 0;
}

function changeState(state: TargetState): Action {
  return {
    details: `A listener that is already ${state} is left alone, and the command succeeds.`,
    options: [],
    async run(context, target, reference) {
      const { dryRun } = context.globals;
      const client = await context.connect(target, { reads: true });
      const outcome = await setState(client, reference, state, { dryRun, wait: context.wait });
      if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
      const listener = client.listener(outcome.native);
      context.note(stateLine(listener, state, outcome.kind === 'unchanged'));
      if (dryRun) return finishDryRun(context, { requests: [], warnings: [] });
      await context.answer.listener(listener);
      return 0;
    },
  };
}

function stateLine({ ref, status }: Listener, state: TargetState, unchanged: boolean): string {
  return unchanged
    ? `unchanged: listener ${ref} is already ${state}`
    : `listener ${ref} is ${status}`;
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
    confirm: (listener) => confirmDelete(context, listener),
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  if (outcome.kind === 'absent') {
    context.note(`there is no listener ${describeReference(reference)}; nothing to delete`);
    if (wantsDocument(globals)) await context.answer.document(null);
    return 0;
  }
  context.note(`deleted listener ${outcome.listener.ref}`);
  if (wantsDocument(globals)) await context.answer.listener(outcome.listener);
  return 0;
}
