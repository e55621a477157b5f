import { Failure } from '../../failure.ts';
import type { Listener } from '../../model/listener.ts';
import { countOf } from '../../output/count.ts';
import { isData, wantsDocument } from '../../output/format.ts';
import type { Context } from '../context.ts';
import type { OptionSpec } from '../option.ts';

export const WATCH: OptionSpec = {
  flag: 'watch',
  summary: 'show the list again as it changes, until Ctrl-C (exit code 0)',
  group: 'Filters',
};

const PAUSE_MS = 2000;

/** @throws Failure if the output has to be one document */
export function mustBeWatchable({ globals }: Context): void {
  if (!wantsDocument(globals) && !isData(globals.format)) return;
  throw new Failure('usage', '--watch cannot be used with -o json, -o yaml or --query', {
    hint: 'use -o tsv, which prints a line for each change',
  });
}

/**
 * On a terminal the table is drawn anew; elsewhere a listener is printed again when it has changed.
 * Ends with Ctrl-C, which is no failure.
 */
export async function watch(
  context: Context,
  list: () => Promise<readonly Listener[]>,
): Promise<number> {
  const { stdout, sleep } = context.deps;
  const isScreen = stdout.isTerminal && context.globals.format === 'table';
  let before: ReadonlyMap<string, string> | undefined;
  try {
    for (;;) {
      const now = await list();
      const changed = now.filter((one) => before?.get(one.ref) !== JSON.stringify(one));
      const gone = [...(before?.keys() ?? [])].filter((ref) => !now.some((one) => one.ref === ref));
      if (isScreen) {
        const time = context.deps.now().toISOString().replace(/\.\d+/, '');
        const title = `${countOf(now.length, 'listener')} at ${time}, every ${PAUSE_MS / 1000} s; Ctrl-C ends`;
        await context.print.screen(now, title);
      } else {
        if (changed.length > 0) await context.print.listeners(changed);
        for (const ref of gone) context.note(`listener ${ref} is gone`);
      }
      before = new Map(now.map((one) => [one.ref, JSON.stringify(one)]));
      await sleep(PAUSE_MS);
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'interrupted') throw error;
    // The terminal has written ^C.
    if (isScreen) stdout.write('\n');
    return 0;
  }
}
