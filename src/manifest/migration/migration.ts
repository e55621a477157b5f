import type { ListenerFields } from '../../model/fields.ts';
import type { OwnRule } from '../../model/own-rules.ts';
import type { Violation } from '../../model/violation.ts';
import type { NotKept } from '../translate.ts';

/** What becomes of one setting. */
export interface FieldReport {
  /** The portable field, or the parameter if there is none. */
  readonly field: string;
  readonly result:
    | 'same'
    | 'changed'
    | 'lost'
    /** The old cloud gave the value to any listener, and the new one does not take it. */
    | 'default';
  readonly value: string;
  /** The value in the new place, if it differs. */
  readonly becomes?: string;
  /** The parameters on both sides, with their units: `tcp_timeout 5`, `keepalive_timeout 300`. */
  readonly from?: string;
  readonly to?: string;
  /** Why it is not kept. */
  readonly reason?: string;
}

/** What becomes of one listener. */
export interface Migrated {
  readonly ref: string;
  readonly name: string | undefined;
  readonly state: 'running' | 'stopped' | undefined;
  /** Of the new listener. */
  readonly fields: ListenerFields;
  readonly report: readonly FieldReport[];
  readonly defaults: readonly NotKept[];
  readonly losses: readonly NotKept[];
  readonly labels: readonly string[];
  /** What lbctl cannot do. */
  readonly byHand: readonly string[];
  /** Why the new listener cannot be created. */
  readonly problems: readonly Violation[];
  /** What its cloud may do differently. */
  readonly warnings: readonly Violation[];
  /** Absent if the new load balancer was not read. */
  readonly standing?: Standing;
}

/** What becomes of all listeners of load balancers. */
export interface Migration {
  readonly copies: readonly Migrated[];
  readonly notCopied: readonly NotCopied[];
}

/** A listener that the listener model or the new load balancer cannot have. */
export interface NotCopied {
  readonly rule: Extract<OwnRule, `copy/${string}`>;
  readonly ref: string;
  readonly name: string | undefined;
  readonly reason: string;
}

/** What stands on the port of a copy before it is made. */
export type Standing =
  | { readonly result: 'nothing' | 'already-there' }
  | {
      /** `taken`: it is no earlier copy, and stays as it is. */
      readonly result: 'changes' | 'taken';
      readonly ref: string;
      readonly name: string | undefined;
      /** What differs from the copy. */
      readonly fields: readonly string[];
    };

/** `1234 (web)` */
export function nameOf({ ref, name }: Pick<NotCopied, 'ref' | 'name'>): string {
  return name === undefined || name === '' ? ref : `${ref} (${name})`;
}
