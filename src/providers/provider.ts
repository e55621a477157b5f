import type { Catalogue, Operation } from '../model/catalogue.ts';
import type { ListenerFields, Path, Protocol } from '../model/fields.ts';
import type { Listener, Native } from '../model/listener.ts';
import type { Parameter, Values } from '../model/parameter.ts';
import type { LoadBalancerFacts, OperationVerb } from '../model/rule.ts';
import type { AuthMethod, Settings, SettingTable } from './settings.ts';

export type { Settings } from './settings.ts';

/**
 * Everything that lbctl knows of one cloud, as data and pure functions: no clock, environment or
 * socket in here. The rest of the program knows clouds only through this. What comes as a promise is
 * loaded when it is asked for: most commands never do.
 */
export interface Provider extends Catalogue {
  /** The native commands: `lbctl <provider> <noun> <verb>`. */
  readonly nouns: readonly NativeNoun[];
  /** What the cloud's list request narrows by; flags of the native list command. */
  readonly filters: readonly Parameter[];
  readonly settings: SettingTable;
  /** The ways to prove who one is, the first that is complete counts. */
  readonly authMethods: readonly AuthMethod[];
  /** Settings of the vendor's own tools. */
  readonly settingsSource?: SettingsSource;
  readonly roles?: RoleCredentials;
  errors(): Promise<ErrorReader>;
  /** Protocols of the portable model that the cloud has listeners of. */
  readonly protocols: readonly Protocol[];
  /** Whether two listeners of one load balancer may have the same port. */
  sharesPort(a: Protocol, b: Protocol): boolean;
  /** With what a create has to say though it means nothing for such a listener. */
  completed?(fields: ListenerFields): ListenerFields;
  operation(noun: string, verb: OperationVerb): Operation;
  /** Reads a native body: the vendor's own JSON, or the request example of its page. */
  readBody(text: string, operation: Operation): Promise<BodyRead>;
  /** Understands a `<listener>` argument without asking the cloud. */
  reference(text: string): Reference | { readonly problem: string };
  /** Base URL for a region, when no endpoint is given. */
  endpoint(place: EndpointLocation): EndpointRead;
  /** The listener in portable terms; what the cloud did not say stays absent. */
  decode(native: Native): Listener;
  /** The parameters that a native object carries, by name, as an update would send them. */
  valuesOf(native: Native): Values;
  /** The listener as Terraform configuration with its import; where that can't be, comments say why. */
  terraform(): Promise<(listener: Listener) => string>;
  calls(scope: Scope): Calls;
  /** Which values an update sends, given what the listener is now. */
  planUpdate(current: Native, change: Values, verbatim: boolean): UpdatePlan;
  sign(request: HttpRequest, credentials: Credentials, moment: SigningContext): HttpRequest;
  /** Headers that signing adds, their values masked, for showing a request without making one. */
  signatureHeaders(credentials: Credentials): Readonly<Record<string, string>>;
  /** How a session is had where credentials can't sign by themselves (user and password). */
  readonly session?: SessionCalls;
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

/** Which listener: by id, by name, or by where it is. */
export type Reference =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'name'; readonly name: string }
  | ({ readonly by: 'place' } & Place3);

interface Place3 {
  readonly loadBalancer: string;
  readonly protocol: Protocol | undefined;
  readonly port: number;
}

/** What is unique about a listener before it has an id. */
export interface NaturalKey {
  readonly loadBalancer: string;
  readonly protocol: Protocol;
  readonly port: number;
}

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

/** Where calls go, beyond the base URL. */
export interface Scope {
  readonly region: string | undefined;
  readonly projectId: string | undefined;
}

export interface EndpointLocation extends Scope {
  /** Endpoint in the cloud's private network, where it has one. */
  readonly internal?: boolean;
}

