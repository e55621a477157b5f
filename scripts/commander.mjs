import { dirname, join } from 'node:path';

/** What the program imports of commander, by the file that has it. */
const EXPORTS = { Command: 'command', Option: 'option', CommanderError: 'error' };

/**
 * commander as modules. A bundler wraps each CommonJS file in a function, which V8 reads once to
 * skip it and again to run it: as much time as the whole command line takes to be read.
 *
 * It also leaves out child_process, which commander loads for subcommands that are programs of
 * their own. There are none here, and loading it costs a tenth of a bare start.
 */
export const commanderAsModules = {
  name: 'commander-as-modules',
  async resolveId(id, importer) {
    if (id !== 'commander') return null;
    const entry = await this.resolve(id, importer, { skipSelf: true });
    return join(dirname(entry.id), 'modules.js');
  },
  load(id) {
    if (!/\/commander\/modules\.js$/.test(id)) return null;
    return Object.entries(EXPORTS)
      .map(([name, file]) => `export { ${name} } from './lib/${file}.js';`)
      .join('\n');
  },
  transform(code, id) {
    if (!/\/commander\/lib\/\w+\.js$/.test(id)) return null;
    const modules = code
      .replace("require('node:child_process')", '{}')
      .replace("const process = require('node:process');", '')
      .replace(/require\(('node:\w+')\)/g, 'process.getBuiltinModule($1)')
      .replace(/^const (\{[^}]+\}) = require\(('\.[^']+')\);$/gm, 'import $1 from $2;')
      .replace(/^exports\.(\w+) = \1;.*$/gm, 'export { $1 };');
    if (/\brequire\(|\bexports\b/.test(modules)) {
      throw new Error(`${id} is not written as this expects; see scripts/commander.mjs`);
    }
    // Lines stay where they were.
    return { code: modules, map: null, moduleType: 'js' };
  },
};
