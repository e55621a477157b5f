import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { homeEnv, type Ran, run, scratch } from '../program.ts';
import { type Reply, startStub } from '../stub.ts';

/* What lbctl says of an outcome, against an SLB that answers as told. */

const LB = 'lb-bp1o94dp5i6earr9g6d1l';
const REF = `${LB}/tcp/22`;
const env = homeEnv(scratch());
const PROGRAM = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));

const LISTENER = {
  RequestId: 'x',
  LoadBalancerId: LB,
  ListenerPort: 22,
  BackendServerPort: 22,
  Bandwidth: -1,
  Scheduler: 'wrr',
  Description: 'ssh',
  EstablishedTimeout: 500,
  PersistenceTimeout: 60,
  Status: 'stopped',
};
const listed = (listener: object) => ({
  body: { Listeners: [{ ...listener, ListenerProtocol: 'tcp' }] },
});
const refused = (code: string, status = 400): Reply => ({
  status,
  body: { Code: code, Message: `refused: ${code}`, RequestId: 'x' },
});
const CONFIGURING = refused('ServiceIsConfiguring');
const ABSENT = refused('ListenerNotFound', 404);
const DONE: Reply = { body: { RequestId: 'x' } };

/** Answers by action, with `count` of that action. */
type Answer = (action: string, count: number) => Reply;

async function against(
  answer: Answer,
  line: string,
  { stdin = '', home = env }: { stdin?: string; home?: Record<string, string> } = {},
): Promise<Ran & { sent: string[] }> {
  const counts: Record<string, number> = {};
  const sent: string[] = [];
  const stub = await startStub(({ headers }) => {
    const action = String(headers['x-acs-action']);
    counts[action] = (counts[action] ?? 0) + 1;
    sent.push(action);
    return answer(action, counts[action] ?? 0);
  });
  const ran = await run(
    [...line.split(' '), '--profile', 'sandbox-slb', '--endpoint', stub.url, '-o', 'json'],
    { env: home, hurry: true, stdin },
  );
  await stub.close();
  return { ...ran, sent };
}

const CREATE = `listener create --load-balancer ${LB} --protocol tcp --port 22 --backend-port 22 --bandwidth unlimited --no-preflight`;

const isCreate = (action: string) => action.startsWith('Create');
const isStart = (action: string) => action === 'StartLoadBalancerListener';
const isStop = (action: string) => action === 'StopLoadBalancerListener';

function error({ stderr }: Ran) {
  return JSON.parse(stderr.slice(stderr.indexOf('{"error"'))).error;
}

describe('a created listener that cannot be read', () => {
  it.each<readonly [string, Reply]>([
    ['404', ABSENT],
    ['403', refused('Forbidden.RAM', 403)],
    ['500', { status: 500, body: {} }],
    ['{}', { body: {} }],
  ])('with %s is said to be created', async (_name, reply) => {
    const ran = await against((action) => (isCreate(action) ? DONE : reply), CREATE);
    expect(ran.code, ran.stderr).toBe(7);
    expect(error(ran).message).toContain('the listener was created');
    expect(ran.sent.filter(isCreate)).toHaveLength(1);
  });

  it.each<readonly [string, Reply]>([
    ['404', ABSENT],
    ['500', { status: 500, body: {} }],
  ])('with %s at first is read again', async (_name, reply) => {
    const ran = await against((action, count) => {
      if (isCreate(action)) return DONE;
      return count === 1 ? reply : { body: LISTENER };
    }, CREATE);
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout).ref).toBe(REF);
  });
});

describe('a listener that is being configured', () => {
  const busyFor =
    (times: number, is: (action: string) => boolean, states: string[]): Answer =>
    (action, count) => {
      if (is(action)) return count <= times ? CONFIGURING : DONE;
      if (action.startsWith('Describe')) {
        return { body: { ...LISTENER, Status: states[Math.min(count, states.length) - 1] } };
      }
      return DONE;
    };

  it.each([
    ['start', isStart, ['stopped', 'running'], `listener start ${REF} --wait`],
    [
      'start while stopping',
      isStart,
      ['stopping', 'stopped', 'running'],
      `listener start ${REF} --wait`,
    ],
    [
      'stop while starting',
      isStop,
      ['starting', 'running', 'stopped'],
      `listener stop ${REF} --wait`,
    ],
    [
      'update',
      (action: string) => action.startsWith('Set'),
      ['running'],
      `listener update ${REF} --idle-timeout 600 --wait`,
    ],
    ['create', isCreate, ['stopped'], `${CREATE} --wait`],
  ] as const)('is waited for with --wait: %s', async (_name, is, states, line) => {
    const ran = await against(busyFor(9, is, [...states]), line);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.sent.filter(is)).toHaveLength(10);
  });

  it('is waited for by apply', async () => {
    const manifest = `listeners: [{provider: slb, loadBalancer: ${LB}, protocol: tcp, port: 22, backend: {port: 22}, bandwidth: unlimited, state: running}]`;
    const ran = await against(
      (action, count) => {
        if (action === 'DescribeLoadBalancerListeners') return { body: { Listeners: [] } };
        if (action.startsWith('Describe')) {
          return { body: { ...LISTENER, Status: count === 1 ? 'stopped' : 'running' } };
        }
        return isStart(action) && count < 9 ? CONFIGURING : DONE;
      },
      'listener apply -f - --yes --no-preflight',
      { stdin: manifest },
    );
    expect(ran.code, ran.stderr).toBe(0);
  });

  it('is unavailable without --wait', async () => {
    const ran = await against(busyFor(9, isStart, ['stopped']), `listener start ${REF}`);
    expect(ran.code).toBe(6);
    expect(ran.sent.filter(isStart)).toHaveLength(5);
  });
});