export type EndpointRead =
  | { readonly url: string }
  | { readonly problem: string; readonly hint: string };

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
  setState(current: Native, state: 'running' | 'stopped'): Call<Native | undefined>;
  delete(current: Native): Call<void>;
  /** Listeners that a reference fits; a missing one is an empty list or a not-found answer. */
  find(reference: Reference): Call<readonly Native[]>;
  list(filter: ListFilter, page: string | undefined): Call<Page>;
  at(key: NaturalKey): Call<readonly Native[]>;
  /** Read-only calls whose facts together are what the rules of this change need. */
  facts(
    loadBalancer: string,
    change: Values,
    verb: OperationVerb,
  ): readonly Call<LoadBalancerFacts>[];
  /** What there is in the cloud to choose a field's value from; undefined where it can't say. */
  choices(path: Path, listener: ListenerFields): Call<readonly Choice[]> | undefined;
  /** The cheapest read that proves endpoint, credentials and scope. */
  probe(): Call<void>;
}

/** Something of the cloud that a field can refer to. */
export interface Choice {
  readonly id: string;
  /** Beside the id, for people: a name, an address. */
  readonly label: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: Address;
  /** Names in lower case, values without blanks around them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A URL that was taken apart once; each part of a `URL` is cut out anew when it is asked for. */
export type Address = Readonly<
  Pick<URL, 'href' | 'protocol' | 'host' | 'hostname' | 'port' | 'pathname' | 'search'>
>;

export interface SigningContext {
  readonly now: Date;
  /** Fresh random text for each request. */
  readonly nonce: string;
}

export type Credentials =
  | {
      readonly kind: 'access-key';
      readonly accessKey: string;
      readonly secretKey: string;
      readonly securityToken?: string;
    }
  | { readonly kind: 'token'; readonly token: string };

/** Where a tool of this cloud's vendor keeps settings that lbctl takes over. */
export interface SettingsSource {
  /** As users know it: `clouds.yaml`. */
  readonly title: string;
  /** What the vendor calls one entry of it. */
  readonly noun: string;
  /** The setting by which a profile of lbctl refers to an entry. */
  readonly reference: string;
  /** Variables that choose an entry, the preferred ones first. */
  readonly variables: readonly string[];
  /** The files concerned: of each role the first one that exists. */
  files(place: FilePlace): readonly {
    readonly role: string;
    readonly candidates: readonly string[];
  }[];
  /** Throws `MalformedFile`. */
  read(files: readonly FoundFile[]): Promise<SourceEntries>;
}

export interface FilePlace {
  readonly home: string;
  /** The folder that the program runs in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface FoundFile {
  readonly role: string;
  readonly path: string;
  readonly text: string;
}

export interface SourceEntries {
  /** The entry that the vendor's tools would use when none is named. */
  readonly current?: string;
  readonly entries: Readonly<Record<string, SourceEntry>>;
}

/** An entry in lbctl's settings, or why it is of no use here. */
export type SourceEntry = { readonly settings: Settings } | { readonly problem: string };

/** A file that is not what it should be: said without any of its content. */
export class MalformedFile extends Error {
  override name = 'MalformedFile';
  readonly path: string;
  constructor(path: string, problem: string) {
    super(problem);
    this.path = path;
  }
}

/** Credentials that a library of the vendor fetches: too much protocol to have twice. */
export interface RoleCredentials {
  /** The npm package, installed by users who want it. */
  readonly library: string;
  /** @param library the loaded package */
  fetch(library: unknown, settings: Settings): Promise<Credentials>;
  /** The vendor's error code in what the library threw; its message may hold anything. */
  errorCode(error: unknown): string | undefined;
}

export interface Session {
  readonly token: string;
  /** ISO 8601. */
  readonly expires: string;
  readonly projectId?: string;
}

export interface SessionCalls {
  /** The call that logs in with these settings; a problem when something is missing for it. */
  open(
    settings: Settings,
  ): { readonly url: string; readonly call: Call<Session> } | { readonly problem: string };
  /** How the project id is found with signed calls when it was not given; undefined: it can't be. */
  findProject(
    settings: Settings,
  ): { readonly url: string; readonly call: Call<string> } | undefined;
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
