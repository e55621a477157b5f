import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { homeEnv, run, scratch } from '../program.ts';

/*
 * Each verb with each kind of network failure: the exit code, and the state of the cloud afterwards.
 * The proxy is in front of a real sandbox, so that requests can fail after they were processed.
 */

const env = homeEnv(scratch());
const LB = 'lb-bp1o94dp5i6earr9g6d1l';
const REF = `${LB}/tcp/22`;
const CREATE = `listener create --load-balancer ${LB} --protocol tcp --port 22 --backend-port 22 --bandwidth 10 --name made --no-preflight`;

type Fault =
  | 'reset-before'
  | 'reset-after-commit'
  | 'hang'
  | 'hang-after-commit'
  | 'slow-drip'
  | 'truncate'
  | 'html-502'
  | 'html-200'
  | 'wrong-type'
  | 'redirect'
  | 'endless'
  | 'garbage';

/** Which requests fail: all, or the first one that changes something. */
type Aim = 'all' | 'change';

interface Proxy {
  readonly url: string;
  readonly changes: () => number;
  close(): Promise<void>;
}

/** Clean-up of one test, since tests run concurrently. */
type Cleanup = (close: () => Promise<void>) => void;

async function sandbox(cleanup: Cleanup): Promise<Sandbox> {
  const started = await startSandbox({ settleMs: 20 });
  cleanup(() => started.close());
  return started;
}

function isChange(action: string): boolean {
  return !action.startsWith('Describe');
}

async function proxy(
  target: string,
  fault: Fault,
  aim: Aim,
  cleanup: Cleanup,
  times = Number.POSITIVE_INFINITY,
): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  let hits = 0;
  let changes = 0;
  const server = createHttpServer((request, response) => {
    const change = isChange(String(request.headers['x-acs-action']));
    if (change) changes += 1;
    const hit = (aim === 'all' || change) && hits < times;
    if (hit) hits += 1;
    const commits =
      !hit ||
      fault === 'reset-after-commit' ||
      fault === 'hang-after-commit' ||
      fault === 'truncate' ||
      fault === 'slow-drip' ||
      fault === 'wrong-type';
    const fail = (body: string, type: string): void => {
      switch (fault) {
        case 'reset-before':
        case 'reset-after-commit':
          response.socket?.destroy();
          return;
        case 'hang':
        case 'hang-after-commit':
          return;
        case 'truncate':
          response.writeHead(200, { 'content-type': type, 'content-length': body.length });
          response.write(body.slice(0, body.length / 2));
          setTimeout(() => response.socket?.destroy(), 20);
          return;
        case 'slow-drip':
          drip(response.writeHead(200, { 'content-type': type }), body);
          return;
        case 'html-502':
          response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway</html>');
          return;
        case 'html-200':
          response
            .writeHead(200, { 'content-type': 'text/html' })
            .end('<html>please log in</html>');
          return;
        case 'wrong-type':
          response.writeHead(200, { 'content-type': 'text/plain' }).end(body);
          return;
        case 'redirect':
          response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end();
          return;
        case 'endless':
          response.writeHead(307, { location: request.url ?? '/' }).end();
          return;
        case 'garbage':
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(Buffer.from([0xff, 0xfe, 0x00, 0x7b]));
      }
    };
    if (!commits) {
      request.resume().on('end', () => fail('', ''));
      return;
    }
    const onward = httpRequest(
      { hostname, port, method: request.method, path: request.url, headers: request.headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const body = Buffer.concat(chunks).toString();
          const type = String(answer.headers['content-type']);
          if (hit) fail(body, type);
          else response.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
        });
      },
    );
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  cleanup(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    changes: () => changes,
    close,
  };
}

function drip(response: { write(text: string): boolean; destroyed: boolean }, body: string): void {
  let at = 0;
  const timer = setInterval(() => {
    if (response.destroyed || at >= body.length) clearInterval(timer);
    else response.write(body.charAt(at++));
  }, 100);
}

const OPTIONS = ['--profile', 'sandbox-slb', '-o', 'json', '--retries', '2', '--timeout', '1s'];

function slb(line: string, url: string, ...more: string[]) {
  const argv = [...line.split(' '), ...OPTIONS, '--endpoint', url, ...more];
  return run(argv, { env, hurry: !more.includes('--wait') });
}

async function state(url: string): Promise<{ name?: string; status: string }[]> {
  const { stdout } = await slb('listener list', url);
  return JSON.parse(stdout);
}

const READS = ['listener show REF', 'listener list'];
const CHANGES = [
  CREATE,
  'listener update REF --name renamed',
  'listener start REF',
  'listener stop REF',
  'listener delete REF --yes',
];

/** Exit codes if every request fails. */
const ALWAYS: readonly (readonly [Fault, number])[] = [
  ['reset-before', 6],
  ['hang', 7],
  ['slow-drip', 7],
  ['truncate', 6],
  ['html-502', 6],
  ['html-200', 1],
  ['redirect', 1],
  ['endless', 1],
  ['garbage', 1],
];

