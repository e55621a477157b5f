import { TOPICS } from '../src/cli/commands/help/topics.ts';
import { ROOT } from '../src/cli/commands/index.ts';
import { SCRIPTS } from '../src/cli/completion/scripts.ts';
import { GLOBAL_OPTIONS } from '../src/cli/global-options.ts';
import { everything } from '../src/explain/explain.ts';
import { PROVIDER_IDS, PROVIDERS } from '../src/providers/registry.ts';
import { VERSION } from '../src/version.ts';
import { manualPage } from './manual.ts';
import { referencePage } from './reference.ts';

/** Files that are checked in and follow from the catalogue, by their paths. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
  return {
    ...Object.fromEntries(
      Object.values(SCRIPTS).map(({ file, script }) => [`completions/${file}`, script]),
    ),
    'docs/reference.md': referencePage(everything(providers)),
    'docs/lbctl.1': await manualPage(ROOT, GLOBAL_OPTIONS, TOPICS, VERSION),
  };
}
