import type { Api, Context, HttpRequest, HttpResponse, Operation } from '../http.ts';
import { internalMessage, isRecord, randomHex } from '../http.ts';
import { verifyToken } from '../huawei/tokens.ts';
import type { OctaviaLoadBalancer, OctaviaPart } from '../state/octavia.ts';
import type { Values } from './attributes.ts';
import { LoginRequired, notFound, OctaviaError } from './errors.ts';
import { createListener, removeListener, updateListener } from './listeners.ts';
import { pageOf } from './page.ts';
import { type Call, find, type Kind, shown } from './parts.ts';
import {
  createMonitor,
  createPool,
  removeMonitor,
  removePool,
  updateMonitor,
  updatePool,
} from './pools.ts';

const ROOT =
  /^\/v2(?:\.0)?\/lbaas\/(loadbalancers|listeners|pools|healthmonitors)(?:\/([^/]+))?\/?$/;

export function isOctaviaRequest({ path }: HttpRequest): boolean {
  return /^\/v2(\.0)?\/lbaas(\/|$)/.test(path);
}

/** What `GET /` lists of it. */
export const OCTAVIA_VERSIONS = Array.from({ length: 27 }, (_, minor) => ({
  id: `v2.${minor}`,
  status: minor === 26 ? 'CURRENT' : 'SUPPORTED',
}));

interface Resource {
  readonly key: string;
  readonly kind: Kind;
  create(call: Call, body: unknown): OctaviaPart;
  update(call: Call, id: string, body: unknown): OctaviaPart;
  remove(call: Call, id: string): void;
}

const RESOURCES: Readonly<Record<string, Resource>> = {
  listeners: {
    key: 'listener',
    kind: 'listeners',
    create: createListener,
    update: updateListener,
    remove: removeListener,
  },
  pools: { key: 'pool', kind: 'pools', create: createPool, update: updatePool, remove: removePool },
  healthmonitors: {
    key: 'healthmonitor',
    kind: 'monitors',
    create: createMonitor,
    update: updateMonitor,
    remove: removeMonitor,
  },
};

/** Servers are another tool's: every pool is without. */
const MEMBERS = /\/pools\/([^/]+)\/members$/;

/** The load balancer API v2 of OpenStack, as far as listeners need it; source: Octavia itself. */
export const octavia: Api = {
  prepare(request, context) {
    const project = projectOf(request, context);
    const [, plural = '', id] = ROOT.exec(request.path) ?? [];
    const resource = RESOURCES[plural];
    const body = request.method === 'POST' || request.method === 'PUT' ? bodyOf(request) : null;
    return {
      mutates: request.method !== 'GET',
      run: (all): HttpResponse => {
        const call: Call = { state: all.octavia, context, project };
        const pool = MEMBERS.exec(request.path)?.[1];
        if (pool !== undefined && request.method === 'GET') {
          find(call, 'pools', pool);
          return answer(context, 200, { members: [] });
        }
        // Forwarding policies are another tool's: there are none.
        if (plural === 'l7policies' && request.method === 'GET' && id === undefined) {
          return answer(context, 200, { l7policies: [], l7policies_links: [] });
        }
        if (plural === 'loadbalancers') return balancers(call, request, id);
        if (resource === undefined) throw new OctaviaError('Not Found', 404);
        return perform(call, request, resource, plural, id, body);
      },
    } satisfies Operation;
  },
  errorResponse(error, _request, context) {
    const refusal =
      error instanceof OctaviaError ? error : new OctaviaError(internalMessage(error), 500);
    const { status, headers, code, message } = refusal;
    const body =
      refusal instanceof LoginRequired
        ? { error: { code: status, title: 'Unauthorized', message } }
        : { faultcode: code, faultstring: message, debuginfo: null };
    return answer(context, status, body, headers);
  },
  errors: {
    unavailable: new OctaviaError('The service is unavailable.', 503),
    throttled: new OctaviaError('Too many requests', 429, { 'retry-after': '1' }),
    tooLarge: new OctaviaError('Request is too large.', 413, { connection: 'close' }),
  },
};

function perform(
  call: Call,
  request: HttpRequest,
  { key, kind, create, update, remove }: Resource,
  plural: string,
  id: string | undefined,
  body: unknown,
): HttpResponse {
  const { context } = call;
  const one = (status: number, part: OctaviaPart, isAnswer: boolean) =>
    answer(context, status, { [key]: shown(call, kind, part, isAnswer) });
  switch (`${request.method} ${id === undefined ? '' : 'id'}`) {
    case 'GET ': {
      const parts = [...call.state[kind].values()].map((part) => shown(call, kind, part));
      return answer(context, 200, pageOf(plural, parts, request, context));
    }
    case 'GET id':
      return one(200, find(call, kind, id ?? ''), false);
    case 'POST ':
      return one(201, create(call, body), true);
    case 'PUT id':
      return one(200, update(call, id ?? '', body), true);
    case 'DELETE id': {
      const [argument] = request.query;
      if (argument !== undefined) throw new OctaviaError(`Unknown argument: "${argument[0]}"`);
      remove(call, id ?? '');
      return answer(context, 204, undefined);
    }
    default:
      throw new OctaviaError('Method Not Allowed', 405);
  }
}

/** Load balancers are there, and only read. */
function balancers(call: Call, request: HttpRequest, id: string | undefined): HttpResponse {
  const { state, context } = call;
  if (request.method !== 'GET') throw new OctaviaError('Method Not Allowed', 405);
  if (id === undefined) {
    const all = [...state.loadBalancers.values()].map((one) => shownBalancer(call, one));
    return answer(context, 200, pageOf('loadbalancers', all, request, context));
  }
  const found = state.loadBalancers.get(id);
  if (found === undefined) throw notFound('Load Balancer', id);
  return answer(context, 200, { loadbalancer: shownBalancer(call, found) });
}

function shownBalancer(call: Call, balancer: OctaviaLoadBalancer): Values {
  const { state, context, project } = call;
  const { id, name, vipAddress, createdAt, busyUntil } = balancer;
  const ids = (parts: Iterable<OctaviaPart>) =>
    [...parts].filter(({ parent }) => parent === id).map((part) => ({ id: part.id }));
  return {
    id,
    name,
    description: '',
    provisioning_status: busyUntil > context.now.getTime() ? 'PENDING_UPDATE' : 'ACTIVE',
    operating_status: 'ONLINE',
    admin_state_up: true,
    project_id: project,
    created_at: createdAt,
    vip_address: vipAddress,
    provider: 'sandbox',
    listeners: ids(state.listeners.values()),
    pools: ids(state.pools.values()),
    tags: [],
  };
}

function projectOf(request: HttpRequest, context: Context): string {
  const token = request.headers['x-auth-token'];
  try {
    const project = token === undefined ? undefined : verifyToken(token, context.now);
    if (project !== undefined) return project;
  } catch {
    // Whatever is wrong with it, the service does not say.
  }
  throw new LoginRequired('The request you have made requires authentication.', 401);
}

function bodyOf({ body, headers }: HttpRequest): unknown {
  const type = (headers['content-type'] ?? 'application/json').split(';')[0]?.trim() ?? '';
  if (type !== 'application/json') throw new OctaviaError(`Unknown mimetype: ${type}`, 415);
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(parsed) ? parsed : {};
  } catch {
    throw new OctaviaError('Request is not in valid JSON format');
  }
}

function answer(
  { random }: Context,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const request = `req-${randomHex(random, 32)}`;
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-openstack-request-id': request,
      ...headers,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}
