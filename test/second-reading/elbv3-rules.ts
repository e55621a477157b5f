import { FIELDS, flagOf } from './elbv3-pages.ts';
import { asks, isSet, makesMonitor, makesPool, partOf, planOf, type Values } from './elbv3-plan.ts';
import {
  isRight,
  judgeMonitor,
  judgePool,
  type Lacks,
  protocolOf,
  type Say,
  type Sets,
  type Severity,
} from './elbv3-pool-rules.ts';

/* What the pages say of several parameters together, read a second time. */

export type Verdicts = ReadonlyMap<string, Severity>;

function judgeValues(values: Values, found: Map<string, Severity>): void {
  for (const [name, value] of Object.entries(values)) {
    const row = FIELDS[name];
    if (row === undefined) found.set('from-file', 'error');
    const fault = value === null ? undefined : row?.kind.judge(value);
    if (fault !== undefined) found.set(`${flagOf(name)}-${fault}`, 'error');
  }
}

export function judgeCreate(values: Values): Verdicts {
  const found = new Map<string, Severity>();
  judgeValues(values, found);
  for (const [name, { life }] of Object.entries(FIELDS)) {
    const isMissing = values[name] === undefined || values[name] === null;
    if (life.endsWith('mandatory') && isMissing) found.set(`${flagOf(name)}-required`, 'error');
  }
  const hasPool = values['default_pool_id'] !== undefined;
  const isNew = { pool: makesPool(values) && !hasPool, monitor: makesMonitor(values) };
  judgeTogether(values, (...names) => names.some((one) => one in values), found, isNew);
  if (isSet(values['default_pool_id']) && makesPool(values)) {
    found.set('default-pool-or-fields', 'error');
  }
  return found;
}

interface Made {
  readonly pool: boolean;
  readonly monitor: boolean;
}

function judgeTogether(values: Values, sets: Sets, found: Map<string, Severity>, made: Made): void {
  const say = (rule: string, severity: Severity, when: boolean) => {
    if (when) found.set(rule, severity);
  };
  const protocol = protocolOf(values);
  const listens = (...protocols: string[]) =>
    protocol !== undefined && protocols.includes(protocol);
  const has = (name: string) => isSet(values[name]);
  const lacks = (name: string) => !has(name) && isRight(values, name);

  for (const [name, { on, strict }] of Object.entries(FIELDS)) {
    const idle = on !== undefined && protocol !== undefined && !listens(...on);
    const rule = `${flagOf(name)}-protocol`.replace('l7-policy', 'l7policy');
    // Nobody asks for an effect by switching it off.
    const isAsked = strict === true ? has(name) : has(name) && values[name] !== false;
    say(rule, strict === undefined ? 'warning' : 'error', idle && isAsked && sets(name));
  }
  const port = values['protocol_port'];
  const certificate = 'default_tls_container_ref';
  say('certificate-required', 'error', listens('HTTPS', 'TLS', 'QUIC') && lacks(certificate));
  say('name-empty', 'warning', values['name'] === '' && sets('name'));
  say('admin-state-up-true', 'error', values['admin_state_up'] === false && sets('admin_state_up'));
  say('port-reserved', 'error', port === 4789 && listens('UDP', 'QUIC'));
  say('port-zero-needs-ranges', 'error', port === 0 && protocol !== 'IP');
  const idleTime = values['keepalive_timeout'];
  const isShort = typeof idleTime === 'number' && idleTime >= 0 && idleTime < 10;
  if (sets('keepalive_timeout')) {
    say('keepalive-timeout-tcp', 'error', isShort && listens('TCP', 'UDP', 'IP'));
    say('keepalive-timeout-udp', 'warning', has('keepalive_timeout') && listens('UDP'));
  }
  const sni = values['sni_container_refs'];
  say(
    'sni-certificates-count',
    'error',
    Array.isArray(sni) && sni.length > 50 && sets('sni_container_refs'),
  );
  const policies = ['security_policy_id', 'tls_ciphers_policy'];
  const both = policies.every((name) => has(name) && sets(name));
  say('security-policy-wins', 'warning', both);
  const fixed = ['http2_enable', 'tls_ciphers_policy', 'security_policy_id'];
  const isFixed = fixed.some((name) => has(name) && sets(name));
  say('quic-http2', 'error', listens('QUIC') && isFixed);
  judgeAccess(values, sets, lacks, say);
  const transparent = values['transparent_client_ip_enable'];
  if (sets('transparent_client_ip_enable')) {
    const choosable = protocol === undefined || listens('TCP', 'UDP');
    say('transparent-client-ip-off', 'error', transparent === false && !choosable);
  }
  if (sets('nat64_enable', 'transparent_client_ip_enable')) {
    say('nat64-transparent', 'error', values['nat64_enable'] === true && transparent === true);
  }
  if (sets('ssl_early_data_enable', 'tls_ciphers_policy')) {
    // No default of it has TLS 1.3; elsewhere than on HTTPS it has no effect anyway.
    const old = !String(values['tls_ciphers_policy']).endsWith('-1-3');
    const early = values['ssl_early_data_enable'] === true && !has('security_policy_id');
    const isHttps = protocol === undefined || protocol === 'HTTPS';
    say('early-data-needs-tls-1-3', 'error', early && old && isHttps);
  }
  for (const part of ['', 'pool.']) {
    const idle = values[`${part}protection_status`] !== 'consoleProtection';
    const given = has(`${part}protection_reason`) && sets(`${part}protection_reason`);
    say(`${flagOf(part)}protection-reason`, 'warning', idle && given);
  }
  judgePool(values, sets, lacks, say, made.pool);
  judgeMonitor(values, sets, lacks, say, made.monitor);
}

