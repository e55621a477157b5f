import type { ParameterValue, Values } from './parameter.ts';
import type { Severity } from './violation.ts';

/** What a rule knows about a parameter that is missing. */
export interface Missing {
  /** Why it is needed. */
  readonly because?: string;
  /** The cloud's values that are possible here; all that it knows when absent. */
  readonly among?: readonly string[];
  /** In words, where neither values nor a list of ids say it. */
  readonly takes?: string;
  readonly example?: string;
}

export type OperationVerb = 'create' | 'update';

/** What a rule checks: the listener as it would be after the command. */
export interface Subject {
  readonly values: Values;
  /** The listener before an update. */
  readonly before: Values | undefined;
  readonly noun: string;
  readonly verb: OperationVerb;
  /** Undefined before the pre-flight check. */
  readonly facts: LoadBalancerFacts | undefined;
  /** Whether the command sets a parameter; the others are as the listener has them. */
  sets(parameter: string): boolean;
  /** A parameter's name in this command: `--lb-algorithm`, `algorithm`. */
  name(parameter: string): string;
  /** The same with the value it was given: `--lb-algorithm leastconn`. */
  given(parameter: string): string;
  /** How the command spells another value of the parameter. */
  spelled(parameter: string, value: ParameterValue): string;
  /** A sentence: that a parameter is missing, why it is needed, and what may be given. */
  missing(parameter: string, because: string | undefined, more?: Omit<Missing, 'because'>): string;
}

/** What the pre-flight check reads; each is absent if the cloud does not return it. */
export interface LoadBalancerFacts {
  readonly region?: string;
  readonly network?: 'public' | 'private';
  /** On ELB v3 `guaranteed` is called dedicated. */
  readonly performance?: 'shared' | 'guaranteed';
  /** The layers that the load balancer works at. */
  readonly layers?: Readonly<Record<4 | 7, boolean>>;
  /** The IP version of its address. */
  readonly addressFamily?: 4 | 6;
  /** The newest minor version of its API: 26 is v2.26. */
  readonly apiVersion?: number;
  /** What serves it: amphora, ovn. */
  readonly driver?: string;
  /** Other listeners that the default backend group serves. */
  readonly groupAlsoServes?: readonly string[];
  /** Forwarding policies of other listeners that lead to it. */
  readonly groupPolicies?: readonly string[];
  /** The protocols of existing backend groups, by id. */
  readonly groupProtocols?: Readonly<Record<string, string>>;
  /** Mbit/s shared by all listeners of an instance that is billed by bandwidth. */
  readonly paidBandwidth?: number;
  readonly listeners?: readonly {
    readonly protocol: string;
    readonly port: number;
    readonly ref: string;
  }[];
  /** Mbit/s of each listener of an instance; -1 is unlimited. */
  readonly bandwidths?: readonly {
    readonly protocol: string;
    readonly port: number;
    readonly bandwidth: number;
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
  /** Parameters concerned, the one to change first; empty for a rule about the whole listener. */
  readonly fields: readonly string[];
  /** The rule itself, in one sentence. */
  readonly summary: string;
  readonly source: string;
  /** Nouns and verbs that it applies to; all when absent. */
  readonly nouns?: readonly string[];
  readonly verbs?: readonly OperationVerb[];
  /** Applies to an update whatever it sets: the change makes the field necessary. */
  readonly always?: boolean;
  /** Needs facts about the load balancer, so only the pre-flight can check it. */
  readonly preflight?: boolean;
  /** Says that a field is missing: not said of one that was given a wrong value. */
  readonly missing?: boolean;
  /** Says that the first of its fields has no effect: not said of one that stays as it is. */
  readonly idle?: boolean;
  /** Parameters of which one is enough to keep the rule. */
  readonly alternatives?: readonly string[];
  /** A violation is a conflict with existing resources (exit 5), not an invalid listener. */
  readonly conflict?: boolean;
  /** Parameters concerned besides `fields`, where only the values say which. */
  alsoConcerns?(subject: Subject): readonly string[];
  /** @returns one sentence: what is wrong and what to do; undefined if nothing is */
  check(subject: Subject): string | undefined;
}

/** Whether a parameter has a non-empty value. */
export function isSet(subject: Subject, parameter: string): boolean {
  const value = subject.values[parameter];
  const isEmpty = Array.isArray(value) ? value.every((item) => item === '') : value === '';
  return value !== undefined && value !== null && !isEmpty;
}
