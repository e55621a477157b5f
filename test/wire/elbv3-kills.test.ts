import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Elbv3Pool, Elbv3State } from '../../src/sandbox/state/elbv3.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { type Gateway, startGateway } from './gateway.ts';

/*
 * The program is killed, and the same command run again: no part of a listener is there twice or
 * without its owner, and all is as if nothing had happened. LBCTL_KILLS=200 kills 200 times at a random
 * moment, and besides each command twice at each of its requests.
 */
const FEW = 15;
const KILLS = Number(process.env['LBCTL_KILLS'] ?? FEW);
const IS_LONG = KILLS > FEW;
/** No measure of speed: only so that a run that hangs ends. */
const TIME = 120_000 + KILLS * 20_000;
const CONCURRENCY = 2;
/** Of the gateway, in milliseconds, so that there are moments between and during requests. */
const LATENCY = 4;

const PROGRAM = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));
const folder = scratch();
const env = homeEnv(folder);
const LB = '098b2f68-af1c-41a9-8efd-69958722af62';
const SEEDED = new Set(newState().elbv3.pools.keys());

const CHECK =
  '--health-check-protocol http --health-check-interval 5 --health-check-timeout 3 --health-check-healthy 3';
const WEB = create('web', 8080, `http --algorithm round-robin ${CHECK}`);
const BARE = create('bare', 8081, 'tcp');
const GONE = create('gone', 8082, `https --certificate ${'233a325e5e3e4ce8beeb320aa714cc12'}`);
const OTHER = create('other', 8083, `http --algorithm source-ip ${CHECK}`);

function create(name: string, port: number, rest: string): string {
  return `listener create --load-balancer ${LB} --name ${name} --port ${port} --protocol ${rest}`;
}

const FILE = join(folder, 'listeners.yaml');
const healthCheck = '{ protocol: http, interval: 9, timeout: 3, healthy: 2 }';
writeFileSync(
  FILE,
  `defaults: { loadBalancer: ${LB}, profile: sandbox-elbv3 }
listeners:
  - { name: web, protocol: http, port: 8080, description: new, algorithm: source-ip, healthCheck: ${healthCheck} }
  - { name: bare, protocol: tcp, port: 8081, algorithm: round-robin, healthCheck: ${healthCheck} }
  - { name: other, protocol: tcp, port: 8083, algorithm: round-robin, healthCheck: ${healthCheck} }
  - { name: new, protocol: http, port: 8084, algorithm: round-robin, tags: { a: b }, healthCheck: ${healthCheck} }
`,
);

interface Scenario {
  readonly name: string;
  readonly before: readonly string[];
  readonly line: string;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'create', before: [], line: WEB },
  {
    name: 'update',
    before: [WEB],
    line: 'listener update web --description new --algorithm source-ip --health-check-interval 9 --tag a=b',
  },
  {
    name: 'update that adds parts',
    before: [BARE],
    line: `listener update bare --description new --algorithm source-ip ${CHECK}`,
  },
  { name: 'delete', before: [WEB], line: 'listener delete web --yes --ignore-missing' },
  {
    name: 'apply',
    before: [WEB, BARE, GONE, OTHER],
    line: `listener apply -f ${FILE} --yes --prune --allow-replace`,
  },
];

function words(line: string, url: string): string[] {
  const profile = line.includes(' apply ') ? [] : ['--profile', 'sandbox-elbv3'];
  return [...line.split(' '), ...profile, '--endpoint', url, '-o', 'json'];
}

/** Every part with what it belongs to, without ids and times, which differ between runs. */
function standing({ listeners, pools, monitors }: Elbv3State): readonly string[] {
  const own = [...pools.values()].filter(({ id }) => !SEEDED.has(id));
  const users = ({ id }: Elbv3Pool) => [...listeners.values()].filter((one) => one.poolId === id);
  const named = (poolId: string | null) => {
    const pool = own.find(({ id }) => id === poolId);
    return pool === undefined ? 'nothing' : users(pool).map(({ port }) => port);
  };
  return [
    ...[...listeners.values()].map(({ protocol, port, tags, settings, poolId }) => [
      'listener',
      { protocol, port, tags, settings, poolId: poolId === null ? null : named(poolId) },
    ]),
    ...own.map((pool) => ['group of', users(pool).map(({ port }) => port), pool.settings]),
    ...[...monitors.values()].map((one) => ['check of', named(one.poolId), one.type, one.settings]),
  ]
    .map((part) => JSON.stringify(part))
    .toSorted();
}

