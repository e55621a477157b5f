import type { FieldMap } from './codec.ts';
import type { Parameter, Values } from './parameter.ts';
import type { OperationVerb, Rule } from './rule.ts';

/** What is known of a cloud's listeners, as data: enough to check one and to put it in its words. */
export interface Catalogue {
  readonly id: string;
  readonly title: string;
  readonly fields: FieldMap;
  readonly rules: readonly Rule[];
  /** Requests that the vendor's pages show though they break the pages' own rules. */
  readonly examples?: readonly VendorExample[];
  /** The parameter that says the region, where there is one: filled from the profile unless given. */
  readonly regionParameter?: string;
}

/** The parameters of one native request. */
export interface Operation {
  readonly noun: string;
  readonly verb: OperationVerb;
  /** The vendor's name of the request. */
  readonly title: string;
  readonly parameters: readonly Parameter[];
}

/** A request that the vendor's own page shows. It is accepted as published, whatever the page's text says. */
export interface VendorExample {
  readonly noun: string;
  readonly verb: OperationVerb;
  readonly values: Values;
  readonly source: string;
}
