import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'THIRD-PARTY-LICENSES.txt';
const RULE = '='.repeat(78);

/** Adds the licences of the packages that are bundled into the program of `entry`. */
export function notices(entry) {
  return {
    name: 'notices',
    generateBundle(_, bundle) {
      const packages = [...reachable(bundle, entry)]
        .flatMap((chunk) => Object.keys(chunk.modules))
        .map(packageFolder)
        .filter((folder) => folder !== undefined);
      const sections = [...new Set(packages)].map(describe).sort((a, b) => (a < b ? -1 : 1));
      const head = `lbctl contains code of these ${sections.length} packages.\n`;
      this.emitFile({
        type: 'asset',
        fileName: FILE,
        source: [head, ...sections].join(`\n${RULE}\n\n`),
      });
    },
  };
}

function reachable(bundle, entry) {
  const found = new Set();
  const visit = (fileName) => {
    const chunk = bundle[fileName];
    if (chunk?.type !== 'chunk' || found.has(chunk)) return;
    found.add(chunk);
    [...chunk.imports, ...chunk.dynamicImports].forEach(visit);
  };
  visit(entry);
  return found;
}

/** The innermost package that a module belongs to. */
function packageFolder(id) {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1];
}

function describe(folder) {
  const { name, version, license, author, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const source = typeof repository === 'string' ? repository : repository?.url;
  return [
    `${name} ${version}`,
    `Licence: ${license}`,
    ...(source === undefined ? [] : [`Source: ${source}`]),
    '',
    licenceText(folder, name, license, typeof author === 'string' ? author : author?.name),
  ].join('\n');
}

function licenceText(folder, name, license, author) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length > 0) {
    return files
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').trim())
      .join('\n\n')
      .concat('\n');
  }
  // A few packages name their licence but do not include its text.
  if (license === 'MIT' && author !== undefined) return mit(author);
  throw new Error(`no licence text of ${name} in ${folder}`);
}

/** The MIT licence with the author of the package. */
function mit(author) {
  const [, ...terms] = readFileSync('LICENSE', 'utf8').split(/^Copyright .*$/m);
  return `MIT License\n\nCopyright (c) ${author}${terms.join('')}`;
}
