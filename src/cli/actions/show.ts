import { findListener } from '../../operations/find.ts';
import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/reference.ts';
import type { Context } from '../context.ts';

export async function runShow(
  context: Context,
  target: Target,
  reference: Reference,
): Promise<number> {
  const client = await context.connect(target, { reads: true });
  await context.answer.listener(client.listener(await findListener(client, reference)));
  return 0;
}
