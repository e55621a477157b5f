import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated.ts';

/** Writes the generated files that are checked in: `npm run generate`. */
const root = join(import.meta.dirname, '..');

generatedFiles().then((files) => {
  // Commands that are gone have no page.
  rmSync(join(root, 'docs/man'), { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
});
