import type { Path, Value } from '../../../model/fields.ts';
import type { ParameterType } from '../../../model/parameter.ts';
import type { OperationVerb } from '../../../model/rule.ts';
import type { SlbProtocol } from '../protocols.ts';

/**
 * A parameter of the listener APIs, once for all of the eight requests that have it. `name` is
 * how Set and Describe spell it, which is the one spelling that all answers share.
 */
interface BaseRow {
  readonly name: string;
  readonly protocols: readonly SlbProtocol[];
  readonly life?: Life;
  /** Protocols whose create request can't do without it. */
  readonly requiredFor?: readonly SlbProtocol[];
  readonly type: ParameterType;
  /** A second portable field that the parameter carries a part of. */
  readonly alsoPath?: Path;
  readonly terraform: TerraformArgument;
  readonly summary: string;
  readonly default?: string;
  /** Requests that spell it or limit it in their own way. */
  readonly except?: readonly Exception[];
}

export type Row = BaseRow &
  (
    | { readonly path: Exclude<Path, 'forwardedHeaders'> | null; readonly header?: never }
    /** Each of these parameters is the switch of one header. */
    | { readonly path: 'forwardedHeaders'; readonly header: Value<'forwardedHeaders'>[number] }
  );

/**
 * What the resource alicloud_slb_listener of Terraform has for a parameter: an argument of the same
 * value, one that is true or false, none (then the value is lost unless it is this one), or null
 * where other arguments say it already.
 */
export type TerraformArgument =
  | string
  | { readonly argument: string; readonly boolean: true; readonly block?: 'x_forwarded_for' }
  | { readonly lostUnless: string }
  | null;

/** Create and Set take it, unless one of these is said. */
export type Life = 'identity' | 'create-only' | 'set-only';

export interface Exception {
  readonly protocols: readonly SlbProtocol[];
  readonly verbs: readonly OperationVerb[];
  readonly wire?: string;
  readonly type?: ParameterType;
}

export const BOTH: readonly OperationVerb[] = ['create', 'update'];
