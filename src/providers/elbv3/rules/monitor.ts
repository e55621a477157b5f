import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { alternatives } from '../../../model/values.ts';
import { requiredInPart, rule, textOf } from '../../parts/rules.ts';
import { ADDING_CHECK } from '../pages.ts';
import { CHECKS } from '../protocols.ts';
import { groupProtocol } from './subject.ts';

const TYPE = 'healthmonitor.type';
const WEB = ['HTTP', 'HTTPS'];

/** The type of the probe; empty if it is none of the API's: its value is refused. */
function probeOf({ values }: Subject): string {
  const type = textOf(values[TYPE]);
  return Object.values(CHECKS).flat().includes(type) ? type : '';
}

function onlyFor(name: string, types: readonly string[]): Rule {
  const field = `healthmonitor.${name}`;
  return rule(
    `healthmonitor-${name.replaceAll('_', '-')}-web`,
    'warning',
    [field, TYPE],
    `${name} has an effect on ${alternatives(types).replace(' or ', ' and ')} probes only.`,
    `${ADDING_CHECK}: ${name}`,
    (subject) => {
      const type = probeOf(subject);
      return isSet(subject, field) && type !== '' && !types.includes(type)
        ? `${subject.name(field)} has no effect on ${type} probes`
        : undefined;
    },
    { idle: true },
  );
}

export const MONITOR_RULES: readonly Rule[] = [
  requiredInPart(TYPE, `${ADDING_CHECK}: type`, (subject) => CHECKS[groupProtocol(subject)]),
  ...['delay', 'timeout', 'max_retries'].map((name) =>
    requiredInPart(`healthmonitor.${name}`, `${ADDING_CHECK}: ${name}`),
  ),
  rule(
    'healthmonitor-type-backends',
    'error',
    [TYPE, 'pool.protocol'],
    'The protocol of the probe must fit that of the backends: UDP_CONNECT for UDP and QUIC.',
    `${ADDING_CHECK}: type`,
    (subject) => {
      const own = groupProtocol(subject);
      const allowed = CHECKS[own];
      const type = probeOf(subject);
      return allowed === undefined || type === '' || allowed.includes(type)
        ? undefined
        : `${subject.given(TYPE)} cannot be used with ${own} backends: they take ${alternatives(allowed)}`;
    },
  ),
  onlyFor('url_path', WEB),
  onlyFor('domain_name', WEB),
  onlyFor('expected_codes', [...WEB, 'GRPC']),
  onlyFor('http_method', WEB),
  rule(
    'healthmonitor-timeout-delay',
    'warning',
    ['healthmonitor.timeout', 'healthmonitor.delay'],
    'A probe should take less time than there is between two.',
    `${ADDING_CHECK}: timeout`,
    (subject) => {
      const { 'healthmonitor.timeout': timeout, 'healthmonitor.delay': delay } = subject.values;
      return typeof timeout === 'number' && typeof delay === 'number' && timeout >= delay
        ? `${subject.given('healthmonitor.timeout')} should be shorter than ${subject.given('healthmonitor.delay')}`
        : undefined;
    },
  ),
];
