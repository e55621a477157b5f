import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { alternatives } from '../../../model/values.ts';
import { nameInPart, SESSION_COOKIE, SESSION_TIMEOUT, SESSION_TYPE } from '../../parts/names.ts';
import { fixedInPart, requiredInPart, rule, textOf } from '../../parts/rules.ts';
import { wantsMonitor } from '../../parts/values.ts';
import { ADDING_GROUP, HUAWEI } from '../pages.ts';
import { BACKENDS, DRAIN, SLOW_START } from '../protocols.ts';
import { aListener, groupProtocol, isListener, isOther, isWeb, protocolOf } from './subject.ts';

const PROTOCOL = 'pool.protocol';
const ALGORITHM = 'pool.lb_algorithm';
const SLOWLY = 'pool.slow_start.enable';
const SLOWLY_TIME = 'pool.slow_start.duration';
const DRAINS = 'pool.connection_drain.enable';
const DRAIN_TIMEOUT = 'pool.connection_drain.timeout';

/** The parameter that asks for something: the switch, or its time if the switch is not off. */
function asks(subject: Subject, name: string, time: string): string | undefined {
  if (subject.values[name] === true) return name;
  return isSet(subject, time) && subject.values[name] !== false ? time : undefined;
}

function isIn(protocol: string, protocols: readonly string[]): boolean {
  return protocols.includes(protocol);
}

function fixed(field: string): Rule {
  const how = 'it would need a new backend group with new servers';
  return fixedInPart(field, `${ADDING_GROUP}: ${nameInPart(field)}`, how);
}

