import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import { isRecord } from '../http.ts';
import type { Elbv3Listener, Elbv3Policy, Elbv3State, Settings } from '../state/elbv3.ts';
import { type Fields, merge, parseCreate, parseUpdate } from './body.ts';
import { type Elbv3Call, type Shown, timeOf } from './call.ts';
import { invalid, unfit } from './errors.ts';
import { newId } from './ids.ts';
import { attributes, pageOf } from './page.ts';
import { HTTP_LISTENERS } from './protocols.ts';
import { find, loadBalancerOf, requireFit } from './relations.ts';
import { boolean, integer, oneOf, text } from './values.ts';

/* Forwarding policies: enough to redirect a listener, and to have a listener or a pool in use. */

const NEEDED: Readonly<Record<string, string>> = {
  REDIRECT_TO_POOL: 'redirect_pool_id',
  REDIRECT_TO_LISTENER: 'redirect_listener_id',
  REDIRECT_TO_URL: 'redirect_url_config',
  FIXED_RESPONSE: 'fixed_response_config',
};

const FIELDS: Fields = {
  action: { check: oneOf(...Object.keys(NEEDED)), createOnly: true, required: true },
  listener_id: { check: text(1, 36), createOnly: true, required: true },
  project_id: { check: text(1, 32), createOnly: true },
  position: { check: integer(1, 100), createOnly: true },
  name: { check: text(0, 255) },
  description: { check: text(0, 255) },
  admin_state_up: { check: boolean },
  priority: { check: integer(0, 10_000) },
  redirect_pool_id: { check: text(1, 36) },
  redirect_listener_id: { check: text(1, 36) },
  redirect_url_config: { check: isRecord },
  fixed_response_config: { check: isRecord },
};

export function createPolicy(call: Elbv3Call): Shown {
  const { context, state } = call;
  const { action: one, listener_id, project_id, ...given } = parseCreate(call, 'l7policy', FIELDS);
  const action = String(one);
  const listener = find(state.listeners, 'listener', String(listener_id));
  const needed = NEEDED[action] ?? '';
  if (given[needed] === undefined) throw invalid(`${needed} is required for action ${action}.`);
  check(state, listener, action, given);
  const time = timeOf(call);
  const policy: Elbv3Policy = {
    id: newId(context),
    listenerId: listener.id,
    action,
    ...targets(given),
    settings: given,
    createdAt: time,
    updatedAt: time,
  };
  state.policies.set(policy.id, policy);
  return { l7policy: policyBody(policy) };
}

export function updatePolicy(call: Elbv3Call): Shown {
  const { state, id } = call;
  const policy = find(state.policies, 'l7policy', id);
  const given = parseUpdate(call, 'l7policy', FIELDS);
  check(state, find(state.listeners, 'listener', policy.listenerId), policy.action, given);
  const settings = merge(policy.settings, given);
  const updated = { ...policy, ...targets(settings), settings, updatedAt: timeOf(call) };
  state.policies.set(id, updated);
  return { l7policy: policyBody(updated) };
}

export function showPolicy({ state, id }: Elbv3Call): Shown {
  return { l7policy: policyBody(find(state.policies, 'l7policy', id)) };
}

export function listPolicies(call: Elbv3Call): Shown {
  return pageOf(call, 'l7policies', [...call.state.policies.values()].map(policyBody), {
    ...attributes('id', 'name', 'description', 'admin_state_up', 'listener_id', 'position'),
    ...attributes('action', 'redirect_pool_id', 'redirect_listener_id', 'priority'),
    ...attributes('provisioning_status'),
    // Says how much is shown of each, and leaves none out.
    display_all_rules: () => ['true', 'false'],
  });
}

export function deletePolicy({ state, id }: Elbv3Call): undefined {
  find(state.policies, 'l7policy', id);
  state.policies.delete(id);
}

function targets({ redirect_pool_id, redirect_listener_id }: Settings) {
  return {
    poolId: typeof redirect_pool_id === 'string' ? redirect_pool_id : null,
    redirectListenerId: typeof redirect_listener_id === 'string' ? redirect_listener_id : null,
  };
}

function check(state: Elbv3State, listener: Elbv3Listener, action: string, given: Settings): void {
  if (!HTTP_LISTENERS.includes(listener.protocol)) {
    throw unfit('Forwarding policies can be added only to HTTP or HTTPS listeners.');
  }
  for (const [other, name] of Object.entries(NEEDED)) {
    if (other !== action && given[name] !== undefined) {
      throw unfit(`${name} cannot be specified for action ${action}.`);
    }
  }
  const enhanced = listener.settings['enhance_l7policy_enable'] === true;
  for (const name of ['priority', 'redirect_url_config', 'fixed_response_config']) {
    if (given[name] !== undefined && !enhanced) {
      throw unfit(`${name} needs a listener with enhance_l7policy_enable.`);
    }
  }
  const { poolId, redirectListenerId } = targets(given);
  if (poolId !== null) requireFit(listener, find(state.pools, 'pool', poolId));
  if (redirectListenerId === null) return;
  const target = find(state.listeners, 'listener', redirectListenerId);
  if (!loadBalancerOf(state, listener).guaranteed) {
    throw unfit('Shared load balancers do not support redirect_listener_id.');
  }
  const isSecure = listener.protocol === 'HTTP' && target.protocol === 'HTTPS';
  if (!isSecure || target.loadBalancerId !== listener.loadBalancerId) {
    throw unfit('REDIRECT_TO_LISTENER leads from HTTP to HTTPS on one load balancer.');
  }
}

function policyBody(policy: Elbv3Policy): Shown {
  return {
    name: '',
    description: '',
    position: 100,
    priority: null,
    redirect_url: null,
    redirect_url_config: null,
    fixed_response_config: null,
    admin_state_up: true,
    ...policy.settings,
    id: policy.id,
    action: policy.action,
    listener_id: policy.listenerId,
    redirect_pool_id: policy.poolId,
    redirect_listener_id: policy.redirectListenerId,
    rules: [],
    provisioning_status: 'ACTIVE',
    project_id: SANDBOX_CREDENTIALS.elbv3.projectId,
    created_at: policy.createdAt,
    updated_at: policy.updatedAt,
  };
}
