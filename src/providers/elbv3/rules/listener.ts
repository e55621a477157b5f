import { isSet, type Rule } from '../../../model/rule.ts';
import { alternatives } from '../../../model/values.ts';
import { EXISTING_POOL_RULE, rule, ruleId, textOf } from '../../parts/rules.ts';
import { ADDING, HUAWEI } from '../pages.ts';
import { ROWS } from '../parameters/index.ts';
import { LONG_IDLE_RANGE } from '../parameters/listener.ts';
import { LONG_IDLE, type Row } from '../parameters/row.ts';
import { aListener, isListener, isOther, protocolOf } from './subject.ts';

/** A parameter that is for listeners of some protocols: without effect on others, or refused there. */
function only({ name, on = [], refusedElsewhere, mayBeOff }: Row): Rule {
  const phrase = alternatives(on).replace(' or ', ' and ');
  return rule(
    ruleId(name, 'protocol'),
    refusedElsewhere === undefined ? 'warning' : 'error',
    [name, 'protocol'],
    refusedElsewhere === undefined
      ? `${name} has an effect on ${phrase} listeners only.`
      : `${name} is for ${phrase} listeners; the service refuses it on others.`,
    refusedElsewhere ?? `${ADDING}: ${name}`,
    (subject) => {
      if (!isSet(subject, name) || !isOther(subject, on)) return undefined;
      const isHarmless = refusedElsewhere === undefined || mayBeOff === true;
      // Off is what it is on the others anyway.
      if (isHarmless && subject.values[name] === false) return undefined;
      return refusedElsewhere === undefined
        ? `${subject.name(name)} has no effect on ${aListener(subject)}: it is for ${phrase} only`
        : `${subject.name(name)} cannot be used on ${aListener(subject)}: it is for ${phrase} only`;
    },
  );
}

export const PROTOCOL_RULES: readonly Rule[] = ROWS.filter(({ on }) => on !== undefined).map(only);

const CERTIFICATE = 'default_tls_container_ref';

const FIXED_ON_QUIC = ['http2_enable', 'tls_ciphers_policy', 'security_policy_id'];

