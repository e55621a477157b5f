import { SANDBOX_CREDENTIALS } from './credentials.ts';
import { GatewayError } from './elb/errors.ts';
import { authenticate } from './elb/signature.ts';
import { type HandlerContext, hex, type Incoming, isRecord, json, type Reply } from './exchange.ts';
import { issueToken } from './tokens.ts';

const ACCOUNT = SANDBOX_CREDENTIALS.elb;
const DOMAIN = { id: ACCOUNT.domainId, name: ACCOUNT.domainName };

/** The identity service: OpenStack Identity API v3, as much of it as clients of ELB use. */
export function keystone(request: Incoming, context: HandlerContext): Reply {
  const { method } = request;
  const path = request.path.replace(/\/$/, '');
  if (path === '/v3' && method === 'GET') return version(context);
  if (path === '/v3/auth/tokens' && method === 'POST') return newToken(request, context);
  if ((path === '/v3/projects' || path === '/v3/auth/projects') && method === 'GET') {
    return projects(request, context);
  }
  return refuse(404, 'Not Found', 'The resource could not be found.', context);
}

function version(context: HandlerContext): Reply {
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
  return answer(200, body, context);
}

function newToken(request: Incoming, context: HandlerContext): Reply {
  const badRequest = (message: string) => refuse(400, 'Bad Request', message, context);
  const denied = () => refuse(401, 'Unauthorized', 'The username or password is wrong.', context);
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    return badRequest('The request body is not JSON.');
  }
  const auth = at(body, 'auth');
  const identity = at(auth, 'identity');
  const methods = at(identity, 'methods');
  const user = at(at(identity, 'password'), 'user');
  if (!Array.isArray(methods) || methods.length === 0) {
    return badRequest('auth.identity.methods is missing.');
  }
  if (methods.some((name) => name !== 'password')) return denied();
  if (!isRecord(user) || typeof user['password'] !== 'string') {
    return badRequest('auth.identity.password.user is missing.');
  }
  const known =
    user['id'] === undefined
      ? user['name'] === ACCOUNT.username && isDomain(user['domain'])
      : user['id'] === ACCOUNT.userId;
  if (!known || user['password'] !== ACCOUNT.password) return denied();

  const scope = at(auth, 'scope');
  const project = at(scope, 'project');
  if (project !== undefined && !isProject(project)) return denied();
  if (at(scope, 'domain') !== undefined && !isDomain(at(scope, 'domain'))) return denied();

  const projectId = project === undefined ? undefined : ACCOUNT.projectId;
  const [text, token] = issueToken(projectId, context.now);
  const withCatalog = !request.query.some(([name]) => name === 'nocatalog');
  const described = {
    token: {
      methods: ['password'],
      issued_at: formatTime(token.issued),
      expires_at: formatTime(token.expires),
      user: { id: ACCOUNT.userId, name: ACCOUNT.username, domain: DOMAIN, password_expires_at: '' },
      roles: [{ id: 'te_admin', name: 'te_admin' }],
      ...(projectId === undefined
        ? {}
        : { project: { id: projectId, name: ACCOUNT.projectName, domain: DOMAIN } }),
      ...(withCatalog ? { catalog: catalog(context) } : {}),
    },
  };
  const reply = answer(201, described, context);
  return { ...reply, headers: { ...reply.headers, 'x-subject-token': text } };
}

function catalog(context: HandlerContext): unknown {
  const service = (type: string, url: string) => ({
    type,
    name: type === 'identity' ? 'iam' : type,
    id: hex(context.random, 32),
    endpoints: [
      {
        id: hex(context.random, 32),
        interface: 'public',
        region: ACCOUNT.region,
        region_id: ACCOUNT.region,
        url,
      },
    ],
  });
  return [service('identity', `${context.url}/v3`), service('elb', context.url)];
}

/** With a token or a signature, as "Querying Project Information" allows both. */
function projects(request: Incoming, context: HandlerContext): Reply {
  try {
    authenticate(request, context.now);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return refuse(401, 'Unauthorized', error.message, context);
  }
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
  const wanted: Readonly<Record<string, unknown>> = project;
  const found = request.query.every(
    ([name, value]) => !(name in wanted) || String(wanted[name]) === value,
  );
  const links = { self: `${context.url}/v3/projects`, previous: null, next: null };
  return answer(200, { projects: found ? [project] : [], links }, context);
}

function at(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
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

function answer(status: number, body: unknown, context: HandlerContext): Reply {
  return json(status, body, { 'x-request-id': hex(context.random, 32) });
}

function refuse(status: number, title: string, message: string, context: HandlerContext): Reply {
  return answer(status, { error: { code: status, message, title } }, context);
}

function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, -1)}000Z`;
}
