import { afterAll, expect, it } from 'vitest';
import { startStub } from '../stub.ts';
import { ask, expected, throughFlags } from './compare.ts';
import { type Random, seeded } from './random.ts';
import { CREATE, CREATE_ONLY, flagOf, type Protocol, SET } from './slb-pages.ts';
import { judgeCreate, judgeUpdate, setQuery } from './slb-rules.ts';

/*
 * Random listeners, valid and not, judged by the program and by a second reading of the pages.
 * LBCTL_FUZZ_RUNS=20000 makes it a long run, LBCTL_FUZZ_SEED another one. Tags are left out: no
 * page says more of them than the tests of the ranges do.
 */
const RUNS = Number(process.env['LBCTL_FUZZ_RUNS'] ?? 2000);
const SEED = Number(process.env['LBCTL_FUZZ_SEED'] ?? 15);
/** No measure of speed: only so that a run that hangs ends. */
const TIME = 300_000 + RUNS * 200;

type Body = Record<string, unknown>;

const ENV = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret' };
const PROTOCOLS: readonly Protocol[] = ['http', 'https', 'tcp', 'udp'];

const LEAST: Readonly<Record<Protocol, Body>> = {
  http: { HealthCheck: 'on' },
  https: { HealthCheck: 'on', StickySession: 'off', Bandwidth: -1, ServerCertificateId: 'c1' },
  tcp: { Bandwidth: 10 },
  udp: { Bandwidth: 10 },
};

function rows(protocol: Protocol, verb: 'create' | 'update') {
  const kinds = verb === 'create' ? CREATE[protocol] : SET[protocol];
  return Object.fromEntries(
    Object.entries(kinds).map(([name, { kind }]) => [name, { kind, flag: flagOf(name) }]),
  );
}

/** A value that is mostly right. */
function value(table: ReturnType<typeof rows>, name: string, random: Random): unknown {
  const { kind } = table[name] ?? {};
  const samples = kind?.samples ?? [1];
  const fine = samples.filter((one) => kind?.judge(one) === undefined);
  return random.pick(random.chance(0.8) ? fine : samples);
}

/** As it stands in a query. */
function asQuery(values: Body): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, one]) => [
      name,
      Array.isArray(one) ? one.join(',') : String(one),
    ]),
  );
}

function argvFor(protocol: Protocol, verb: string, words: readonly string[]): string[] {
  return ['slb', `${protocol}-listener`, verb, '--region', 'cn-hangzhou', ...words];
}

it(`${RUNS} creates`, { timeout: TIME }, async () => {
  const random = seeded(SEED);
  for (let round = 0; round < RUNS; round += 1) {
    const protocol = random.pick(PROTOCOLS);
    const table = rows(protocol, 'create');
    const listener: Body = { LoadBalancerId: 'lb-1', ListenerPort: 80, ...LEAST[protocol] };
    if (random.chance(0.9)) listener['BackendServerPort'] = 8080;
    for (const name of Object.keys(table)) {
      if (random.chance(name === 'ListenerForward' ? 0.1 : 0.2)) {
        listener[name] = value(table, name, random);
      }
      if (random.chance(0.02)) delete listener[name];
      if (random.chance(0.01) && CREATE[protocol][name]?.required === true) listener[name] = null;
    }
    if (random.chance(0.02)) listener['Bogus'] = 1;
    const { meant, body, words } = throughFlags(listener, table, random);
    const argv = [...argvFor(protocol, 'create', words), '--from-file', '-'];
    const answer = await ask(argv, JSON.stringify(body), {});
    const verdicts = expected(judgeCreate(protocol, meant));
    const label = JSON.stringify({ round, protocol, listener, words });
    expect(answer.rules, label).toEqual(verdicts);
    const isFine = !verdicts.some((one) => one.startsWith('error'));
    expect(answer.code, label).toBe(isFine ? 0 : 2);
    const sent = { RegionId: 'cn-hangzhou', ...asQuery(meant) };
    expect(answer.sent, label).toEqual(isFine ? sent : undefined);
  }
});

let current: Body = {};
const stub = await startStub(() => ({ body: current }));
afterAll(() => stub.close());

/** As Describe shows it: lists with commas, numbers as numbers. */
function asDescribed(protocol: Protocol, before: Body): Body {
  const entries = Object.entries(before).map(([name, one]) => [
    SET[protocol][name]?.answer ?? name,
    Array.isArray(one) ? one.join(',') : one,
  ]);
  return {
    RequestId: 'r',
    LoadBalancerId: 'lb-1',
    ListenerPort: 80,
    BackendServerPort: 8080,
    Status: 'stopped',
    ...Object.fromEntries(entries),
  };
}

it(`${RUNS} updates`, { timeout: TIME }, async () => {
  const random = seeded(SEED + 1);
  for (let round = 0; round < RUNS; round += 1) {
    const protocol = random.pick(PROTOCOLS);
    const table = rows(protocol, 'update');
    const before = existing(protocol, table, random);
    current = asDescribed(protocol, before);
    const change: Body = {};
    const names = [...Object.keys(table), ...(random.chance(0.05) ? CREATE_ONLY[protocol] : [])];
    do {
      const name = random.pick(names);
      change[name] = value(table, name, random);
    } while (random.chance(0.7));
    if (random.chance(0.02)) change['Bogus'] = 1;
    const { meant, body, words } = throughFlags(change, table, random);
    const file = Object.keys(body).length > 0 ? ['--from-file', '-'] : [];
    const more = [
      'lb-1/PROTOCOL/80'.replace('PROTOCOL', protocol),
      '--endpoint',
      stub.url,
      ...file,
    ];
    const argv = [...argvFor(protocol, 'update', words), ...more];
    const answer = await ask(argv, JSON.stringify(body), ENV);
    const verdicts = expected(judgeUpdate(protocol, before, meant));
    const label = JSON.stringify({ round, protocol, before, change, words });
    expect(answer.rules, label).toEqual(verdicts);
    const isFine = !verdicts.some((one) => one.startsWith('error'));
    expect(answer.code, label).toBe(isFine ? 0 : 2);
    const query = setQuery(protocol, before, meant);
    const place = { RegionId: 'cn-hangzhou', LoadBalancerId: 'lb-1', ListenerPort: '80' };
    const sent = query === undefined ? undefined : { ...place, ...asQuery(query) };
    expect(answer.sent, label).toEqual(isFine ? sent : undefined);
  }
});

/** Settings that a listener has, each right by itself. */
function existing(protocol: Protocol, table: ReturnType<typeof rows>, random: Random): Body {
  const before: Body = {};
  for (const [name, { kind }] of Object.entries(table)) {
    if (!random.chance(0.5)) continue;
    const right = kind.samples.filter((one) => kind.judge(one) === undefined);
    const one = kind.read(random.pick(right));
    // Without an effect on a request: left out, or the default.
    if (one !== '' && one !== -520) before[name] = one;
  }
  if (before['VServerGroupId'] !== undefined) delete before['MasterSlaveServerGroupId'];
  return { ...LEAST[protocol], ...before };
}
