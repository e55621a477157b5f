import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { commanderAsModules } from './.rolldown.commander.mjs';
import { notices } from './.rolldown.notices.mjs';

rmSync('dist', { recursive: true, force: true });

const SOURCES = join(import.meta.dirname, 'src/');

/** Parts that most commands never need: they stay where `import()` put them. */
const RARELY =
  /\/src\/(manifest|sandbox|wizard|completion|explain)\/|\/src\/(generate|generated)\.ts|\/src\/providers\/[^/]+\/|\/src\/commands\/(profile|doctor|sandbox|help)\/|\/src\/commands\/(explain|completion|interactive)\.ts|\/src\/commands\/listener\/(validate|diff|apply|export|copy)\.ts|\/src\/command-line\/tree\.ts|\/src\/output\/(table|sarif|annotations|trace)\.ts|\/src\/cloud\/(process|role|session)\.ts|\/src\/transport\/(http|agents|node-fetch)\.ts|\/src\/profile\/(write|external)\.ts/;

/** What calls a cloud to make a listener, or shows the call that it would make. */
const CREATING =
  /\/src\/(cloud|profile)\/|\/src\/transport\/(exchange|secrets)\.ts|\/src\/sandbox\/credentials\.ts|\/src\/verbs\/(change|create|find)\.ts|\/src\/commands\/(input|confirm|outcome\/(answer|create))\.ts|\/src\/commands\/listener\/(create|clouds)\.ts/;

/** What the other verbs need beyond that. */
const ACTING =
  /\/src\/verbs\/|\/src\/commands\/(native|outcome)\/|\/src\/commands\/listener\/(update|show|list|state|delete|wait)\.ts/;

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
        {
          name: 'core',
          test: (id) =>
            (id.startsWith(SOURCES) &&
              ![RARELY, CREATING, ACTING].some((those) => those.test(id))) ||
            id.includes('/node_modules/commander/'),
        },
        { name: 'creating', test: (id) => CREATING.test(id) && !RARELY.test(id) },
        { name: 'acting', test: (id) => ACTING.test(id) && !CREATING.test(id) },
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
