import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scratch } from '../program.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));
const folder = scratch();

/** Forty listeners per load balancer. */
function item(index: number): Readonly<Record<string, unknown>> {
  return {
    provider: 'slb',
    loadBalancer: `lb-bp1many${String(Math.floor(index / 40)).padStart(10, '0')}`,
    protocol: 'tcp',
    port: 1000 + (index % 40),
    name: `listener-${index}`,
    backend: { port: 8080 },
    bandwidth: 'unlimited',
    idleTimeout: '5m',
    healthCheck: { enabled: true, interval: 5 },
  };
}

function asYaml(json: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(json).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? [`${key}:`, ...Object.entries(value).map(([inner, one]) => `  ${inner}: ${one}`)]
      : [`${key}: ${value}`],
  );
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}\n`).join('');
}

function write(format: 'yaml' | 'json', count: number): string {
  const file = join(folder, `${count}.${format}`);
  const items = Array.from({ length: count }, (_, index) => item(index));
  writeFileSync(
    file,
    format === 'json'
      ? JSON.stringify({ listeners: items })
      : `listeners:\n${items.map(asYaml).join('')}`,
  );
  return file;
}

function validate(file: string, heapMb: number) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${heapMb}`, PROGRAM, 'listener', 'validate', '-f', file],
    { encoding: 'utf8', env: { HOME: folder } },
  );
  return { status, stdout, stderr };
}

describe('100,000 listeners', () => {
  it.each(['yaml', 'json'] as const)('in one %s file need no more than 480 MB', (format) => {
    expect(validate(write(format, 100_000), 480)).toEqual({
      status: 0,
      stdout: '100000 listeners, valid\n',
      stderr: '',
    });
  });
});
