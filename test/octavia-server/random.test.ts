import { expect, it } from 'vitest';
import { canonicalCidr } from '../../src/providers/octavia/cidr.ts';
import {
  type Body,
  POOL_PROTOCOLS,
  type Random,
  random,
  spoiledListener,
  spoiledMonitor,
  spoiledPool,
  validListener,
} from './random.ts';
import { type Api, active, api, balancer, describeOnServer, lbctl, nextPort } from './server.ts';

/* lbctl and a real Octavia on the same random bodies. */

const VALID = 300;
const INVALID = { listener: 360, pool: 80, healthmonitor: 60 };
/** A change takes the server longer the more listeners its load balancer has. */
const PER_BALANCER = 10;
const AT_ONCE = 4;
const MINUTES = 60_000;

/** How the server returns what it was sent. */
function returned(name: string, value: unknown): unknown {
  if (name === 'allowed_cidrs' && Array.isArray(value)) {
    return value.length === 0 ? null : value.map(canonicalCidr).toSorted();
  }
  return Array.isArray(value) ? value.toSorted() : value;
}

describeOnServer('random valid listeners', () => {
  it('are created, and read back as they were sent', { timeout: 10 * MINUTES }, async () => {
    const from = random(1);
    const wanted = Array.from({ length: VALID }, () => validListener(from));
    const places: string[] = [];
    const sent: Body[] = [];
    const work = async () => {
      while (wanted.length > 0) {
        const bodies = wanted.splice(0, PER_BALANCER);
        const loadBalancer = await balancer();
        places.push(loadBalancer);
        for (const body of bodies) {
          const listener = { loadbalancer_id: loadBalancer, protocol_port: nextPort(), ...body };
          const { code, stderr } = await lbctl(
            'octavia listener create --no-preflight --from-file - -o json',
            { stdin: JSON.stringify({ listener }) },
          );
          expect({ code, stderr, listener }).toMatchObject({ code: 0 });
          sent.push(listener);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const read = new Map<unknown, Body>();
    for (const place of places) {
      const { body } = await api('GET', `/listeners?loadbalancer_id=${place}`);
      for (const listener of body.listeners) read.set(listener.protocol_port, listener);
    }
    expect(read.size).toBe(VALID);
    for (const { loadbalancer_id, ...body } of sent) {
      const listener = read.get(body['protocol_port']) ?? {};
      const actual = Object.keys(body).map((name) => [name, returned(name, listener[name])]);
      const expected = Object.entries(body).map(([name, value]) => [name, returned(name, value)]);
      // The server answers an empty list of addresses as null.
      expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
      expect(listener['loadbalancers']).toEqual([{ id: loadbalancer_id }]);
    }
  });
});

/** Why lbctl refuses what the server takes; everything else must agree. */
const EXPLAINED: readonly (readonly [string, RegExp])[] = [
  [
    'the server takes an integer for a boolean, and a number for another',
    /must be (true or false|a whole number)/,
  ],
  ['null for admin_state_up stops the listener, which says nothing', /admin_state_up/],
  ['the server checks TLS versions of listeners that end TLS only', /--tls-versions/],
  ['the server checks ALPN protocols of listeners that end TLS only', /--alpn-protocols .*empty/],
  [
    'the server merges networks on create, and fails on them on update',
    /--allowed-cidrs has .* twice/,
  ],
  ['the server reads a number as an IPv4 address', /--allowed-cidrs must be/],
  ['the server stores header values that are no strings', /--insert-headers/],
  ['the page says less than the delay; the server does not check', /must be shorter than/],
  ['a database with a limit refuses it', /--connection-limit/],
];

interface Verdict {
  readonly body: Body;
  readonly server: Api;
  readonly refused: boolean;
  readonly said: string;
}

function disagreements(verdicts: readonly Verdict[]) {
  const lenient: unknown[] = [];
  const strict: unknown[] = [];
  for (const { body, server, refused, said } of verdicts) {
    const isRefused = server.status >= 400;
    if (isRefused && !refused && !isSpelling(server)) lenient.push({ body, answer: server.body });
    if (!isRefused && refused && !EXPLAINED.some(([, pattern]) => pattern.test(said))) {
      strict.push({ body, said });
    }
  }
  return { lenient, strict };
}

/** lbctl sends enumerations in the server's spelling, whatever their case. */
function isSpelling({ body }: Api): boolean {
  const [, value = '', values = ''] =
    /Value: '(.*)'\. Value should be one of: (.*)$/.exec(body?.faultstring ?? '') ?? [];
  return value !== '' && values.split(', ').includes(value.toUpperCase());
}

async function lbctlOn(body: Body): Promise<Pick<Verdict, 'refused' | 'said'>> {
  const line = 'octavia listener create --from-file - --dry-run --no-preflight';
  const { code, stderr } = await lbctl(line, { stdin: JSON.stringify(body) });
  expect([0, 2], stderr).toContain(code);
  return { refused: code === 2, said: stderr };
}

/** A change that was taken is confirmed before the next. */
async function sendTo(path: string, body: unknown, loadBalancer: string): Promise<Api> {
  for (;;) {
    const answer = await api('POST', path, body);
    if (answer.status !== 409 || !/immutable/.test(JSON.stringify(answer.body))) {
      if (answer.status === 201) await active(loadBalancer);
      return answer;
    }
    await active(loadBalancer);
  }
}

async function newPool(protocol: string, lb: string): Promise<string> {
  const pool = { protocol, lb_algorithm: 'ROUND_ROBIN', loadbalancer_id: lb };
  const { body } = await sendTo('/pools', { pool }, lb);
  return body.pool.id;
}

const count = (verdicts: readonly Verdict[]) =>
  verdicts.filter(({ server }) => server.status >= 400).length;

describeOnServer('random invalid bodies', () => {
  const judge = async (
    seed: number,
    wanted: number,
    make: (from: Random) => Promise<Verdict>,
  ): Promise<readonly Verdict[]> => {
    const from = random(seed);
    const verdicts: Verdict[] = [];
    while (count(verdicts) < wanted) verdicts.push(await make(from));
    return verdicts;
  };

  it('of listeners are refused by lbctl as by the server', { timeout: 10 * MINUTES }, async () => {
    const lb = await balancer();
    const verdicts = await judge(2, INVALID.listener, async (from) => {
      const body = spoiledListener(from, lb, nextPort());
      const server = await sendTo('/listeners', { listener: body }, lb);
      return { body, server, ...(await lbctlOn({ listener: body })) };
    });
    expect(disagreements(verdicts)).toEqual({ lenient: [], strict: [] });
  });

  it('of pools are refused by lbctl as by the server', { timeout: 10 * MINUTES }, async () => {
    const lb = await balancer();
    const verdicts = await judge(3, INVALID.pool, async (from) => {
      const body = spoiledPool(from);
      const server = await sendTo('/pools', { pool: { ...body, loadbalancer_id: lb } }, lb);
      const protocol = LISTENER_FOR[String(body['protocol'])] ?? 'TCP';
      const listener = { loadbalancer_id: lb, protocol, protocol_port: 80 };
      return { body, server, ...(await lbctlOn({ listener, pool: body })) };
    });
    expect(disagreements(verdicts)).toEqual({ lenient: [], strict: [] });
  });

  it('of health monitors are refused by lbctl as by the server', {
    timeout: 10 * MINUTES,
  }, async () => {
    const lb = await balancer();
    const pools = new Map<string, string>();
    const verdicts = await judge(4, INVALID.healthmonitor, async (from) => {
      const body = spoiledMonitor(from);
      const protocol = from.pick(['HTTP', 'TCP', 'UDP']);
      const lbctlSays = await lbctlOn({
        listener: { loadbalancer_id: lb, protocol, protocol_port: 80 },
        pool: { protocol, lb_algorithm: 'ROUND_ROBIN' },
        healthmonitor: body,
      });
      const id = pools.get(protocol) ?? (await newPool(protocol, lb));
      const server = await sendTo(
        '/healthmonitors',
        { healthmonitor: { ...body, pool_id: id } },
        lb,
      );
      // A pool has one health monitor.
      if (server.status === 201) pools.delete(protocol);
      else pools.set(protocol, id);
      return { body: { ...body, pool: protocol }, server, ...lbctlSays };
    });
    expect(disagreements(verdicts)).toEqual({ lenient: [], strict: [] });
  });
});

const LISTENER_FOR: Readonly<Record<string, string>> = Object.fromEntries(
  POOL_PROTOCOLS.map((protocol) => [
    protocol,
    ['UDP', 'SCTP', 'HTTPS'].includes(protocol) ? protocol : 'TCP',
  ]),
);
