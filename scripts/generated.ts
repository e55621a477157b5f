import { TOPICS } from '../src/cli/commands/help/topics.ts';
import { ROOT } from '../src/cli/commands/index.ts';
import { SCRIPTS } from '../src/cli/completion/scripts.ts';
import { GLOBAL_OPTIONS } from '../src/cli/global-options.ts';
import { everything } from '../src/explain/explain.ts';
import { VERSION } from '../src/version.ts';
import { manualPage } from './manual.ts';
import { referencePage } from './reference.ts';

/** The generated files that are checked in, by path. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  return {
    ...Object.fromEntries(
      Object.values(SCRIPTS).map(({ file, script }) => [`completions/${file}`, script]),
    ),
    'docs/reference.md': referencePage(await everything()),
    'docs/lbctl.1': await manualPage(ROOT, GLOBAL_OPTIONS, TOPICS, VERSION),
  };
}
