import type { ElbLoadBalancer } from '../state/model.ts';
import type { ElbCall } from './call.ts';
import { ElbError } from './errors.ts';
import { listenersOf } from './listeners.ts';
import { PEMS } from './pems.ts';

export function listLoadBalancers({ request, state }: ElbCall): unknown {
  const { limit, marker, ...filters } = Object.fromEntries(request.query);
  const found = Array.from(state.loadBalancers.values(), loadBalancerBody).filter((item) =>
    Object.entries(filters).every(([name, value]) => String(item[name]) === value),
  );
  const start = marker === undefined ? 0 : found.findIndex((item) => item['id'] === marker) + 1;
  const page = found.slice(start, limit === undefined ? undefined : start + Number(limit));
  return {
    loadbalancers: page.length === 0 ? {} : page,
    instance_num: String(found.length),
  };
}

export function showLoadBalancer({ state, id }: ElbCall): unknown {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new ElbError('ELB.1020', 'Lb ID is not correct.');
  const loadBalancer = state.loadBalancers.get(id);
  if (loadBalancer === undefined) throw new ElbError('ELB.1003', 'Lb not exist.');
  return loadBalancerBody(loadBalancer);
}

function loadBalancerBody(loadBalancer: ElbLoadBalancer): Readonly<Record<string, unknown>> {
  const external = loadBalancer.type === 'External';
  return {
    vip_address: loadBalancer.vip_address,
    update_time: loadBalancer.create_time,
    create_time: loadBalancer.create_time,
    id: loadBalancer.id,
    status: 'ACTIVE',
    bandwidth: external ? 10 : null,
    security_group_id: null,
    vpc_id: 'f54a3ffd-7a55-4568-9e3c-f0ff2d46a107',
    // A number here (2: frozen), though a boolean in a listener.
    admin_state_up: 1,
    vip_subnet_id: external ? null : '9fa1f3f5-8f0f-4b5b-9d0f-b0d1c3d2f3a1',
    type: loadBalancer.type,
    name: loadBalancer.name,
    description: '',
  };
}

export function listCertificates({ state }: ElbCall): unknown {
  const certificates = Array.from(state.certificates.values(), (certificate) => ({
    id: certificate.id,
    name: certificate.name,
    description: '',
    domain: certificate.domain,
    certificate: PEMS[certificate.id] ?? '',
    // The real list contains private keys in clear, which no client may print.
    private_key: 'sandbox: a private key would be here',
    create_time: certificate.create_time,
    update_time: certificate.create_time,
  }));
  return {
    certificates: certificates.length === 0 ? {} : certificates,
    instance_num: String(certificates.length),
  };
}

export function showQuotas({ state }: ElbCall): unknown {
  const loadBalancers = Array.from(state.loadBalancers.values());
  const used = Math.max(0, ...loadBalancers.map(({ id }) => listenersOf(state, id).length));
  const quota = Math.min(...loadBalancers.map(({ listenerQuota }) => listenerQuota));
  return {
    quotas: {
      resources: [
        { type: 'elb', used: loadBalancers.length, quota: 1000, max: 1000, min: 0 },
        { type: 'listener', used, quota, max: quota, min: 0 },
      ],
    },
  };
}
