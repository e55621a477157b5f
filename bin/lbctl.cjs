#!/usr/bin/env node
'use strict';

// What is asked most often without wanting anything done is answered before the program is loaded.
const [word, ...rest] = process.argv.slice(2);
const isAlone = rest.length === 0;
if (isAlone && (word === '--version' || word === '-V')) {
  print(`${require('../package.json').version}\n`);
} else if (isAlone && (word === undefined || word === '--help' || word === '-h') && !isNarrow()) {
  // Rendered by the build, from the same data as every other page of help.
  print(require('node:fs').readFileSync(`${__dirname}/../dist/help.txt`, 'utf8'));
} else {
  require('../dist/cli.cjs');
}

function isNarrow() {
  return process.stdout.columns < 80;
}

/** A full disk is an error, a reader that has seen enough is none; neither is worth a stack trace. */
function print(text) {
  process.stdout.on('error', ({ code }) => {
    if (code === 'EPIPE') return;
    process.stderr.write(`error: the output cannot be written (${code})\n`);
    process.exitCode = 1;
  });
  process.stdout.write(text);
}
