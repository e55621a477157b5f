import type { Api, Context, HttpRequest, HttpResponse, Operation } from '../http.ts';
import {
  answer,
  errorAnswer,
  gatewayErrors,
  newRequestId,
  notPublished,
} from '../huawei/answer.ts';
import { isKeystoneRequest, keystone } from '../huawei/keystone.ts';
import { authorize } from '../huawei/signature.ts';
import { OCTAVIA_VERSIONS } from '../octavia/api.ts';
import type { ElbCall } from './call.ts';
import { ElbError } from './errors.ts';
import { createHealthCheck, deleteHealthCheck, showHealthCheck } from './health-checks.ts';
import {
  createListener,
  deleteListener,
  listListeners,
  listMembers,
  showListener,
  updateListener,
} from './listeners.ts';
import { listCertificates, listLoadBalancers, showLoadBalancer, showQuotas } from './resources.ts';

/** By method and path; each returns the body of its response, undefined for none (204). */
const OPERATIONS: ReadonlyMap<string, (call: ElbCall) => unknown> = new Map([
  ['POST listeners', createListener],
  ['GET listeners', listListeners],
  ['GET listeners/{id}', showListener],
  ['PUT listeners/{id}', updateListener],
  ['DELETE listeners/{id}', deleteListener],
  ['GET listeners/{id}/members', listMembers],
  ['GET loadbalancers', listLoadBalancers],
  ['GET loadbalancers/{id}', showLoadBalancer],
  ['GET certificate', listCertificates],
  ['GET quotas', showQuotas],
  ['POST healthcheck', createHealthCheck],
  ['GET healthcheck/{id}', showHealthCheck],
  ['DELETE healthcheck/{id}', deleteHealthCheck],
]);

/**
 * The classic ELB API v1.0, the gateway in front of it, and Keystone.
 *
 * Source: Huawei ELB API Reference, classic load balancer.
 */
export const elb: Api = {
  prepare(request, context) {
    if (isKeystoneRequest(request)) return fixed(keystone(request, context));
    if (request.path === '/' && request.method === 'GET') return fixed(versions(context));
    return prepareOperation(request, context);
  },
  errorResponse: (error, _request, context) =>
    errorAnswer(error, context, (message) => new ElbError('ELB.0001', message, 500)),
  errors: gatewayErrors,
};

function fixed(response: HttpResponse): Operation {
  return { mutates: false, run: () => response };
}

function prepareOperation(request: HttpRequest, context: Context): Operation {
  const match = /^\/v1\.0\/([^/]+)\/elbaas\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?\/?$/.exec(
    request.path,
  );
  if (match === null) throw notPublished();
  const [, project, resource, id, child] = match;
  authorize(request, project, context.now);
  const path = [resource, ...(id === undefined ? [] : ['{id}']), ...(child ? [child] : [])];
  const operation = OPERATIONS.get(`${request.method} ${path.join('/')}`);
  if (operation === undefined) throw notPublished();
  return {
    mutates: request.method !== 'GET',
    run: (state) => {
      const body = operation({ request, context, state: state.elb, id: id ?? '' });
      return answer(body === undefined ? 204 : 200, body, newRequestId(context));
    },
  };
}

function versions(context: Context): HttpResponse {
  const version = {
    id: 'v1.0',
    links: [{ href: `${context.url}/v1.0/`, rel: 'self' }],
    status: 'CURRENT',
    updated: '2016-12-01T00:00:00Z',
  };
  return answer(200, { versions: [version, ...OCTAVIA_VERSIONS] }, newRequestId(context));
}
