// Bundled libraries are dependencies of the repository, where `npm audit` and `npm sbom` look for
// them, but not of the package, which has their code in dist: while it is packed they are left out.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const MANIFEST = 'package.json';
const ORIGINAL = 'package.json.original';

if (process.argv[2] === 'restore') {
  if (existsSync(ORIGINAL)) renameSync(ORIGINAL, MANIFEST);
} else {
  const { dependencies: _, ...packed } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  // Renamed, so that it comes back as it was, with its time.
  renameSync(MANIFEST, ORIGINAL);
  writeFileSync(MANIFEST, `${JSON.stringify(packed, null, 2)}\n`);
}
