import type { Pairs } from '../canonical.ts';
import type { Handler, HandlerContext, HandlerResult, Incoming, Reply } from '../exchange.ts';
import type { SlbProtocol, SlbState, State } from '../model.ts';
import {
  createListener,
  deleteListener,
  setListener,
  startListener,
  stopListener,
} from './actions.ts';
import { PROTOCOLS, type SlbCall } from './call.ts';
import type { Attributes } from './describe.ts';
import { missing, type ReplyFormat, SlbError, slbErrorReply, slbGateway } from './errors.ts';
import {
  describeAcls,
  describeAttribute,
  describeListeners,
  describeLoadBalancer,
  describeLoadBalancers,
  describeRegions,
  describeServerCertificates,
  describeServerGroups,
} from './listing.ts';
import { render, requestId } from './render.ts';
import { type Nonces, verifyAcs3, verifyRpc } from './signature.ts';

const VERSION = '2014-05-15';

/** What an action adds to its answer beside the RequestId; nothing for one that changes. */
type Action = (call: SlbCall, state: SlbState) => Attributes | undefined;

function perProtocol(): [string, Action][] {
  const action =
    (run: (call: SlbCall, state: SlbState, protocol: SlbProtocol) => void, protocol: SlbProtocol) =>
    (call: SlbCall, state: SlbState): undefined => {
      run(call, state, protocol);
    };
  return PROTOCOLS.flatMap((protocol): [string, Action][] => {
    const name = `LoadBalancer${protocol.toUpperCase()}Listener`;
    return [
      [`Create${name}`, action(createListener, protocol)],
      [`Set${name}Attribute`, action(setListener, protocol)],
      [`Describe${name}Attribute`, (call, state) => describeAttribute(call, state, protocol)],
    ];
  });
}

function changing(run: (call: SlbCall, state: SlbState) => void): Action {
  return (call, state) => {
    run(call, state);
    return undefined;
  };
}

const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ...perProtocol(),
  ['StartLoadBalancerListener', changing(startListener)],
  ['StopLoadBalancerListener', changing(stopListener)],
  ['DeleteLoadBalancerListener', changing(deleteListener)],
  ['DescribeLoadBalancerListeners', describeListeners],
  ['DescribeLoadBalancerAttribute', describeLoadBalancer],
  ['DescribeLoadBalancers', describeLoadBalancers],
  ['DescribeServerCertificates', describeServerCertificates],
  ['DescribeVServerGroups', describeServerGroups],
  ['DescribeAccessControlLists', describeAcls],
  ['DescribeRegions', describeRegions],
]);

/** Query and form parameters together, as the gateway takes them. */
export function slbParameters(request: Incoming): Pairs {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return request.query;
  return [...request.query, ...new URLSearchParams(request.body.toString('utf8'))];
}

export function slbForm(request: Incoming, random: () => number): ReplyFormat {
  const wanted = new Map(slbParameters(request)).get('Format')?.toUpperCase();
  // The older scheme answers XML unless asked, the newer one JSON.
  const standard = isAcs3(request) ? 'JSON' : 'XML';
  return {
    format: wanted === 'JSON' || wanted === 'XML' ? wanted : standard,
    host: request.headers['host'] ?? '',
    random,
  };
}

function isAcs3(request: Incoming): boolean {
  return (request.headers['authorization'] ?? '').startsWith('ACS3-');
}

/**
 * SLB, API version 2014-05-15, as both generations of Alibaba Cloud's clients call it.
 *
 * Source: Alibaba Cloud SLB API Reference.
 */
export function slbOperation(request: Incoming, context: HandlerContext, nonces: Nonces): Handler {
  const form = slbForm(request, context.random);
  const { failed } = slbGateway(form);
  const refused = (error: unknown): Reply => {
    if (error instanceof SlbError) return slbErrorReply(error, form);
    throw error;
  };
  const pairs = slbParameters(request);
  const call = { parameters: new Map(pairs), now: context.now, settleMs: context.settleMs };
  const acs3 = isAcs3(request);
  const name = acs3 ? request.headers['x-acs-action'] : call.parameters.get('Action');
  const version = acs3 ? request.headers['x-acs-version'] : call.parameters.get('Version');
  const action = ACTIONS.get(name ?? '');
  try {
    if (version === undefined) throw missing('Version');
    if (name === undefined || action === undefined || version !== VERSION) {
      throw new SlbError(
        400,
        'InvalidParameter',
        'The specified parameter "Action or Version" is not valid.',
      );
    }
    if (acs3) verifyAcs3(request, context.now, nonces);
    else verifyRpc(request, pairs, context.now, nonces);
  } catch (error) {
    const reply = refused(error);
    return { mutates: false, run: () => ({ reply, changed: false }), failed };
  }
  const mutates = !name.startsWith('Describe');
  return {
    mutates,
    failed,
    run: (state: State): HandlerResult => {
      try {
        const attributes = action(call, state.slb);
        const id = requestId(context.random);
        const body = { RequestId: id, ...attributes };
        return { reply: render(form.format, `${name}Response`, body, 200, id), changed: mutates };
      } catch (error) {
        return { reply: refused(error), changed: false };
      }
    },
  };
}
