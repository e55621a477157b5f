import { afterAll, expect, it } from 'vitest';
import { startStub } from '../stub.ts';
import { ask, expected, throughFlags } from './compare.ts';
import { createBodies, IDS, nested, updateBodies } from './elbv3-bodies.ts';
import { FIELDS, flagOf } from './elbv3-pages.ts';
import { planOf } from './elbv3-plan.ts';
import {
  type Body,
  existing,
  least,
  more,
  NAMES,
  shown,
  value,
  withoutInside,
} from './elbv3-random.ts';
import { judgeCreate, judgeUpdate } from './elbv3-rules.ts';
import { seeded } from './random.ts';

/*
 * Random listeners with backend groups and health checks, valid and not, judged by the program and
 * by a second reading of the pages. LBCTL_FUZZ_RUNS=20000 makes it a long run, LBCTL_FUZZ_SEED
 * another one. Tags and ranges of ports are left out: they have tests of their own.
 */
const RUNS = Number(process.env['LBCTL_FUZZ_RUNS'] ?? 500);
const SEED = Number(process.env['LBCTL_FUZZ_SEED'] ?? 18);
/** No measure of speed: only so that a run that hangs ends. */
const TIME = 300_000 + RUNS * 200;

const ENV = {
  HUAWEICLOUD_SDK_AK: 'id',
  HUAWEICLOUD_SDK_SK: 'secret',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
};
const ROWS = Object.fromEntries(
  Object.entries(FIELDS).map(([name, { kind }]) => [name, { kind, flag: flagOf(name) }]),
);

it(`${RUNS} creates`, { timeout: TIME }, async () => {
  const random = seeded(SEED);
  for (let round = 0; round < RUNS; round += 1) {
    const listener = least(random);
    while (random.chance(0.8)) {
      const name = more(listener, random);
      listener[name] = value(name, random);
    }
    for (const name of NAMES) if (random.chance(0.01)) delete listener[name];
    if (random.chance(0.02)) listener['bogus'] = 1;
    withoutInside(listener);
    const { meant, body, words } = throughFlags(listener, ROWS, random);
    const argv = ['elbv3', 'listener', 'create', '--region', 'eu-de', ...words, '--from-file', '-'];
    const answer = await ask(argv, JSON.stringify(nested(body)), {});
    const verdicts = expected(judgeCreate(meant));
    const isFine = !verdicts.some((one) => one.startsWith('error'));
    const label = JSON.stringify({ round, listener, words });
    expect(answer.rules, label).toEqual(verdicts);
    expect(answer.code, label).toBe(isFine ? 0 : 2);
    expect(answer.bodies, label).toEqual(isFine ? createBodies(meant) : []);
  }
});

let before: Body = {};
const stub = await startStub(({ path }) => {
  const kind = /(listener|pool|healthmonitor)s\/[\w-]+$/.exec(path)?.[1];
  const none = { statuses: {}, l7policies: [] };
  return { body: kind === undefined ? none : { [kind]: shown(kind, before) } };
});
afterAll(() => stub.close());

it(`${RUNS} updates`, { timeout: TIME }, async () => {
  const random = seeded(SEED + 1);
  for (let round = 0; round < RUNS; round += 1) {
    before = existing(random);
    const change: Body = {};
    do {
      const name = more(before, random);
      if (FIELDS[name]?.life.startsWith('fixed') === true && random.chance(0.7)) continue;
      change[name] = value(name, random);
    } while (Object.keys(change).length === 0 || random.chance(0.6));
    if (random.chance(0.02)) change['bogus'] = 1;
    withoutInside(change);
    const { meant, body, words } = throughFlags(change, ROWS, random);
    const file = Object.keys(body).length > 0 ? ['--from-file', '-'] : [];
    const target = [IDS.listener, '--endpoint', stub.url, '--region', 'eu-de'];
    const argv = ['elbv3', 'listener', 'update', ...target, ...words, ...file];
    const answer = await ask(argv, JSON.stringify(nested(body)), ENV);
    const verdicts = expected(judgeUpdate(before, meant));
    const isFine = !verdicts.some((one) => one.startsWith('error'));
    const plan = isFine ? planOf(before, meant, words.length === 0) : undefined;
    const label = JSON.stringify({ round, before, change, words });
    expect(answer.rules, label).toEqual(verdicts);
    expect(answer.code, label).toBe(isFine ? 0 : 2);
    expect(answer.bodies, label).toEqual(plan === undefined ? [] : updateBodies(plan, before));
  }
});
