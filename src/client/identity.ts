import type { Deps } from '../deps.ts';
import { Failure } from '../failure.ts';
import type { Target } from '../profile/target.ts';
import type { Credentials, Session } from '../providers/auth.ts';
import { type AuthMethod, authMethodOf } from '../providers/auth.ts';
import type { Call } from '../providers/calls.ts';
import type { Settings } from '../providers/settings.ts';
import { cacheFolder } from '../storage/folders.ts';

/** The account that a cloud is called as. */
export interface Identity {
  readonly credentials: Credentials | undefined;
  readonly projectId: string | undefined;
  /** Gets new credentials when these have expired; absent where that can't help. */
  readonly renew?: () => Promise<Identity>;
}

export interface IdentityOptions {
  readonly offline: boolean;
  readonly timeoutMs: number;
}

type Login = (url: string, call: Call<Session>) => Promise<Session>;

export async function openIdentity(
  target: Target,
  options: IdentityOptions,
  deps: Deps,
  login: Login,
): Promise<Identity> {
  const { provider, settings } = target;
  const { projectId } = settings;
  const method = authMethodOf(provider.authMethods, settings);
  const own = method === undefined ? undefined : ownCredentials(method, settings);
  if (method === undefined || own !== undefined) return { credentials: own, projectId };
  if (options.offline) return { credentials: undefined, projectId };
  if (method.kind === 'login') return logIn(target, deps, login);
  const fetch = async (): Promise<Identity> => {
    if (method.kind === 'process') {
      const { runCredentialProcess } = await import('./credentials/process.ts');
      const command = settings.credentialProcess ?? '';
      const credentials = await runCredentialProcess(command, deps, options.timeoutMs);
      return { credentials, projectId };
    }
    const { fetchRole } = await import('./credentials/role.ts');
    return { credentials: await fetchRole(provider, settings, deps, options.timeoutMs), projectId };
  };
  return { ...(await fetch()), renew: fetch };
}

function ownCredentials({ kind }: AuthMethod, settings: Settings): Credentials | undefined {
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

/** With user and password; the token is kept between commands. */
async function logIn({ provider, settings }: Target, deps: Deps, login: Login): Promise<Identity> {
  const opening = provider.session?.open(settings);
  if (opening === undefined || 'problem' in opening) {
    throw new Failure(
      'auth',
      `the login is not complete: ${opening?.problem ?? 'not known here'}`,
      {
        provider: provider.id,
        hint: 'see what is known, and from where: lbctl profile show',
      },
    );
  }
  const { sessionCache } = await import('./credentials/session.ts');
  const cache = sessionCache(cacheFolder(deps.env), settings);
  const identity = ({ token, projectId }: Session): Identity => ({
    credentials: { kind: 'token', token },
    projectId: settings.projectId ?? projectId,
  });
  const fresh = async (): Promise<Identity> => {
    const session = await login(opening.url, opening.call);
    await cache.save(session);
    return identity(session);
  };
  const known = await cache.load(deps.now());
  return {
    ...(known === undefined ? await fresh() : identity(known)),
    renew: async () => {
      await cache.forget();
      return fresh();
    },
  };
}

/** Names what is missing, and where users of this cloud keep it. */
export function noCredentials(target: Target): Failure {
  const { provider, profile } = target;
  const what = halfOf(target) ?? `there are no credentials for ${provider.id}`;
  const [accessKey] = provider.settings['accessKey']?.variables ?? [];
  const [secretKey] = provider.settings['secretKey']?.variables ?? [];
  return new Failure('auth', profile === undefined ? what : `${what} (profile ${profile})`, {
    provider: provider.id,
    hint: `set ${accessKey} and ${secretKey}, or make a profile with lbctl profile set NAME; sandbox-${provider.id} needs none`,
  });
}

/** What is set and what is missing of the authentication method with most of its settings. */
function halfOf({ provider, settings, sources }: Target): string | undefined {
  const is = (name: string) => settings[name] !== undefined;
  const [nearest] = provider.authMethods
    .filter(({ needs }) => needs.some(is))
    .sort((a, b) => missing(a, is).length - missing(b, is).length);
  if (nearest === undefined) return undefined;
  const label = (name: string) => provider.settings[name]?.label ?? name;
  const there = nearest.needs.filter(is).map((name) => `the ${label(name)} (${sources[name]})`);
  const absent = missing(nearest, is).map((name) => `the ${label(name)}`);
  return `${there.join(' and ')} is given, but not ${absent.join(' and ')}`;
}

function missing({ needs }: AuthMethod, is: (name: string) => boolean): readonly string[] {
  return needs.filter((name) => !is(name));
}
