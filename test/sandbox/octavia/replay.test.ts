import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { newState } from '../../../src/sandbox/state/seed.ts';
import { comparable, type Exchange, prepare, type Replayed, replayer } from './replay.ts';

/*
 * What a real Octavia (11.0, API v2.26) answered to requests about listeners and pools, as it was
 * recorded. Of what it made, the attributes that the request sets are kept.
 */
const EXCHANGES: readonly Exchange[] = readFileSync(
  new URL('exchanges.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const REQUESTS = EXCHANGES.filter(({ path }) => !path.endsWith('/loadbalancers'));

let sandbox: Sandbox;
let replay: (exchange: Exchange) => Promise<Replayed>;
beforeAll(async () => {
  const state = newState();
  prepare(state, EXCHANGES);
  sandbox = await startSandbox({ initial: state, settleMs: 0 });
  replay = replayer(sandbox.url);
});
afterAll(() => sandbox.close());

describe('recorded requests are answered alike', () => {
  it.each(REQUESTS.map((exchange) => [`${exchange.method} ${exchange.case}`, exchange] as const))(
    '%s',
    async (_, exchange) => {
      const answer = comparable(exchange.answer === '' ? null : exchange.answer);
      expect(await replay(exchange)).toMatchObject({ status: exchange.status, answer });
    },
  );
});