function judgeAccess(values: Values, sets: Sets, lacks: Lacks, say: Say): void {
  const [id, on, type] = ['ipgroup.ipgroup_id', 'ipgroup.enable_ipgroup', 'ipgroup.type'];
  if (!sets(id, on, type)) return;
  const lists = values[id];
  const isKnown = [on, type].every((name) => isRight(values, name));
  // What is off needs no addresses.
  const wanted = values[on] !== false && (values[on] === true || isSet(values[type]));
  say('ipgroup-needs-id', 'error', isKnown && wanted && lacks(id));
  say('ipgroup-one-on-otc', 'warning', Array.isArray(lists) && lists.length > 1 && sets(id));
}

/** Of backend groups that exist; another value would need another group. */
const FIXED = ['pool.protocol', 'pool.any_port_enable'];

/** @param before the listener as it is, with the parts that it has */
export function judgeUpdate(before: Values, change: Values): Verdicts {
  const found = new Map<string, Severity>();
  judgeValues(change, found);
  for (const name of Object.keys(change)) {
    if (FIELDS[name]?.life.startsWith('fixed') !== true) continue;
    for (const fault of ['type', 'range', 'values', 'length', 'characters']) {
      found.delete(`${flagOf(name)}-${fault}`);
    }
    found.set(`${flagOf(name)}-create-only`, 'error');
  }
  const plan = planOf(before, change);
  if (found.size > 0 || plan === undefined) return found;
  const sets = (...names: string[]) => names.some((name) => name in change);
  judgeTogether(plan.merged, sets, found, {
    pool: plan.newPool,
    monitor: plan.newMonitor,
  });
  for (const name of FIXED) {
    const isOther = sets(name) && before[name] !== undefined && before[name] !== change[name];
    if (isOther) found.set(`${flagOf(name)}-fixed`, 'error');
  }
  // A group that may serve others is taken as it is.
  const own = Object.entries(change).some(
    ([name, value]) => partOf(name) !== 'listener' && asks(value) && value !== before[name],
  );
  if (isSet(change['default_pool_id']) && own) found.set('default-pool-or-fields', 'error');
  const advanced = 'enhance_l7policy_enable';
  if (change[advanced] === false && before[advanced] === true) {
    found.set('enhance-l7policy-stays', 'error');
  }
  return found;
}
