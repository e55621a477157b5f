import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import { type Context, type HttpRequest, type HttpResponse, isRecord, randomHex } from '../http.ts';
import { answer, GatewayError, newRequestId, ServiceError } from './answer.ts';
import { authenticate } from './signature.ts';
import { issueToken } from './tokens.ts';

const ACCOUNT = SANDBOX_CREDENTIALS.elb;
const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1000;
const DOMAIN = { id: ACCOUNT.domainId, name: ACCOUNT.domainName };

class KeystoneError extends ServiceError {
  override name = 'KeystoneError';
  override body(): unknown {
    return { error: { code: this.status, message: this.message, title: this.code } };
  }
}

export function isKeystoneRequest({ path }: HttpRequest): boolean {
  return path === '/v3' || path.startsWith('/v3/');
}

/** The identity service: the part of the OpenStack Identity API v3 that clients of the others use. */
export function keystone(request: HttpRequest, context: Context): HttpResponse {
  switch (`${request.method} ${request.path.replace(/\/$/, '')}`) {
    case 'GET /v3':
      return showVersion(context);
    case 'POST /v3/auth/tokens':
      return createToken(request, context);
    case 'GET /v3/auth/catalog':
      authorized(request, context);
      return answer(200, { catalog: catalog(context) }, newRequestId(context));
    case 'GET /v3/projects':
    case 'GET /v3/auth/projects':
      return listProjects(request, context);
    default:
      throw new KeystoneError('Not Found', 'The resource could not be found.', 404);
  }
}

function showVersion(context: Context): HttpResponse {
  const body = {
    version: {
      id: 'v3.14',
      status: 'stable',
      updated: '2020-04-07T00:00:00Z',
      links: [{ rel: 'self', href: `${context.url}/v3/` }],
      'media-types': [
        { base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' },
      ],
    },
  };
  return answer(200, body, newRequestId(context));
}

function createToken(request: HttpRequest, context: Context): HttpResponse {
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new KeystoneError('Bad Request', 'The request body is not JSON.');
  }
  const methods = at(body, 'auth', 'identity', 'methods');
  const user = at(body, 'auth', 'identity', 'password', 'user');
  if (!Array.isArray(methods) || methods.length === 0) {
    throw new KeystoneError('Bad Request', 'auth.identity.methods is missing.');
  }
  if (methods.some((name) => name !== 'password')) throw unauthorized();
  if (!isRecord(user) || typeof user['password'] !== 'string') {
    throw new KeystoneError('Bad Request', 'auth.identity.password.user is missing.');
  }
  const userMatches =
    user['id'] === undefined
      ? user['name'] === ACCOUNT.username && isDomain(user['domain'])
      : user['id'] === ACCOUNT.userId;
  if (!userMatches || user['password'] !== ACCOUNT.password) throw unauthorized();

  const project = at(body, 'auth', 'scope', 'project');
  const domain = at(body, 'auth', 'scope', 'domain');
  if (project !== undefined && !isProject(project)) throw unauthorized();
  if (domain !== undefined && !isDomain(domain)) throw unauthorized();

  const projectId = project === undefined ? undefined : ACCOUNT.projectId;
  const expires = new Date(context.now.getTime() + TOKEN_LIFETIME_MS);
  const withCatalog = !request.query.some(([name]) => name === 'nocatalog');
  const response = {
    token: {
      methods: ['password'],
      issued_at: formatTime(context.now),
      expires_at: formatTime(expires),
      user: { id: ACCOUNT.userId, name: ACCOUNT.username, domain: DOMAIN, password_expires_at: '' },
      roles: [{ id: 'te_admin', name: 'te_admin' }],
      ...(projectId !== undefined && {
        project: { id: projectId, name: ACCOUNT.projectName, domain: DOMAIN },
      }),
      ...(withCatalog && { catalog: catalog(context) }),
    },
  };
  const headers = { 'x-subject-token': issueToken(projectId, expires) };
  return answer(201, response, newRequestId(context), headers);
}

function catalog(context: Context): unknown {
  const service = (type: string, url: string) => ({
    type,
    name: type === 'identity' ? 'iam' : type,
    id: randomHex(context.random, 32),
    endpoints: [
      {
        id: randomHex(context.random, 32),
        interface: 'public',
        region: ACCOUNT.region,
        region_id: ACCOUNT.region,
        url,
      },
    ],
  });
  return [
    service('identity', `${context.url}/v3`),
    service('elb', context.url),
    service('load-balancer', context.url),
    service('elbv3', `${context.url}/v3/${ACCOUNT.projectId}`),
  ];
}

function authorized(request: HttpRequest, { now }: Context): void {
  try {
    authenticate(request, now);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    throw unauthorized(error.message);
  }
}

/** Accepts a token or a signature ("Querying Project Information"). */
function listProjects(request: HttpRequest, context: Context): HttpResponse {
  authorized(request, context);
  const project = {
    id: ACCOUNT.projectId,
    name: ACCOUNT.projectName,
    domain_id: ACCOUNT.domainId,
    parent_id: ACCOUNT.domainId,
    enabled: true,
    is_domain: false,
    description: '',
    links: { self: `${context.url}/v3/projects/${ACCOUNT.projectId}` },
  };
  const fields: Readonly<Record<string, unknown>> = project;
  const found = request.query.every(
    ([name, value]) => !(name in fields) || String(fields[name]) === value,
  );
  const links = { self: `${context.url}/v3/projects`, previous: null, next: null };
  const body = { projects: found ? [project] : [], links };
  return answer(200, body, newRequestId(context));
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((parent, key) => (isRecord(parent) ? parent[key] : undefined), value);
}

function isDomain(value: unknown): boolean {
  const id = at(value, 'id');
  return id === undefined ? at(value, 'name') === DOMAIN.name : id === DOMAIN.id;
}

function isProject(value: unknown): boolean {
  const id = at(value, 'id');
  if (id !== undefined) return id === ACCOUNT.projectId;
  const domain = at(value, 'domain');
  return at(value, 'name') === ACCOUNT.projectName && (domain === undefined || isDomain(domain));
}

function unauthorized(message = 'The username or password is wrong.'): KeystoneError {
  return new KeystoneError('Unauthorized', message, 401);
}

function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, -1)}000Z`;
}
