import { type Goal, waitFor } from '../../operations/wait.ts';
import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/reference.ts';
import type { Context } from '../context.ts';
import { isData } from './answer.ts';

export async function runWait(
  context: Context,
  target: Target,
  reference: Reference,
  goal: Goal,
): Promise<number> {
  const client = await context.connect(target, { reads: true });
  const native = await waitFor(client, reference, goal, context.waitOptions);
  if (native === undefined) {
    context.note('the listener is gone');
    if (isData(context)) await context.answer.document(null);
    return 0;
  }
  await context.answer.listener(client.listener(native));
  return 0;
}
