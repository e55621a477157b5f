import { isObject } from '../model/json.ts';
import type { CatalogueEndpoint, Session, SessionCalls } from './auth.ts';
import { type Answer, type ApiRequest, UnexpectedAnswer } from './call.ts';
import type { Settings } from './settings.ts';

/** The default identity service of a region. */
type IdentityUrl = (
  region: string | undefined,
) => { readonly url: string } | { readonly problem: string };

/**
 * Keystone v3 of a cloud with known hosts: exchanges user and password for a project-scoped token
 * and the project id.
 */
export function keystone(identityUrl: IdentityUrl): SessionCalls {
  return {
    open: (settings) => login(settings, identityBase(settings, identityUrl)),
    findProject: (settings) => projectSearch(settings, identityBase(settings, identityUrl)),
  };
}

/**
 * Keystone v3 of any OpenStack cloud: its catalogue has the endpoints of the service, and the token
 * says the project.
 */
export function keystoneWithCatalogue(service: string): SessionCalls {
  const unknown: IdentityUrl = () => ({ problem: 'the identity endpoint is missing (auth_url)' });
  const baseOf = ({ endpoint: _, ...settings }: Settings) => identityBase(settings, unknown);
  return {
    open: (settings) => login(settings, baseOf(settings), service),
    findProject: () => undefined,
    findEndpoints: (settings) => {
      const base = baseOf(settings);
      if ('problem' in base) return base;
      const request: ApiRequest = {
        method: 'GET',
        path: `${base.path}/auth/catalog`,
        query: {},
        headers: { 'content-type': 'application/json' },
      };
      const parse = ({ body }: Answer) => endpointsOf(pick(body, 'catalog'), service);
      return { url: base.origin, call: { request, repeat: 'safe', parse } };
    },
  };
}

type IdentityBase =
  | { readonly origin: string; readonly path: string }
  | { readonly problem: string; readonly guessed?: boolean };

/** @param service whose endpoints are read from the catalogue */
function login(
  settings: Settings,
  base: IdentityBase,
  service?: string,
): ReturnType<SessionCalls['open']> {
  const problem = problemOf(settings, service !== undefined);
  if (problem !== undefined) return { problem };
  if ('problem' in base) return base;
  return {
    url: base.origin,
    call: {
      request: {
        method: 'POST',
        path: `${base.path}/auth/tokens`,
        query: service === undefined ? { nocatalog: '1' } : {},
        headers: { 'content-type': 'application/json' },
        body: loginBody(settings, service !== undefined),
      },
      // A second token is harmless.
      repeat: 'safe',
      parse: (answer) => parseSession(answer, service),
    },
  };
}

/** What is missing for a login. */
function problemOf(settings: Settings, anyProject: boolean): string | undefined {
  const { username, userId, password, applicationCredentialSecret: secret } = settings;
  if (secret !== undefined) {
    const { applicationCredentialId: id } = settings;
    const hasUser = userId !== undefined || userDomain(settings) !== undefined;
    return id !== undefined || hasUser
      ? undefined
      : 'the user domain is missing (user_domain_name)';
  }
  if (password === undefined || (username === undefined && userId === undefined)) {
    return 'user name or password is missing';
  }
  if (username !== undefined && userId === undefined && userDomain(settings) === undefined) {
    return 'the user domain is missing (user_domain_name)';
  }
  const { projectId, region } = settings;
  const projectName = settings.projectName ?? (anyProject ? undefined : region);
  if (projectId === undefined && projectName !== undefined && !hasDomain(settings)) {
    return 'the domain of the project is missing (project_domain_name)';
  }
  return undefined;
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

function identityBase(settings: Settings, identityUrl: IdentityUrl): IdentityBase {
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

function loginBody(settings: Settings, anyProject: boolean): Record<string, unknown> {
  if (settings.applicationCredentialSecret !== undefined) return applicationLogin(settings);
  const user =
    settings.userId === undefined
      ? { name: settings.username, domain: userDomain(settings), password: settings.password }
      : { id: settings.userId, password: settings.password };
  const hasProject = (settings.projectId ?? settings.projectName) !== undefined;
  // Without a project, an account has its default one.
  const scope = anyProject && !hasProject ? {} : { scope: scopeOf(settings) };
  return { auth: { identity: { methods: ['password'], password: { user } }, ...scope } };
}

/** An application credential has its project with it. */
function applicationLogin(settings: Settings): Record<string, unknown> {
  const { applicationCredentialId: id, applicationCredentialSecret: secret } = settings;
  const { applicationCredentialName: name, userId, username } = settings;
  const user =
    userId === undefined ? { name: username, domain: userDomain(settings) } : { id: userId };
  const credential = id === undefined ? { name, user, secret } : { id, secret };
  return {
    auth: {
      identity: { methods: ['application_credential'], application_credential: credential },
    },
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

function parseSession({ headers, body }: Answer, service?: string): Session {
  const token = headers['x-subject-token'];
  const expires = pick(body, 'token', 'expires_at');
  const projectId = pick(body, 'token', 'project', 'id');
  if (token === undefined || token === '' || typeof expires !== 'string') {
    throw new UnexpectedAnswer('the login response contains no token');
  }
  return {
    token,
    expires,
    ...(typeof projectId === 'string' ? { projectId } : {}),
    ...(service === undefined
      ? {}
      : { endpoints: endpointsOf(pick(body, 'token', 'catalog'), service) }),
  };
}

function endpointsOf(catalogue: unknown, service: string): readonly CatalogueEndpoint[] {
  const services = Array.isArray(catalogue) ? catalogue : [];
  return services
    .filter((one) => pick(one, 'type') === service)
    .flatMap((one) => pick(one, 'endpoints'))
    .map((one) => ({
      region: String(pick(one, 'region_id') ?? pick(one, 'region') ?? ''),
      interface: String(pick(one, 'interface') ?? ''),
      url: String(pick(one, 'url') ?? ''),
    }))
    .filter(({ url }) => url !== '');
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
