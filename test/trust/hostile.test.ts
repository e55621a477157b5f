import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { field, PATHS } from '../../src/model/fields.ts';
import { provider as elb } from '../../src/providers/elb/index.ts';
import { provider as slb } from '../../src/providers/slb/index.ts';
import { homeEnv, type Ran, run, scratch } from '../program.ts';
import { type Reply, type Stub, startStub } from '../stub.ts';

/*
 * Hostile input always ends in a documented exit code, with no stack trace, hang, leaked secret or
 * false success. LBCTL_FUZZ_RUNS=1000000 makes it a long run; a failure prints its seed.
 */
const RUNS = Number(process.env['LBCTL_FUZZ_RUNS'] ?? 300);
const SECRET = 'secret-that-must-not-show';
const folder = scratch();
const env = {
  ...homeEnv(folder),
  HUAWEICLOUD_SDK_AK: 'ak',
  HUAWEICLOUD_SDK_SK: SECRET,
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'ak',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET,
};

function isCivil({ code, stdout, stderr }: Ran): void {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(code);
  const said = stdout + stderr;
  expect(said).not.toContain('this is a bug');
  expect(said).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(said).not.toContain(SECRET);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be printed
  expect(stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  if (code !== 0) expect(stderr).not.toBe('');
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '-1',
    '0',
    '65536',
    '1e9',
    'NaN',
    '../..',
    '%2e%2e',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\u76d1\u542c',
    '__proto__',
    'constructor',
    '9'.repeat(400),
    'a'.repeat(5000),
  ),
);

const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  text,
  fc.constantFrom(
    1e308,
    -1,
    0,
    1.5,
    null,
    true,
    [],
    {},
    [[[[[[]]]]]],
    { length: -1 },
    JSON.parse('{"__proto__": {"a": 1}}'),
  ),
);

