import type { Client, PreviewedRequest } from '../../client/client.ts';
import { Failure } from '../../failure.ts';
import type { Listener } from '../../model/listener.ts';
import { deleteListener } from '../../operations/delete.ts';
import { describeReference, findListener } from '../../operations/find.ts';
import { requireStates, setState, type TargetState } from '../../operations/state.ts';
import { countOf } from '../../output/count.ts';
import { wantsDocument } from '../../output/format.ts';
import { asFailure } from '../../output/problem.ts';
import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/reference.ts';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import type { Flags, OptionSpec } from '../option.ts';
import { finishDryRun, printingParts } from './answer.ts';
import { IGNORE_MISSING } from './options.ts';

/** A verb on existing listeners, shared by the portable and the native commands. */
interface Action {
  readonly details?: string;
  readonly options: readonly OptionSpec[];
  run(
    context: Context,
    target: Target,
    references: readonly Reference[],
    flags: Flags,
  ): Promise<number>;
}

export type ExistingVerb = 'show' | 'start' | 'stop' | 'delete';

export const EXISTING: Readonly<Record<ExistingVerb, Action>> = {
  show: {
    options: [],
    run: (context, target, references) => each(show, context, target, references),
  },
  start: changeState('running'),
  stop: changeState('stopped'),
  delete: {
    details: 'Asks for confirmation on a terminal; requires --yes otherwise.',
    options: [IGNORE_MISSING],
    run: remove,
  },
};

/** What a verb did to one listener. */
interface Outcome {
  /** For stdout; null if it is absent, undefined if there is nothing to print. */
  readonly listener?: Listener | null;
  /** For stderr. */
  readonly note?: string;
  /** In a dry run. */
  readonly requests?: readonly PreviewedRequest[];
}

type One = (context: Context, client: Client, reference: Reference) => Promise<Outcome>;

/** Runs a verb on each listener; if it fails for some of several, the others are done. */
async function each(
  one: One,
  context: Context,
  target: Target,
  references: readonly Reference[],
): Promise<number> {
  const client = await context.connect(target, { reads: true });
  const outcomes: Outcome[] = [];
  const failures: { listener: string; failure: Failure }[] = [];
  for (const reference of references) {
    try {
      const outcome = await one(context, client, reference);
      if (outcome.note !== undefined) context.note(outcome.note);
      outcomes.push(outcome);
    } catch (error) {
      const failure = asFailure(error);
      if (references.length === 1 || failure.kind === 'interrupted') throw error;
      const listener = reference.by === 'name' ? reference.name : describeReference(reference);
      failures.push({ listener, failure });
    }
  }
  await print(context, outcomes, references.length > 1);
  if (failures.length === 0) return 0;
  if (context.globals.format !== 'json') {
    for (const { listener, failure } of failures) {
      context.writeStderr(`failed: ${listener}: ${failure.message}`);
    }
  }
  const total = countOf(references.length, 'listener');
  throw new Failure('partial', `${failures.length} of ${total} failed`, {
    provider: target.provider.id,
    failures,
  });
}

async function print(
  context: Context,
  outcomes: readonly Outcome[],
  isMany: boolean,
): Promise<void> {
  if (context.globals.dryRun && outcomes.some(({ requests }) => requests !== undefined)) {
    const requests = outcomes.flatMap((outcome) => outcome.requests ?? []);
    await finishDryRun(context, { requests, warnings: [] });
    return;
  }
  const listeners = outcomes.flatMap(({ listener }) => (listener ? [listener] : []));
  const [first] = listeners;
  if (isMany) {
    if (listeners.length > 0 || wantsDocument(context.globals)) {
      await context.print.listeners(listeners);
    }
  } else if (first !== undefined) await context.print.listener(first);
  else if (outcomes.some(({ listener }) => listener === null)) await context.print.document(null);
}

async function show(_context: Context, client: Client, reference: Reference): Promise<Outcome> {
  return { listener: client.listener(await findListener(client, reference)) };
}

function changeState(state: TargetState): Action {
  const one: One = async (context, client, reference) => {
    const { dryRun } = context.globals;
    const outcome = await setState(client, reference, state, { dryRun, wait: context.wait });
    if (outcome.kind === 'dry-run') return { requests: outcome.requests };
    const listener = client.listener(outcome.native);
    const { ref, status } = listener;
    if (outcome.kind === 'changed') return { listener, note: `listener ${ref} is ${status}` };
    const note = `unchanged: listener ${ref} is already ${state}`;
    return dryRun ? { note, requests: [] } : { listener, note };
  };
  return {
    details: `A listener that is already ${state} is not changed, and the command succeeds.`,
    options: [],
    async run(context, target, references) {
      requireStates(target.provider);
      return each(one, context, target, references);
    },
  };
}

async function remove(
  context: Context,
  target: Target,
  references: readonly Reference[],
  flags: Flags,
): Promise<number> {
  const isMany = references.length > 1;
  const declined = 'nothing was deleted';
  const provider = target.provider.id;
  if (isMany && !context.globals.dryRun) {
    const names = references.map(describeReference).join(', ');
    const what = countOf(references.length, 'listener');
    await confirm(context, {
      required: `deleting ${what} requires confirmation`,
      question: `Delete ${what} (${names})?`,
      declined,
      provider,
    });
  }
  const one: One = async (_, client, reference) => {
    const deleteOne = () =>
      deleteListener(client, reference, {
        ignoreMissing: flags['ignore-missing'] === true,
        dryRun: context.globals.dryRun,
        wait: context.wait,
        confirm: async ({ listener: { ref, fields }, kept, deletedWith }) => {
          if (isMany) return;
          const name = fields.name ? ` (${fields.name})` : '';
          await confirm(context, {
            required: `deleting listener ${ref} requires confirmation`,
            question: `Delete listener ${ref}${name}${alsoDeleted(deletedWith)}?${kept === undefined ? '' : ` (${kept})`}`,
            declined,
            provider,
          });
        },
      });
    // Of several listeners, only what was deleted is printed.
    const outcome = isMany ? await deleteOne() : await printingParts(context, deleteOne);
    if (outcome.kind === 'dry-run') return { requests: outcome.requests };
    const hasDocument = wantsDocument(context.globals);
    if (outcome.kind === 'absent') {
      const note = `listener ${describeReference(reference)} not found; nothing to delete`;
      return hasDocument ? { note, listener: null } : { note };
    }
    const { listener, kept, deletedWith } = outcome;
    const what = `listener ${listener.ref}${alsoDeleted(deletedWith)}`;
    const note = `deleted ${what}${kept === undefined ? '' : `; ${kept}`}`;
    return hasDocument ? { note, listener } : { note };
  };
  return each(one, context, target, references);
}

function alsoDeleted(what: string | undefined): string {
  return what === undefined ? '' : ` with ${what}`;
}
