import type { Values } from './parameter.ts';
import type { Severity } from './violation.ts';

export type OperationVerb = 'create' | 'update';

/** What a rule is held against: the listener as it would be after the command. */
export interface Subject {
  readonly values: Values;
  /** What it is before the command; absent on create. */
  readonly before?: Values;
  readonly noun: string;
  readonly verb: OperationVerb;
  /** What is known of the load balancer; absent while nothing has been read. */
  readonly facts?: LoadBalancerFacts;
  /** A parameter as this command calls it: `--lb-algorithm`, `algorithm`. */
  name(parameter: string): string;
  /** The same with the value it was given: `--lb-algorithm leastconn`. */
  given(parameter: string): string;
}

/** What the pre-flight reads. A fact that the cloud did not say is absent. */
export interface LoadBalancerFacts {
  readonly network?: 'public' | 'private';
  readonly performance?: 'shared' | 'guaranteed';
  /** Mbit/s that the listeners share, where bandwidth is what is paid for. */
  readonly paidBandwidth?: number;
  readonly listeners?: readonly {
    readonly protocol: string;
    readonly port: number;
    readonly ref: string;
  }[];
}

/**
 * A rule over more than one field. Single-field rules (type, range, length, values, required)
 * follow from the catalogue.
 */
export interface Rule {
  /** Without the provider: `session-sticky-needs-roundrobin`. */
  readonly id: string;
  readonly severity: Severity | Readonly<Record<OperationVerb, Severity>>;
  /** Parameters concerned; the first is the one to change. None where it is about the whole listener. */
  readonly fields: readonly string[];
  /** The rule itself, in one sentence. */
  readonly summary: string;
  readonly source: string;
  /** Nouns and verbs that it is about; all when absent. */
  readonly nouns?: readonly string[];
  readonly verbs?: readonly OperationVerb[];
  /** Needs the load balancer, so only the pre-flight can tell. */
  readonly preflight?: boolean;
  /** Breaking it is a conflict with what the cloud holds, not a wrong listener. */
  readonly conflict?: boolean;
  /** What is wrong, in one sentence with what to do; undefined when nothing is. */
  check(subject: Subject): string | undefined;
}

/** Given, and with something in it. */
export function isSet(subject: Subject, parameter: string): boolean {
  const value = subject.values[parameter];
  return value !== undefined && value !== null && value !== '';
}
