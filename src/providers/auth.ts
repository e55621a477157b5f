import type { Call } from './call.ts';
import type { Settings, SettingTable } from './settings.ts';
import type { SettingsSource } from './settings-source.ts';

/** How requests to a cloud are authenticated. */
export interface Authentication {
  readonly settings: SettingTable;
  /** In order of precedence: the first with all its settings is used. */
  readonly authMethods: readonly AuthMethod[];
  /** Settings of the vendor's own tools. */
  readonly settingsSource?: SettingsSource;
  /** Whether an entry of a file that other clouds read as well is about this one; absent: any may be. */
  recognizes?(settings: Settings): boolean;
  readonly roles?: RoleCredentials;
  /** Login with user and password. */
  session?(): Promise<SessionCalls>;
  sign(request: HttpRequest, credentials: Credentials, context: SigningContext): HttpRequest;
  /** Headers that signing adds, masked, for `--dry-run`. */
  signatureHeaders(credentials: Credentials): Readonly<Record<string, string>>;
}

/** Shown in place of a secret. */
export const MASK = '***';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names, trimmed values. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SigningContext {
  readonly now: Date;
  /** A fresh random string; not every scheme needs one. */
  nonce(): string;
}

export type Credentials =
  | {
      readonly kind: 'access-key';
      readonly accessKey: string;
      readonly secretKey: string;
      readonly securityToken?: string;
    }
  | { readonly kind: 'token'; readonly token: string };

export interface Session {
  readonly token: string;
  /** ISO 8601. */
  readonly expires: string;
  readonly projectId?: string;
  /** Of the service, as the catalogue lists them. */
  readonly endpoints?: readonly CatalogueEndpoint[];
}

export interface CatalogueEndpoint {
  readonly region: string;
  readonly interface: string;
  readonly url: string;
}

export interface SessionCalls {
  /** The login call for these settings, or what is missing for it. */
  open(settings: Settings): { readonly url: string; readonly call: Call<Session> } | SessionProblem;
  /** The signed call that looks up the project id; undefined if there is no name to look up. */
  findProject(
    settings: Settings,
  ): { readonly url: string; readonly call: Call<string> } | SessionProblem | undefined;
  /** The signed call that reads the catalogue, where endpoints are in it. */
  findEndpoints?(
    settings: Settings,
  ): { readonly url: string; readonly call: Call<readonly CatalogueEndpoint[]> } | SessionProblem;
}

export interface SessionProblem {
  readonly problem: string;
  /** With an endpoint of its own, the identity service would be a guess. */
  readonly guessed?: boolean;
}

/** Temporary credentials of a role, fetched by the vendor's own library. */
export interface RoleCredentials {
  /** An npm package that users install themselves. */
  readonly library: string;
  /** @param library the loaded package */
  fetch(library: unknown, settings: Settings): Promise<Credentials>;
  /** What an error of the library means; its message may contain secrets. */
  failure(error: unknown): RoleFailure;
}

export interface RoleFailure {
  readonly what: 'refused' | 'unreachable' | 'unexpected' | 'misconfigured';
  /** The vendor's error code. */
  readonly code?: string;
}

/** A way to authenticate. */
export interface AuthMethod {
  readonly kind: 'token' | 'access-key' | 'process' | 'login' | 'role';
  readonly title: string;
  /** Settings that must all be present. */
  readonly needs: readonly string[];
  /** Settings whose presence selects another method. */
  readonly unless?: readonly string[];
  /** Optional settings. */
  readonly also?: readonly string[];
}

export const TOKEN: AuthMethod = { kind: 'token', title: 'login token', needs: ['token'] };

export const ACCESS_KEY: AuthMethod = {
  kind: 'access-key',
  title: 'access key',
  needs: ['accessKey', 'secretKey'],
  also: ['securityToken'],
};

export const CREDENTIAL_PROCESS: AuthMethod = {
  kind: 'process',
  title: 'credential process',
  needs: ['credentialProcess'],
};

/** The first method whose settings are complete. */
export function authMethodOf(
  methods: readonly AuthMethod[],
  settings: Settings,
): AuthMethod | undefined {
  return methods.find(
    ({ needs, unless = [] }) =>
      needs.every((name) => settings[name] !== undefined) &&
      unless.every((name) => settings[name] === undefined),
  );
}
