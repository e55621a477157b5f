import { elbOperation, elbVersions } from './elb/api.ts';
import { elbGateway } from './elb/errors.ts';
import type { Gateway, Handler, HandlerContext, Incoming, Reply } from './exchange.ts';
import { keystone } from './keystone.ts';
import { slbForm, slbOperation, slbParameters } from './slb/api.ts';
import { slbGateway } from './slb/errors.ts';
import type { Nonces } from './slb/signature.ts';

/** Everything is on one port; the path and the presence of an action say which cloud is meant. */
export function route(request: Incoming, context: HandlerContext, nonces: Nonces): Handler {
  if (isSlb(request)) return slbOperation(request, context, nonces);
  if (request.path === '/' && request.method === 'GET') return fixed(elbVersions(context), context);
  if (request.path === '/v3' || request.path.startsWith('/v3/')) {
    return fixed(keystone(request, context), context);
  }
  return elbOperation(request, context);
}

/** Says what happens in front of the service that the request is for. */
export function gatewayFor(request: Incoming, random: () => number): Gateway {
  return isSlb(request) ? slbGateway(slbForm(request, random)) : elbGateway(random);
}

function isSlb(request: Incoming): boolean {
  if (request.path !== '/') return false;
  return (
    request.headers['x-acs-action'] !== undefined ||
    slbParameters(request).some(([name]) => name === 'Action')
  );
}

function fixed(reply: Reply, context: HandlerContext): Handler {
  return {
    mutates: false,
    run: () => ({ reply, changed: false }),
    failed: elbGateway(context.random).failed,
  };
}