export const POOL_RULES: readonly Rule[] = [
  requiredInPart(ALGORITHM, `${ADDING_GROUP}: lb_algorithm`),
  requiredInPart(PROTOCOL, `${ADDING_GROUP}: protocol`, (subject) => BACKENDS[protocolOf(subject)]),
  fixed(PROTOCOL),
  fixed('pool.any_port_enable'),
  rule(
    'pool-protocol-listener',
    'error',
    [PROTOCOL, 'protocol'],
    'The protocol of the backends must fit that of the listener.',
    `${ADDING_GROUP}: protocol`,
    (subject) => {
      const allowed = BACKENDS[protocolOf(subject)];
      const own = groupProtocol(subject);
      return allowed === undefined || own === '' || allowed.includes(own)
        ? undefined
        : `${subject.given(PROTOCOL)} cannot be used: ${aListener(subject)} has ${alternatives(allowed)} backends`;
    },
  ),
  rule(
    'pool-grpc-needs-http2',
    'error',
    [PROTOCOL, 'http2_enable'],
    'gRPC backends need a listener with HTTP/2.',
    `${HUAWEI}: protocol`,
    (subject) =>
      groupProtocol(subject) === 'GRPC' &&
      isListener(subject, 'HTTPS') &&
      subject.values['http2_enable'] !== true
        ? `${subject.given(PROTOCOL)} needs ${subject.name('http2_enable')}`
        : undefined,
  ),
  rule(
    'pool-ip-version-tls',
    'error',
    ['pool.ip_version', PROTOCOL, 'protocol'],
    'TCP backends of TLS listeners have IP version v4.',
    `${HUAWEI}: protocol`,
    (subject) =>
      isListener(subject, 'TLS') &&
      groupProtocol(subject) === 'TCP' &&
      subject.values['pool.ip_version'] === 'dualstack'
        ? `${subject.given('pool.ip_version')} cannot be used: TCP backends of a TLS listener have v4`
        : undefined,
    { verbs: ['create'] },
  ),
  rule(
    'pool-algorithm-protocol',
    'error',
    [ALGORITHM, PROTOCOL],
    'QUIC_CID is for QUIC backends, and the tuple hashes are for IP backends.',
    `${ADDING_GROUP}: lb_algorithm`,
    (subject) => {
      const algorithm = textOf(subject.values[ALGORITHM]);
      const own = groupProtocol(subject);
      const needed =
        algorithm === 'QUIC_CID' ? 'QUIC' : algorithm.endsWith('_TUPLE_HASH') ? 'IP' : undefined;
      return needed === undefined || own === '' || own === needed
        ? undefined
        : `${subject.given(ALGORITHM)} needs ${needed} backends, not ${own}`;
    },
  ),
  rule(
    'sticky-session-type-web',
    'error',
    [SESSION_TYPE, PROTOCOL],
    'HTTP, HTTPS and gRPC backends have sticky sessions by cookie, not by address.',
    `${ADDING_GROUP}: session_persistence`,
    (subject) =>
      subject.values[SESSION_TYPE] === 'SOURCE_IP' && isWeb(groupProtocol(subject))
        ? `${subject.given(SESSION_TYPE)} cannot be used with ${groupProtocol(subject)} backends: they have sessions by cookie`
        : undefined,
  ),
  rule(
    'sticky-session-type-layer-4',
    'warning',
    [SESSION_TYPE, PROTOCOL],
    'With TCP and UDP backends only SOURCE_IP takes effect.',
    `${ADDING_GROUP}: session_persistence`,
    (subject) =>
      ['HTTP_COOKIE', 'APP_COOKIE'].includes(textOf(subject.values[SESSION_TYPE])) &&
      ['TCP', 'UDP'].includes(groupProtocol(subject))
        ? `${subject.given(SESSION_TYPE)} has no effect with ${groupProtocol(subject)} backends: only SOURCE_IP has`
        : undefined,
  ),
  rule(
    'sticky-session-quic',
    'error',
    [SESSION_TYPE, PROTOCOL],
    'QUIC backends need a sticky session of type SOURCE_IP.',
    `${ADDING_GROUP}: session_persistence`,
    (subject) =>
      groupProtocol(subject) === 'QUIC' && subject.values[SESSION_TYPE] !== 'SOURCE_IP'
        ? `${subject.name(SESSION_TYPE)} must be ${subject.spelled(SESSION_TYPE, 'SOURCE_IP')} with QUIC backends`
        : undefined,
    { missing: true },
  ),
  rule(
    'sticky-app-cookie-name',
    'error',
    [SESSION_COOKIE, SESSION_TYPE],
    'cookie_name and the type APP_COOKIE need each other.',
    `${ADDING_GROUP}: cookie_name`,
    (subject) => {
      const isApp = subject.values[SESSION_TYPE] === 'APP_COOKIE';
      if (isApp && !isSet(subject, SESSION_COOKIE)) {
        return subject.missing(
          SESSION_COOKIE,
          'a session by the backends\u2019 own cookie needs its name',
        );
      }
      return !isApp && isSet(subject, SESSION_COOKIE)
        ? `${subject.name(SESSION_COOKIE)} is for sessions by the backends\u2019 own cookie only`
        : undefined;
    },
  ),
  rule(
    'sticky-timeout-app-cookie',
    'warning',
    [SESSION_TIMEOUT, SESSION_TYPE],
    'persistence_timeout has no effect with APP_COOKIE.',
    `${ADDING_GROUP}: persistence_timeout`,
    (subject) =>
      subject.values[SESSION_TYPE] === 'APP_COOKIE' && isSet(subject, SESSION_TIMEOUT)
        ? `${subject.name(SESSION_TIMEOUT)} has no effect: the backends\u2019 own cookie decides`
        : undefined,
    { idle: true },
  ),
  rule(
    'sticky-timeout-needs-session',
    'error',
    [SESSION_TIMEOUT, SESSION_TYPE],
    'persistence_timeout needs a sticky session.',
    `${ADDING_GROUP}: session_persistence`,
    (subject) =>
      isSet(subject, SESSION_TIMEOUT) && !isSet(subject, SESSION_TYPE)
        ? `${subject.name(SESSION_TIMEOUT)} needs ${subject.name(SESSION_TYPE)}`
        : undefined,
  ),
  rule(
    'sticky-timeout-layer-4',
    'error',
    [SESSION_TIMEOUT, PROTOCOL],
    'With TCP, UDP and QUIC backends persistence_timeout is up to 60 minutes.',
    `${ADDING_GROUP}: persistence_timeout`,
    (subject) => {
      const own = groupProtocol(subject);
      const minutes = subject.values[SESSION_TIMEOUT];
      return ['TCP', 'UDP', 'QUIC'].includes(own) && typeof minutes === 'number' && minutes > 60
        ? `${subject.given(SESSION_TIMEOUT)} is too long: with ${own} backends it is up to 60 minutes`
        : undefined;
    },
  ),
  rule(
    'slow-start-web',
    'error',
    [SLOWLY, SLOWLY_TIME, PROTOCOL],
    'slow_start is for HTTP and HTTPS backends; the service refuses it on others.',
    `${ADDING_GROUP}: slow_start`,
    (subject) => {
      const own = groupProtocol(subject);
      const given = asks(subject, SLOWLY, SLOWLY_TIME);
      return given !== undefined && own !== '' && !isIn(own, SLOW_START.backends)
        ? `${subject.name(given)} cannot be used with ${own} backends: it is for HTTP and HTTPS`
        : undefined;
    },
  ),
  rule(
    'drain-layer-4',
    'error',
    [DRAINS, DRAIN_TIMEOUT, PROTOCOL],
    'connection_drain is for TCP, UDP and QUIC backends of TCP and UDP listeners.',
    `${HUAWEI}: connection_drain`,
    (subject) => {
      const own = groupProtocol(subject);
      const given = asks(subject, DRAINS, DRAIN_TIMEOUT);
      if (given === undefined || own === '') return undefined;
      if (!isIn(own, DRAIN.backends)) {
        return `${subject.name(given)} cannot be used with ${own} backends: it is for TCP, UDP and QUIC`;
      }
      return isOther(subject, DRAIN.listeners)
        ? `${subject.name(given)} cannot be used on ${aListener(subject)}: it is for TCP and UDP`
        : undefined;
    },
  ),
  rule(
    'drain-needs-timeout',
    'error',
    [DRAIN_TIMEOUT, DRAINS],
    'connection_drain needs a time.',
    'ELB API v3, error ELB.8902: Connection drain timeout must be explict defined.',
    (subject) =>
      subject.values[DRAINS] === true && !isSet(subject, DRAIN_TIMEOUT)
        ? subject.missing(DRAIN_TIMEOUT, 'draining needs a time')
        : undefined,
    { missing: true },
  ),
  rule(
    'any-port-layer-4',
    'error',
    ['pool.any_port_enable', PROTOCOL],
    'any_port_enable is for TCP, UDP and QUIC backends.',
    `${HUAWEI}: any_port_enable`,
    (subject) => {
      const own = groupProtocol(subject);
      return subject.values['pool.any_port_enable'] === true &&
        own !== '' &&
        !['TCP', 'UDP', 'QUIC'].includes(own)
        ? `${subject.name('pool.any_port_enable')} cannot be used with ${own} backends: it is for TCP, UDP and QUIC`
        : undefined;
    },
  ),
  rule(
    'any-port-needs-monitor-port',
    'error',
    ['healthmonitor.monitor_port', 'pool.any_port_enable', PROTOCOL],
    'With any_port_enable and with IP backends a health check needs a port.',
    `${HUAWEI}: monitor_port`,
    (subject) => {
      const isAny = subject.values['pool.any_port_enable'] === true;
      const isNeeded = isAny || groupProtocol(subject) === 'IP';
      const cause = isAny ? subject.name('pool.any_port_enable') : 'protocol IP';
      return isNeeded &&
        wantsMonitor(subject.values) &&
        !isSet(subject, 'healthmonitor.monitor_port')
        ? subject.missing(
            'healthmonitor.monitor_port',
            `with ${cause} the backends have no port of their own`,
          )
        : undefined;
    },
    { missing: true },
  ),
  rule(
    'pool-type-network',
    'error',
    ['pool.vpc_id', 'pool.type'],
    'A group of type instance needs vpc_id; other groups must not have one.',
    `${ADDING_GROUP}: type, vpc_id`,
    (subject) => {
      const type = subject.values['pool.type'];
      if (type === 'instance' && !isSet(subject, 'pool.vpc_id')) {
        return subject.missing('pool.vpc_id', `${subject.given('pool.type')} needs it`, {
          takes: 'the id of a VPC',
        });
      }
      return type !== 'instance' && isSet(subject, 'pool.vpc_id')
        ? `${subject.name('pool.vpc_id')} needs ${subject.name('pool.type')} instance`
        : undefined;
    },
    { missing: true },
  ),
  rule(
    'pool-admin-state-up-true',
    'error',
    ['pool.admin_state_up'],
    'Backend groups cannot be switched off: admin_state_up can only be true.',
    `${ADDING_GROUP}: admin_state_up`,
    ({ values, name }) =>
      values['pool.admin_state_up'] === false
        ? `${name('pool.admin_state_up')} can only be true`
        : undefined,
  ),
];
