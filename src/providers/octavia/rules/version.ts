import type { Rule, Subject } from '../../../model/rule.ts';
import { rule, ruleId, textOf } from '../../parts/rules.ts';
import { answers } from '../pages.ts';
import { ROWS } from '../parameters/index.ts';

/** Values that came later than their parameter, with the minor version of the API. */
export const VERSIONED_VALUES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  protocol: { SCTP: 23, PROMETHEUS: 25 },
  'pool.protocol': { PROXYV2: 22, SCTP: 23 },
  'pool.lb_algorithm': { SOURCE_IP_PORT: 13 },
  'healthmonitor.type': { SCTP: 23 },
};

function needs(
  name: string,
  summary: string,
  since: (subject: Subject) => number | undefined,
): Rule {
  return rule(
    ruleId(name, 'version'),
    'error',
    [name],
    summary,
    answers(`Unknown attribute for argument listener_.listener: ${name}`),
    (subject) => {
      const has = subject.facts?.apiVersion;
      const wanted = since(subject);
      return has === undefined || wanted === undefined || wanted <= has
        ? undefined
        : `${subject.given(name)} needs version 2.${wanted} of the API; this cloud has 2.${has}`;
    },
    { preflight: true },
  );
}

export const VERSION_RULES: readonly Rule[] = [
  ...ROWS.flatMap(({ name, since }) =>
    since === undefined
      ? []
      : [
          needs(name, `${name} came with version 2.${since} of the API.`, (subject) =>
            subject.sets(name) ? since : undefined,
          ),
        ],
  ),
  ...Object.entries(VERSIONED_VALUES).map(([name, values]) => {
    const versions = Object.entries(values).map(([value, minor]) => `${value} with 2.${minor}`);
    return needs(name, `${name} ${versions.join(', ')} of the API.`, (subject) =>
      subject.sets(name) ? values[textOf(subject.values[name])] : undefined,
    );
  }),
];
