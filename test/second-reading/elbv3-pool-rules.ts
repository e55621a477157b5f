import { BACKENDS, FIELDS, flagOf, PROBES } from './elbv3-pages.ts';
import { isSet, type Values } from './elbv3-plan.ts';

/* What the pages of backend groups and health checks say of several parameters together. */

export type Severity = 'error' | 'warning';
export type Say = (rule: string, severity: Severity, when: boolean) => void;
/** Whether the command sets one of these; what stays as it is is nobody's fault. */
export type Sets = (...names: string[]) => boolean;
export type Lacks = (name: string) => boolean;

export const isUnsaid = (value: unknown) => value === undefined || value === null;
/** What is wrong by itself is not said to be missing too. */
export const isRight = (values: Values, name: string) =>
  isUnsaid(values[name]) || FIELDS[name]?.kind.judge(values[name]) === undefined;

/** HTTPS and TERMINATED_HTTPS become one another, as the load balancer is of one kind or the other. */
export function protocolOf(values: Values): string | undefined {
  const { protocol } = values;
  if (protocol === 'TERMINATED_HTTPS') return 'HTTPS';
  return typeof protocol === 'string' && protocol in BACKENDS ? protocol : undefined;
}

export function judgePool(
  values: Values,
  sets: Sets,
  lacks: Lacks,
  say: Say,
  isNew: boolean,
): void {
  const protocol = protocolOf(values);
  const pool = values['pool.protocol'];
  const serves = (...protocols: string[]) => protocols.some((one) => one === pool);
  const isKnown = typeof pool === 'string' && pool in PROBES;
  const other = (...protocols: string[]) => isKnown && !serves(...protocols);
  say('pool-protocol-required', 'error', isNew && lacks('pool.protocol'));
  say('pool-lb-algorithm-required', 'error', isNew && lacks('pool.lb_algorithm'));
  if (sets('pool.protocol')) {
    const fits = protocol === undefined || (BACKENDS[protocol] ?? []).includes(String(pool));
    say('pool-protocol-listener', 'error', isKnown && !fits);
  }
  if (sets('pool.protocol', 'http2_enable')) {
    const old = protocol === 'HTTPS' && values['http2_enable'] !== true;
    say('pool-grpc-needs-http2', 'error', serves('GRPC') && old);
  }
  if (sets('pool.lb_algorithm', 'pool.protocol')) {
    const algorithm = String(values['pool.lb_algorithm']);
    const misses =
      (algorithm === 'QUIC_CID' && other('QUIC')) ||
      (algorithm.endsWith('_TUPLE_HASH') && other('IP'));
    say('pool-algorithm-protocol', 'error', misses);
  }
  judgeSession(values, sets, lacks, say, serves);
  const [slow, duration] = ['pool.slow_start.enable', 'pool.slow_start.duration'];
  if (sets(slow, duration, 'pool.protocol')) {
    // A time says the same as the switch, unless that is off.
    const on = values[slow] === true || (isSet(values[duration]) && values[slow] !== false);
    say('slow-start-web', 'error', on && other('HTTP', 'HTTPS'));
  }
  const [drains, time] = ['pool.connection_drain.enable', 'pool.connection_drain.timeout'];
  if (sets(drains, time, 'pool.protocol')) {
    const on = values[drains] === true || (isSet(values[time]) && values[drains] !== false);
    const layer7 = protocol !== undefined && protocol !== 'TCP' && protocol !== 'UDP';
    const misses = other('TCP', 'UDP', 'QUIC') || (isKnown && layer7);
    say('drain-layer-4', 'error', on && misses);
  }
  if (sets(drains, time)) {
    say('drain-needs-timeout', 'error', values[drains] === true && lacks(time));
  }
  if (sets('pool.ip_version')) {
    const both = values['pool.ip_version'] === 'dualstack' && serves('TCP');
    say('pool-ip-version-tls', 'error', both && protocol === 'TLS');
  }
  if (sets('pool.any_port_enable', 'pool.protocol')) {
    const on = values['pool.any_port_enable'] === true;
    say('any-port-layer-4', 'error', on && other('TCP', 'UDP', 'QUIC'));
  }
  if (sets('pool.type', 'pool.vpc_id')) {
    const type = values['pool.type'];
    const isKnown = isRight(values, 'pool.type') && isRight(values, 'pool.vpc_id');
    const network = isSet(values['pool.vpc_id']);
    const misses = type === 'instance' ? lacks('pool.vpc_id') : network;
    say('pool-type-network', 'error', isKnown && misses);
  }
}

