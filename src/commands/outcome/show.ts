import type { Target } from '../../profile/target.ts';
import type { Reference } from '../../providers/provider.ts';
import { findListener } from '../../verbs/find.ts';
import type { Context } from '../context.ts';

export async function runShow(
  context: Context,
  target: Target,
  reference: Reference,
): Promise<number> {
  const cloud = await context.connect(target, { reads: true });
  await context.answer.listener(cloud.listener(await findListener(cloud, reference)));
  return 0;
}
