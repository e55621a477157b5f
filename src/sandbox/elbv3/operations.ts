import type { Elbv3Call, Shown } from './call.ts';
import {
  createListener,
  deleteListener,
  forceDeleteListener,
  listListeners,
  showListener,
  updateListener,
} from './listeners.ts';
import { listLoadBalancers, showLoadBalancer, showStatuses } from './load-balancers.ts';
import { createMember, deleteMember, listMembers, showMember } from './members.ts';
import {
  createMonitor,
  deleteMonitor,
  listMonitors,
  showMonitor,
  updateMonitor,
} from './monitors.ts';
import { createPolicy, deletePolicy, listPolicies, showPolicy, updatePolicy } from './policies.ts';
import {
  cascadeDeletePool,
  createPool,
  deletePool,
  listPools,
  showPool,
  updatePool,
} from './pools.ts';
import { showQuotas, showQuotaUse } from './quotas.ts';
import {
  listCertificates,
  listIpGroups,
  listSecurityPolicies,
  showCertificate,
  showIpGroup,
  showSecurityPolicy,
} from './resources.ts';
import { addTag, changeTags, deleteTag, listTags } from './tags.ts';

/** Returns the body of the response, undefined for none. */
type Run = (call: Elbv3Call) => Shown | undefined;

/** The first that matches is meant. */
const ROUTES: readonly (readonly [string, number, Run])[] = [
  ['POST listeners', 201, createListener],
  ['GET listeners', 200, listListeners],
  ['GET listeners/{id}', 200, showListener],
  ['PUT listeners/{id}', 200, updateListener],
  ['DELETE listeners/{id}', 204, deleteListener],
  ['DELETE listeners/{id}/force', 204, forceDeleteListener],
  ['POST pools', 201, createPool],
  ['GET pools', 200, listPools],
  ['GET pools/{id}', 200, showPool],
  ['PUT pools/{id}', 200, updatePool],
  ['DELETE pools/{id}', 204, deletePool],
  ['DELETE pools/{id}/delete-cascade', 204, cascadeDeletePool],
  ['POST pools/{id}/members', 201, createMember],
  ['GET pools/{id}/members', 200, listMembers],
  ['GET pools/{id}/members/{child}', 200, showMember],
  ['DELETE pools/{id}/members/{child}', 204, deleteMember],
  ['POST healthmonitors', 201, createMonitor],
  ['GET healthmonitors', 200, listMonitors],
  ['GET healthmonitors/{id}', 200, showMonitor],
  ['PUT healthmonitors/{id}', 200, updateMonitor],
  ['DELETE healthmonitors/{id}', 204, deleteMonitor],
  ['POST l7policies', 201, createPolicy],
  ['GET l7policies', 200, listPolicies],
  ['GET l7policies/{id}', 200, showPolicy],
  ['PUT l7policies/{id}', 200, updatePolicy],
  ['DELETE l7policies/{id}', 204, deletePolicy],
  ['GET loadbalancers', 200, listLoadBalancers],
  ['GET loadbalancers/{id}', 200, showLoadBalancer],
  ['GET loadbalancers/{id}/statuses', 200, showStatuses],
  ['GET certificates', 200, listCertificates],
  ['GET certificates/{id}', 200, showCertificate],
  ['GET ipgroups', 200, listIpGroups],
  ['GET ipgroups/{id}', 200, showIpGroup],
  ['GET security-policies', 200, listSecurityPolicies],
  ['GET security-policies/{id}', 200, showSecurityPolicy],
  ['GET quotas', 200, showQuotas],
  ['GET quotas/details', 200, showQuotaUse],
  ['GET /listeners/{id}/tags', 200, listTags],
  ['POST /listeners/{id}/tags', 204, addTag],
  ['POST /listeners/{id}/tags/action', 204, changeTags],
  ['DELETE /listeners/{id}/tags/{child}', 204, deleteTag],
];

export const OPERATIONS = ROUTES.map(([route, status, run]) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`), status, run };
});
