import type { OperationVerb } from '../model/rule.ts';
import type { Severity } from '../model/violation.ts';

/** What is told of a rule. */
export interface RuleFacts {
  readonly rule: string;
  readonly severity: Severity | Readonly<Record<OperationVerb, Severity>>;
  readonly summary: string;
  readonly fields: readonly string[];
  readonly source: string;
  /** Checked against the load balancer, before the request is sent. */
  readonly preflight: boolean;
}
