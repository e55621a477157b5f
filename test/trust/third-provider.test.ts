import { execFile, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { homeEnv, type Ran, scratch } from '../program.ts';
import { startStub } from '../stub.ts';

/*
 * Adding a cloud takes a folder and one line in the registry, and the compiler requires every cloud
 * to map a new portable field. Tested on a copy of the repository.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = scratch();
const env = {
  ...homeEnv(copy),
  HUAWEICLOUD_SDK_AK: 'ak',
  HUAWEICLOUD_SDK_SK: 'sk',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p1',
};
const PROVIDERS = join(copy, 'src', 'providers');

function edit(path: string, from: string, to: string): void {
  const file = join(copy, path);
  const text = readFileSync(file, 'utf8');
  expect(text, path).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

function node(...argv: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: copy,
    env,
    encoding: 'utf8',
  });
  return { code: status ?? -1, stdout, stderr };
}

const compile = (): Ran => node(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit');
const lbctl = (...argv: string[]): Ran => node(join(copy, 'bin', 'lbctl.cjs'), ...argv);

beforeAll(() => {
  const parts = [
    'src',
    'scripts',
    'bin',
    'tsconfig.json',
    'package.json',
    'rolldown.config.mjs',
    'LICENSE',
  ];
  for (const name of parts) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  edit('tsconfig.json', '"src", "test", "scripts"', '"src", "scripts"');

  cpSync(join(PROVIDERS, 'elb'), join(PROVIDERS, 'third'), { recursive: true });
  edit('src/providers/third/index.ts', "id: 'elb'", "id: 'third'");
  edit('src/providers/third/native.ts', "provider: 'elb'", "provider: 'third'");
  edit(
    'src/providers/registry.ts',
    '} as const satisfies',
    "  third: { title: 'A third cloud', load: async () => (await import('./third/index.ts')).provider },\n} as const satisfies",
  );
});

describe('a third cloud', () => {
  it('compiles with a folder and one line', () => {
    expect(compile()).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('has native and portable commands, help and explain', () => {
    const built = node(
      join(root, 'node_modules', 'rolldown', 'bin', 'cli.mjs'),
      '--config',
      'rolldown.config.mjs',
      '--log-level',
      'warn',
    );
    expect(built).toMatchObject({ code: 0, stderr: '' });

    const dry = ['--dry-run', '--no-preflight', '--endpoint', 'http://127.0.0.1:1', '-o', 'json'];
    const place = ['--name', 'web', '--port', '80', '--backend-port', '8080'];
    const native = [
      ...['third', 'listener', 'create', '--loadbalancer-id', 'lb-1', '--protocol', 'TCP'],
      ...['--backend-protocol', 'TCP', '--lb-algorithm', 'roundrobin', ...place, ...dry],
    ];
    const portable = [
      ...['listener', 'create', '--provider', 'third', '--load-balancer', 'lb-1'],
      ...['--protocol', 'tcp', '--algorithm', 'round-robin', ...place, ...dry],
    ];
    for (const argv of [native, portable]) {
      const { code, stdout, stderr } = lbctl(...argv);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout).requests).toMatchObject([
        { method: 'POST', body: { protocol: 'TCP', port: 80, backend_port: 8080 } },
      ]);
    }
    expect(lbctl('third', 'listener', 'create', '--help').stdout).toContain('--lb-algorithm');
    expect(lbctl('explain', 'port').stdout).toContain('third: port');
  });

  it('sends requests and reads responses', async () => {
    const listener = {
      id: '248425d7b97dc26920eb23720115e068',
      name: 'web',
      protocol: 'TCP',
      port: 80,
      backend_protocol: 'TCP',
      backend_port: 8080,
      status: 'ACTIVE',
    };
    const stub = await startStub(() => ({ body: [listener] }));
    try {
      const words = ['listener', 'list', '--provider', 'third', '--endpoint', stub.url];
      // Asynchronous, since the server runs in this process.
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(copy, 'bin', 'lbctl.cjs'), ...words, '-o', 'json'],
        { env },
      );
      expect(JSON.parse(stdout)).toMatchObject([{ provider: 'third', name: 'web', port: 80 }]);
      expect(stub.received[0]?.path).toBe('/v1.0/p1/elbaas/listeners');
    } finally {
      await stub.close();
    }
  });
});

describe('a new portable field', () => {
  it('does not compile until every cloud maps it', () => {
    edit(
      'src/model/fields.ts',
      '} as const satisfies Record<string, Row>',
      "  colour: { flag: 'colour', type: TEXT, argument: '<c>', group: 'Listener', summary: 'new' },\n} as const satisfies Record<string, Row>",
    );
    const { code, stdout } = compile();
    expect(code).not.toBe(0);
    const complaints = stdout.split('\n').filter((line) => line.startsWith('src/'));
    expect(complaints.map((line) => line.replace(/\(.*/, ''))).toEqual([
      'src/providers/elb/fields.ts',
      'src/providers/elbv3/fields.ts',
      'src/providers/octavia/fields.ts',
      'src/providers/slb/fields.ts',
      'src/providers/third/fields.ts',
    ]);
    for (const complaint of complaints) expect(complaint).toContain("'colour' is missing");

    for (const id of ['elb', 'elbv3', 'octavia', 'slb', 'third']) {
      edit(`src/providers/${id}/fields.ts`, '  port: ', '  colour: null,\n  port: ');
    }
    expect(compile()).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
