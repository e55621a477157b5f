import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../../scripts/generated.ts';
import { run } from '../../program.ts';

const files = await generatedFiles();

describe('what is checked in', () => {
  it.each(Object.keys(files))('%s is what the catalogue gives (npm run generate)', (name) => {
    const path = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
    expect(readFileSync(path, 'utf8')).toBe(files[name]);
  });
});

it('a manual page that names every command and every topic', () => {
  const page = files['docs/lbctl.1'] ?? '';
  for (const words of [
    'lbctl listener create',
    'lbctl slb https\\-listener update',
    'EXIT CODES',
    'MANIFESTS',
  ]) {
    expect(page).toContain(words);
  }
});

describe('lbctl completion', () => {
  it.each([
    ['bash', 'lbctl.bash'],
    ['zsh', '_lbctl'],
    ['fish', 'lbctl.fish'],
    ['powershell', 'lbctl.ps1'],
  ])('prints the script for %s, beginning with how to install it', async (shell, file) => {
    const { code, stdout } = await run(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toBe(files[`completions/${file}`]);
    expect(stdout.split('\n').slice(0, 4).join('\n')).toContain(`lbctl completion ${shell}`);
  });

  it('knows no other shell', async () => {
    const { code, stderr } = await run(['completion', 'bsh']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean bash');
  });
});
