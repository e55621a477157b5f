import { TOPICS } from '../src/cli/commands/help/topics.ts';
import { ROOT } from '../src/cli/commands/index.ts';
import { SCRIPTS } from '../src/cli/completion/scripts.ts';
import { GLOBAL_OPTIONS } from '../src/cli/global-options.ts';
import { everything } from '../src/explain/explain.ts';
import { VERSION } from '../src/version.ts';
import { manualPages } from './manual.ts';
import { referencePage } from './reference.ts';

/** The generated files that are checked in, by path. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  const pages = await manualPages({
    root: ROOT,
    globals: GLOBAL_OPTIONS,
    topics: TOPICS,
    version: VERSION,
  });
  return {
    ...Object.fromEntries(
      Object.values(SCRIPTS).map(({ file, script }) => [`completions/${file}`, script]),
    ),
    'docs/reference.md': referencePage(await everything()),
    ...Object.fromEntries(Object.entries(pages).map(([file, text]) => [`docs/man/${file}`, text])),
  };
}
