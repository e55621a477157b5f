import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { commanderAsModules } from './.rolldown.commander.mjs';
import { notices } from './.rolldown.notices.mjs';

rmSync('dist', { recursive: true, force: true });

const SOURCES = join(import.meta.dirname, 'src/');

/** Tells of a module whether it is one of these below src: files, and with a slash all of a folder. */
function among(...paths) {
  return (id) =>
    id.startsWith(SOURCES) &&
    paths.some((path) =>
      path.endsWith('/')
        ? id.startsWith(SOURCES + path)
        : id.slice(SOURCES.length).replace(/\.ts$/, '') === path,
    );
}

/** A cloud is loaded by those who mean it. */
function isOfProvider(id) {
  return id.startsWith(SOURCES) && /^providers\/[^/]+\//.test(id.slice(SOURCES.length));
}

/** Parts that most commands never need: they stay where `import()` put them. */
const isRare = among(
  ...['generate', 'generated', 'completion/', 'explain/', 'manifest/', 'sandbox/', 'wizard/'],
  ...['cloud/process', 'cloud/role', 'cloud/session', 'command-line/tree'],
  ...['commands/completion', 'commands/explain'],
  ...['commands/doctor/', 'commands/help/', 'commands/profile/', 'commands/sandbox/'],
  ...['apply', 'copy', 'diff', 'export', 'validate'].map((verb) => `commands/listener/${verb}`),
  ...['output/annotations', 'output/sarif', 'output/table', 'output/trace'],
  'profile/write',
  ...['clock', 'fetch', 'host', 'http', 'limit', 'routes', 'tls'].map(
    (part) => `transport/${part}`,
  ),
  'transport/http1/',
);

/** What calls a cloud to make a listener, or shows the call that it would make. */
const isForCreate = among(
  ...['cloud/', 'profile/', 'transport/exchange', 'transport/secrets'],
  ...['verbs/change', 'verbs/create', 'verbs/find'],
  ...['commands/confirm', 'commands/input', 'commands/interactive'],
  ...['commands/outcome/answer', 'commands/outcome/create'],
  ...['commands/listener/clouds', 'commands/listener/create'],
);

/** What the other verbs need beyond that. */
const isForOtherVerbs = among(
  ...['verbs/', 'commands/native/', 'commands/outcome/'],
  ...['delete', 'list', 'show', 'state', 'update', 'wait'].map(
    (verb) => `commands/listener/${verb}`,
  ),
);

function isForAll(id) {
  if (id.includes('/node_modules/commander/')) return true;
  const isElsewhere = [isRare, isOfProvider, isForCreate, isForOtherVerbs].some((is) => is(id));
  return id.startsWith(SOURCES) && !isElsewhere;
}

/**
 * Maps lead a stack trace back to our own lines: names and places, not the texts, and nothing of
 * libraries.
 */
const ownMaps = {
  name: 'own-maps',
  generateBundle(_options, bundle) {
    for (const [name, asset] of Object.entries(bundle)) {
      if (!name.endsWith('.map')) continue;
      const { sourcesContent: _, ...map } = JSON.parse(String(asset.source));
      if (
        map.sources.some((source) => /(^|\/)src\//.test(source) && !source.includes('node_modules'))
      ) {
        asset.source = JSON.stringify(map);
      } else {
        delete bundle[name];
      }
    }
  },
};

// Commands share parts of each other on purpose; they are one file anyway.
const checks = { ineffectiveDynamicImport: false };

// CommonJS, split at each import(): on Node 20 the ES module loader alone costs a fifth of a bare
// start, and code that is not loaded costs nothing. What nearly every command needs is one file,
// since each further one costs more than the few unused lines in it.
const program = {
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  checks,
  plugins: [commanderAsModules, ownMaps, notices('cli.cjs')],
  output: {
    dir: 'dist',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    // Found by name when it is needed; a comment would make Node load it at each start.
    sourcemap: 'hidden',
    minify: true,
    // One character beyond Latin-1 makes V8 keep a whole file in two bytes a character.
    charset: 'ascii',
    codeSplitting: {
      groups: [
        { name: 'core', test: isForAll },
        { name: 'creating', test: (id) => isForCreate(id) && !isRare(id) },
        { name: 'acting', test: (id) => isForOtherVerbs(id) && !isForCreate(id) },
      ],
    },
  },
  treeshake: { propertyReadSideEffects: false },
};

/** For `npm run generate` only; it is not part of the package. */
const generator = {
  input: { generate: 'src/generate.ts' },
  platform: 'node',
  checks,
  output: { dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
};

export default defineConfig([program, generator]);
