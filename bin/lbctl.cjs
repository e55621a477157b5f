#!/usr/bin/env node
'use strict';

// What is asked most often without wanting anything done is answered before the program is loaded.
const [word, ...rest] = process.argv.slice(2);
if (rest.length === 0 && (word === '--version' || word === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else if (rest.length === 0 && (word === undefined || word === '--help' || word === '-h')) {
  // Rendered by the build, from the same data as every other page of help.
  process.stdout.write(require('node:fs').readFileSync(`${__dirname}/../dist/help.txt`, 'utf8'));
} else {
  require('../dist/cli.cjs');
}
