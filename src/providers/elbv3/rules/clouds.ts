import type { ParameterValue } from '../../../model/parameter.ts';
import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { rule } from '../../parts/rules.ts';
import { HUAWEI } from '../pages.ts';
import { ROWS } from '../parameters/index.ts';

const OTC = /^eu-(de|nl|ch2)$/;

/** Values that Open Telekom Cloud does not document, of parameters that it has. */
const HUAWEI_VALUES: Readonly<Record<string, readonly string[]>> = {
  protocol: ['TLS', 'QUIC', 'IP'],
  'pool.protocol': ['TLS', 'GRPC', 'IP'],
  'pool.lb_algorithm': ['2_TUPLE_HASH', '3_TUPLE_HASH', '5_TUPLE_HASH'],
  'healthmonitor.type': ['TLS', 'GRPC'],
};

export const OPTIONS_OF_HUAWEI: readonly string[] = Object.keys(HUAWEI_VALUES);

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
];
