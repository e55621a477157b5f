import type { Client } from '../../client/client.ts';
import { PATHS } from '../../model/fields.ts';
import { type Listener, STATUSES } from '../../model/listener.ts';
import { type ListOptions, listListeners } from '../../operations/list.ts';
import { column } from '../../output/columns.ts';
import type { Target } from '../../profile/target.ts';
import type { ListFilter } from '../../providers/calls.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Context } from '../context.ts';
import { choice } from '../flag-values.ts';
import type { Globals } from '../global-options.ts';
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
  const { arrange, columns } = arrangement(flags);
  const { globals } = context;
  const seen = { query: globals.query, columns: [...(globals.columns ?? []), ...columns] };
  const parts = needsParts(seen, target.provider, { ...filter, ...status });
  const list = async (client: Client): Promise<readonly Listener[]> =>
    arrange(await listListeners(client, { ...filter, ...status, parts }));
  if (flags['watch'] === true) {
    const { mustBeWatchable, watch } = await import('./watch.ts');
    mustBeWatchable(context);
    const client = await context.connect(target, { reads: true });
    return watch(context, () => list(client));
  }
  await context.print.listeners(await list(await context.connect(target, { reads: true })));
  return 0;
}

/** Whether the output, or a filter, needs what the cloud keeps apart from listeners. */
function needsParts(
  { columns = [], query }: Pick<Globals, 'columns' | 'query'>,
  { apart = [] }: Provider,
  { fields, status }: ListOptions,
): boolean {
  const words: readonly string[] = query?.match(/[A-Za-z]+/g) ?? [];
  const shown = columns.map((name) => column(name)?.name);
  const isAsked = (name: string) => {
    const [group = '', inner = group] = name.split('.');
    if (shown.includes(name) || !words.includes(group)) return shown.includes(name);
    const others = PATHS.filter((path) => path.startsWith(`${group}.`));
    const isWhole = !others.some((path) => words.includes(path.slice(group.length + 1)));
    return isWhole || words.includes(inner);
  };
  return (
    status !== undefined ||
    Object.keys(fields).some((path) => apart.includes(path)) ||
    apart.some(isAsked) ||
    PARTS.some((part) => words.includes(part))
  );
}

/** As `native` names them. */
const PARTS: readonly string[] = ['pool', 'healthMonitor'];
