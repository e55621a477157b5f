import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';
import type { Target } from '../profile/target.ts';
import {
  type AuthMethod,
  authMethodOf,
  type CatalogueEndpoint,
  type Credentials,
  type Session,
} from '../providers/auth.ts';
import type { Call } from '../providers/call.ts';
import type { Provider } from '../providers/provider.ts';
import type { Settings } from '../providers/settings.ts';
import { cacheFolder } from '../storage/folders.ts';

/** Credentials and project of a client. */
export interface Identity {
  readonly credentials: Credentials | undefined;
  readonly projectId: string | undefined;
  /** Of the service, if the login answered with a catalogue. */
  readonly endpoints?: readonly CatalogueEndpoint[] | undefined;
  /** Gets new credentials; absent if they are fixed. */
  readonly renew?: () => Promise<Identity>;
}

type Login = (url: string, call: Call<Session>) => Promise<Session>;

export async function openIdentity(
  target: Target,
  options: { readonly offline: boolean; readonly timeoutMs: number },
  deps: Deps,
  login: Login,
): Promise<Identity> {
  const { provider, settings } = target;
  const { projectId } = settings;
  const method = authMethodOf(provider.authMethods, settings);
  const fixed = method && fixedCredentials(method, settings);
  if (method === undefined || fixed !== undefined) return { credentials: fixed, projectId };
  if (options.offline) return { credentials: undefined, projectId };
  if (method.kind === 'login') return logIn(target, deps, login);
  const fetchIdentity = async (): Promise<Identity> => {
    if (method.kind === 'process') {
      const { runCredentialProcess } = await import('./credentials/process.ts');
      const command = settings.credentialProcess ?? '';
      const credentials = await runCredentialProcess(command, deps, options.timeoutMs);
      return { credentials, projectId };
    }
    const { fetchRole } = await import('./credentials/role.ts');
    return { credentials: await fetchRole(provider, settings, deps, options.timeoutMs), projectId };
  };
  return { ...(await fetchIdentity()), renew: fetchIdentity };
}

function fixedCredentials({ kind }: AuthMethod, settings: Settings): Credentials | undefined {
  const { token, accessKey, secretKey, securityToken } = settings;
  if (kind === 'token' && token !== undefined) return { kind, token };
  if (kind !== 'access-key' || accessKey === undefined || secretKey === undefined) return undefined;
  return {
    kind,
    accessKey,
    secretKey,
    ...(securityToken === undefined ? {} : { securityToken }),
  };
}

/** Logs in with user name and password; the token is cached between commands. */
async function logIn({ provider, settings }: Target, deps: Deps, login: Login): Promise<Identity> {
  const session = await provider.session?.();
  const opening = session?.open(settings);
  if (opening === undefined || 'problem' in opening) {
    const problem = opening?.problem ?? `not supported by ${provider.id}`;
    if (opening?.guessed) throw unknownIdentity(provider, `cannot log in: ${problem}`);
    throw new Failure('auth', `cannot log in: ${problem}`, {
      provider: provider.id,
      hint: 'show the settings and their sources with: lbctl profile show',
    });
  }
  const { sessionCache } = await import('./credentials/session.ts');
  const cache = sessionCache(cacheFolder(deps.env), settings);
  const identity = ({ token, projectId, endpoints }: Session): Identity => ({
    credentials: { kind: 'token', token },
    endpoints,
    projectId: settings.projectId ?? projectId,
  });
  const logInAgain = async (): Promise<Identity> => {
    const session = await login(opening.url, opening.call);
    await cache.save(session);
    return identity(session);
  };
  const cached = await cache.load(deps.now());
  return {
    ...(cached === undefined ? await logInAgain() : identity(cached)),
    renew: async () => {
      await cache.forget();
      return logInAgain();
    },
  };
}

/** Credentials go to no host that was only guessed. */
export function unknownIdentity({ id, settings }: Provider, message: string): Failure {
  const [authUrl] = settings['authUrl']?.variables ?? [];
  return new Failure('usage', message, {
    provider: id,
    hint: `set ${authUrl} to the identity endpoint that belongs to the API endpoint`,
  });
}

export function noCredentials(target: Target): Failure {
  const { provider, profile } = target;
  const what = incompleteMethod(target) ?? `no credentials for ${provider.id}`;
  const method = provider.authMethods.find(({ kind }) => kind === 'access-key' || kind === 'login');
  const variables = (method?.needs ?? []).flatMap(
    (name) => provider.settings[name]?.variables[0] ?? [],
  );
  return new Failure('auth', profile === undefined ? what : `${what} (profile ${profile})`, {
    provider: provider.id,
    hint: `set ${variables.join(' and ')}, or create a profile with lbctl profile set NAME; sandbox-${provider.id} needs none`,
  });
}

/** Describes the authentication method with the fewest missing settings. */
function incompleteMethod({ provider, settings, sources }: Target): string | undefined {
  const [nearest] = provider.authMethods
    .map(({ needs }) => ({
      given: needs.filter((name) => settings[name] !== undefined),
      missing: needs.filter((name) => settings[name] === undefined),
    }))
    .filter(({ given }) => given.length > 0)
    .sort((a, b) => a.missing.length - b.missing.length);
  if (nearest === undefined) return undefined;
  const label = (name: string) => `the ${provider.settings[name]?.label ?? name}`;
  const given = nearest.given.map((name) => `${label(name)} (${sources[name]})`);
  return `${given.join(' and ')} is set, but not ${nearest.missing.map(label).join(' and ')}`;
}
