import { kebab } from '../../../model/parameter.ts';
import { isSet, type Rule } from '../../../model/rule.ts';
import { DEPENDENT_SETTINGS, dependenciesOf, unmetCondition } from '../dependencies.ts';
import { nounOf, protocolOfNoun } from '../protocols.ts';

/** One warning for each setting that would be ignored. */
export const EFFECT_RULES: readonly Rule[] = DEPENDENT_SETTINGS.map((setting) => ({
  id: `${kebab(setting)}-no-effect`,
  severity: 'warning',
  fields: [setting],
  summary: summary(setting),
  source: dependenciesOf(setting)[0]?.source ?? '',
  nouns: dependenciesOf(setting).flatMap(({ protocols }) => protocols.map(nounOf)),
  check: (subject) => {
    const protocol = protocolOfNoun(subject.noun);
    if (protocol === undefined || !isSet(subject, setting)) return undefined;
    const unmet = unmetCondition(setting, subject.values, protocol);
    if (unmet === undefined) return undefined;
    const state =
      subject.values[unmet.parameter] === undefined
        ? `${subject.name(unmet.parameter)} is not set (default: ${unmet.default})`
        : subject.given(unmet.parameter);
    return `${subject.given(setting)} has no effect while ${state}; leave it out or change ${subject.name(unmet.parameter)}`;
  },
}));

/** `CookieTimeout has an effect only while StickySession is on and StickySessionType is insert.` */
function summary(setting: string): string {
  const alternatives = dependenciesOf(setting).map(({ conditions }) =>
    conditions.map(({ parameter, value }) => `${parameter} is ${value}`).join(' and '),
  );
  return `${setting} has an effect only while ${alternatives.join(', or ')}.`;
}