describe('a command line', () => {
  const portable = PATHS.map((path) => `--${field(path).flag}`);
  const native = (provider: typeof elb, noun: string) =>
    provider.operation(noun, 'create').parameters.map(({ flag }) => `--${flag}`);
  const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
    ['listener create --provider elb', portable],
    ['listener create --provider slb', portable],
    ['elb listener create', native(elb, 'listener')],
    ['slb https-listener create', native(slb, 'https-listener')],
    ['slb tcp-listener create', native(slb, 'tcp-listener')],
  ];

  it.each(COMMANDS)('%s survives arbitrary values', async (command, flags) => {
    const words = fc.array(
      fc.tuple(
        fc.constantFrom(
          ...flags,
          '--columns',
          '--query',
          '--wait-timeout',
          '--region',
          '--nonsense',
        ),
        text,
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(words, async (pairs) => {
        const argv = [...command.split(' '), '--dry-run', '--no-preflight', ...pairs.flat()];
        isCivil(await run(argv, { env }));
      }),
      { numRuns: RUNS },
    );
  });

  it('of arbitrary words ends in an exit code', async () => {
    const word = fc.oneof(
      text,
      fc.constantFrom(
        'listener',
        'elb',
        'slb',
        'create',
        'explain',
        'help',
        '--',
        '-o',
        'json',
        '--help',
        '-h',
        '--version',
        '-',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (argv) => {
        // Commands that use the network or never end are tested elsewhere.
        fc.pre(!argv.includes('start') && argv[0] !== '__complete');
        isCivil(await run(argv, { env }));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a native body', () => {
  it.each(['', '\u007f', '\u009b31m', '\u202e'])('%j is named in printable JSON', async (value) => {
    const argv =
      'slb https-listener create --region cn-hangzhou --dry-run -o json --from-file -'.split(' ');
    const ran = await run(argv, { env, stdin: JSON.stringify({ CookieTimeout: value }) });
    isCivil(ran);
    const { violations } = JSON.parse(ran.stderr).error;
    expect(violations).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining(`must be a whole number, not ${JSON.stringify(value)}`),
      }),
    );
  });

  it.each([
    ['elb listener create --region eu-de', elb, 'listener'],
    ['slb https-listener create --region cn-hangzhou', slb, 'https-listener'],
    ['slb udp-listener create --region cn-hangzhou', slb, 'udp-listener'],
  ] as const)('%s --from-file survives anything', async (command, provider, noun) => {
    const names = provider.operation(noun, 'create').parameters.map(({ wire }) => wire);
    const body = fc.oneof(
      fc
        .dictionary(fc.constantFrom(...names), json, { maxKeys: 8 })
        .map((object) => JSON.stringify(object)),
      json.map((value) => JSON.stringify(value) ?? ''),
      text,
    );
    await fc.assert(
      fc.asyncProperty(body, async (stdin) => {
        const argv = [
          ...command.split(' '),
          '--dry-run',
          '--no-preflight',
          '-o',
          'json',
          '--from-file',
          '-',
        ];
        isCivil(await run(argv, { env, stdin }));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a response', () => {
  let reply: Reply = {};
  let stub: Stub;
  beforeAll(async () => {
    stub = await startStub(() => reply);
  });
  afterAll(() => stub.close());

  const VERBS: readonly (readonly [string, string])[] = [
    ['elb', 'listener list'],
    ['elb', 'listener show 248425d7b97dc26920eb23720115e068'],
    ['elb', 'listener show by-name'],
    ['elb', 'listener update 248425d7b97dc26920eb23720115e068 --name x'],
    ['elb', 'listener delete 248425d7b97dc26920eb23720115e068 --yes'],
    ['slb', 'listener list'],
    ['slb', 'listener show lb-1/https/443'],
    ['slb', 'listener start lb-1/tcp/22'],
    ['slb', 'listener delete lb-1/tcp/22 --yes'],
  ];
  const keys = fc.constantFrom(
    'id',
    'port',
    'protocol',
    'status',
    'name',
    'certificates',
    'Listeners',
    'Status',
    'ListenerPort',
    'ListenerProtocol',
    'LoadBalancerId',
    'AclIds',
    'Tags',
    'NextToken',
    'error',
    'code',
    'message',
    'Code',
    'Message',
    'Recommend',
  );
  const object = fc.dictionary(keys, json, { maxKeys: 8 });
  const body = fc.oneof(
    object,
    fc.array(object, { maxLength: 3 }),
    object.map((Listeners) => ({ Listeners: [Listeners] })),
    json,
  );

  it.each(VERBS)('to %s: %s may have any content', async (provider, line) => {
    await fc.assert(
      fc.asyncProperty(
        body,
        fc.constantFrom(200, 200, 201, 400, 401, 403, 404, 449, 500, 503),
        text,
        async (answer, status, page) => {
          // Endless pages are tested below.
          const cut = JSON.stringify(answer, (key, value) =>
            key === 'NextToken' ? undefined : value,
          );
          reply = { status, body: cut === undefined ? page : cut };
          const ran = await run(
            [
              ...line.split(' '),
              '--provider',
              provider,
              '--region',
              provider === 'elb' ? 'eu-de' : 'cn-hangzhou',
              '--endpoint',
              stub.url,
              '--retries',
              '0',
              '-o',
              'json',
            ],
            { env, hurry: true },
          );
          isCivil(ran);
          if (status >= 400 && !line.includes('delete')) expect(ran.code).not.toBe(0);
          if (ran.code === 0) JSON.parse(ran.stdout === '' ? 'null' : ran.stdout);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('of ten megabytes is read completely', async () => {
    const listeners = Array.from({ length: 30_000 }, (_, index) => ({
      id: String(index),
      name: 'x'.repeat(300),
      port: index,
    }));
    reply = { body: listeners };
    const { code, stdout } = await run(
      ['listener', 'list', '--provider', 'elb', '--endpoint', stub.url, '-o', 'json'],
      { env },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(listeners.length);
  });

  it('that nests deeply does not overflow the stack', async () => {
    reply = { body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` };
    isCivil(await run(['listener', 'list', '--provider', 'elb', '--endpoint', stub.url], { env }));
  });

  it('with endless pages is an error', async () => {
    reply = { body: { Listeners: [], NextToken: 'again' } };
    const { code, stderr } = await run(
      ['listener', 'list', '--provider', 'slb', '--region', 'cn-hangzhou', '--endpoint', stub.url],
      { env },
    );
    expect(code).toBe(1);
    expect(stderr).toContain('page');
  });

  it('with terminal control sequences is escaped', async () => {
    reply = {
      body: [
        { id: 'a\u001b[2J', name: '\u001b]0;owned\u0007\u202eevil\nforged line', status: 'ACTIVE' },
      ],
    };
    for (const format of ['table', 'tsv', 'id']) {
      const { stdout } = await run(
        ['listener', 'list', '--provider', 'elb', '--endpoint', stub.url, '-o', format],
        { env },
      );
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be printed
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
      expect(stdout.trim().split('\n').length).toBeLessThanOrEqual(format === 'table' ? 20 : 1);
    }
  });
});

describe('a manifest', () => {
  it('may have any content', async () => {
    const listener = fc.dictionary(
      fc.constantFrom(
        'provider',
        'loadBalancer',
        'protocol',
        'port',
        'backend',
        'stickySession',
        'tls',
        'tags',
        'state',
        'drain',
        'nonsense',
      ),
      json,
      { maxKeys: 7 },
    );
    const document = fc.oneof(
      fc
        .record({
          listeners: fc.array(listener, { maxLength: 3 }),
          defaults: fc.option(listener, { nil: undefined }),
        })
        .map((value) => JSON.stringify(value)),
      json.map((value) => JSON.stringify(value) ?? ''),
      text,
      fc.constantFrom(
        '&a [*a]',
        '%YAML 9.9\n---\n',
        '- - - -',
        'a: &x {b: *x}',
        '!!js/function x',
        '\t- a',
        'listeners: [{{}}]',
        '---\n---\n---',
      ),
    );
    await fc.assert(
      fc.asyncProperty(document, async (stdin) => {
        isCivil(await run(['listener', 'validate', '-f', '-'], { env, stdin }));
      }),
      { numRuns: RUNS },
    );
  });

  it('that expands exponentially is refused', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...Array.from(
        { length: 9 },
        (_, index) =>
          `${String.fromCharCode(98 + index)}: &${String.fromCharCode(98 + index)} [${`*${String.fromCharCode(97 + index)},`.repeat(10).slice(0, -1)}]`,
      ),
    ].join('\n');
    const ran = await run(['listener', 'validate', '-f', '-'], {
      env,
      stdin: `${bomb}\nlisteners: *j`,
    });
    expect(ran.code).toBe(2);
    isCivil(ran);
  });
});

describe('a profile file', () => {
  it('may have any content, and is never quoted', async () => {
    const home = join(folder, 'other');
    mkdirSync(join(home, '.config', 'lbctl'), { recursive: true });
    const content = fc.oneof(
      json.map((value) => JSON.stringify({ current: 'a', profiles: { a: value } })),
      json.map((value) => JSON.stringify(value) ?? ''),
      text.map((tail) => `{"profiles": {"a": {"secretKey": "${SECRET}"${tail}`),
    );
    await fc.assert(
      fc.asyncProperty(content, async (config) => {
        writeFileSync(join(home, '.config', 'lbctl', 'config.json'), config, { mode: 0o600 });
        isCivil(
          await run('listener create --dry-run --no-preflight --provider elb'.split(' '), {
            env: homeEnv(home),
          }),
        );
        isCivil(await run(['profile', 'list'], { env: homeEnv(home) }));
      }),
      { numRuns: RUNS },
    );
  });
});
