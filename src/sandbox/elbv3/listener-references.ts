import { isRecord } from '../http.ts';
import { within } from './body.ts';
import type { Draft, Rule } from './draft.ts';
import { invalid, unfit } from './errors.ts';
import { find } from './relations.ts';

/** What a listener refers to must exist, and be of the kind that is needed. */
export const REFERENCES: readonly Rule[] = [
  (draft) => {
    requireCertificate(draft, draft.given['default_tls_container_ref'], 'server');
    requireCertificate(draft, draft.given['client_ca_tls_container_ref'], 'client');
  },
  requireSni,
  ({ state, given: { security_policy_id: id } }) => {
    if (typeof id === 'string') find(state.securityPolicies, 'security_policy', id);
  },
  ({ state, protocol, loadBalancer, given }) => {
    const { quic_listener_id: id } = within(given, 'quic_config');
    if (given['quic_config'] === undefined || given['quic_config'] === null) return;
    if (protocol !== 'HTTPS') throw unfit("Only HTTPS listeners support 'quic_config' attribute");
    if (typeof id !== 'string') return;
    const listener = find(state.listeners, 'listener', id);
    if (listener.protocol !== 'QUIC' || listener.loadBalancerId !== loadBalancer.id) {
      throw unfit(`Listener ${id} is not a QUIC listener of the same load balancer.`);
    }
  },
  ({ state, given, before }) => {
    const { ipgroup } = given;
    if (!isRecord(ipgroup) || Object.keys(ipgroup).length === 0) return;
    const known = before === undefined ? undefined : within(before, 'ipgroup')['ipgroup_id'];
    const { ipgroup_id: ids = known } = ipgroup;
    if (typeof ids !== 'string') throw invalid('Invalid input for ipgroup: ipgroup_id is needed.');
    for (const id of ids.split(',')) find(state.ipGroups, 'ipgroup', id);
  },
];

function requireCertificate({ state }: Draft, id: unknown, type: 'server' | 'client'): void {
  if (typeof id !== 'string') return;
  if (find(state.certificates, 'certificate', id).type !== type) {
    throw unfit(`The type of certificate ${id} must be ${type}.`);
  }
}

function requireSni(draft: Draft): void {
  const ids = draft.given['sni_container_refs'];
  if (!Array.isArray(ids)) return;
  const domains = new Set<string>();
  for (const id of ids) {
    requireCertificate(draft, id, 'server');
    const { domain } = find(draft.state.certificates, 'certificate', id);
    if (domain === null) throw unfit(`The SNI certificate ${id} has no domain.`);
    for (const one of domain.split(',')) {
      if (domains.has(one)) throw unfit(`The domain ${one} of the SNI certificates is not unique.`);
      domains.add(one);
    }
  }
}
