import type { Deps } from '../deps.ts';
import { Failure, type OutcomeUnknown } from '../failure.ts';
import type { Listener, Native } from '../model/listener.ts';
import { maskBody, maskHeaders, maskNamed } from '../output/secret-names.ts';
import type { Target } from '../profile/target.ts';
import { authMethodOf, type Credentials, type HttpRequest } from '../providers/auth.ts';
import type { Call, Query } from '../providers/call.ts';
import type { Calls } from '../providers/calls.ts';
import { strictEncode } from '../providers/encode.ts';
import type { Provider } from '../providers/provider.ts';
import { placeOf } from '../providers/settings.ts';
import { endpointIn } from './catalogue.ts';
import { changeWhenReady, type GateContext, untilReady } from './gate.ts';
import { checkEndpoint } from './http/endpoint.ts';
import type { Send } from './http/send.ts';
import { type Identity, noCredentials, openIdentity, unknownIdentity } from './identity.ts';
import { pauseBefore, type RetryContext, sendWithRetries } from './retry.ts';

/** Calls a cloud as one account, in one region. */
export interface Client {
  readonly provider: Provider;
  readonly region: string | undefined;
  readonly calls: Calls;
  /** Sends a call; a change, once its load balancer takes one. */
  run<T>(call: Call<T>): Promise<T>;
  /** Waits until changes of a load balancer are done, where they block each other. */
  untilReady(loadBalancer: string | undefined): Promise<void>;
  /** Maximum number of repeats of a call. */
  readonly retries: number;
  /** Waits before a repeat, longer after each attempt, or as long as the cloud asked. */
  pause(attempt: number, lost: OutcomeUnknown): Promise<void>;
  /** The request of a call, with secrets masked. */
  preview(call: Call<unknown>): PreviewedRequest;
  listener(native: Native): Listener;
}

export interface PreviewedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
}

export interface ConnectOptions {
  readonly timeoutMs: number;
  /** How long to wait for a cloud that is busy; 0 for only as often as `retries`. */
  readonly busyTimeoutMs: number;
  /** How long to wait for a load balancer that is being changed. */
  readonly readyTimeoutMs: number;
  /** Maximum, per call. */
  readonly retries: number;
  /** Sends no requests while connecting; credentials and project id may stay unknown. */
  readonly offline: boolean;
  /** For requests and responses, with `--debug`. */
  readonly log?: ((line: string) => void) | undefined;
  /** Called before each retry. */
  readonly onRetry?: ((failure: Failure, pauseMs: number) => void) | undefined;
  /** Called while a load balancer is being changed, and when it is ready. */
  readonly onBusy?: GateContext['onBusy'];
  readonly onReady?: GateContext['onReady'];
  /** Starts the sandbox if necessary, and returns its URL. */
  readonly sandbox: () => Promise<string>;
}

/** The URL in dry runs, which do not start the sandbox. */
const UNKNOWN_SANDBOX = 'http://127.0.0.1:{port}';

