import { kebab } from '../../../model/parameter.ts';
import { isSet, type Rule } from '../../../model/rule.ts';
import {
  DEPENDENT_SETTINGS,
  dependenceSource,
  dependenceSummary,
  dependentOn,
  missingCondition,
} from '../dependencies.ts';
import { nounOf, protocolOfNoun } from '../protocols.ts';

/** One warning for each setting that would be accepted and ignored. */
export const EFFECT_RULES: readonly Rule[] = DEPENDENT_SETTINGS.map((setting) => ({
  id: `${kebab(setting)}-no-effect`,
  severity: 'warning',
  fields: [setting],
  summary: dependenceSummary(setting),
  source: dependenceSource(setting),
  nouns: dependentOn(setting).map(nounOf),
  check: (subject) => {
    const protocol = protocolOfNoun(subject.noun);
    if (protocol === undefined || !isSet(subject, setting)) return undefined;
    const missing = missingCondition(setting, subject.values, protocol);
    if (missing === undefined) return undefined;
    const state =
      subject.values[missing.parameter] === undefined
        ? `${subject.name(missing.parameter)} is not given (it is then ${missing.default})`
        : subject.given(missing.parameter);
    return `${subject.given(setting)} has no effect while ${state}; leave it out or change ${subject.name(missing.parameter)}`;
  },
}));
