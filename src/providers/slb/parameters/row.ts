import type { Path } from '../../../model/fields.ts';
import type { ParameterType } from '../../../model/parameter.ts';
import type { OperationVerb } from '../../../model/rule.ts';
import type { SlbProtocol } from '../protocols.ts';

/**
 * A parameter of the listener APIs, once for all of the eight requests that have it. `name` is
 * how Set and Describe spell it, which is the one spelling that all answers share.
 */
export interface Row {
  readonly name: string;
  readonly protocols: readonly SlbProtocol[];
  readonly life?: Life;
  /** Protocols whose create request can't do without it. */
  readonly requiredFor?: readonly SlbProtocol[];
  readonly type: ParameterType;
  readonly path: Path | null;
  readonly summary: string;
  readonly default?: string;
  /** Requests that spell it or limit it in their own way. */
  readonly except?: readonly Exception[];
}

/** Create and Set take it, unless one of these is said. */
export type Life = 'identity' | 'create-only' | 'set-only';

export interface Exception {
  readonly protocols: readonly SlbProtocol[];
  readonly verbs: readonly OperationVerb[];
  readonly wire?: string;
  readonly type?: ParameterType;
}

export const BOTH: readonly OperationVerb[] = ['create', 'update'];
