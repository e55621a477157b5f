import type { ListenerFields, Path } from '../model/fields.ts';
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
  forget(name: string): void;
  /** The portable field of a name, to list the resources that the cloud has. */
  path(name: string): Path | undefined;
  fields(): ListenerFields;
  /** Fields of which one is enough, where a rule reports that all of them are missing. */
  alternatives(violation: Violation): readonly string[];
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

/** The first error with a field, by itself or together with fields that are set. */
export function problemWith(
  name: string,
  violations: readonly Violation[],
  has: (name: string) => boolean,
): string | undefined {
  return violations.find((violation) => violation.fields.includes(name) && isWrong(violation, has))
    ?.message;
}

/** An error that no further answer can mend. */
export function isWrong(
  { severity, fields, rule }: Violation,
  has: (name: string) => boolean,
): boolean {
  return severity === 'error' && fields.every(has) && !rule.endsWith('-required');
}

/** Whether rules refuse or warn of a value, whichever it is. */
export function hasNoEffect(
  { id, rules }: Provider,
  name: string,
  violations: readonly Violation[],
  has: (name: string) => boolean,
): boolean {
  return violations.some((violation) => {
    const rule = rules.find((one) => violation.rule === `${id}/${one.id}`);
    if (rule === undefined || rule.missing === true || violation.fields[0] !== name) return false;
    return violation.severity === 'warning' || violation.fields.every(has);
  });
}

/** Parameters of which one is enough, by the rule of a violation. */
export function alternativesOf({ id, rules }: Provider, violation: Violation): readonly string[] {
  return rules.find((one) => violation.rule === `${id}/${one.id}`)?.alternatives ?? [];
}
