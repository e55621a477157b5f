import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../../scripts/generated.ts';
import { run } from '../../program.ts';

const files = await generatedFiles();

describe('checked-in files', () => {
  it.each(Object.keys(files))('%s is up to date (npm run generate)', (name) => {
    const path = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
    expect(readFileSync(path, 'utf8')).toBe(files[name]);
  });
});

it('each command has a manual page', () => {
  const page = files['docs/man/lbctl-listener-create.1'] ?? '';
  for (const words of [
    '.SH REQUIRED',
    '.B \\-\\-load\\-balancer <id>',
    '.SH EXAMPLES',
    '.B \\-\\-wait',
  ]) {
    expect(page).toContain(words);
  }
  expect(Object.keys(files)).toContain('docs/man/lbctl-slb-udp-listener-stop.1');
});

it('the manual page lists commands and topics', () => {
  const page = files['docs/man/lbctl.1'] ?? '';
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
  ])(
    'prints the script for %s, which begins with installation instructions',
    async (shell, file) => {
      const { code, stdout } = await run(['completion', shell]);
      expect(code).toBe(0);
      expect(stdout).toBe(files[`completions/${file}`]);
      expect(stdout.split('\n').slice(0, 4).join('\n')).toContain(`lbctl completion ${shell}`);
    },
  );

  it('rejects other shells', async () => {
    const { code, stderr } = await run(['completion', 'bsh']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean bash');
  });
});
