import { STATUSES } from '../../model/listener.ts';
import { listListeners } from '../../operations/list.ts';
import type { Target } from '../../profile/target.ts';
import type { ListFilter } from '../../providers/calls.ts';
import type { Context } from '../context.ts';
import { choice } from '../flag-values.ts';
import { type Flags, textFlag } from '../option.ts';

export async function runList(
  context: Context,
  target: Target,
  filter: ListFilter,
  flags: Flags,
): Promise<number> {
  const text = textFlag(flags, 'status')?.toLowerCase();
  const status = text === undefined ? {} : { status: choice('--status', STATUSES, text) };
  const client = await context.connect(target, { reads: true });
  await context.print.listeners(await listListeners(client, { ...filter, ...status }));
  return 0;
}
