import { isObject } from '../model/json.ts';
import type { Session, SessionCalls } from './auth.ts';
import { type Answer, type ApiRequest, UnexpectedAnswer } from './calls.ts';
import type { EndpointRead } from './provider.ts';
import type { Settings } from './settings.ts';

/**
 * Keystone v3: exchanges user and password for a project-scoped token and the project id.
 * @param identityUrl the default identity service of a region
 */
export function keystone(identityUrl: (region: string | undefined) => EndpointRead): SessionCalls {
  return {
    open: (settings) => login(settings, identityBase(settings, identityUrl)),
    findProject: (settings) => projectSearch(settings, identityBase(settings, identityUrl)),
  };
}

type IdentityBase =
  | { readonly origin: string; readonly path: string }
  | { readonly problem: string; readonly guessed?: boolean };

function login(settings: Settings, base: IdentityBase): ReturnType<SessionCalls['open']> {
  const { username, userId, password } = settings;
  if (password === undefined || (username === undefined && userId === undefined)) {
    return { problem: 'user name or password is missing' };
  }
  if (username !== undefined && userId === undefined && userDomain(settings) === undefined) {
    return { problem: 'the user domain is missing (user_domain_name)' };
  }
  const { projectId, projectName, region } = settings;
  if (projectId === undefined && (projectName ?? region) !== undefined && !hasDomain(settings)) {
    return { problem: 'the domain of the project is missing (project_domain_name)' };
  }
  if ('problem' in base) return base;
  return {
    url: base.origin,
    call: {
      request: {
        method: 'POST',
        path: `${base.path}/auth/tokens`,
        query: { nocatalog: '1' },
        headers: { 'content-type': 'application/json' },
        body: loginBody(settings),
      },
      // A second token is harmless.
      repeat: 'safe',
      parse: parseSession,
    },
  };
}

function projectSearch(
  settings: Settings,
  base: IdentityBase,
): ReturnType<SessionCalls['findProject']> {
  const name = settings.projectName ?? settings.region;
  if (name === undefined) return undefined;
  if ('problem' in base) return base.guessed ? base : undefined;
  const request: ApiRequest = {
    method: 'GET',
    path: `${base.path}/projects`,
    query: { name },
    headers: { 'content-type': 'application/json' },
  };
  return { url: base.origin, call: { request, repeat: 'safe', parse: parseProject(name) } };
}

function identityBase(
  settings: Settings,
  identityUrl: (region: string | undefined) => EndpointRead,
): IdentityBase {
  const given = settings.authUrl;
  if (given === undefined) {
    if (settings.endpoint !== undefined) {
      return { problem: 'the identity endpoint of this API endpoint is unknown', guessed: true };
    }
    const known = identityUrl(settings.region);
    return 'problem' in known ? known : { origin: known.url, path: '/v3' };
  }
  if (!URL.canParse(given)) return { problem: 'the identity endpoint is not a URL' };
  const url = new URL(given);
  const path = url.pathname.replace(/\/+$/, '');
  return { origin: url.origin, path: path.endsWith('/v3') ? path : `${path}/v3` };
}

function userDomain({ userDomainId, userDomainName }: Settings) {
  if (userDomainId !== undefined) return { id: userDomainId };
  return userDomainName === undefined ? undefined : { name: userDomainName };
}

function hasDomain(settings: Settings): boolean {
  return [settings.projectDomainId, settings.projectDomainName, userDomain(settings)].some(Boolean);
}

function loginBody(settings: Settings): Record<string, unknown> {
  const user =
    settings.userId === undefined
      ? { name: settings.username, domain: userDomain(settings), password: settings.password }
      : { id: settings.userId, password: settings.password };
  return {
    auth: { identity: { methods: ['password'], password: { user } }, scope: scopeOf(settings) },
  };
}

/** The main project of a region has the region's name. */
function scopeOf(settings: Settings): Record<string, unknown> {
  if (settings.projectId !== undefined) return { project: { id: settings.projectId } };
  return {
    project: { name: settings.projectName ?? settings.region, domain: projectDomain(settings) },
  };
}

/** By default, the domain of the user. */
function projectDomain(settings: Settings) {
  const { projectDomainId, projectDomainName } = settings;
  if (projectDomainId !== undefined) return { id: projectDomainId };
  return projectDomainName === undefined ? userDomain(settings) : { name: projectDomainName };
}

function parseSession({ headers, body }: Answer): Session {
  const token = headers['x-subject-token'];
  const expires = pick(body, 'token', 'expires_at');
  const projectId = pick(body, 'token', 'project', 'id');
  if (token === undefined || token === '' || typeof expires !== 'string') {
    throw new UnexpectedAnswer('the login response contains no token');
  }
  return { token, expires, ...(typeof projectId === 'string' ? { projectId } : {}) };
}

function parseProject(name: string) {
  return ({ body }: Answer): string => {
    const projects = pick(body, 'projects');
    const found = Array.isArray(projects)
      ? projects.find((project) => pick(project, 'name') === name)
      : undefined;
    const id = pick(found, 'id');
    if (typeof id === 'string') return id;
    throw new UnexpectedAnswer(`there is no project named ${JSON.stringify(name)}`);
  };
}

function pick(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