describe('when every request fails', () => {
  const verbs = [...READS, ...CHANGES.slice(1)];
  it.concurrent.for(
    ALWAYS.flatMap(([fault, exit]) => verbs.map((verb) => [verb, fault, exit] as const)),
  )(
    '%s with %s exits with %i and changes nothing',
    async ([verb, fault, exit], { expect, onTestFinished }) => {
      const cloud = await sandbox(onTestFinished);
      await slb(CREATE, cloud.url);
      const before = await state(cloud.url);
      const { url } = await proxy(cloud.url, fault, 'all', onTestFinished);
      const { code, stdout, stderr } = await slb(verb.replace('REF', REF), url);
      expect(code, stderr).toBe(exit);
      expect(stdout).toBe('');
      expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error.message).not.toBe('');
      expect(await state(cloud.url)).toEqual(before);
    },
  );
});

describe('when the response to the first change fails', () => {
  const CASES: readonly (readonly [string, Fault, number])[] = CHANGES.flatMap((verb) =>
    (
      [
        'reset-before',
        'reset-after-commit',
        'truncate',
        'html-502',
        'hang',
        'hang-after-commit',
        'wrong-type',
      ] as const
    ).map((fault) => [verb, fault, 0] as const),
  );

  it.concurrent.for(CASES)(
    '%s with %s ends as asked',
    async ([verb, fault, exit], { expect, onTestFinished }) => {
      const cloud = await sandbox(onTestFinished);
      if (verb !== CREATE) await slb(CREATE, cloud.url);
      if (verb.startsWith('listener stop'))
        await slb(`listener start ${REF} --wait`, cloud.url, '--timeout', '20s');
      const { url, changes } = await proxy(cloud.url, fault, 'change', onTestFinished, 1);
      // Real pauses: a repeated change finds the listener still busy with the first one.
      const argv = [...verb.replace('REF', REF).split(' '), ...OPTIONS, '--endpoint', url];
      const { code, stderr } = await run(argv, { env });
      expect(code, stderr).toBe(exit);
      expect(changes()).toBeLessThanOrEqual(2);
      await expect
        .poll(async () => (await state(cloud.url)).map(({ name, status }) => `${name} ${status}`))
        .toEqual(
          verb.startsWith('listener delete')
            ? []
            : [
                `${verb.includes('renamed') ? 'renamed' : 'made'} ${verb.startsWith('listener start') ? 'running' : 'stopped'}`,
              ],
        );
    },
  );
});

describe('when the response to each create fails', () => {
  it.concurrent.for(['reset-before', 'hang', 'html-502'] as const)(
    '%s ends in saying that nothing was made, where that can be seen',
    async (fault, { expect, onTestFinished }) => {
      const cloud = await sandbox(onTestFinished);
      const { url } = await proxy(cloud.url, fault, 'change', onTestFinished);
      const { code, stderr } = await slb(CREATE, url, '--retries', '1');
      const { error } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
      expect([code, error.hint]).toEqual([6, 'nothing was changed; try again later']);
      expect(error.message).toMatch(/^the listener was not created: /);
      expect(await state(cloud.url)).toEqual([]);
    },
  );
});

describe('when there is no server', () => {
  it.each([
    ['the port is closed', 'http://127.0.0.1:1', 6, /cannot connect/],
    ['the host is unknown', 'https://no-such-host.invalid', 6, /unknown host/],
  ])('%s', async (_, url, exit, message) => {
    const { code, stderr } = await slb('listener list', url);
    expect(code).toBe(exit);
    expect(JSON.parse(stderr).error.message).toMatch(message);
  });

  it('the server has no TLS', async () => {
    const server = createServer((socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { code, stderr } = await slb(
      'listener list',
      `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    server.close();
    expect(code).toBe(6);
    expect(JSON.parse(stderr).error.message).toMatch(/TLS/);
  });

  it.each([
    ['http', /no response from 127.0.0.1:\d+ within 1s/, true],
    ['https', /no connection to/, false],
  ])(
    'a create over %s reports whether it may have reached the server',
    async (scheme, message, doubt) => {
      const server = createServer(() => undefined);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const { code, stderr } = await slb(CREATE, `${scheme}://127.0.0.1:${port}`);
      server.close();
      const { error } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
      expect(code).toBe(7);
      expect(error.message).toMatch(message);
      expect(/may or may not have been made/.test(error.hint)).toBe(doubt);
    },
  );

  it.each([
    'http://example.com',
    'http://10.0.0.1:8080',
    'ftp://127.0.0.1',
    'https://user:word@host',
    'not a url',
  ])('%s is rejected without a request', async (url) => {
    const { code } = await slb('listener list', url);
    expect(code).toBe(2);
  });
});

describe('a wrong clock', () => {
  it.each([
    ['sandbox-slb', 'listener list'],
    ['sandbox-elb', 'listener list'],
  ])('is reported by %s', async (profile, line) => {
    const cloud = await sandbox(onTestFinished);
    const { code, stderr } = await run(
      [...line.split(' '), '--profile', profile, '--endpoint', cloud.url, '-o', 'json'],
      {
        env,
        now: () => new Date(Date.now() - 3_600_000),
      },
    );
    expect(code).toBe(3);
    expect(JSON.parse(stderr).error.hint).toMatch(/clock/);
  });
});
