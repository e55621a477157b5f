import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';
import type { Listener, Native } from '../model/listener.ts';
import type { Target } from '../profile/target.ts';
import type { Credentials, HttpRequest } from '../providers/auth.ts';
import { authMethodOf } from '../providers/auth.ts';
import type { Call, Calls } from '../providers/calls.ts';
import { strictEncode } from '../providers/encode.ts';
import type { Provider } from '../providers/provider.ts';
import { checkEndpoint } from './http/endpoint.ts';
import type { Send } from './http/send.ts';
import { type Identity, noCredentials, openIdentity } from './identity.ts';
import { maskBody, maskHeaders } from './redact.ts';
import { type RetryContext, sendWithRetries } from './retry.ts';

/** A cloud that is ready to be called. */
export interface Client {
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

export interface ConnectOptions {
  readonly timeoutMs: number;
  /** How often a call is sent again, at most. */
  readonly retries: number;
  /** Nothing may go on the wire: what only the cloud could tell is left open. */
  readonly offline: boolean;
  /** Told of each request and answer, for `--debug`. */
  readonly log?: ((line: string) => void) | undefined;
  /** Told of each failure after which a request is sent again. */
  readonly retrying?: ((failure: Failure) => void) | undefined;
  /** Where the sandbox listens; it is started when asked for. */
  readonly sandbox: () => Promise<string>;
}

/** Stands in a URL for the port of a sandbox that was not started. */
const UNKNOWN_SANDBOX = 'http://127.0.0.1:{port}';

export async function connect(
  target: Target,
  deps: Deps,
  options: ConnectOptions,
): Promise<Client> {
  const { provider, settings } = target;
  const base = await baseUrl(target, options);
  const context: RetryContext = {
    ...options,
    provider,
    send: sendFor(target, deps, options),
    interrupt: deps.interrupt,
    sleep: deps.sleep,
    random: deps.random,
  };

  let identity = await openIdentity(target, options, deps, (url, call) =>
    sendWithRetries(call, async () => httpRequest(checkEndpoint(url), call), context),
  );
  const sign = (request: HttpRequest) =>
    provider.sign(request, required(identity.credentials, target), {
      now: deps.now(),
      nonce: deps.nonce(),
    });
  const projectId =
    identity.projectId ??
    (await findProject(target, identity, options, (url, call) =>
      sendWithRetries(call, () => sign(httpRequest(checkEndpoint(url), call)), context),
    ));

  const { renew } = identity;
  const renewIdentity = async () => {
    identity = (await renew?.()) ?? identity;
  };

  return {
    provider,
    region: settings.region,
    calls: provider.calls({ region: settings.region, projectId }),
    run: async (call) => {
      required(identity.credentials, target);
      if (call.request.path.includes('{project_id}')) throw noProject(target);
      return sendWithRetries(
        call,
        () => sign(httpRequest(base, call)),
        context,
        renew === undefined ? undefined : renewIdentity,
      );
    },
    preview: (call) => {
      const { method, path, query, headers, body } = call.request;
      const { credentials } = identity;
      return {
        method,
        url: base + path,
        headers: {
          ...maskHeaders(headers),
          ...(credentials === undefined ? {} : provider.signatureHeaders(credentials)),
        },
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

/** Whether there is anything to call the cloud with. */
export function hasCredentials({ provider, settings }: Target): boolean {
  return authMethodOf(provider.authMethods, settings) !== undefined;
}

/** Where calls of a target go. */
export async function baseUrl(
  { provider, settings, sandbox }: Target,
  options: Pick<ConnectOptions, 'offline' | 'sandbox'>,
): Promise<string> {
  if (settings.endpoint !== undefined) return checkEndpoint(settings.endpoint);
  if (sandbox) return options.offline ? UNKNOWN_SANDBOX : options.sandbox();
  const known = provider.endpoint({ region: settings.region, projectId: settings.projectId });
  if ('url' in known) return known.url;
  throw new Failure('usage', known.problem, { hint: known.hint, provider: provider.id });
}

async function findProject(
  { provider, settings }: Target,
  { credentials }: Identity,
  { offline }: ConnectOptions,
  run: (url: string, call: Call<string>) => Promise<string>,
): Promise<string | undefined> {
  if (offline || credentials === undefined) return undefined;
  const search = provider.session?.findProject(settings);
  return search === undefined ? undefined : run(search.url, search.call);
}

function required(credentials: Credentials | undefined, target: Target): Credentials {
  if (credentials !== undefined) return credentials;
  throw noCredentials(target);
}

function noProject({ provider }: Target): Failure {
  const [variable] = provider.settings['projectId']?.variables ?? [];
  return new Failure('auth', 'the project id is not known', {
    provider: provider.id,
    hint: `set ${variable}, or the region, by whose name the project can be looked up`,
  });
}

function httpRequest(base: string, { request }: Call<unknown>): HttpRequest {
  const query = Object.entries(request.query)
    .map(([name, value]) => `${strictEncode(name)}=${strictEncode(value)}`)
    .join('&');
  return {
    method: request.method,
    url: new URL(`${base}${request.path}${query === '' ? '' : `?${query}`}`),
    headers: request.headers,
    body: request.body === undefined ? '' : JSON.stringify(request.body),
  };
}

/** Sends to this target: with the authorities that it trusts, and with a log where one is wanted. */
function sendFor({ settings }: Target, deps: Deps, { log }: ConnectOptions): Send {
  const { caFile } = settings;
  const send: Send =
    caFile === undefined
      ? deps.send
      : (request, options) => deps.send(request, { ...options, caFile });
  return log === undefined ? send : logged(send, log);
}

function logged(send: Send, log: (line: string) => void): Send {
  return async (request, options) => {
    log(`> ${request.method} ${request.url.href}`);
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
