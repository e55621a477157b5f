import type { Api, HttpRequest } from '../http.ts';
import type { SlbProtocol } from '../state/model.ts';
import { PROTOCOLS, type SlbCall } from './call.ts';
import { describeAttribute, describeListeners } from './describe-listeners.ts';
import {
  describeAcls,
  describeLoadBalancer,
  describeLoadBalancers,
  describeRegions,
  describeServerCertificates,
  describeServerGroups,
} from './describe-resources.ts';
import { invalidParameter, missing, slbErrors } from './errors.ts';
import { createListener, deleteListener, setListener, switchListener } from './listeners.ts';
import { isAcs3, parametersOf } from './request.ts';
import { type Attributes, slbErrorResponse, slbResponse } from './response.ts';
import { verifyAcs3, verifyRpc } from './signature.ts';

const VERSION = '2014-05-15';

const QUERIES: ReadonlyMap<string, (call: SlbCall) => Attributes> = new Map([
  ...perProtocol('Describe', 'Attribute', describeAttribute),
  ['DescribeLoadBalancerListeners', describeListeners],
  ['DescribeLoadBalancerAttribute', describeLoadBalancer],
  ['DescribeLoadBalancers', describeLoadBalancers],
  ['DescribeServerCertificates', describeServerCertificates],
  ['DescribeVServerGroups', describeServerGroups],
  ['DescribeAccessControlLists', describeAcls],
  ['DescribeRegions', describeRegions],
]);

const CHANGES: ReadonlyMap<string, (call: SlbCall) => void> = new Map([
  ...perProtocol('Create', '', createListener),
  ...perProtocol('Set', 'Attribute', setListener),
  ['StartLoadBalancerListener', (call) => switchListener(call, 'running', 'starting')],
  ['StopLoadBalancerListener', (call) => switchListener(call, 'stopped', 'stopping')],
  ['DeleteLoadBalancerListener', deleteListener],
]);

function perProtocol<T>(
  verb: string,
  suffix: string,
  run: (call: SlbCall, protocol: SlbProtocol) => T,
): [string, (call: SlbCall) => T][] {
  return PROTOCOLS.map((protocol) => [
    `${verb}LoadBalancer${protocol.toUpperCase()}Listener${suffix}`,
    (call) => run(call, protocol),
  ]);
}

export function isSlbRequest(request: HttpRequest): boolean {
  if (request.path !== '/') return false;
  return (
    request.headers['x-acs-action'] !== undefined ||
    parametersOf(request).some(([name]) => name === 'Action')
  );
}

/**
 * SLB, API version 2014-05-15, as both generations of Alibaba Cloud's clients call it.
 *
 * Source: Alibaba Cloud SLB API Reference.
 */
export const slb: Api = {
  prepare(request, context) {
    const { now, settleMs, nonces } = context;
    const pairs = parametersOf(request);
    const parameters = new Map(pairs);
    const acs3 = isAcs3(request);
    const name = (acs3 ? request.headers['x-acs-action'] : parameters.get('Action')) ?? '';
    const version = acs3 ? request.headers['x-acs-version'] : parameters.get('Version');
    const query = QUERIES.get(name);
    const change = CHANGES.get(name);
    if (version === undefined) throw missing('Version');
    if ((query === undefined && change === undefined) || version !== VERSION) {
      throw invalidParameter('The specified parameter "Action or Version" is not valid.');
    }
    if (acs3) verifyAcs3(request, now, nonces);
    else verifyRpc(request, pairs, now, nonces);
    return {
      mutates: change !== undefined,
      run: (state) => {
        const call = { parameters, state: state.slb, now, settleMs };
        change?.(call);
        return slbResponse(`${name}Response`, query?.(call) ?? {}, request, context);
      },
    };
  },
  errorResponse: slbErrorResponse,
  errors: slbErrors,
};