describe('a change whose last answer was lost', () => {
  const LOST: Reply = { status: 502, body: {} };
  const OLD: Reply = { body: LISTENER };
  const NEW: Reply = { body: { ...LISTENER, Description: 'new' } };
  const FORBIDDEN = refused('Forbidden.RAM', 403);

  it.each<[string, string, Reply, Reply, number, string]>([
    ['delete', '--yes', LOST, ABSENT, 0, `deleted listener ${REF}`],
    ['delete', '--yes', LOST, OLD, 6, 'the listener was not deleted: '],
    ['delete', '--yes', LOST, FORBIDDEN, 7, 'it is unknown whether the listener was deleted: '],
    ['update', '--name new --no-preflight', LOST, NEW, 0, `updated listener ${REF}`],
    ['update', '--name new --no-preflight', LOST, OLD, 6, 'the listener was not updated: '],
    [
      'update',
      '--name new --no-preflight',
      LOST,
      FORBIDDEN,
      7,
      'it is unknown whether the listener was updated: ',
    ],
    [
      'update',
      '--name new --no-preflight',
      DONE,
      FORBIDDEN,
      7,
      'the listener was updated, but it cannot be read: ',
    ],
  ])('%s %s: %j and then %j', async (verb, words, answer, after, code, text) => {
    let changed = false;
    const ran = await against((action) => {
      if (action.startsWith('Describe')) return changed ? after : OLD;
      changed = true;
      return answer;
    }, `listener ${verb} ${REF} ${words} --retries 1`);
    expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(text)]);
  });

  it('of a delete that was repeated and found nothing is unknown if nobody can look', async () => {
    let deletes = 0;
    const ran = await against((action) => {
      if (action.startsWith('Describe')) return deletes === 0 ? OLD : FORBIDDEN;
      deletes += 1;
      return deletes === 1 ? LOST : ABSENT;
    }, `listener delete ${REF} --yes`);
    expect([ran.code, ran.stderr]).toEqual([
      7,
      expect.stringContaining('it is unknown whether the listener was deleted: '),
    ]);
  });
});

describe('start and stop', () => {
  const FORBIDDEN = refused('Forbidden.RAM', 403);
  const LOST: Reply = { status: 502, body: {} };

  it.each<[string, Reply, string]>([
    ['a lost answer', LOST, 'it is unknown whether the listener was started: '],
    ['an answer', DONE, 'the cloud took the request, but the listener cannot be read: '],
  ])('after %s to the start of a new listener that cannot be read then', async (_, start, text) => {
    let started = false;
    const ran = await against((action) => {
      if (isCreate(action)) return DONE;
      if (isStart(action)) {
        started = true;
        return start;
      }
      return started ? FORBIDDEN : { body: LISTENER };
    }, `${CREATE} --start --retries 0`);
    expect(ran.code, ran.stderr).toBe(7);
    expect(error(ran).message).toContain(`${REF} was created, but it is unknown whether`);
    expect(error(ran).message).toContain(text);
    expect(JSON.parse(ran.stdout).ref).toBe(REF);
  });

  it('of a new listener that was refused is said to be so', async () => {
    const ran = await against((action) => {
      if (isStart(action)) return refused('OperationDenied.X', 400);
      return action.startsWith('Describe') ? { body: LISTENER } : DONE;
    }, `${CREATE} --start --retries 0`);
    expect(ran.code, ran.stderr).toBe(8);
    expect(error(ran).message).toContain(`${REF} was created, but the listener was not started: `);
  });

  it('reads the state after a lost answer', async () => {
    const ran = await against((action, count) => {
      if (isStart(action)) return 'reset';
      return { body: { ...LISTENER, Status: count === 1 ? 'stopped' : 'starting' } };
    }, `listener start ${REF}`);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.sent.filter(isStart)).toHaveLength(1);
    expect(JSON.parse(ran.stdout).status).toBe('starting');
  });
});

