import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/* The recording in the docs is what the program does today. */

const file = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

it('docs/first-session.md is up to date (npm run record)', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [file('scripts/first-session.mjs'), '--print'],
    { encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  expect(stdout).toBe(readFileSync(file('docs/first-session.md'), 'utf8'));
});
