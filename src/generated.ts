import { GLOBAL_OPTIONS } from './commands/globals.ts';
import { TOPICS } from './commands/help/topics.ts';
import { ROOT } from './commands/tree.ts';
import { SHELLS } from './completion/shells.ts';
import { completionTable } from './completion/words.ts';
import { everything } from './explain/explain.ts';
import { manualPage } from './explain/manual.ts';
import { referencePage } from './explain/reference.ts';
import { PROVIDER_IDS, PROVIDERS } from './providers/registry.ts';
import { VERSION } from './version.ts';

/** Files that are checked in and follow from the catalogue, by their paths. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  const table = await completionTable(ROOT, GLOBAL_OPTIONS);
  const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
  return {
    ...Object.fromEntries(
      Object.values(SHELLS).map(({ file, script }) => [`completions/${file}`, script(table)]),
    ),
    'docs/reference.md': referencePage(everything(providers)),
    'docs/lbctl.1': await manualPage(ROOT, GLOBAL_OPTIONS, TOPICS, VERSION),
  };
}