describe('dry run', () => {
  it('shows every request in order', async () => {
    const { stdout } = await run(
      [...CREATE.split(' '), '--start', '--dry-run', '-o', 'json', '--profile', 'sandbox-slb'],
      { env },
    );
    const { requests } = JSON.parse(stdout);
    expect(
      requests.map(({ headers }: { headers: Record<string, string> }) => headers['x-acs-action']),
    ).toEqual(['CreateLoadBalancerTCPListener', 'StartLoadBalancerListener']);
    expect(requests[1].query).toMatchObject({
      LoadBalancerId: LB,
      ListenerPort: '22',
      ListenerProtocol: 'tcp',
    });
  });
});

describe('a replaced listener', () => {
  const WANTED = `listeners: [{provider: slb, loadBalancer: ${LB}, protocol: tcp, port: 22, backend: {port: 2222}, bandwidth: unlimited}]`;

  /** A cloud with one listener whose create fails as long as `broken` says so. */
  function cloud(broken: { value: boolean }) {
    let listener: object | undefined = { ...LISTENER, Status: 'running' };
    const created: Record<string, string>[] = [];
    const answer = (action: string, query: Readonly<Record<string, string>>): Reply => {
      if (action === 'DescribeLoadBalancerListeners') {
        return listener === undefined ? { body: { Listeners: [] } } : listed(listener);
      }
      if (action.startsWith('Describe'))
        return listener === undefined ? ABSENT : { body: listener };
      if (action.startsWith('Delete')) listener = undefined;
      if (isCreate(action)) {
        if (broken.value) return { status: 503, body: '' };
        created.push(query);
        listener = { ...LISTENER, ...query, ListenerPort: 22, Status: 'stopped' };
      }
      if (isStart(action)) listener = { ...listener, Status: 'running' };
      return DONE;
    };
    return { answer, created, status: () => (listener as { Status?: string }).Status };
  }

  it('keeps name, time-outs and state when the create fails, and the next run completes it', async () => {
    const home = homeEnv(mkdtempSync(join(tmpdir(), 'lbctl-replace-')));
    const kept = join(home['HOME'] ?? '', '.local/state/lbctl/replaced');
    const broken = { value: true };
    const { answer, created, status } = cloud(broken);
    const stub = await startStub(({ headers, query }) =>
      answer(String(headers['x-acs-action']), query),
    );
    const apply = () =>
      run(
        `listener apply -f - --yes --no-preflight --allow-replace --retries 1 --profile sandbox-slb --endpoint ${stub.url}`.split(
          ' ',
        ),
        { env: home, hurry: true, stdin: WANTED },
      );
    const first = await apply();
    expect(first.code).toBe(8);
    expect(first.stderr).toContain('it was deleted, but not created again');
    expect(first.stderr).toContain('run the same command again');
    const [file = ''] = readdirSync(kept);
    expect(statSync(join(kept, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(kept, file), 'utf8')).not.toContain('secret');

    broken.value = false;
    const second = await apply();
    await stub.close();
    expect(second.code, second.stderr).toBe(0);
    expect(created).toHaveLength(1);
    expect(created[0]).toMatchObject({
      Description: 'ssh',
      EstablishedTimeout: '500',
      PersistenceTimeout: '60',
      BackendServerPort: '2222',
    });
    expect(status()).toBe('running');
    expect(readdirSync(kept)).toEqual([]);
  });

  it('keeps them too when the program is killed right after the delete', async () => {
    const home = homeEnv(mkdtempSync(join(tmpdir(), 'lbctl-replace-')));
    const file = join(home['HOME'] ?? '', 'listeners.yaml');
    writeFileSync(file, WANTED);
    const { answer, created, status } = cloud({ value: false });
    let kill: (() => void) | undefined;
    const stub = await startStub(({ headers, query }) => {
      const action = String(headers['x-acs-action']);
      if (!isCreate(action) || kill === undefined) return answer(action, query);
      kill();
      return 'hang';
    });
    const words =
      `listener apply -f ${file} --yes --no-preflight --allow-replace --profile sandbox-slb --endpoint ${stub.url}`.split(
        ' ',
      );
    const child = spawn(process.execPath, [PROGRAM, ...words], { env: home, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
    kill = () => child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(created).toHaveLength(0);

    kill = undefined;
    const { code, stderr } = await run(words, { env: home, hurry: true });
    await stub.close();
    expect(code, stderr).toBe(0);
    expect(created).toMatchObject([{ Description: 'ssh', EstablishedTimeout: '500' }]);
    expect(status()).toBe('running');
  });
});