export async function connect(
  target: Target,
  deps: Deps,
  options: ConnectOptions,
): Promise<Client> {
  const { provider, settings } = target;
  deps.secrets?.learnSettings(provider.settings, settings);
  const given = await baseUrl(target, options);
  const context: RetryContext = {
    ...options,
    provider,
    mask: (text) => maskNamed(deps.secrets?.mask(text) ?? text),
    send: sendFor(target, deps, options),
    interrupt: deps.interrupt,
    sleep: deps.sleep,
    random: deps.random,
  };

  const ofIdentity = { ...context, endpoint: 'the identity endpoint (OS_AUTH_URL)' };
  let identity = await openIdentity(target, options, deps, (url, call) =>
    sendWithRetries(call, () => httpRequest(checkEndpoint(url), call), ofIdentity),
  );
  deps.secrets?.learnCredentials(identity.credentials);
  const sign = (request: HttpRequest) =>
    provider.sign(request, required(identity.credentials, target), {
      now: deps.now(),
      nonce: deps.nonce,
    });
  const base =
    given ??
    (await findBase(target, identity, options, (url, call) =>
      sendWithRetries(call, () => sign(httpRequest(checkEndpoint(url), call)), context),
    ));
  const projectId =
    identity.projectId ??
    (await findProject(target, identity, options, (url, call) =>
      sendWithRetries(call, () => sign(httpRequest(checkEndpoint(url), call)), context),
    ));

  const { renew } = identity;
  const renewIdentity =
    renew &&
    (async () => {
      identity = await renew();
      deps.secrets?.learnCredentials(identity.credentials);
    });

  const gate: GateContext = {
    provider: provider.id,
    timeoutMs: options.readyTimeoutMs,
    run: async (call) => {
      required(identity.credentials, target);
      checkComplete(call, target);
      return sendWithRetries(call, () => sign(httpRequest(base, call)), context, renewIdentity);
    },
    sleep: deps.sleep,
    now: deps.now,
    onBusy: options.onBusy,
    onReady: options.onReady,
  };
  const calls = provider.calls({ region: settings.region, projectId });

  return {
    provider,
    region: settings.region,
    calls,
    run: (call) => changeWhenReady(call, gate),
    untilReady: async (loadBalancer) => {
      const call = loadBalancer === undefined ? undefined : calls.ready?.(loadBalancer);
      if (call !== undefined) await untilReady(call, gate);
    },
    retries: options.retries,
    pause: async (attempt, lost) => {
      await pauseBefore(attempt, lost, lost.retryAfterMs, context);
    },
    preview: (call) => {
      const { method, path, query, headers, body } = call.request;
      const { credentials } = identity;
      return {
        method,
        url: base + path,
        headers: {
          ...headers,
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

export function hasCredentials({ provider, settings }: Target): boolean {
  return authMethodOf(provider.authMethods, settings) !== undefined;
}

/** @returns undefined if only the catalogue of the identity service has it */
export async function baseUrl(
  { provider, settings, sandbox }: Target,
  options: Pick<ConnectOptions, 'offline' | 'sandbox'>,
): Promise<string | undefined> {
  if (settings.endpoint !== undefined) return withoutRoot(settings.endpoint, provider);
  if (sandbox) return options.offline ? UNKNOWN_SANDBOX : options.sandbox();
  const known = provider.endpoint(placeOf(settings));
  if ('url' in known) return known.url;
  if ('catalogue' in known) return undefined;
  throw new Failure('usage', known.problem, { hint: known.hint, provider: provider.id });
}

/** The endpoint in dry runs that send nothing. */
const UNKNOWN_ENDPOINT = '{endpoint}';

/** Reads the endpoint from the catalogue: the login's answer has it, or the service is asked. */
async function findBase(
  target: Target,
  { credentials, endpoints }: Identity,
  { offline }: ConnectOptions,
  run: <T>(url: string, call: Call<T>) => Promise<T>,
): Promise<string> {
  const { provider, settings } = target;
  const known = provider.endpoint(placeOf(settings));
  if (!('catalogue' in known)) throw new TypeError('only the catalogue has the endpoint');
  if (endpoints === undefined && offline) return UNKNOWN_ENDPOINT;
  required(credentials, target);
  const session = endpoints === undefined ? await provider.session?.() : undefined;
  const search = session?.findEndpoints?.(settings);
  if (search !== undefined && 'problem' in search) {
    throw unknownIdentity(provider, `cannot find the API endpoint: ${search.problem}`);
  }
  const all = endpoints ?? (search === undefined ? [] : await run(search.url, search.call));
  return withoutRoot(endpointIn(all, provider, known.catalogue, settings), provider);
}

/** The requests' paths begin with the version, which endpoints in catalogues and docs end with. */
function withoutRoot(endpoint: string, { rootPath }: Provider): string {
  const base = checkEndpoint(endpoint);
  return rootPath !== undefined && base.endsWith(rootPath) ? base.slice(0, -rootPath.length) : base;
}

async function findProject(
  { provider, settings }: Target,
  { credentials }: Identity,
  { offline }: ConnectOptions,
  run: (url: string, call: Call<string>) => Promise<string>,
): Promise<string | undefined> {
  if (offline || credentials === undefined) return undefined;
  const session = await provider.session?.();
  const search = session?.findProject(settings);
  if (search === undefined) return undefined;
  if (!('problem' in search)) return run(search.url, search.call);
  const [variable] = provider.settings['projectId']?.variables ?? [];
  throw unknownIdentity(
    provider,
    `cannot look up the project: ${search.problem}; set ${variable}, or the identity endpoint`,
  );
}

function required(credentials: Credentials | undefined, target: Target): Credentials {
  if (credentials !== undefined) return credentials;
  throw noCredentials(target);
}

/** Requests with placeholders are for dry runs only. */
function checkComplete({ request }: Call<unknown>, target: Target): void {
  if (request.path.includes('{project_id}')) throw noProject(target);
  const unknown = /{[a-z_]+}/.exec(request.path)?.[0];
  if (unknown === undefined) return;
  throw new Failure('usage', `${unknown} is a placeholder of dry runs, not an id`, {
    provider: target.provider.id,
  });
}

function noProject({ provider }: Target): Failure {
  const [variable] = provider.settings['projectId']?.variables ?? [];
  return new Failure('auth', 'the project id is unknown', {
    provider: provider.id,
    hint: `set ${variable}, or a region to look the project up by name`,
  });
}

function httpRequest(base: string, { request }: Call<unknown>): HttpRequest {
  const query = Object.entries(request.query)
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `${strictEncode(name)}=${strictEncode(one)}`),
    )
    .join('&');
  return {
    method: request.method,
    url: new URL(`${base}${request.path}${query === '' ? '' : `?${query}`}`),
    headers: request.headers,
    body: request.body === undefined ? '' : JSON.stringify(request.body),
  };
}

/** Adds the target's CA certificates and, if enabled, the debug log. */
function sendFor({ settings: { caFile } }: Target, deps: Deps, { log }: ConnectOptions): Send {
  const send: Send =
    caFile === undefined
      ? deps.send
      : (request, options) => deps.send(request, { ...options, caFile });
  return log === undefined ? send : logged(send, log, deps);
}

function logged(send: Send, log: (line: string) => void, { secrets }: Deps): Send {
  // Names come second: what they mask may end within a secret.
  const mask = (text: string) => secrets?.mask(text) ?? text;
  return async (request, options) => {
    log(`> ${request.method} ${maskNamed(mask(request.url.href))}`);
    for (const line of maskHeaders(request.headers, mask)) log(`> ${line}`);
    if (request.body !== '') log(`> ${maskBody(mask(request.body))}`);
    const response = await send(request, options);
    secrets?.learn(response.headers['x-subject-token']);
    log(`< HTTP ${response.status}`);
    for (const line of maskHeaders(response.headers, mask)) log(`< ${line}`);
    if (response.text !== '') log(`< ${maskBody(mask(response.text))}`);
    return response;
  };
}
