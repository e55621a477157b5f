import type { ListenerFields, Path } from '../model/fields.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import type { Violation } from '../model/violation.ts';
import type { Change } from '../providers/change.ts';
import type { Provider } from '../providers/provider.ts';

/**
 * The listener that the wizard fills in or changes, in portable fields or in parameters of the
 * cloud. Questions follow from rows and from validation, so a new field or rule needs no code here.
 */
export interface Form {
  check(): readonly Violation[];
  has(name: string): boolean;
  /** Every field that can be asked for, in the order of the questions. */
  names(): readonly string[];
  group(name: string): string;
  /** Whether some value would have an effect, given the other fields. */
  applies(name: string): boolean;
  question(name: string): FieldQuestion;
  /** Sets a field, or returns why the value is invalid. */
  answer(name: string, texts: readonly string[]): string | undefined;
  /** Empties a field that has a value, or returns why it cannot be empty. */
  clear(name: string): string | undefined;
  forget(name: string): void;
  /** The portable field of a name, to list the resources that the cloud has. */
  path(name: string): Path | undefined;
  fields(): ListenerFields;
  /** Unset fields that mend an error when they are given; none if answers have to be taken back. */
  remedies(violation: Violation): readonly string[];
  /** The answer that an error is about; undefined if no answer is. */
  culprit(violation: Violation): string | undefined;
  /** Fields of which one is enough, where a rule reports that all of them are missing. */
  alternatives(violation: Violation): readonly string[];
  /** Why a value cannot be used, by what is known about the load balancer. */
  problemGiven(facts: LoadBalancerFacts, name: string, text: string): string | undefined;
  /** Labels and values for the summary. */
  rows(): readonly (readonly [label: string, value: string])[];
  /** The equivalent flags. */
  words(): readonly string[];
  change(): Change;
}

export interface FieldQuestion {
  readonly flag: string;
  readonly summary: string;
  /** Unit, range or form of an answer; empty if there is nothing to say. */
  readonly expected: string;
  /** Whether several values may be given. */
  readonly many: boolean;
  /** The valid values to choose from; undefined for free text. */
  readonly values: readonly string[] | undefined;
  /** Today's value; none if it is not set. */
  readonly now: readonly string[];
}

/** Why a field cannot be left unset; undefined if it can. */
export function demandFor(form: Form, name: string): string | undefined {
  if (form.has(name)) return undefined;
  return form
    .check()
    .find(
      (violation) =>
        violation.severity === 'error' &&
        form.alternatives(violation).length < 2 &&
        form.remedies(violation)[0] === name,
    )?.message;
}

/**
 * Unsets a field, unless it is needed.
 * @param restore gives it back its value
 * @returns why it is needed
 */
export function unset(form: Form, name: string, restore: () => void): string | undefined {
  form.forget(name);
  const demand = demandFor(form, name);
  if (demand !== undefined) restore();
  return demand;
}

/** Parameters of which one is enough, by the rule of a violation. */
export function alternativesOf({ id, rules }: Provider, violation: Violation): readonly string[] {
  return rules.find((one) => violation.rule === `${id}/${one.id}`)?.alternatives ?? [];
}
