export type Severity = 'error' | 'warning';

/** A problem with a listener, in the vocabulary of the command. */
export interface Violation {
  /** Stable: `elb/session-sticky-needs-roundrobin`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Names of the fields concerned, in the vocabulary of the input. */
  readonly fields: readonly string[];
  /** The same as flags of this command; empty in a manifest. */
  readonly flags: readonly string[];
  readonly message: string;
  /** Where the rule comes from. */
  readonly source: string;
}

export function hasErrors(violations: readonly Violation[]): boolean {
  return violations.some((violation) => violation.severity === 'error');
}

/** `--strict`: turns warnings into errors. */
export function strictly<V extends Violation>(violations: readonly V[]): V[] {
  return violations.map((violation) => ({ ...violation, severity: 'error' }));
}
