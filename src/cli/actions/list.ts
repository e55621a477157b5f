import type { Client } from '../../client/client.ts';
import { type Listener, STATUSES } from '../../model/listener.ts';
import { listListeners } from '../../operations/list.ts';
import type { Target } from '../../profile/target.ts';
import type { ListFilter } from '../../providers/calls.ts';
import type { Context } from '../context.ts';
import { choice } from '../flag-values.ts';
import { type Flags, textFlag } from '../option.ts';
import { arrangement } from './filters.ts';

export async function runList(
  context: Context,
  target: Target,
  filter: ListFilter,
  flags: Flags,
): Promise<number> {
  const text = textFlag(flags, 'status')?.toLowerCase();
  const status = text === undefined ? {} : { status: choice('--status', STATUSES, text) };
  const arrange = arrangement(flags);
  const list = async (client: Client): Promise<readonly Listener[]> =>
    arrange(await listListeners(client, { ...filter, ...status }));
  if (flags['watch'] === true) {
    const { mustBeWatchable, watch } = await import('./watch.ts');
    mustBeWatchable(context);
    const client = await context.connect(target, { reads: true });
    return watch(context, () => list(client));
  }
  await context.print.listeners(await list(await context.connect(target, { reads: true })));
  return 0;
}
