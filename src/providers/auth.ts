import type { Call } from './calls.ts';
import type { Settings, SettingTable } from './settings.ts';
import type { SettingsSource } from './settings-source.ts';

/** How calls of a cloud are authenticated, and where the settings for that come from. */
export interface Authentication {
  readonly settings: SettingTable;
  /** The first that is complete counts. */
  readonly authMethods: readonly AuthMethod[];
  /** Settings of the vendor's own tools. */
  readonly settingsSource?: SettingsSource;
  readonly roles?: RoleCredentials;
  /** How a session is had where credentials can't sign by themselves (user and password). */
  readonly session?: SessionCalls;
  sign(request: HttpRequest, credentials: Credentials, context: SigningContext): HttpRequest;
  /** Headers that signing adds, their values masked, for showing a request without making one. */
  signatureHeaders(credentials: Credentials): Readonly<Record<string, string>>;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case, values without blanks around them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

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

/** Credentials that a library of the vendor fetches: too much protocol to have twice. */
export interface RoleCredentials {
  /** The npm package, installed by users who want it. */
  readonly library: string;
  /** @param library the loaded package */
  fetch(library: unknown, settings: Settings): Promise<Credentials>;
  /** The vendor's error code in what the library threw; its message may hold anything. */
  errorCode(error: unknown): string | undefined;
}

/** A way to authenticate. */
export interface AuthMethod {
  readonly kind: 'token' | 'access-key' | 'process' | 'login' | 'role';
  readonly title: string;
  /** All of these have to be there. */
  readonly needs: readonly string[];
  /** Any of these means that another way is meant. */
  readonly unless?: readonly string[];
  /** What may be said beside it. */
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

/** The first way for which everything is there. */
export function authMethodOf(
  modes: readonly AuthMethod[],
  settings: Settings,
): AuthMethod | undefined {
  return modes.find(
    ({ needs, unless = [] }) =>
      needs.every((name) => settings[name] !== undefined) &&
      unless.every((name) => settings[name] === undefined),
  );
}
