import type { ParameterValue } from '../../../model/parameter.ts';
import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { rule } from '../../parts/rules.ts';
import { ADDING, HUAWEI } from '../pages.ts';
import { ROWS } from '../parameters/index.ts';
import { isListener } from './subject.ts';

const OTC = /^eu-(de|nl|ch2)$/;

/** Values that Open Telekom Cloud does not document, of parameters that it has. */
const HUAWEI_VALUES: Readonly<Record<string, readonly string[]>> = {
  protocol: ['TLS', 'QUIC', 'IP'],
  'pool.protocol': ['TLS', 'GRPC', 'IP'],
  'pool.lb_algorithm': ['2_TUPLE_HASH', '3_TUPLE_HASH', '5_TUPLE_HASH'],
  'healthmonitor.type': ['TLS', 'GRPC'],
};

/** Parameters that both clouds have, with values that only one of them takes. */
export const OPTIONS_OF_HUAWEI: readonly string[] = [
  ...Object.keys(HUAWEI_VALUES),
  'keepalive_timeout',
  'sni_container_refs',
];

/** A warning, since clouds change faster than their pages. */
function huaweiOnly(name: string, isHuaweis: (value: ParameterValue | undefined) => boolean): Rule {
  return rule(
    `${name.replaceAll(/[_.]/g, '-')}-huawei`,
    'warning',
    [name],
    HUAWEI_VALUES[name] === undefined
      ? `${name} is documented for Huawei Cloud only, not for Open Telekom Cloud.`
      : `${name} ${HUAWEI_VALUES[name]?.join(', ')} is documented for Huawei Cloud only, not for Open Telekom Cloud.`,
    HUAWEI,
    (subject) =>
      isOnOtc(subject) && isSet(subject, name) && isHuaweis(subject.values[name])
        ? `${subject.given(name)} may be refused: Open Telekom Cloud (${subject.facts?.region}) does not document it`
        : undefined,
    { preflight: true },
  );
}

/** What Open Telekom Cloud's page allows less of. */
const NARROWER: readonly Rule[] = [
  rule(
    'keepalive-timeout-otc',
    'warning',
    ['keepalive_timeout', 'protocol'],
    'On Open Telekom Cloud keepalive_timeout of HTTP and HTTPS listeners is at least one second.',
    `${ADDING}: keepalive_timeout`,
    (subject) =>
      isOnOtc(subject) &&
      isListener(subject, 'HTTP', 'HTTPS') &&
      subject.values['keepalive_timeout'] === 0
        ? `${subject.given('keepalive_timeout')} may be refused: on Open Telekom Cloud (${subject.facts?.region}) it is 1 to 4000 seconds`
        : undefined,
    { preflight: true },
  ),
  rule(
    'sni-certificates-count-otc',
    'warning',
    ['sni_container_refs'],
    'On Open Telekom Cloud a listener has up to 30 SNI certificates.',
    `${ADDING}: sni_container_refs`,
    (subject) => {
      const list = subject.values['sni_container_refs'];
      return isOnOtc(subject) && Array.isArray(list) && list.length > 30
        ? `${subject.name('sni_container_refs')} may be refused: on Open Telekom Cloud (${subject.facts?.region}) it takes at most 30 certificates; there are ${list.length}`
        : undefined;
    },
    { preflight: true },
  ),
];

function isOnOtc({ facts }: Subject): boolean {
  return OTC.test(facts?.region ?? '');
}

export const CLOUD_RULES: readonly Rule[] = [
  ...ROWS.filter((row) => row.huaweiOnly === true).map(({ name }) =>
    huaweiOnly(name, (value) => value !== false),
  ),
  ...Object.entries(HUAWEI_VALUES).map(([name, values]) =>
    huaweiOnly(name, (value) => typeof value === 'string' && values.includes(value)),
  ),
  ...NARROWER,
];