export const LISTENER_RULES: readonly Rule[] = [
  rule(
    'certificate-required',
    'error',
    [CERTIFICATE, 'protocol'],
    'HTTPS, TLS and QUIC listeners need a server certificate.',
    `${ADDING}: ${CERTIFICATE}`,
    (subject) =>
      isListener(subject, 'HTTPS', 'TLS', 'QUIC') && !isSet(subject, CERTIFICATE)
        ? subject.missing(CERTIFICATE, `${protocolOf(subject)} listeners need a certificate`)
        : undefined,
    { missing: true },
  ),
  rule(
    'name-empty',
    'warning',
    ['name'],
    'The console cannot open a listener with an empty name.',
    `${ADDING}: name`,
    (subject) =>
      subject.values['name'] === ''
        ? `${subject.name('name')} is empty: the console will not find the listener`
        : undefined,
  ),
  rule(
    'admin-state-up-true',
    'error',
    ['admin_state_up'],
    'Listeners cannot be stopped: admin_state_up can only be true.',
    `${ADDING}: admin_state_up`,
    ({ values, name }) =>
      values['admin_state_up'] === false
        ? `${name('admin_state_up')} can only be true: listeners cannot be stopped`
        : undefined,
  ),
  rule(
    'port-reserved',
    'error',
    ['protocol_port', 'protocol'],
    'UDP and QUIC listeners cannot use port 4789.',
    `${HUAWEI}: protocol_port`,
    (subject) =>
      isListener(subject, 'UDP', 'QUIC') && subject.values['protocol_port'] === 4789
        ? `${subject.given('protocol_port')} cannot be used: it is reserved on ${protocolOf(subject)} listeners`
        : undefined,
  ),
  rule(
    'port-zero-needs-ranges',
    'error',
    ['protocol_port', 'port_ranges'],
    'protocol_port can be 0 only with port_ranges.',
    `${HUAWEI}: protocol_port`,
    (subject) =>
      subject.values['protocol_port'] === 0 &&
      !isSet(subject, 'port_ranges') &&
      !isListener(subject, 'IP')
        ? `${subject.given('protocol_port')} needs ${subject.name('port_ranges')}`
        : undefined,
    { verbs: ['create'] },
  ),
  rule(
    'port-ranges-without-port',
    'error',
    ['port_ranges', 'protocol_port'],
    'port_ranges cannot be combined with a port.',
    `${HUAWEI}: port_ranges`,
    (subject) =>
      isSet(subject, 'port_ranges') &&
      isSet(subject, 'protocol_port') &&
      subject.values['protocol_port'] !== 0
        ? `${subject.name('port_ranges')} cannot be combined with ${subject.given('protocol_port')}; set it to 0`
        : undefined,
    { verbs: ['create'] },
  ),
  rule(
    'port-ranges-disjoint',
    'error',
    ['port_ranges'],
    'port_ranges has up to 10 ranges, from low to high, that do not overlap.',
    `${HUAWEI}: port_ranges`,
    ({ values, name }) => rangesProblem(values['port_ranges'], name('port_ranges')),
    { verbs: ['create'] },
  ),
  rule(
    'keepalive-timeout-tcp',
    'error',
    ['keepalive_timeout', 'protocol'],
    `On TCP, UDP and IP listeners keepalive_timeout is at least ${LONG_IDLE_RANGE.min} seconds.`,
    `${ADDING}: keepalive_timeout`,
    (subject) => {
      const seconds = subject.values['keepalive_timeout'];
      const { min, max } = LONG_IDLE_RANGE;
      const isShort = typeof seconds === 'number' && seconds >= 0 && seconds < min;
      return isShort && isListener(subject, ...LONG_IDLE)
        ? `${subject.given('keepalive_timeout')} is too short: ${protocolOf(subject)} listeners need ${min} to ${max} seconds`
        : undefined;
    },
  ),
  rule(
    'keepalive-timeout-udp',
    'warning',
    ['keepalive_timeout', 'protocol'],
    'keepalive_timeout has no effect on UDP listeners of Open Telekom Cloud.',
    `${ADDING}: keepalive_timeout`,
    (subject) =>
      isListener(subject, 'UDP') && isSet(subject, 'keepalive_timeout')
        ? `${subject.name('keepalive_timeout')} may have no effect on a UDP listener: on Open Telekom Cloud it has none`
        : undefined,
  ),
  rule(
    'sni-certificates-count',
    'error',
    ['sni_container_refs'],
    'A listener has up to 50 SNI certificates.',
    `${HUAWEI}: sni_container_refs`,
    ({ values, name }) => {
      const list = values['sni_container_refs'];
      return Array.isArray(list) && list.length > 50
        ? `${name('sni_container_refs')} takes at most 50 certificates; there are ${list.length}`
        : undefined;
    },
  ),
  rule(
    'security-policy-wins',
    'warning',
    ['tls_ciphers_policy', 'security_policy_id'],
    'With security_policy_id, tls_ciphers_policy has no effect.',
    `${ADDING}: tls_ciphers_policy`,
    (subject) =>
      ['tls_ciphers_policy', 'security_policy_id'].every(
        (name) => isSet(subject, name) && subject.sets(name),
      )
        ? `${subject.name('tls_ciphers_policy')} has no effect: ${subject.name('security_policy_id')} wins`
        : undefined,
  ),
  rule(
    'quic-http2',
    'error',
    [...FIXED_ON_QUIC, 'protocol'],
    'QUIC listeners take neither http2_enable nor TLS settings: these are fixed.',
    `${HUAWEI}: http2_enable`,
    (subject) => {
      const refused = FIXED_ON_QUIC.find((name) => isSet(subject, name) && subject.sets(name));
      return isListener(subject, 'QUIC') && refused !== undefined
        ? `${subject.name(refused)} cannot be used on a QUIC listener: it is fixed there`
        : undefined;
    },
  ),
  rule(
    'ipgroup-needs-id',
    'error',
    ['ipgroup.ipgroup_id', 'ipgroup.enable_ipgroup', 'ipgroup.type'],
    'An access list needs the id of a group of addresses.',
    `${ADDING}: ipgroup`,
    (subject) => {
      const { values } = subject;
      const isOn = values['ipgroup.enable_ipgroup'] === true || isSet(subject, 'ipgroup.type');
      return isOn &&
        values['ipgroup.enable_ipgroup'] !== false &&
        !isSet(subject, 'ipgroup.ipgroup_id')
        ? subject.missing('ipgroup.ipgroup_id', 'an access list needs a group of addresses', {
            takes: 'the id of an IP address group',
          })
        : undefined;
    },
    { missing: true },
  ),
  rule(
    'ipgroup-one-on-otc',
    'warning',
    ['ipgroup.ipgroup_id'],
    'Several groups of addresses are possible on Huawei Cloud only.',
    `${HUAWEI}: ipgroup_id`,
    ({ values, name }) => {
      const ids = values['ipgroup.ipgroup_id'];
      return Array.isArray(ids) && ids.length > 1
        ? `${name('ipgroup.ipgroup_id')} has several groups: Open Telekom Cloud takes one`
        : undefined;
    },
  ),
  rule(
    'transparent-client-ip-off',
    'error',
    ['transparent_client_ip_enable', 'protocol'],
    'transparent_client_ip_enable can be false on TCP and UDP listeners only.',
    `${ADDING}: transparent_client_ip_enable`,
    (subject) =>
      subject.values['transparent_client_ip_enable'] === false && isOther(subject, ['TCP', 'UDP'])
        ? `${subject.given('transparent_client_ip_enable')} cannot be used on ${aListener(subject)}: it can only be true there`
        : undefined,
  ),
  rule(
    'nat64-transparent',
    'error',
    ['nat64_enable', 'transparent_client_ip_enable'],
    'nat64_enable and transparent_client_ip_enable cannot both be on.',
    `${HUAWEI}: nat64_enable`,
    ({ values, name }) =>
      values['nat64_enable'] === true && values['transparent_client_ip_enable'] === true
        ? `${name('nat64_enable')} cannot be used together with ${name('transparent_client_ip_enable')}`
        : undefined,
  ),
  rule(
    'enhance-l7policy-stays',
    'error',
    ['enhance_l7policy_enable'],
    'Advanced forwarding cannot be switched off again.',
    `${ADDING}: enhance_l7policy_enable`,
    ({ values, before, name }) =>
      values['enhance_l7policy_enable'] === false && before?.['enhance_l7policy_enable'] === true
        ? `${name('enhance_l7policy_enable')} is on and cannot be switched off again`
        : undefined,
    { verbs: ['update'] },
  ),
  rule(
    'early-data-needs-tls-1-3',
    'error',
    ['ssl_early_data_enable', 'tls_ciphers_policy'],
    'ssl_early_data_enable needs a TLS policy with TLS 1.3.',
    `${HUAWEI}: ssl_early_data_enable`,
    (subject) => {
      const policy = textOf(subject.values['tls_ciphers_policy']);
      return subject.values['ssl_early_data_enable'] === true &&
        !isOther(subject, ['HTTPS']) &&
        !isSet(subject, 'security_policy_id') &&
        !policy.endsWith('with-1-3')
        ? `${subject.name('ssl_early_data_enable')} needs ${subject.name('tls_ciphers_policy')} with TLS 1.3, such as tls-1-2-fs-with-1-3`
        : undefined;
    },
  ),
  ...['', 'pool.'].map((part) =>
    rule(
      `${part === '' ? '' : 'pool-'}protection-reason`,
      'warning',
      [`${part}protection_reason`, `${part}protection_status`],
      `${part}protection_reason is valid only with protection_status consoleProtection.`,
      `${ADDING}: protection_reason`,
      (subject) =>
        isSet(subject, `${part}protection_reason`) &&
        subject.values[`${part}protection_status`] !== 'consoleProtection'
          ? `${subject.name(`${part}protection_reason`)} has no effect without ${subject.name(`${part}protection_status`)} consoleProtection`
          : undefined,
      { idle: true },
    ),
  ),
  ...['include', 'exclude'].map((kind) =>
    rule(
      `access-log-${kind}-headers-count`,
      'error',
      [`access_log_customized_headers_config.${kind}_headers`],
      'The access log takes up to five headers, and not those that it has anyway.',
      `${ADDING}: access_log_customized_headers_config`,
      ({ values, name }) => {
        const field = `access_log_customized_headers_config.${kind}_headers`;
        const headers = values[field];
        if (!Array.isArray(headers)) return undefined;
        if (headers.length > 5) {
          return `${name(field)} takes at most five headers; there are ${headers.length}`;
        }
        const known = headers.find((header) => LOGGED.includes(header.toLowerCase()));
        return known === undefined
          ? undefined
          : `${name(field)} cannot contain ${known}: the access log handles it itself`;
      },
    ),
  ),
  EXISTING_POOL_RULE,
];

const LOGGED = [
  'host',
  'user-agent',
  'referer',
  'x-forwarded-for',
  'x-clienttraceid',
  'traceparent',
];

function rangesProblem(value: unknown, name: string): string | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length > 10) return `${name} takes at most 10 ranges; there are ${value.length}`;
  const ranges = value
    .map((range) => String(range).split('-').map(Number))
    .map(([start = 0, end = 0]) => ({ start, end }));
  const wrong = ranges.find(({ start, end }) => start < 1 || end > 65_535 || start > end);
  if (wrong !== undefined) {
    return `${name} has ${wrong.start}-${wrong.end}: a range goes from low to high, within 1 to 65535`;
  }
  const sorted = ranges.toSorted((a, b) => a.start - b.start);
  const overlap = sorted.find(({ start }, at) => start <= (sorted[at - 1]?.end ?? 0));
  return overlap === undefined ? undefined : `${name} has ranges that overlap at ${overlap.start}`;
}
