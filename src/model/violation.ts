export type Severity = 'error' | 'warning';

/** One thing that is wrong with a listener, in the words of the command it was given to. */
export interface Violation {
  /** Stable: `elb/session-sticky-needs-roundrobin`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Names of the fields concerned, in the vocabulary of the input. */
  readonly fields: readonly string[];
  /** The flags of this command for them; empty where there is no command line, as in a manifest. */
  readonly flags: readonly string[];
  readonly message: string;
  /** Where the rule comes from. */
  readonly source: string;
}

export function hasErrors(violations: readonly Violation[]): boolean {
  return violations.some((violation) => violation.severity === 'error');
}

/** What `--strict` does: a warning is then as bad as an error. */
export function strictly<V extends Violation>(violations: readonly V[]): V[] {
  return violations.map((violation) => ({ ...violation, severity: 'error' }));
}
