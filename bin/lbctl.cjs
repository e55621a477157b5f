#!/usr/bin/env node
'use strict';

// What is asked most often without wanting anything done is answered before the program is loaded.
const [word, ...rest] = process.argv.slice(2);
if ((word === '--version' || word === '-V') && rest.length === 0) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  require('../dist/cli.cjs');
}
