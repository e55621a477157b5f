import { afterAll, expect, it } from 'vitest';
import { startStub } from '../stub.ts';
import { ask, expected, throughFlags } from './compare.ts';
import { FIELDS, flagOf, judgeCreate, judgeUpdate, updateBody } from './elb-pages.ts';
import { type Random, seeded } from './random.ts';

/*
 * Random listeners, valid and not, judged by the program and by a second reading of the pages.
 * LBCTL_FUZZ_RUNS=20000 makes it a long run, LBCTL_FUZZ_SEED another one.
 */
const RUNS = Number(process.env['LBCTL_FUZZ_RUNS'] ?? 2000);
const SEED = Number(process.env['LBCTL_FUZZ_SEED'] ?? 15);
/** No measure of speed: only so that a run that hangs ends. */
const TIME = 300_000 + RUNS * 200;

type Body = Record<string, unknown>;

const ENV = {
  HUAWEICLOUD_SDK_AK: 'id',
  HUAWEICLOUD_SDK_SK: 'secret',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
};
const ROWS = Object.fromEntries(
  Object.entries(FIELDS).map(([name, { kind }]) => [name, { kind, flag: flagOf(name) }]),
);
const OPTIONAL = Object.keys(FIELDS).filter((name) => !FIELDS[name]?.life.endsWith('mandatory'));

function valid(random: Random): Body {
  const protocol = random.pick(['HTTP', 'TCP', 'HTTPS', 'SSL', 'UDP']);
  const backend = { HTTP: 'HTTP', HTTPS: 'HTTP', TCP: 'TCP', SSL: 'TCP', UDP: 'UDP' }[protocol];
  return {
    name: 'web',
    loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
    protocol,
    port: 80,
    backend_protocol: backend,
    backend_port: 8080,
    lb_algorithm: random.pick(['roundrobin', 'roundrobin', 'leastconn', 'source']),
    ...(protocol === 'HTTPS' || protocol === 'SSL' ? { certificate_id: 'c1' } : {}),
  };
}

/** A value that is mostly right. */
function value(name: string, random: Random): unknown {
  if (random.chance(0.05)) return random.pick([null, {}, ['a', 'b']]);
  const { kind } = FIELDS[name] ?? {};
  const samples = kind?.samples ?? ['x'];
  const fine = samples.filter((one) => kind?.judge(one) === undefined);
  return random.pick(random.chance(0.8) ? fine : samples);
}

it(`${RUNS} creates`, { timeout: TIME }, async () => {
  const random = seeded(SEED);
  for (let round = 0; round < RUNS; round += 1) {
    const listener = valid(random);
    for (const name of OPTIONAL) if (random.chance(0.25)) listener[name] = value(name, random);
    for (const name of Object.keys(FIELDS)) {
      if (random.chance(0.03)) listener[name] = value(name, random);
      if (random.chance(0.02)) delete listener[name];
    }
    if (random.chance(0.02)) listener['bogus'] = 1;
    const { meant, body, words } = throughFlags(listener, ROWS, random);
    const argv = ['elb', 'listener', 'create', '--region', 'eu-de', ...words, '--from-file', '-'];
    const answer = await ask(argv, JSON.stringify(body), {});
    const verdicts = expected(judgeCreate(meant));
    const label = JSON.stringify({ round, listener, words });
    expect(answer.rules, label).toEqual(verdicts);
    const fine = !verdicts.some((one) => one.startsWith('error'));
    expect(answer.code, label).toBe(fine ? 0 : 2);
    expect(answer.sent, label).toEqual(fine ? meant : undefined);
  }
});

let current: Body = {};
const stub = await startStub(() => ({ body: current }));
afterAll(() => stub.close());

it(`${RUNS} updates`, { timeout: TIME }, async () => {
  const random = seeded(SEED + 1);
  for (let round = 0; round < RUNS; round += 1) {
    const before = valid(random);
    for (const name of OPTIONAL) {
      const fine = FIELDS[name]?.kind.samples.filter((one) => typeof one !== 'string');
      if (random.chance(0.3) && judgeOne(name, before, random, fine)) continue;
    }
    current = { id: 'a'.repeat(32), status: 'ACTIVE', admin_state_up: true, ...before };
    const change: Body = {};
    const fields = Object.keys(FIELDS).filter(
      (name) => FIELDS[name]?.life !== 'fixed' || random.chance(0.1),
    );
    for (let more = true; more; more = random.chance(0.6)) {
      const name = random.pick(fields);
      const isFixed = FIELDS[name]?.life.startsWith('fixed') === true;
      if (isFixed && random.chance(0.8)) continue;
      change[name] = value(name, random);
    }
    if (random.chance(0.02)) change['bogus'] = 1;
    if (Object.keys(change).length === 0) continue;
    const { meant, body, words } = throughFlags(change, ROWS, random);
    const file = Object.keys(body).length > 0 ? ['--from-file', '-'] : [];
    const argv = [
      'elb',
      'listener',
      'update',
      'a'.repeat(32),
      '--endpoint',
      stub.url,
      ...words,
      ...file,
    ];
    const answer = await ask(argv, JSON.stringify(body), ENV);
    const label = JSON.stringify({ round, before, change, words });
    const sent = updateBody(before, meant, words.length === 0);
    const verdicts = expected(judgeUpdate(before, meant));
    const isError = verdicts.some((one) => one.startsWith('error'));
    expect(answer.rules, label).toEqual(verdicts);
    expect(answer.code, label).toBe(isError ? 2 : 0);
    expect(answer.sent, label).toEqual(isError ? undefined : sent);
  }
});

function judgeOne(
  name: string,
  before: Body,
  random: Random,
  fine: readonly unknown[] = [],
): boolean {
  const { kind } = FIELDS[name] ?? {};
  const right = [...fine, ...(kind?.samples ?? [])].filter(
    (one) => kind?.judge(one) === undefined && one !== '',
  );
  if (right.length === 0) return false;
  before[name] = kind?.read(random.pick(right));
  return true;
}
