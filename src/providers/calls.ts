import type { ListenerFields, Path } from '../model/fields.ts';
import type { Native } from '../model/listener.ts';
import type { Values } from '../model/parameter.ts';
import type { LoadBalancerFacts, OperationVerb } from '../model/rule.ts';
import type { NaturalKey, Reference } from './reference.ts';

/** Where calls go, beyond the base URL. */
export interface Scope {
  readonly region: string | undefined;
  readonly projectId: string | undefined;
}

/** An API call before it is signed and sent. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Encoded, from the root; may hold `{project_id}` while that is not known. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Call<T> {
  readonly request: ApiRequest;
  /**
   * Whether it may be sent again when the answer was lost: `safe` calls end in the same state
   * however often they run; after a `create` one must look first.
   */
  readonly repeat: 'safe' | 'create';
  /** Turns the answer into what was asked for; throws `UnexpectedAnswer`. */
  parse(answer: Answer): T;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when the body is empty. */
  readonly body: unknown;
}

export class UnexpectedAnswer extends Error {
  override name = 'UnexpectedAnswer';
}

export interface Page {
  readonly listeners: readonly Native[];
  /** Ask again with this for more; absent on the last page. */
  readonly next?: string;
}

/** Narrowing that the cloud does itself; what it can't do is done on the answer. */
export interface ListFilter {
  readonly fields: ListenerFields;
  readonly native: Values;
}

export interface Calls {
  /** The created listener where the answer carries it. */
  create(noun: string, values: Values): Call<Native | undefined>;
  update(current: Native, send: Values): Call<Native | undefined>;
  /** The changed listener where the answer carries it. */
  setState?(current: Native, state: 'running' | 'stopped'): Call<Native | undefined>;
  delete(current: Native): Call<void>;
  /** Listeners that a reference fits; a missing one is an empty list or a not-found answer. */
  find(reference: Reference): Call<readonly Native[]>;
  list(filter: ListFilter, page: string | undefined): Call<Page>;
  at(key: NaturalKey): Call<readonly Native[]>;
  /** Read-only calls whose facts together are what the rules of this change need. */
  facts?(
    loadBalancer: string,
    change: Values,
    verb: OperationVerb,
  ): readonly Call<LoadBalancerFacts>[];
  /** What there is in the cloud to choose a field's value from; undefined where it can't say. */
  choices?(path: Path, listener: ListenerFields): Call<readonly Choice[]> | undefined;
  /** The cheapest read that proves endpoint, credentials and scope. */
  probe(): Call<void>;
}

/** Something of the cloud that a field can refer to. */
export interface Choice {
  readonly id: string;
  /** Beside the id, for people: a name, an address. */
  readonly label: string;
}

/** What an answer other than success means. */
export interface ErrorReading {
  readonly kind: 'validation' | 'auth' | 'not-found' | 'conflict' | 'unavailable' | 'internal';
  readonly message: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly hint?: string;
  /** Sending the same again may succeed: never, when the call is safe to repeat, or always. */
  readonly retry: 'never' | 'safe' | 'always';
  readonly retryAfterMs?: number;
  /** A token has expired; logging in again helps. */
  readonly sessionEnded?: boolean;
}

export interface ErrorReader {
  /** `body` is the text as it came: JSON, a gateway's HTML page, or nothing. */
  read(answer: {
    status: number;
    headers: Readonly<Record<string, string>>;
    text: string;
  }): ErrorReading;
}
