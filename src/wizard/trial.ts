import type { Violation } from '../model/violation.ts';
import type { Provider } from '../providers/provider.ts';

/* Finds out by trying what a form can still take. `S` is what it was given so far. */

export interface Trial<S> {
  readonly provider: Pick<Provider, 'id' | 'rules'>;
  check(state: S): readonly Violation[];
  has(state: S, name: string): boolean;
  canBeSet(state: S, name: string): boolean;
  /** The form with a field set to some values, of which one should have the right form. */
  samples(state: S, name: string): readonly S[];
  /** The same with values that switch it off. */
  neutral(state: S, name: string): readonly S[];
  /** The form without an answer; undefined if the field was not answered. */
  without(state: S, name: string): S | undefined;
}

export interface Judge<S> {
  /** Why a field cannot be set like this: an error that no further answer can mend. */
  refusal(name: string, before: S, after: S): string | undefined;
  /** Unset fields that mend a violation when they are given. */
  remedies(state: S, violation: Violation): readonly string[];
  /** The answer to take back for a violation: the last of `names` that helps. */
  culprit(state: S, names: readonly string[], violation: Violation): string | undefined;
  /** Whether some value would be accepted and have an effect. */
  applies(state: S, name: string): boolean;
}

export function judge<S>(trial: Trial<S>): Judge<S> {
  const { provider, check, has, canBeSet, samples, neutral, without } = trial;

  function canTake(
    name: string,
    values: readonly S[],
    isRefused: (after: S, violation: Violation) => boolean,
  ): boolean {
    const tried = values
      .map((after) => ({ after, found: check(after) }))
      .filter(({ found }) => !found.some((violation) => isUnfit(violation, name)));
    if (tried.length === 0) return true;
    return tried.some(({ after, found }) => !found.some((one) => isRefused(after, one)));
  }

  /** The sample is at fault, so it says nothing about other values. */
  function isUnfit(violation: Violation, name: string): boolean {
    const { fields, rule, severity } = violation;
    const isAboutForm = fields.length === 1 && /-(type|range|length|characters)$/.test(rule);
    return severity === 'error' && isAboutForm && fields[0] === name && !ruleOf(violation);
  }

  function ruleOf({ rule }: Violation) {
    return provider.rules.find((one) => rule === `${provider.id}/${one.id}`);
  }

  function isClosed(state: S, { severity, fields, rule }: Violation): boolean {
    return (
      severity === 'error' &&
      fields.every((name) => has(state, name)) &&
      !rule.endsWith('-required')
    );
  }

  /** @param depth how many fields may be needed for each other: more takes long, and no rule needs it */
  function remedies(state: S, { fields, rule }: Violation, depth = 2): readonly string[] {
    return fields.filter(
      (name) =>
        !has(state, name) &&
        canBeSet(state, name) &&
        canTake(
          name,
          [...samples(state, name), ...neutral(state, name)],
          (after, one) =>
            one.rule === rule || (one.fields.includes(name) && isWrong(after, one, depth - 1)),
        ),
    );
  }

  function isWrong(state: S, violation: Violation, depth = 2): boolean {
    if (violation.severity !== 'error') return false;
    const isOpen = violation.fields.some((name) => !has(state, name));
    if (!isOpen) return isClosed(state, violation);
    return depth > 0 && remedies(state, violation, depth).length === 0;
  }

  /** Tells what is wrong with a value from what is wrong without it. */
  function blames(name: string, before: S): (after: S, violation: Violation) => boolean {
    const old = check(before).filter((violation) => isWrong(before, violation));
    return (after, violation) =>
      isWrong(after, violation) &&
      (violation.fields.includes(name) ||
        !old.some(({ rule, message }) => rule === violation.rule && message === violation.message));
  }

  function hasNoEffect(name: string, violation: Violation): boolean {
    const rule = ruleOf(violation);
    return (
      rule !== undefined &&
      rule.missing !== true &&
      violation.severity === 'warning' &&
      violation.fields[0] === name
    );
  }

  function helps(state: S, name: string, { rule }: Violation): boolean {
    const rest = without(state, name);
    return rest !== undefined && !check(rest).some((violation) => violation.rule === rule);
  }

  return {
    remedies,
    culprit: (state, names, violation) =>
      violation.fields.find((name) => names.includes(name) && without(state, name) !== undefined) ??
      names.findLast((name) => helps(state, name, violation)),
    refusal: (name, before, after) => {
      const isBlamed = blames(name, before);
      return check(after).find((violation) => isBlamed(after, violation))?.message;
    },
    applies: (state, name) => {
      const isBlamed = blames(name, state);
      return (
        canBeSet(state, name) &&
        canTake(
          name,
          samples(state, name),
          (after, violation) => hasNoEffect(name, violation) || isBlamed(after, violation),
        )
      );
    },
  };
}
