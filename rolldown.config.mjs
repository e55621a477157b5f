import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'rolldown';
import { notices } from './scripts/notices.mjs';
import { ownMaps } from './scripts/source-maps.mjs';

rmSync('dist', { recursive: true, force: true });

const SOURCES = join(import.meta.dirname, 'src/');

/**
 * A chunk of the files directly in these folders below src, with what they import, and of these
 * libraries. A file that is only ever loaded by import() is loaded late on purpose and stays apart.
 */
function chunkOf(name, folders, libraries = []) {
  return {
    debugName: name,
    name: (id, context) => {
      if (libraries.some((library) => id.includes(library))) return name;
      const folder = id.startsWith(SOURCES) && dirname(id.slice(SOURCES.length) || '.');
      const { importers = [], isEntry = false } = context.getModuleInfo(id) ?? {};
      return folders.includes(folder) && (isEntry || importers.length > 0) ? name : null;
    },
  };
}

// Commands share parts of each other on purpose; they are one file anyway.
const checks = { ineffectiveDynamicImport: false };

// Its CommonJS build loads its parts in a way that no bundler sees.
const resolve = { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } };

/**
 * commander loads child_process for subcommands that are programs of their own. There are none
 * here, and loading it costs a tenth of a bare start.
 */
const EMPTY = '\0empty';
const withoutChildProcess = {
  name: 'without-child-process',
  resolveId: (id, importer) =>
    id === 'node:child_process' && importer?.includes('/node_modules/commander/') ? EMPTY : null,
  load: (id) => (id === EMPTY ? 'export {};' : null),
};

// CommonJS, split at each import(): on Node 20 the ES module loader alone costs a fifth of a bare
// start, and code that is not loaded costs nothing. What nearly every command needs is one file.
const program = {
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  checks,
  resolve,
  plugins: [withoutChildProcess, ownMaps, notices('cli.cjs')],
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
          ...chunkOf(
            'core',
            ['.', 'model', 'providers', 'providers/huawei', 'cli', 'cli/commands', 'output'],
            ['/node_modules/commander/'],
          ),
          priority: 2,
        },
        // Two commands that are run often, each with the rest of what it needs.
        { name: 'validate', test: /commands.manifest.validate\.ts$/, priority: 1 },
        { name: 'create', test: /commands.listener.create\.ts$/, priority: 1 },
        chunkOf('calling', ['client', 'operations', 'profile', 'storage', 'cli/actions']),
      ],
    },
  },
  treeshake: { propertyReadSideEffects: false },
};

/** For `npm run generate` only; it is not part of the package. */
const generator = {
  input: { generate: 'scripts/generate.ts' },
  platform: 'node',
  checks,
  resolve,
  output: { dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
};

export default defineConfig([program, generator]);
