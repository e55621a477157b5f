import type { Catalogue, Operation } from '../model/catalogue.ts';
import type { FieldMap } from '../model/codec.ts';
import type { ListenerFields, Protocol } from '../model/fields.ts';
import type { Listener, Native } from '../model/listener.ts';
import type { Parameter, Values } from '../model/parameter.ts';
import type { LoadBalancerFacts, OperationVerb } from '../model/rule.ts';
import type { Authentication } from './auth.ts';
import type { EndpointLocation, Scope } from './call.ts';
import type { Calls, ErrorReader } from './calls.ts';
import type { Reference } from './reference.ts';

/**
 * Everything lbctl knows about a cloud, as data and pure functions: no clock, environment or
 * network. The rest of the program uses clouds only through this interface. Methods that return
 * promises load their code on demand.
 */
export interface Provider extends Catalogue, Authentication {
  /** The native commands: `lbctl <provider> <noun> <verb>`. */
  readonly nouns: readonly NativeNoun[];
  /** The flag for the project id, where the vendor's pages list it as a parameter of each request. */
  readonly projectParameter?: string;
  /** The first part of every path; users give it with the endpoint as well. */
  readonly rootPath?: string;
  /** Filters of the cloud's list request: flags of the native list command. */
  readonly filters?: readonly Parameter[];
  errors(): Promise<ErrorReader>;
  readonly protocols: readonly Protocol[];
  /** Whether two listeners of one load balancer may have the same port; never when absent. */
  sharesPort?(a: Protocol, b: Protocol): boolean;
  /** Adds fields that the API requires on create even if they have no effect. */
  completed?(fields: ListenerFields): ListenerFields;
  /** What a listener does without a parameter that says so: other clouds ask for it. */
  implied?(fields: ListenerFields): ListenerFields;
  operation(noun: string, verb: OperationVerb): Operation;
  /** Reads `--from-file`; the default is a flat JSON object. */
  readBody?(text: string, operation: Operation): Promise<BodyRead>;
  /** Parses a `<listener>` argument. */
  reference(text: string): Reference | { readonly problem: string };
  /** Regions that are offered; others work too. */
  readonly regions?: readonly string[];
  /** The default base URL of a region. */
  endpoint(place: EndpointLocation): EndpointRead;
  decode(native: Native): Listener;
  /** Parameters of a native object, as an update would send them. */
  valuesOf(native: Native): Values;
  /** Parameters that do nothing on the listener's protocol; `valuesOf` leaves them out. */
  withoutEffect?(native: Native): Values;
  /** Whether the cloud returned a parameter, be it as null or empty; unknown when absent. */
  returns?(native: Native, name: string): boolean;
  /**
   * Whether a listener at the port of a create has the place that it asks for, where a port alone does
   * not say it; true when absent.
   */
  isSamePlace?(wanted: Values, found: Native): boolean;
  /**
   * What a list of listeners does not show, because it is kept apart: fields and `status`. A list that
   * is asked for one of these is completed.
   */
  readonly apart?: readonly string[];
  /** Facts that a listener itself shows, for rules. */
  factsOf?(native: Native): LoadBalancerFacts;
  /** The number of servers in the backend group; undefined if the cloud does not show it. */
  serversIn?(native: Native): number | undefined;
  /** A backend group of the listener alone that has servers, which a new group would not have. */
  groupWithServers?(native: Native): string | undefined;
  /** The fields of a manifest that makes the listener again; all when absent. */
  definition?(listener: Listener): ListenerFields;
  /** The parameters of the object that `Calls.beside` reads. */
  readonly beside?: Partial<FieldMap>;
  /** Terraform configuration with an import block, or comments that say why there is none. */
  terraform?(): Promise<(listener: Listener) => string>;
  /** Absent where listeners run as long as they exist. */
  readonly states?: States;
  calls(scope: Scope): Calls;
  planUpdate(current: Native, change: Values, verbatim: boolean): UpdatePlan;
}

/** The parameters that the cloud returned, also those that do nothing on the listener's protocol. */
export function returnedValues(provider: Provider, native: Native): Values {
  return { ...provider.withoutEffect?.(native), ...provider.valuesOf(native) };
}

/** The fields of a manifest that makes a listener again. */
export function definitionOf(provider: Provider, listener: Listener): ListenerFields {
  return provider.definition?.(listener) ?? listener.fields;
}

/** Where listeners can be started and stopped. */
export interface States {
  /** What a new listener is. */
  readonly created: 'running' | 'stopped';
  /** The error code of endpoints where a state cannot be changed. */
  readonly fixedCode?: string;
  /** Parameters that create a listener in a state; absent where it is changed afterwards. */
  createdAs?(state: 'running' | 'stopped'): Values;
}

export interface NativeNoun {
  readonly noun: string;
  readonly summary: string;
  readonly verbs: readonly Verb[];
  /** Example arguments of each verb that work on the sandbox. */
  readonly samples: Readonly<Partial<Record<Verb, string>>>;
  /** What `--from-file` takes, where it is more than a flat object of parameters. */
  readonly body?: string;
  /** The protocol of these listeners; absent where it is a parameter. */
  readonly protocol?: Protocol;
}

export type Verb = 'create' | 'update' | 'show' | 'list' | 'start' | 'stop' | 'delete';

export interface BodyRead {
  /** With values of the wrong type, which validation reports together with all other problems. */
  readonly values: Values;
  /** What validation cannot know; `field` is empty if nothing could be read. */
  readonly problems: readonly BodyProblem[];
  readonly reference?: Reference;
}

export interface BodyProblem {
  readonly field: string;
  readonly problem: string;
}

export type UpdatePlan =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'change';
      /** The listener as it would be, for validation. */
      readonly merged: Values;
      readonly send: Values;
      readonly changed: readonly string[];
    };

export type EndpointRead =
  | { readonly url: string }
  /** The catalogue of the identity service has it, under this type. */
  | { readonly catalogue: string }
  | { readonly problem: string; readonly hint: string };
