import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn as spawnTerminal } from '@lydell/node-pty';
import { beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { type Ran, scratch } from '../program.ts';
import { startStub } from '../stub.ts';
import { onTerminal } from '../terminal.ts';

/* The published package: packed, installed into an empty folder, and run in various environments. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = scratch();
const prefix = join(folder, 'a folder with spaces');
const lbctl = join(prefix, 'bin', 'lbctl');
const installed = join(prefix, 'lib', 'node_modules', 'lbctl');
const PATH = [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);

let packed: { filename: string; size: number; files: readonly { path: string }[] };

interface Surroundings {
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Asynchronous, since a test's server may run in this process. */
function start(command: string, argv: readonly string[], env: Record<string, string>) {
  return new Promise<Ran>((resolve, reject) => {
    const child = spawn(command, argv, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

function home(): Record<string, string> {
  return { PATH, HOME: folder };
}

function run(words: string, { node, env = home() }: Surroundings = {}): Promise<Ran> {
  const argv = words.split(' ');
  return node === undefined ? start(lbctl, argv, env) : start(node, [lbctl, ...argv], env);
}

function npm(...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync('npm', [...words, '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status ?? -1, stdout, stderr };
}

beforeAll(() => {
  const pack = npm('pack', '--json', '--pack-destination', folder);
  expect(pack.code, pack.stderr).toBe(0);
  [packed] = JSON.parse(pack.stdout);
  // Offline, since the package has no dependencies.
  const tarball = join(folder, packed.filename);
  const install = npm('install', '--global', '--prefix', prefix, '--offline', tarball);
  expect(install.code, install.stderr).toBe(0);
});

const LISTENER =
  '--load-balancer 0b07acf06d243925bc24a0ac7445267a --name web --protocol tcp --backend-port 22 --algorithm round-robin';

/** Creates a listener and lists it. */
async function createsAndLists(port: number, surroundings: Surroundings): Promise<void> {
  const made = await run(
    `listener create --profile sandbox-elb ${LISTENER} --port ${port} -o json`,
    surroundings,
  );
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(JSON.parse(made.stdout)).toMatchObject({ name: 'web', port });
  const listed = await run('listener list --profile sandbox-elb --columns port', surroundings);
  expect(listed.code).toBe(0);
  expect(listed.stdout.split('\n')).toContain(String(port));
}

describe('the package', () => {
  it('contains the program and nothing else', () => {
    const files = packed.files.map(({ path }) => path);
    expect(files).toEqual(
      expect.arrayContaining([
        ...['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json', 'bin/lbctl.cjs'],
        ...[
          'dist/cli.cjs',
          'dist/THIRD-PARTY-LICENSES.txt',
          'docs/man/lbctl.1',
          'docs/man/lbctl-listener-create.1',
        ],
        ...['_lbctl', 'lbctl.bash', 'lbctl.fish', 'lbctl.ps1'].map((name) => `completions/${name}`),
      ]),
    );
    const allowed =
      /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|bin\/lbctl\.cjs|docs\/([\w-]+\.md|man\/[\w-]+\.1)|completions\/[\w.]+|dist\/([\w-]+\.(cjs|cjs\.map|txt)|chunks\/[\w-]+\.cjs(\.map)?))$/;
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
    expect(files).not.toContain('dist/generate.cjs');
    expect(packed.size).toBeLessThan(800_000);
  });

  it('maps a crash to lines of the sources', async () => {
    const broken = join(folder, 'broken.cjs');
    writeFileSync(broken, "Date.prototype.toISOString = () => { throw new TypeError('broken'); };");
    const { code, stderr } = await run('listener list --provider elb --region eu-de --debug', {
      env: {
        ...home(),
        NODE_OPTIONS: `--require "${broken}"`,
        HUAWEICLOUD_SDK_AK: 'ak',
        HUAWEICLOUD_SDK_SK: 'sk',
        HUAWEICLOUD_SDK_PROJECT_ID: 'p',
      },
    });
    expect(code).toBe(1);
    const frames = [...stderr.matchAll(/\((src\/[\w/.-]+\.ts):(\d+):\d+\)/g)].map(
      ([, file = '', line]) => ({
        file,
        text: readFileSync(join(root, file), 'utf8').split('\n')[Number(line) - 1],
      }),
    );
    expect(frames[0]).toMatchObject({
      file: 'src/providers/huawei/signer.ts',
      text: expect.stringContaining('.toISOString()'),
    });
    expect(frames.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['src/client/retry.ts', 'src/operations/list.ts']),
    );
  });

  it('has no install scripts and no dependencies', () => {
    const { scripts, ...manifest } = JSON.parse(
      readFileSync(join(installed, 'package.json'), 'utf8'),
    );
    expect(
      Object.keys(scripts).filter((name) => /install|^prepare|^prepublish/.test(name)),
    ).toEqual([]);
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(existsSync(join(installed, 'node_modules'))).toBe(false);
  });

  it('contains the licence of every bundled package', () => {
    const text = readFileSync(join(installed, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    const [head = '', ...sections] = text.split(/^={78}\n\n/m);
    expect(head).toContain(`${sections.length} packages`);
    const names = sections.map((section) => section.split(' ')[0]);
    expect(names).toEqual(
      expect.arrayContaining([
        ...['commander', '@inquirer/prompts', 'chalk', 'cli-table3', 'conf', 'ofetch', 'js-yaml'],
        ...['@jmespath-community/jmespath'],
      ]),
    );
    for (const name of names) {
      expect(name).not.toMatch(/^(vitest|rolldown|typescript|@biomejs|@alicloud|@huaweicloud)/);
    }
    for (const section of sections) {
      expect(section).toMatch(/^Licence: (MIT|ISC|BSD-[23]-Clause|Apache-2.0|MPL-2.0|0BSD)$/m);
      // The text of the licence, not only its name.
      expect(section).toMatch(/permission|permitted|licen[cs]e/i);
      expect(section.length).toBeGreaterThan(500);
    }
    // Its licence requires the location of the source.
    expect(text).toMatch(/^@jmespath-community.*\nLicence: MPL-2.0\nSource: \S+/m);
  });
});

describe('installed', () => {
  it('prints version and help', async () => {
    expect(await run('--version')).toEqual({
      code: 0,
      stdout: `${packageJson.version}\n`,
      stderr: '',
    });
    const help = await run('--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Usage: lbctl');
  });

  it('creates and lists a listener', () => createsAndLists(2201, {}));

  it.each([
    ['bash', 'lbctl.bash'],
    ['zsh', '_lbctl'],
    ['fish', 'lbctl.fish'],
    ['powershell', 'lbctl.ps1'],
  ])('prints the completion of %s', async (shell, file) => {
    const { code, stdout, stderr } = await run(`completion ${shell}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(join(installed, 'completions', file), 'utf8'));
  });

  it.each<[string, number, Record<string, string>]>([
    ['without HOME', 2202, { PATH, LBCTL_SANDBOX_STATE: join(folder, 'homeless.json') }],
    [
      'with a home that can\u2019t be written to',
      2203,
      { PATH, HOME: '/dev/null', TMPDIR: folder },
    ],
    ['in the locale C', 2204, { ...home(), LC_ALL: 'C' }],
    ['in a latin-1 locale', 2205, { ...home(), LC_ALL: 'en_US.ISO-8859-1' }],
    ['with a dumb terminal', 2206, { ...home(), TERM: 'dumb' }],
  ])('creates and lists a listener %s', (_, port, env) => createsAndLists(port, { env }));

  it('prints non-ASCII names in the locale C', async () => {
    const env = { ...home(), LC_ALL: 'C' };
    const words = `listener create --profile sandbox-elb ${LISTENER} --port 2207 --dry-run -o json`;
    const { code, stdout } = await run(`${words} --description \u76d1\u542c-\u00fc`, { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).requests[0].body.description).toBe('\u76d1\u542c-\u00fc');
  });

  const manyListeners = Array.from({ length: 5000 }, (_, index) => ({
    id: String(index).padStart(32, '0'),
    name: 'x'.repeat(60),
    port: index + 1,
    protocol: 'TCP',
  }));

  it.each([
    ['completion fish', 'set -o pipefail; "$0" completion fish | head -1'],
    ['listener list', 'set -o pipefail; "$0" listener list --provider elb | head -1'],
    ['json', 'set -o pipefail; "$0" listener list --provider elb -o json | head -1'],
  ])('exits quietly when the reader closes the pipe: %s', async (_, script) => {
    const { code, stdout, stderr } = await inShell(script);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^.+\n$/);
  });

  it('loses nothing in a non-blocking pipe', async () => {
    // Node makes a pipe non-blocking for every process that shares it.
    const other = `"${process.execPath}" -e 'process.stdout; setInterval(() => {}, 1000)'`;
    const script = `{ ${other} & sleep 1; "$0" listener list --provider elb -o id; kill $!; } | { sleep 3; wc -l; }`;
    const { stdout, stderr } = await inShell(script);
    expect({ lines: stdout.trim(), stderr }).toEqual({ lines: '5000', stderr: '' });
  });

  async function inShell(script: string): Promise<Ran> {
    const stub = await startStub(() => ({ body: manyListeners }));
    const env = {
      ...home(),
      LBCTL_ENDPOINT: stub.url,
      HUAWEICLOUD_SDK_AK: 'ak',
      HUAWEICLOUD_SDK_SK: 'sk',
      HUAWEICLOUD_SDK_PROJECT_ID: 'p',
    };
    const ran = await start('bash', ['-c', script, lbctl], env);
    await stub.close();
    return ran;
  }
});

describe('on a terminal', () => {
  it('of 40 columns a table omits columns and does not truncate ids', async () => {
    await createsAndLists(2210, {});
    const argv = ['listener', 'list', '--profile', 'sandbox-elb', '--columns', 'name,port,status'];
    const wide = onTerminal([...argv, '--color', 'always'], home(), { columns: 40 });
    expect(await wide.exits()).toBe(0);
    expect(wide.screen).toMatch(/^NAME {2}PORT {2}STATUS$/m);

    const narrow = onTerminal(argv.slice(0, 4), home(), { columns: 40 });
    expect(await narrow.exits()).toBe(0);
    const ids = await run('listener list --profile sandbox-elb -o id');
    expect(narrow.screen).toContain(`\nREF\n${ids.stdout}hint: `);
    expect(narrow.screen).toContain('LOAD BALANCER, PROTOCOL, PORT, STATUS');
  });

  it.each([['--help'], ['listener create --help'], ['listener --help']])(
    'of 40 columns %s is shown',
    async (words) => {
      const terminal = onTerminal(words.split(' '), home(), { columns: 40 });
      expect(await terminal.exits()).toBe(0);
      expect(terminal.screen).toContain('Usage: lbctl');
    },
  );

  it.each([
    ['colours the status', {}, true],
    ['leaves colours out with NO_COLOR', { NO_COLOR: '1' }, false],
    ['leaves colours out when TERM is dumb', { TERM: 'dumb' }, false],
  ])('%s', async (_, more, coloured) => {
    const terminal = spawnTerminal(lbctl, ['listener', 'list', '--profile', 'sandbox-elb'], {
      cols: 120,
      cwd: folder,
      env: { ...home(), TERM: 'xterm', ...more },
    });
    let screen = '';
    terminal.onData((data) => {
      screen += data;
    });
    await new Promise((resolve) => terminal.onExit(resolve));
    expect(screen).toContain('running');
    expect(screen.includes('\u001b[')).toBe(coloured);
  });
});

describe('on the supported versions of Node', () => {
  const VERSIONS = ['20.17.0', '22', '24'];
  const where = join(folder, 'nodes');
  let trouble = '';

  // The npm packages with Node's binaries, installed without scripts.
  beforeAll(() => {
    mkdirSync(where);
    const binary = `node-${process.platform}-${process.arch}`;
    const wanted = VERSIONS.map((version) => `node-${version}@npm:${binary}@${version}`);
    const { code, stderr } = npm(
      ...['install', '--prefix', where, '--no-audit', '--no-fund', '--ignore-scripts', ...wanted],
    );
    trouble = code === 0 ? '' : stderr;
  }, 180_000);

  it.for(VERSIONS)('%s', async (version, { skip }) => {
    // Skipped only on a developer's machine without a network.
    if (process.env['CI'] !== 'true') skip(trouble !== '', `Node ${version} can\u2019t be had`);
    expect(trouble).toBe('');
    const node = join(where, 'node_modules', `node-${version}`, 'bin', 'node');
    const { stdout: shown } = await start(node, ['--version'], home());
    expect(shown.trim()).toMatch(new RegExp(`^v${version.replaceAll('.', '\\.')}(\\.|$)`));

    const at = { node };
    expect(await run('--version', at)).toMatchObject({ code: 0, stderr: '' });
    expect((await run('--help', at)).stdout).toContain('Usage: lbctl');
    const dry = await run(
      `listener create --provider elb --region eu-de ${LISTENER} --port 80 --dry-run --no-preflight`,
      at,
    );
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('"lb_algorithm": "roundrobin"');
    await createsAndLists(2230 + VERSIONS.indexOf(version), at);

    const manifest = join(folder, 'listeners.yaml');
    writeFileSync(manifest, `listeners:\n  - { provider: elb, protocol: tcp, port: 22 }\n`);
    const checked = await run(`listener validate -f ${manifest}`, at);
    expect(checked.code).toBe(2);
    expect(checked.stdout + checked.stderr).toContain('loadBalancer is missing');
  });
});