async function prepared({ before }: Scenario) {
  const initial = newState();
  const sandbox = await startSandbox({ initial });
  for (const line of before) {
    const { code, stderr } = await run(words(line, sandbox.url), { env });
    expect(code, stderr).toBe(0);
  }
  const gateway = await startGateway(sandbox.url, LATENCY);
  return {
    state: initial.elbv3,
    sandbox,
    gateway,
    close: async () => {
      await gateway.close();
      await sandbox.close();
    },
  };
}

interface Reference {
  readonly state: readonly string[];
  /** Methods of the requests, in order. */
  readonly methods: readonly string[];
  /** From the first request to the end, in milliseconds. */
  readonly duration: number;
}

/** The command without being killed. */
async function reference(scenario: Scenario): Promise<Reference> {
  const { state, gateway, close } = await prepared(scenario);
  let first = 0;
  gateway.onArrival = () => {
    if (first === 0) first = Date.now();
    return 'forward';
  };
  const survived = await spawned(scenario.line, gateway, () => undefined);
  const result = {
    state: standing(state),
    methods: [...gateway.methods],
    duration: Date.now() - first,
  };
  await close();
  expect(survived).toBe(true);
  return result;
}

/** @returns whether it ended by itself */
function spawned(
  line: string,
  gateway: Gateway,
  arm: (kill: () => void) => void,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const argv = [PROGRAM, ...words(line, gateway.url)];
    const child = spawn(process.execPath, argv, { env, stdio: 'ignore' });
    arm(() => child.kill('SIGKILL'));
    child.on('error', reject);
    child.on('close', (_, signal) => resolve(signal !== 'SIGKILL'));
  });
}

/** Kills the command once and runs it again. @returns whether it was killed halfway */
async function killed(
  scenario: Scenario,
  wish: Reference,
  when: string,
  arm: (kill: () => void, gateway: Gateway) => void,
): Promise<{ readonly survived: boolean; readonly halfway: boolean }> {
  const { state, sandbox, gateway, close } = await prepared(scenario);
  const before = standing(state);
  const survived = await spawned(scenario.line, gateway, (kill) => arm(kill, gateway));
  await gateway.settled();
  const found = standing(state);
  const isDone = JSON.stringify(found) === JSON.stringify(wish.state);
  const again = await run(words(scenario.line, sandbox.url), { env });
  const label = JSON.stringify({ scenario: scenario.name, when, before, found, again });
  expect(standing(state), label).toEqual(wish.state);
  // What has been created to its end cannot be created again.
  if (scenario.name !== 'create' || !isDone) expect(again.code, label).toBe(0);
  await close();
  return { survived, halfway: !isDone && JSON.stringify(found) !== JSON.stringify(before) };
}

async function inParallel<T>(jobs: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const results: T[] = [];
  const left = [...jobs];
  const worker = async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) results.push(await job());
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return results;
}

const figures: string[] = [];
afterAll(() => void process.stdout.write(`${figures.join('\n')}\n`));

it.each(SCENARIOS.filter(({ name }) => IS_LONG || name !== 'apply'))(
  '$name, killed at each of its requests',
  { timeout: TIME },
  async (scenario) => {
    const wish = await reference(scenario);
    const requests = wish.methods.flatMap((method, index) =>
      IS_LONG || method !== 'GET' ? [index] : [],
    );
    const moments = IS_LONG ? (['drop', 'swallow'] as const) : (['swallow'] as const);
    const jobs = requests.flatMap((nth) =>
      moments.map((moment) => async () => {
        const when = `${moment} at request ${nth + 1}, ${wish.methods[nth]}`;
        const { survived } = await killed(scenario, wish, when, (kill, gateway) => {
          gateway.onArrival = (index) => {
            if (index === nth) gateway.onEnd = kill;
            return index === nth ? moment : 'forward';
          };
        });
        expect(survived, when).toBe(false);
      }),
    );
    await inParallel(jobs);
    figures.push(`${scenario.name}: ${jobs.length} kills at a request`);
  },
);

it.each(SCENARIOS)('$name, killed at random moments', { timeout: TIME }, async (scenario) => {
  const wish = await reference(scenario);
  const rounds = Math.ceil(KILLS / SCENARIOS.length);
  let survivors = 0;
  const job = async (): Promise<boolean> => {
    const delay = Math.random() * wish.duration;
    const { survived, halfway } = await killed(scenario, wish, `${delay} ms`, (kill, gateway) => {
      gateway.onArrival = (index) => {
        if (index === 0) setTimeout(kill, delay);
        return 'forward';
      };
    });
    if (!survived) return halfway;
    survivors += 1;
    // Faster this time than before; killed another time instead.
    return survivors > 3 * rounds ? false : job();
  };
  const halves = await inParallel(Array.from({ length: rounds }, () => job));
  const halfway = halves.filter(Boolean).length;
  figures.push(`${scenario.name}: ${rounds} random kills, ${halfway} of them halfway`);
});
