// Bundled libraries are listed as dependencies for `npm audit` and `npm sbom`, but installing the
// package must not install them: this removes them while it is packed. It also lists the manual pages.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const MANIFEST = 'package.json';
const ORIGINAL = 'package.json.original';
const MANUAL = 'docs/man';

if (process.argv[2] === 'restore') {
  if (existsSync(ORIGINAL)) renameSync(ORIGINAL, MANIFEST);
} else {
  const { dependencies: _, ...packed } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  // Renamed, so that restoring it keeps its modification time.
  renameSync(MANIFEST, ORIGINAL);
  const man = readdirSync(MANUAL).map((name) => `${MANUAL}/${name}`);
  writeFileSync(MANIFEST, `${JSON.stringify({ ...packed, man }, null, 2)}\n`);
}
