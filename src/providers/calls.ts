import type { ListenerFields, Path } from '../model/fields.ts';
import type { Native } from '../model/listener.ts';
import type { Values } from '../model/parameter.ts';
import type { LoadBalancerFacts, OperationVerb } from '../model/rule.ts';
import type { Call, Readiness, Run } from './call.ts';
import type { NaturalKey, Reference } from './reference.ts';
import type { Step } from './step.ts';

export interface Page {
  readonly listeners: readonly Native[];
  /** Token of the next page; absent on the last one. */
  readonly next?: string;
}

/** Filters that the cloud may apply; the rest is applied to the answer. */
export interface ListFilter {
  readonly fields: ListenerFields;
  readonly native: Values;
}

export interface Calls {
  create(noun: string, values: Values): readonly Step[];
  /** A listener that does not exist yet, for dry runs; ids are placeholders such as `{listener_id}`. */
  planned(key: NaturalKey, values: Values): Native;
  update(current: Native, send: Values): readonly Step[];
  /**
   * Absent where listeners cannot be started and stopped. Parses to the changed listener if the
   * answer contains it.
   */
  setState?(current: Native, state: 'running' | 'stopped'): Call<Native | undefined>;
  /** @param keepGroup the id of a backend group that stays whatever uses it */
  delete(current: Native, keepGroup?: string): readonly Step[];
  /** Absent where a listener is one object that nothing hangs on. */
  readonly attached?: Attached;
  /**
   * Reads what belongs to listeners but is kept apart from them, or their status alone; absent if
   * nothing is.
   */
  complete?(
    listeners: readonly Native[],
    run: Run,
    what?: 'all' | 'status',
  ): Promise<readonly Native[]>;
  /** Fields that the cloud keeps in an object beside a listener, and that only copies read. */
  beside?(listener: Native, run: Run): Promise<ListenerFields>;
  /** Listeners that match; none is an empty list or a not-found answer. */
  find(reference: Reference): Call<readonly Native[]>;
  list(filter: ListFilter, page: string | undefined): Call<Page>;
  at(key: NaturalKey): Call<readonly Native[]>;
  /** Read-only calls for what the pre-flight rules of this change need. */
  facts?(
    loadBalancer: string,
    change: Values,
    verb: OperationVerb,
  ): readonly Call<LoadBalancerFacts>[];
  /**
   * Lists resources that a field can refer to; undefined if the cloud has no such list, or needs the
   * load balancer for it.
   */
  choices?(path: Path, listener: ListenerFields, page?: string): Call<ChoicePage> | undefined;
  /** What the list of `choices` does not say about one of them; undefined if it says everything. */
  details?(path: Path, id: string): Call<Details> | undefined;
  /** Absent where changes of one load balancer need not wait for each other. */
  ready?(loadBalancer: string): Call<Readiness>;
  /** The cheapest read that proves endpoint, credentials and scope. */
  probe(): Call<void>;
}

/** What hangs on a listener, or leads to it, and what a change means for that. */
export interface Attached {
  /**
   * Reads what leads to the listener or its parts.
   * @param send what an update sends; a delete when absent
   */
  read(current: Native, run: Run, send?: Values): Promise<Native>;
  /** Why the cloud would refuse to delete the listener, as a sentence. */
  blocksDelete(current: Native): string | undefined;
  /** What a delete leaves behind, as a sentence. */
  stays(current: Native): string | undefined;
  /** What else a delete removes: `backend group 1234`. */
  goes(current: Native): string | undefined;
  /** What a delete removes that a create with the same fields does not make again, as a sentence. */
  isLost(current: Native): string | undefined;
  /** What an update leaves behind, as a sentence. */
  leftBehind(current: Native, send: Values): string | undefined;
}

/** A resource that a field can refer to. */
export interface Choice {
  readonly id: string;
  readonly details: Details;
}

/**
 * What a cloud says about a resource, as shown beside its id: name, address, network, class, status,
 * zone, kind, domains, expires, servers and the like. Only what is named here leaves a provider: the
 * answers contain private keys.
 */
export type Details = Readonly<Record<string, string | readonly string[]>>;

export interface ChoicePage {
  readonly choices: readonly Choice[];
  /** Token of the next page; absent on the last one. */
  readonly next?: string;
}

/** What an error answer means. */
export interface ErrorReading {
  readonly kind: 'validation' | 'auth' | 'not-found' | 'conflict' | 'unavailable' | 'internal';
  readonly message: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly hint?: string;
  /** The parameter that the cloud refuses. */
  readonly parameter?: string;
  /** Whether a retry may help: never, only for calls that are safe to repeat, or always. */
  readonly retry: 'never' | 'safe' | 'always';
  readonly retryAfterMs?: number;
  /** Another change of the load balancer is in progress; this one was not made. */
  readonly locked?: boolean;
  /** This version of the API does not have the call. */
  readonly missingCall?: boolean;
  /** The token has expired; a new login helps. */
  readonly sessionEnded?: boolean;
}

export interface ErrorReader {
  /** `text` is the raw body: JSON, a proxy's HTML page, or empty. */
  read(answer: {
    status: number;
    headers: Readonly<Record<string, string>>;
    text: string;
  }): ErrorReading;
}
