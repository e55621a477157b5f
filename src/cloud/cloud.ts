import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';
import type { Listener, Native } from '../listener/listener.ts';
import { cacheFolder } from '../profile/places.ts';
import type { Target } from '../profile/target.ts';
import type {
  Call,
  Calls,
  Credentials,
  HttpRequest,
  Provider,
  Session,
  Settings,
} from '../providers/provider.ts';
import { checkEndpoint } from '../transport/endpoint.ts';
import { type ExchangeOptions, exchange } from '../transport/exchange.ts';
import { maskBody, maskHeaders } from '../transport/secrets.ts';
import type { Send } from '../transport/send.ts';
import { type SessionCache, sessionCache } from './session.ts';

/** A cloud that is ready to be called. */
export interface Cloud {
  readonly provider: Provider;
  readonly region: string | undefined;
  readonly calls: Calls;
  run<T>(call: Call<T>): Promise<T>;
  /** What `run` would send, with its secrets masked. */
  preview(call: Call<unknown>): PreviewedRequest;
  listener(native: Native): Listener;
}

export interface PreviewedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface ConnectOptions extends ExchangeOptions {
  /** Nothing may go on the wire: what only the cloud could tell is left open. */
  readonly offline: boolean;
  readonly log?: ((line: string) => void) | undefined;
  /** Where the sandbox listens; it is started when asked for. */
  readonly sandbox: () => Promise<string>;
}

/** Stands in a URL for the port of a sandbox that was not started. */
const UNKNOWN_SANDBOX = 'http://127.0.0.1:{port}';

export async function connect(target: Target, deps: Deps, options: ConnectOptions): Promise<Cloud> {
  const { provider, settings } = target;
  const base = await baseUrl(target, options);
  const send = options.log === undefined ? deps.send : logged(deps.send, options.log);
  const world = {
    send,
    interrupt: deps.interrupt,
    sleep: deps.sleep,
    random: deps.random,
    ...(options.log === undefined ? {} : { log: options.log }),
  };
  const moment = () => ({ now: deps.now(), nonce: deps.nonce() });
  const login = settings.token === undefined && settings.accessKey === undefined;
  const cache = sessionCache(cacheFolder(deps.env), settings);

  const runUnsigned = <T>(url: string, call: Call<T>): Promise<T> =>
    exchange(provider, call, async () => httpRequest(checkEndpoint(url), call), options, world);
  const identity = await openIdentity(
    target,
    options,
    login ? cache : undefined,
    deps,
    runUnsigned,
  );
  const projectId =
    identity.projectId ??
    (await findProject(target, options, (url, call) =>
      exchange(
        provider,
        call,
        async () =>
          provider.sign(
            httpRequest(checkEndpoint(url), call),
            required(identity.credentials, target),
            moment(),
          ),
        options,
        world,
      ),
    ));

  const renew = login
    ? async () => {
        await cache.forget();
        const fresh = await openIdentity(target, options, cache, deps, runUnsigned);
        identity.credentials = fresh.credentials;
      }
    : undefined;

  return {
    provider,
    region: settings.region,
    calls: provider.calls({ region: settings.region, projectId }),
    run: async (call) => {
      if (call.request.path.includes('{project_id}')) throw noProject(target);
      return exchange(
        provider,
        call,
        async () =>
          provider.sign(httpRequest(base, call), required(identity.credentials, target), moment()),
        options,
        world,
        renew,
      );
    },
    preview: (call) => {
      const { method, query, body } = call.request;
      const unsigned = httpRequest(base, call);
      // The placeholder of an unknown port is no URL that could be signed.
      const signed =
        identity.credentials === undefined || base === UNKNOWN_SANDBOX
          ? unsigned
          : provider.sign(unsigned, identity.credentials, moment());
      return {
        method,
        url: base + call.request.path,
        headers: maskHeaders(signed.headers),
        query,
        body: body ?? null,
      };
    },
    listener: (native) => ({
      ...provider.decode(native),
      ...(settings.region === undefined ? {} : { region: settings.region }),
    }),
  };
}

async function baseUrl(
  { provider, settings, sandbox }: Target,
  options: ConnectOptions,
): Promise<string> {
  if (settings.endpoint !== undefined) return checkEndpoint(settings.endpoint);
  if (sandbox) return options.offline ? UNKNOWN_SANDBOX : options.sandbox();
  const known = provider.endpoint({ region: settings.region, projectId: settings.projectId });
  if ('url' in known) return known.url;
  throw new Failure('usage', known.problem, { hint: known.hint, provider: provider.id });
}

