/** What requests need beside the base URL. */
export interface Scope {
  readonly region: string | undefined;
  readonly projectId: string | undefined;
}

/** Parameters in the address; a list is a parameter that is given several times. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

export interface EndpointLocation extends Scope {
  /** Use the endpoint in the cloud's private network. */
  readonly internal?: boolean;
}

/** An API call before it is signed and sent. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** URL-encoded; may contain `{project_id}` while the id is unknown. */
  readonly path: string;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Call<T> {
  readonly request: ApiRequest;
  /**
   * What to do after a lost answer: repeat a `safe` call; before any other, `look-up` what the
   * first one did.
   */
  readonly repeat: 'safe' | 'look-up';
  /** Asks whether the load balancer takes a change now; this call is sent once it does. */
  readonly after?: Call<Readiness>;
  /** @throws UnexpectedAnswer */
  parse(answer: Answer): T;
}

/** Whether a load balancer takes a change. */
export interface Readiness {
  readonly loadBalancer: string;
  readonly state: 'ready' | 'busy' | 'failed';
  /** The cloud's own word for it. */
  readonly shown: string;
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

/** Runs a call, for look-ups that need more than one. */
export type Run = <T>(call: Call<T>) => Promise<T>;