function judgeSession(
  values: Values,
  sets: Sets,
  lacks: Lacks,
  say: Say,
  serves: (...protocols: string[]) => boolean,
): void {
  const session = 'pool.session_persistence';
  const [type, cookie, timeout] = ['type', 'cookie_name', 'persistence_timeout'].map(
    (name) => `${session}.${name}`,
  ) as [string, string, string];
  const kind = values[type];
  const has = (name: string) => isSet(values[name]);
  if (sets(type, 'pool.protocol')) {
    say(
      'sticky-session-type-web',
      'error',
      kind === 'SOURCE_IP' && serves('HTTP', 'HTTPS', 'GRPC'),
    );
    const byCookie = kind === 'HTTP_COOKIE' || kind === 'APP_COOKIE';
    say('sticky-session-type-layer-4', 'warning', byCookie && serves('TCP', 'UDP'));
    // It must be enabled, and with this type.
    say('sticky-session-quic', 'error', (byCookie || lacks(type)) && serves('QUIC'));
  }
  if (sets(type, cookie)) {
    const wants = kind === 'APP_COOKIE' && lacks(cookie);
    say('sticky-app-cookie-name', 'error', wants || (has(cookie) && kind !== 'APP_COOKIE'));
  }
  if (sets(timeout)) {
    say('sticky-timeout-app-cookie', 'warning', has(timeout) && kind === 'APP_COOKIE');
  }
  if (sets(type, timeout)) {
    say('sticky-timeout-needs-session', 'error', has(timeout) && lacks(type));
  }
  if (sets(timeout, 'pool.protocol')) {
    const long = Number(values[timeout]) > 60 && serves('TCP', 'UDP', 'QUIC');
    say('sticky-timeout-layer-4', 'error', long);
  }
}

export function judgeMonitor(
  values: Values,
  sets: Sets,
  lacks: Lacks,
  say: Say,
  isNew: boolean,
): void {
  const of = (name: string) => values[`healthmonitor.${name}`];
  for (const name of ['type', 'delay', 'timeout', 'max_retries']) {
    const rule = `healthmonitor-${flagOf(name)}-required`;
    say(rule, 'error', isNew && lacks(`healthmonitor.${name}`));
  }
  const pool = String(values['pool.protocol']);
  const type = of('type');
  const isKnown =
    typeof type === 'string' && FIELDS['healthmonitor.type']?.kind.judge(type) === undefined;
  const fits = PROBES[pool]?.includes(String(type)) ?? true;
  if (sets('healthmonitor.type', 'pool.protocol')) {
    say('healthmonitor-type-backends', 'error', isKnown && !fits);
  }
  for (const [name, ...types] of [
    ['url_path', 'HTTP', 'HTTPS'],
    ['domain_name', 'HTTP', 'HTTPS'],
    ['expected_codes', 'HTTP', 'HTTPS', 'GRPC'],
    ['http_method', 'HTTP', 'HTTPS'],
  ] as const) {
    const idle = isKnown && !types.some((one) => one === type);
    // What a check of another type had is nobody's fault.
    const given = isSet(of(name)) && sets(`healthmonitor.${name}`);
    say(`healthmonitor-${flagOf(name)}-web`, 'warning', idle && given);
  }
  if (sets('healthmonitor.timeout', 'healthmonitor.delay')) {
    const [timeout, delay] = [of('timeout'), of('delay')];
    const late = typeof timeout === 'number' && typeof delay === 'number' && timeout >= delay;
    say('healthmonitor-timeout-delay', 'warning', late);
  }
  const isNeeded = values['pool.any_port_enable'] === true || pool === 'IP';
  const checked = isNew || isSet(type);
  if (sets('healthmonitor.monitor_port', 'pool.any_port_enable', 'pool.protocol')) {
    const missing = checked && isNeeded && lacks('healthmonitor.monitor_port');
    say('any-port-needs-monitor-port', 'error', missing);
  }
}
