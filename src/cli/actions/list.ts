import type { Client } from '../../client/client.ts';
import { PATHS } from '../../model/fields.ts';
import { type Listener, STATUSES } from '../../model/listener.ts';
import { type ListOptions, listListeners } from '../../operations/list.ts';
import { column, LIST_COLUMNS } from '../../output/columns.ts';
import { wantsDocument } from '../../output/format.ts';
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
  const shown = wantsDocument(globals) || globals.format === 'id' ? [] : LIST_COLUMNS;
  const seen = { query: globals.query, columns: [...(globals.columns ?? shown), ...columns] };
  const parts = neededParts(seen, target.provider, { ...filter, ...status });
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

/** What the output, or a filter, needs of what the cloud keeps apart from listeners. */
function neededParts(
  { columns = [], query }: Pick<Globals, 'columns' | 'query'>,
  { apart = [] }: Provider,
  { fields, status }: ListOptions,
): ListOptions['parts'] {
  const words: readonly string[] = query?.match(/[A-Za-z]+/g) ?? [];
  const shown = columns.map((name) => column(name)?.name);
  const isAsked = (name: string) => {
    const [group = '', inner = group] = name.split('.');
    if (shown.includes(name) || !words.includes(group)) return shown.includes(name);
    const others = PATHS.filter((path) => path.startsWith(`${group}.`));
    const isWhole = !others.some((path) => words.includes(path.slice(group.length + 1)));
    return isWhole || words.includes(inner);
  };
  const asked = apart.filter(
    (name) => name in fields || isAsked(name) || (name === 'status' && status !== undefined),
  );
  if (asked.some((name) => name !== 'status') || PARTS.some((part) => words.includes(part))) {
    return 'all';
  }
  return asked.length > 0 ? 'status' : undefined;
}

/** As `native` names them. */
const PARTS: readonly string[] = ['pool', 'healthMonitor'];
