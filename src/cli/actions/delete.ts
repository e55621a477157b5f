import { deleteListener } from '../../operations/delete.ts';
import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/reference.ts';
import { confirmDelete } from '../confirm.ts';
import type { Context } from '../context.ts';
import { finishDryRun, isData } from './answer.ts';

export async function runDelete(
  context: Context,
  target: Target,
  reference: Reference,
  what: string,
  ignoreMissing: boolean,
): Promise<number> {
  const client = await context.connect(target, { reads: true });
  const outcome = await deleteListener(client, reference, {
    ignoreMissing,
    dryRun: context.globals.dryRun,
    wait: context.wait,
    confirm: (listener) => confirmDelete(context, listener),
  });
  if (outcome.kind === 'dry-run') return finishDryRun(context, outcome);
  if (outcome.kind === 'absent') {
    context.note(`there is no listener ${what}; nothing to delete`);
    if (isData(context)) await context.answer.document(null);
    return 0;
  }
  context.note(`deleted listener ${outcome.listener.ref}`);
  if (isData(context)) await context.answer.listener(outcome.listener);
  return 0;
}
