import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import { isRecord } from '../http.ts';
import type {
  Elbv3Certificate,
  Elbv3IpGroup,
  Elbv3Listener,
  Elbv3SecurityPolicy,
  Elbv3State,
} from '../state/elbv3.ts';
import type { Elbv3Call, Shown } from './call.ts';
import { attributes, pageOf } from './page.ts';
import { find } from './relations.ts';

/* What listeners refer to, read-only. */

const TIMES = { created_at: '2019-04-21T18:59:43Z', updated_at: '2019-04-21T18:59:43Z' };
const PROJECT = { project_id: SANDBOX_CREDENTIALS.elbv3.projectId };

export function listCertificates(call: Elbv3Call): Shown {
  const items = [...call.state.certificates.values()].map(certificateBody);
  return pageOf(call, 'certificates', items, {
    ...attributes('id', 'name', 'description', 'admin_state_up', 'domain', 'type'),
  });
}

export function showCertificate({ state, id }: Elbv3Call): Shown {
  return { certificate: certificateBody(find(state.certificates, 'certificate', id)) };
}

function certificateBody({ id, name, type, domain }: Elbv3Certificate): Shown {
  return {
    id,
    ...PROJECT,
    name,
    type,
    domain,
    description: '',
    // The real answers contain private keys in clear, which no client may print.
    private_key: 'sandbox: a private key would be here',
    certificate: '-----BEGIN CERTIFICATE-----\nsandbox\n-----END CERTIFICATE-----',
    admin_state_up: true,
    ...TIMES,
    expire_time: '2045-11-17T13:25:47Z',
  };
}

export function listIpGroups(call: Elbv3Call): Shown {
  const items = [...call.state.ipGroups.values()].map((group) => ipGroupBody(call.state, group));
  return pageOf(call, 'ipgroups', items, attributes('id', 'name', 'description'));
}

export function showIpGroup({ state, id }: Elbv3Call): Shown {
  return { ipgroup: ipGroupBody(state, find(state.ipGroups, 'ipgroup', id)) };
}

function ipGroupBody(state: Elbv3State, { id, name, addresses }: Elbv3IpGroup): Shown {
  return {
    id,
    ...PROJECT,
    name,
    description: '',
    ip_list: addresses.map((ip) => ({ ip, description: '' })),
    listeners: [...state.listeners.values()]
      .filter((listener) => usesIpGroup(listener, id))
      .map((listener) => ({ id: listener.id })),
    ...TIMES,
  };
}

function usesIpGroup({ settings: { ipgroup } }: Elbv3Listener, id: string): boolean {
  return isRecord(ipgroup) && String(ipgroup['ipgroup_id']).split(',').includes(id);
}

export function listSecurityPolicies(call: Elbv3Call): Shown {
  const items = [...call.state.securityPolicies.values()].map(securityPolicyBody);
  return pageOf(call, 'security_policies', items, attributes('id', 'name', 'description'));
}

export function showSecurityPolicy({ state, id }: Elbv3Call): Shown {
  const policy = find(state.securityPolicies, 'security_policy', id);
  return { security_policy: securityPolicyBody(policy) };
}

function securityPolicyBody({ id, name, protocols }: Elbv3SecurityPolicy): Shown {
  return { id, ...PROJECT, name, description: '', protocols, ciphers: [], ...TIMES };
}
