import type { Default } from '../../../model/default.ts';
import type { Path, Value } from '../../../model/fields.ts';
import type { ParameterType } from '../../../model/parameter.ts';
import type { OperationVerb } from '../../../model/rule.ts';
import type { SlbProtocol } from '../protocols.ts';

/** A parameter, shared by all create and Set requests that have it. `name` is the spelling in responses. */
interface BaseRow {
  readonly name: string;
  readonly protocols: readonly SlbProtocol[];
  readonly life?: Life;
  /** Protocols whose create request requires it. */
  readonly requiredFor?: readonly SlbProtocol[];
  readonly type: ParameterType;
  /** A second portable field, part of which the parameter carries. */
  readonly alsoPath?: Path;
  readonly terraform: TerraformArgument;
  readonly summary: string;
  readonly default?: Default;
  /** Requests with another spelling or range. */
  readonly except?: readonly Exception[];
}

export type Row = BaseRow &
  (
    | { readonly path: Exclude<Path, 'forwardedHeaders'> | null; readonly header?: never }
    /** The header that the parameter turns on. */
    | { readonly path: 'forwardedHeaders'; readonly header: Value<'forwardedHeaders'>[number] }
  );

/**
 * The parameter's argument in Terraform's alicloud_slb_listener: with the same value, boolean, none
 * (any value but this one is lost), or null if other arguments cover it.
 */
export type TerraformArgument =
  | string
  | { readonly argument: string; readonly boolean: true; readonly block?: 'x_forwarded_for' }
  | { readonly lostUnless: string }
  | null;

/** By default, both create and Set requests accept a parameter. */
export type Life = 'identity' | 'create-only' | 'set-only';

export interface Exception {
  readonly protocols: readonly SlbProtocol[];
  readonly verbs: readonly OperationVerb[];
  readonly wire?: string;
  readonly type?: ParameterType;
}

export const BOTH: readonly OperationVerb[] = ['create', 'update'];
