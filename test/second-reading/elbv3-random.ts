import { IDS, part } from './elbv3-bodies.ts';
import { BACKENDS, FIELDS, PROBES } from './elbv3-pages.ts';
import { protocolOf } from './elbv3-pool-rules.ts';
import type { Random } from './random.ts';

/* Random listeners with backend groups and health checks, mostly valid. */

export type Body = Record<string, unknown>;

export const NAMES = Object.keys(FIELDS);
const SESSION = 'pool.session_persistence.type';
const NEEDED = /^pool.(protocol|lb_algorithm)|^healthmonitor.(type|delay|timeout|max_retries)$/;

/** The least of a listener, mostly with a backend group, and that mostly with a health check. */
export function least(random: Random): Body {
  const protocol = random.pick([
    'HTTP',
    'HTTP',
    'HTTPS',
    'HTTPS',
    'TERMINATED_HTTPS',
    'TCP',
    'TCP',
    'UDP',
    'TLS',
    'QUIC',
    'IP',
  ]);
  const plain = protocolOf({ protocol }) ?? '';
  const backend = random.pick(BACKENDS[plain] ?? []);
  const secure = ['HTTPS', 'TLS', 'QUIC'].includes(plain);
  const hasPool = random.chance(0.7);
  return {
    loadbalancer_id: '098b2f68-af1c-41a9-8efd-69958722af62',
    protocol,
    protocol_port: 80,
    ...(secure ? { default_tls_container_ref: 'c1' } : {}),
    ...(hasPool ? { 'pool.protocol': backend, 'pool.lb_algorithm': 'ROUND_ROBIN' } : {}),
    ...(backend === 'GRPC' && hasPool && plain === 'HTTPS' ? { http2_enable: true } : {}),
    ...(hasPool && random.chance(0.6)
      ? {
          'healthmonitor.type': random.pick(PROBES[backend] ?? []),
          'healthmonitor.delay': 5,
          'healthmonitor.timeout': 3,
          'healthmonitor.max_retries': 3,
          ...(backend === 'IP' ? { 'healthmonitor.monitor_port': 80 } : {}),
        }
      : {}),
  };
}
/** A value that is mostly right. */
export function value(name: string, random: Random): unknown {
  const { kind, life } = FIELDS[name] ?? {};
  const samples = kind?.samples ?? ['x'];
  // What a part must have cannot be taken away from it.
  if (life === 'optional' && !NEEDED.test(name) && random.chance(0.04)) return null;
  const fine = samples.filter((one) => kind?.judge(kind.read(one)) === undefined);
  return random.pick(random.chance(0.9) ? fine : samples);
}
/** Something more, mostly where it has an effect. */
export function more(listener: Body, random: Random): string {
  for (;;) {
    const name = random.pick(NAMES);
    const { on } = FIELDS[name] ?? {};
    const part = name.split('.')[0] ?? '';
    const hasPart =
      !['pool', 'healthmonitor'].includes(part) ||
      Object.keys(listener).some((one) => one.startsWith(`${part}.`));
    const fits = on?.includes(protocolOf(listener) ?? '') ?? hasPart;
    if (fits || random.chance(0.15)) return name;
  }
}
/** A body that has none of an object has nothing inside it. */
export function withoutInside(values: Body): void {
  if (values[SESSION] !== null) return;
  for (const name of NAMES)
    if (name.startsWith('pool.session') && name !== SESSION) delete values[name];
}
/** Settings that a listener has, each right by itself. */
export function existing(random: Random): Body {
  const listener = least(random);
  const has = (one: string) => Object.keys(listener).some((name) => name.startsWith(one));
  for (const [name, { kind, on, life }] of Object.entries(FIELDS)) {
    const isThere = name.startsWith('pool.')
      ? has('pool.')
      : !name.startsWith('healthmonitor.') || has('healthmonitor.');
    const fits = on?.includes(protocolOf(listener) ?? '') ?? true;
    const isOwn = listener[name] !== undefined || name === 'default_pool_id';
    if (!isThere || !fits || isOwn || life.startsWith('fixed') || !random.chance(0.25)) continue;
    const right = kind.samples.filter(
      (one) => kind.judge(kind.read(one)) === undefined && one !== '',
    );
    listener[name] = kind.read(random.pick(right));
  }
  return { ...listener, ...(has('pool.') ? { default_pool_id: IDS.pool } : {}) };
}
/** A part as the cloud shows it. */
export function shown(kind: string, before: Body): Body {
  const { loadbalancer_id, ...values } = before;
  const hasMonitor = before['healthmonitor.type'] !== undefined;
  switch (kind) {
    case 'listener': {
      const own = part('listener', values);
      const groups = (own['ipgroup'] ?? {}) as Body;
      const ids = groups['ipgroup_id'];
      const ipgroup = Array.isArray(ids) ? { ...groups, ipgroup_id: ids.join(',') } : groups;
      return {
        id: IDS.listener,
        loadbalancers: [{ id: loadbalancer_id }],
        default_pool_id: null,
        ...own,
        ...(own['ipgroup'] === undefined ? {} : { ipgroup }),
      };
    }
    case 'pool': {
      const healthmonitor_id = hasMonitor ? IDS.monitor : null;
      const listeners = [{ id: IDS.listener }];
      return { id: IDS.pool, healthmonitor_id, listeners, members: [], ...part('pool', values) };
    }
    default:
      return { id: IDS.monitor, ...part('healthmonitor', values) };
  }
}
