import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { alternatives } from '../../../model/values.ts';
import { fixedInPart, requiredInPart, rule, ruleId } from '../../parts/rules.ts';
import { answers, CREATE_MONITOR } from '../pages.ts';
import { isDatagram } from '../protocols.ts';
import { poolProtocol } from './subject.ts';

const TYPE = 'healthmonitor.type';
const DELAY = 'healthmonitor.delay';
const TIMEOUT = 'healthmonitor.timeout';
const DOMAIN = 'healthmonitor.domain_name';
const VERSION = 'healthmonitor.http_version';

const FOR_DATAGRAMS = ['UDP-CONNECT', 'SCTP', 'TCP', 'HTTP'];
const FOR_STREAMS = ['HTTP', 'HTTPS', 'PING', 'TCP', 'TLS-HELLO'];

function webOnly(name: string, severity: Rule['severity']): Rule {
  const field = `healthmonitor.${name}`;
  return rule(
    ruleId(field, 'web'),
    severity,
    [field, TYPE],
    `${name} is for HTTP and HTTPS probes.`,
    answers(`${name} is not a valid option for health monitors of type TCP`),
    (subject) => {
      const type = subject.values[TYPE];
      return isSet(subject, field) && typeof type === 'string' && !/^HTTPS?$/.test(type)
        ? `${subject.name(field)} ${severity === 'error' ? 'cannot be used with' : 'has no effect on'} ${type} probes: it is for HTTP and HTTPS only`
        : undefined;
    },
    { idle: true },
  );
}

function mandatory(name: string): string {
  return answers(
    `Invalid input for field/attribute ${name}. Value: 'None'. Mandatory field missing.`,
  );
}

/** The types of probes for the protocol of the backends; all if it is unknown. */
function typesFor(subject: Subject): readonly string[] | undefined {
  const own = poolProtocol(subject);
  if (own === '') return undefined;
  return isDatagram(own) ? FOR_DATAGRAMS : FOR_STREAMS;
}

export const MONITOR_RULES: readonly Rule[] = [
  requiredInPart(TYPE, mandatory('type'), typesFor),
  ...['delay', 'timeout', 'max_retries'].map((name) =>
    requiredInPart(`healthmonitor.${name}`, mandatory(name)),
  ),
  fixedInPart(
    TYPE,
    answers('Unknown attribute for argument healthmonitor_.healthmonitor: type'),
    'switch the health check off, delete it with the tools of the cloud, and make a new one',
  ),
  rule(
    'healthmonitor-type-backends',
    'error',
    [TYPE, 'pool.protocol'],
    'The protocol of the probe must fit that of the backends.',
    answers(
      'Validation failure: The UDP-CONNECT type is only supported for pools of type UDP/SCTP.',
    ),
    (subject) => {
      const own = poolProtocol(subject);
      const type = subject.values[TYPE];
      const allowed = typesFor(subject);
      return allowed === undefined || typeof type !== 'string' || allowed.includes(type)
        ? undefined
        : `${subject.given(TYPE)} cannot be used with ${own} backends: they take ${alternatives(allowed)}`;
    },
  ),
  webOnly('url_path', 'error'),
  webOnly('expected_codes', 'error'),
  webOnly('http_method', 'error'),
  webOnly('domain_name', 'warning'),
  webOnly('http_version', 'warning'),
  rule(
    'healthmonitor-domain-needs-version',
    'error',
    [DOMAIN, VERSION],
    'domain_name needs http_version 1.1.',
    answers("Validation failure: 'http_version' must be specified when 'domain_name' is provided."),
    (subject) =>
      isSet(subject, DOMAIN) && subject.values[VERSION] !== '1.1'
        ? `${subject.name(DOMAIN)} needs ${subject.name(VERSION)} 1.1`
        : undefined,
  ),
  rule(
    'healthmonitor-udp-connect-delay',
    'error',
    [DELAY, TYPE],
    'UDP-CONNECT probes are at least 3 seconds apart.',
    answers(
      'Validation failure: The request delay value 2 should be larger than 3 for UDP-CONNECT health monitor type.',
    ),
    (subject) => {
      const delay = subject.values[DELAY];
      return subject.values[TYPE] === 'UDP-CONNECT' && typeof delay === 'number' && delay < 3
        ? `${subject.given(DELAY)} is too short: UDP-CONNECT probes are at least 3 seconds apart`
        : undefined;
    },
  ),
  rule(
    'healthmonitor-timeout-delay',
    'error',
    [TIMEOUT, DELAY],
    'A probe takes less time than there is between two.',
    `${CREATE_MONITOR}: timeout (“This value must be less than the delay value”)`,
    (subject) => {
      const { [TIMEOUT]: timeout, [DELAY]: delay } = subject.values;
      return typeof timeout === 'number' && typeof delay === 'number' && timeout >= delay
        ? `${subject.given(TIMEOUT)} must be shorter than ${subject.given(DELAY)}`
        : undefined;
    },
  ),
];
