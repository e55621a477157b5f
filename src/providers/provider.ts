import type { Catalogue, Operation } from '../model/catalogue.ts';
import type { ListenerFields, Protocol } from '../model/fields.ts';
import type { Listener, Native } from '../model/listener.ts';
import type { Parameter, Values } from '../model/parameter.ts';
import type { OperationVerb } from '../model/rule.ts';
import type { Authentication } from './auth.ts';
import type { Calls, ErrorReader, Scope } from './calls.ts';
import type { Reference } from './reference.ts';

/**
 * Everything that lbctl knows of one cloud, as data and pure functions: no clock, environment or
 * socket in here. The rest of the program knows clouds only through this. What comes as a promise is
 * loaded when it is asked for: most commands never do.
 */
export interface Provider extends Catalogue, Authentication {
  /** The native commands: `lbctl <provider> <noun> <verb>`. */
  readonly nouns: readonly NativeNoun[];
  /** What the cloud's list request narrows by; flags of the native list command. */
  readonly filters?: readonly Parameter[];
  errors(): Promise<ErrorReader>;
  /** Protocols of the portable model that the cloud has listeners of. */
  readonly protocols: readonly Protocol[];
  /** Whether two listeners of one load balancer may have the same port; never when absent. */
  sharesPort?(a: Protocol, b: Protocol): boolean;
  /** With what a create has to say though it means nothing for such a listener. */
  completed?(fields: ListenerFields): ListenerFields;
  operation(noun: string, verb: OperationVerb): Operation;
  /** Reads what `--from-file` gives, where that can be more than a flat JSON object. */
  readBody?(text: string, operation: Operation): Promise<BodyRead>;
  /** Understands a `<listener>` argument without asking the cloud. */
  reference(text: string): Reference | { readonly problem: string };
  /** Base URL for a region, when no endpoint is given. */
  endpoint(place: EndpointLocation): EndpointRead;
  /** The listener in portable terms; what the cloud did not say stays absent. */
  decode(native: Native): Listener;
  /** The parameters that a native object carries, by name, as an update would send them. */
  valuesOf(native: Native): Values;
  /** The listener as Terraform configuration with its import; where that can't be, comments say why. */
  terraform?(): Promise<(listener: Listener) => string>;
  calls(scope: Scope): Calls;
  /** Which values an update sends, given what the listener is now. */
  planUpdate(current: Native, change: Values, verbatim: boolean): UpdatePlan;
}

export interface NativeNoun {
  readonly noun: string;
  readonly summary: string;
  readonly verbs: readonly Verb[];
  /** What follows each verb in an example that runs on the sandbox. */
  readonly samples: Readonly<Partial<Record<Verb, string>>>;
  /** The protocol that the noun stands for; absent where a parameter says it. */
  readonly protocol?: Protocol;
}

export type Verb = 'create' | 'update' | 'show' | 'list' | 'start' | 'stop' | 'delete';

export type BodyRead =
  | {
      readonly values: Values;
      readonly region?: string;
      readonly reference?: Reference;
    }
  | {
      readonly problems: readonly {
        readonly field: string;
        readonly problem: string;
      }[];
    };

export type UpdatePlan =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'change';
      /** What the listener would be; rules are held against this. */
      readonly merged: Values;
      /** What goes on the wire. */
      readonly send: Values;
      readonly changed: readonly string[];
    };

export interface EndpointLocation extends Scope {
  /** Endpoint in the cloud's private network, where it has one. */
  readonly internal?: boolean;
}

export type EndpointRead =
  | { readonly url: string }
  | { readonly problem: string; readonly hint: string };
