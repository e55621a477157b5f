import type { Handler, HandlerContext, HandlerResult, Incoming, Reply } from '../exchange.ts';
import type { ElbLoadBalancer, ElbState, State } from '../model.ts';
import { ElbError, elbErrorReply, elbGateway, elbJson, GatewayError } from './errors.ts';
import {
  createListener,
  deleteListener,
  listenersOf,
  listListeners,
  showListener,
  updateListener,
} from './listeners.ts';
import { authenticate } from './signature.ts';

/** Undefined: an answer without a body (204). */
type Run = (state: ElbState) => unknown;

/**
 * The classic ELB API v1.0, and the gateway in front of it that knows who asks.
 *
 * Source: Huawei ELB API Reference, classic load balancer.
 */
export function elbOperation(request: Incoming, context: HandlerContext): Handler {
  const { random } = context;
  const { failed } = elbGateway(random);
  let run: Run;
  try {
    run = route(request, context);
  } catch (error) {
    const reply = elbErrorReply(error, random);
    if (reply === undefined) throw error;
    return { mutates: false, run: () => ({ reply, changed: false }), failed };
  }
  const mutates = request.method !== 'GET';
  return {
    mutates,
    failed,
    run: (state: State): HandlerResult => {
      try {
        const body = run(state.elb);
        const reply = elbJson(body === undefined ? 204 : 200, body, random);
        return { reply, changed: mutates };
      } catch (error) {
        const reply = elbErrorReply(error, random);
        if (reply === undefined) throw error;
        return { reply, changed: false };
      }
    },
  };
}

function route(request: Incoming, context: HandlerContext): Run {
  const match = /^\/v1\.0\/([^/]+)\/elbaas\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?\/?$/.exec(
    request.path,
  );
  if (match === null) throw unpublished();
  const [, project, resource, id, child] = match;
  const allowed = authenticate(request, context.now);
  const named = request.headers['x-project-id'];
  if (project !== allowed || (named !== undefined && named !== allowed)) {
    throw new GatewayError(403, 'APIGW.0302', 'The IAM user is not allowed to access the project');
  }
  const key = `${request.method} ${resource}${id === undefined ? '' : '/id'}${
    child === undefined ? '' : `/${child}`
  }`;
  switch (key) {
    case 'POST listeners':
      return (state) => createListener(state, request, context);
    case 'GET listeners':
      return (state) => listListeners(state, request);
    case 'GET listeners/id':
      return (state) => showListener(state, id ?? '');
    case 'PUT listeners/id':
      return (state) => updateListener(state, id ?? '', request, context);
    case 'DELETE listeners/id':
      return (state) => {
        deleteListener(state, id ?? '');
        return undefined;
      };
    case 'GET listeners/id/members':
      return (state) => {
        showListener(state, id ?? '');
        return {};
      };
    case 'GET loadbalancers':
      return (state) => listLoadBalancers(state, request);
    case 'GET loadbalancers/id':
      return (state) => showLoadBalancer(state, id ?? '');
    case 'GET certificate':
      return listCertificates;
    case 'GET quotas':
      return quotas;
    case 'GET healthcheck/id':
      return () => {
        throw new ElbError(400, 'ELB.7020', 'The healthcheck id is not exist.');
      };
    default:
      throw unpublished();
  }
}

function unpublished(): GatewayError {
  return new GatewayError(
    404,
    'APIGW.0101',
    'The API does not exist or has not been published in the environment',
  );
}

function listLoadBalancers(state: ElbState, request: Incoming): unknown {
  const found = Array.from(state.loadBalancers.values(), loadBalancerAnswer).filter((item) =>
    request.query.every(
      ([name, value]) => name === 'limit' || name === 'marker' || String(item[name]) === value,
    ),
  );
  const marker = request.query.find(([name]) => name === 'marker')?.[1];
  const limit = request.query.find(([name]) => name === 'limit')?.[1];
  const after = marker === undefined ? 0 : found.findIndex((item) => item['id'] === marker) + 1;
  const page = found.slice(after, limit === undefined ? undefined : after + Number(limit));
  return {
    loadbalancers: page.length === 0 ? {} : page,
    instance_num: String(found.length),
  };
}

function showLoadBalancer(state: ElbState, id: string): unknown {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new ElbError(400, 'ELB.1020', 'Lb ID is not correct.');
  const loadBalancer = state.loadBalancers.get(id);
  if (loadBalancer === undefined) throw new ElbError(400, 'ELB.1003', 'Lb not exist.');
  return loadBalancerAnswer(loadBalancer);
}

function loadBalancerAnswer(loadBalancer: ElbLoadBalancer): Readonly<Record<string, unknown>> {
  const external = loadBalancer.type === 'External';
  return {
    vip_address: loadBalancer.vip_address,
    update_time: loadBalancer.create_time,
    create_time: loadBalancer.create_time,
    id: loadBalancer.id,
    status: 'ACTIVE',
    bandwidth: external ? 10 : null,
    security_group_id: null,
    vpc_id: 'f54a3ffd-7a55-4568-9e3c-f0ff2d46a107',
    // Of a load balancer it is a number (2: frozen), of a listener a boolean.
    admin_state_up: 1,
    vip_subnet_id: external ? null : '9fa1f3f5-8f0f-4b5b-9d0f-b0d1c3d2f3a1',
    type: loadBalancer.type,
    name: loadBalancer.name,
    description: '',
  };
}

function listCertificates(state: ElbState): unknown {
  const certificates = Array.from(state.certificates.values(), (certificate) => ({
    id: certificate.id,
    name: certificate.name,
    description: '',
    domain: certificate.domain,
    certificate: '-----BEGIN CERTIFICATE-----\nsandbox\n-----END CERTIFICATE-----',
    // The real listing gives private keys in clear: whoever prints it must leave them out.
    private_key: 'sandbox: a private key would be here',
    create_time: certificate.create_time,
    update_time: certificate.create_time,
  }));
  return {
    certificates: certificates.length === 0 ? {} : certificates,
    instance_num: String(certificates.length),
  };
}

function quotas(state: ElbState): unknown {
  const perLoadBalancer = Array.from(state.loadBalancers.values());
  const most = Math.max(0, ...perLoadBalancer.map(({ id }) => listenersOf(state, id).length));
  const quota = Math.min(...perLoadBalancer.map(({ listenerQuota }) => listenerQuota));
  return {
    quotas: {
      resources: [
        { type: 'elb', used: perLoadBalancer.length, quota: 1000, max: 1000, min: 0 },
        { type: 'listener', used: most, quota, max: quota, min: 0 },
      ],
    },
  };
}

/** What `GET /` answers: which versions there are. */
export function elbVersions(context: HandlerContext): Reply {
  const version = {
    id: 'v1.0',
    links: [{ href: `${context.url}/v1.0/`, rel: 'self' }],
    status: 'CURRENT',
    updated: '2016-12-01T00:00:00Z',
  };
  return elbJson(200, { versions: [version] }, context.random);
}
