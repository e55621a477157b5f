import type { FieldMap } from './codec.ts';
import type { Parameter, Values } from './parameter.ts';
import type { OperationVerb, Rule } from './rule.ts';

/** What lbctl knows about a cloud's listeners, as data. */
export interface Catalogue {
  readonly id: string;
  readonly title: string;
  readonly fields: FieldMap;
  readonly rules: readonly Rule[];
  readonly examples?: readonly VendorExample[];
  /** The parameter for the region, if the API has one; it defaults to the profile's region. */
  readonly regionParameter?: string;
}

/** The parameters of one native request. */
export interface Operation {
  readonly noun: string;
  readonly verb: OperationVerb;
  /** The vendor's name for the request. */
  readonly title: string;
  readonly parameters: readonly Parameter[];
}

/** An example request from the vendor's page, accepted as published even if it breaks the page's rules. */
export interface VendorExample {
  readonly noun: string;
  readonly verb: OperationVerb;
  readonly values: Values;
  readonly source: string;
}