interface Identity {
  credentials: Credentials | undefined;
  readonly projectId: string | undefined;
}

async function openIdentity(
  { provider, settings }: Target,
  { offline }: ConnectOptions,
  cache: SessionCache | undefined,
  deps: Deps,
  run: (url: string, call: Call<Session>) => Promise<Session>,
): Promise<Identity> {
  const own = ownCredentials(settings);
  if (own !== undefined) return { credentials: own, projectId: settings.projectId };
  const opening = provider.session?.open(settings);
  if (offline || opening === undefined || 'problem' in opening) {
    return { credentials: undefined, projectId: settings.projectId };
  }
  const known = await cache?.load(deps.now());
  const session = known ?? (await run(opening.url, opening.call));
  if (known === undefined) await cache?.save(session);
  return {
    credentials: { kind: 'token', token: session.token },
    projectId: settings.projectId ?? session.projectId,
  };
}

function ownCredentials(settings: Settings): Credentials | undefined {
  const { token, accessKey, secretKey, securityToken } = settings;
  if (token !== undefined) return { kind: 'token', token };
  if (accessKey === undefined || secretKey === undefined) return undefined;
  return {
    kind: 'access-key',
    accessKey,
    secretKey,
    ...(securityToken === undefined ? {} : { securityToken }),
  };
}

async function findProject(
  { provider, settings }: Target,
  { offline }: ConnectOptions,
  run: (url: string, call: Call<string>) => Promise<string>,
): Promise<string | undefined> {
  if (offline || settings.projectId !== undefined || ownCredentials(settings) === undefined) {
    return settings.projectId;
  }
  const search = provider.session?.findProject(settings);
  return search === undefined ? undefined : run(search.url, search.call);
}

function required(credentials: Credentials | undefined, target: Target): Credentials {
  if (credentials !== undefined) return credentials;
  throw noCredentials(target);
}

/** Says what is missing, and where this cloud's users keep it. */
export function noCredentials({ provider, settings, profile }: Target): Failure {
  const half =
    settings.accessKey !== undefined
      ? 'an access key is given, but no secret key'
      : settings.secretKey !== undefined
        ? 'a secret key is given, but no access key'
        : `there are no credentials for ${provider.id}`;
  const [accessKey] = provider.settings.accessKey ?? [];
  const [secretKey] = provider.settings.secretKey ?? [];
  return new Failure('auth', profile === undefined ? half : `${half} (profile ${profile})`, {
    provider: provider.id,
    hint: `set ${accessKey} and ${secretKey}, or choose a profile with --profile; sandbox-${provider.id} needs none`,
  });
}

function noProject({ provider }: Target): Failure {
  const [variable] = provider.settings.projectId ?? [];
  return new Failure('auth', 'the project id is not known', {
    provider: provider.id,
    hint: `set ${variable}, or the region, by whose name the project can be looked up`,
  });
}

/** True when calls can be signed without asking anybody. */
export function hasCredentials({ provider, settings }: Target): boolean {
  if (ownCredentials(settings) !== undefined) return true;
  const opening = provider.session?.open(settings);
  return opening !== undefined && !('problem' in opening);
}

function httpRequest(base: string, { request }: Call<unknown>): HttpRequest {
  const query = Object.entries(request.query)
    .map(([name, value]) => `${strictEncode(name)}=${strictEncode(value)}`)
    .join('&');
  return {
    method: request.method,
    url: `${base}${request.path}${query === '' ? '' : `?${query}`}`,
    headers: request.headers,
    body: request.body === undefined ? '' : JSON.stringify(request.body),
  };
}

/** RFC 3986, which both clouds sign by. */
function strictEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function logged(send: Send, log: (line: string) => void): Send {
  return async (request, options) => {
    log(`> ${request.method} ${request.url}`);
    for (const [name, value] of Object.entries(maskHeaders(request.headers)))
      log(`> ${name}: ${value}`);
    if (request.body !== '') log(`> ${maskBody(request.body)}`);
    const response = await send(request, options);
    log(`< HTTP ${response.status}`);
    for (const [name, value] of Object.entries(maskHeaders(response.headers)))
      log(`< ${name}: ${value}`);
    if (response.text !== '') log(`< ${maskBody(response.text)}`);
    return response;
  };
}
