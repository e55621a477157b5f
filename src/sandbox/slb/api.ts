import { type Api, type HttpRequest, isRecord } from '../http.ts';
import type { SlbProtocol } from '../state/model.ts';
import { unknownParameter } from './action-parameters.ts';
import { PROTOCOLS, type SlbCall } from './call.ts';
import { describeAttribute, describeListeners } from './describe-listeners.ts';
import {
  describeAcls,
  describeCaCertificates,
  describeHealthStatus,
  describeLoadBalancer,
  describeLoadBalancers,
  describeRegions,
  describeRules,
  describeServerCertificates,
  describeServerGroup,
  describeServerGroups,
} from './describe-resources.ts';
import {
  createDomainExtension,
  deleteDomainExtension,
  describeDomainExtension,
  describeDomainExtensions,
  setDomainExtension,
} from './domain-extensions.ts';
import { invalid, invalidParameter, missing, slbErrors } from './errors.ts';
import { createListener, deleteListener, setListener, switchListener } from './listeners.ts';
import { isAcs3, parametersOf } from './request.ts';
import { type Attributes, slbErrorResponse, slbResponse } from './response.ts';
import { verifyAcs3, verifyRpc } from './signature.ts';
import {
  addWhiteListItem,
  describeAccessControl,
  removeWhiteListItem,
  setAccessControl,
} from './white-list.ts';

const VERSION = '2014-05-15';

const QUERIES: ReadonlyMap<string, (call: SlbCall) => Attributes> = new Map([
  ...perProtocol('Describe', 'Attribute', describeAttribute),
  ['DescribeLoadBalancerListeners', describeListeners],
  ['DescribeLoadBalancerAttribute', describeLoadBalancer],
  ['DescribeLoadBalancers', describeLoadBalancers],
  ['DescribeServerCertificates', describeServerCertificates],
  ['DescribeCACertificates', describeCaCertificates],
  ['DescribeHealthStatus', describeHealthStatus],
  ['DescribeRules', describeRules],
  ['DescribeListenerAccessControlAttribute', describeAccessControl],
  ['DescribeDomainExtensions', describeDomainExtensions],
  ['DescribeDomainExtensionAttribute', describeDomainExtension],
  ['DescribeVServerGroups', describeServerGroups],
  ['DescribeVServerGroupAttribute', describeServerGroup],
  ['DescribeAccessControlLists', describeAcls],
  ['DescribeRegions', describeRegions],
]);

/** A change returns nothing, or what its answer has beside the request id. */
type Change = (call: SlbCall) => unknown;

const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ...perProtocol('Create', '', createListener),
  ...perProtocol('Set', 'Attribute', setListener),
  ['StartLoadBalancerListener', (call) => switchListener(call, 'running', 'starting')],
  ['StopLoadBalancerListener', (call) => switchListener(call, 'stopped', 'stopping')],
  ['DeleteLoadBalancerListener', deleteListener],
  ['SetListenerAccessControlStatus', setAccessControl],
  ['AddListenerWhiteListItem', addWhiteListItem],
  ['RemoveListenerWhiteListItem', removeWhiteListItem],
  ['CreateDomainExtension', createDomainExtension],
  ['SetDomainExtensionAttribute', setDomainExtension],
  ['DeleteDomainExtension', deleteDomainExtension],
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
    isAcs3(request) ||
    request.headers['x-acs-action'] !== undefined ||
    parametersOf(request).some(([name]) => name === 'Action' || name === 'Signature')
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
    if (name === '') throw missing('Action');
    if (version === undefined) throw missing('Version');
    if ((query === undefined && change === undefined) || version !== VERSION) {
      throw invalidParameter('The specified parameter "Action or Version" is not valid.');
    }
    if (acs3) verifyAcs3(request, now, nonces);
    else verifyRpc(request, pairs, now, nonces);
    const unknown = unknownParameter(name, parameters.keys());
    if (unknown !== undefined) throw invalid(unknown);
    return {
      mutates: change !== undefined,
      run: (state) => {
        const { random } = context;
        const call = { parameters, state: state.slb, now, settleMs, random };
        const result = query?.(call) ?? change?.(call);
        const attributes: Attributes = isRecord(result) ? result : {};
        return slbResponse(`${name}Response`, attributes, request, context);
      },
    };
  },
  errorResponse: slbErrorResponse,
  errors: slbErrors,
};
