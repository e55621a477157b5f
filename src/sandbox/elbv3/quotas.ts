import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import type { Elbv3State } from '../state/elbv3.ts';
import type { Elbv3Call, Shown } from './call.ts';
import { invalid } from './errors.ts';
import { listenersOfLoadBalancer } from './relations.ts';

/** By key: how many there are, and how many there can be (-1: any number). */
function quotasOf(state: Elbv3State): Readonly<Record<string, readonly [number, number]>> {
  const loadBalancers = [...state.loadBalancers.values()];
  const listeners = loadBalancers.map(({ id }) => listenersOfLoadBalancer(state, id).length);
  const perPool = [...state.pools.values()].map(({ members }) => members.length);
  const limit = Math.min(...loadBalancers.map(({ listenerQuota }) => listenerQuota));
  const members = perPool.reduce((sum, count) => sum + count, 0);
  return {
    loadbalancer: [loadBalancers.length, 100_000],
    listener: [state.listeners.size, 1500],
    pool: [state.pools.size, 5000],
    healthmonitor: [state.monitors.size, -1],
    member: [members, 10_000],
    certificate: [state.certificates.size, -1],
    l7policy: [state.policies.size, 2000],
    ipgroup: [state.ipGroups.size, 1000],
    security_policy: [state.securityPolicies.size, 50],
    members_per_pool: [Math.max(0, ...perPool), 1000],
    listeners_per_loadbalancer: [Math.max(0, ...listeners), limit],
    listeners_per_pool: [0, 50],
    ipgroups_per_listener: [0, 50],
  };
}

export function showQuotas({ state }: Elbv3Call): Shown {
  const limits = Object.entries(quotasOf(state)).map(([key, [, limit]]) => [key, limit]);
  return {
    quota: { ...Object.fromEntries(limits), project_id: SANDBOX_CREDENTIALS.elbv3.projectId },
  };
}

export function showQuotaUse({ request, state }: Elbv3Call): Shown {
  const quotas = quotasOf(state);
  const wanted = request.query.filter(([name]) => name === 'quota_key').map(([, key]) => key);
  for (const key of wanted) {
    if (!Object.hasOwn(quotas, key)) throw invalid(`Invalid input for quota_key: ${key}.`);
  }
  return {
    quotas: Object.entries(quotas)
      .filter(([key]) => wanted.length === 0 || wanted.includes(key))
      .map(([quota_key, [used, quota_limit]]) => ({ quota_key, used, quota_limit, unit: 'count' })),
  };
}
