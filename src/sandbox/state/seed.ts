import { newElbv3State } from './elbv3-seed.ts';
import type { ElbLoadBalancer, SlbLoadBalancer, State } from './model.ts';
import { newOctaviaState } from './octavia.ts';

/*
 * The ids of the vendors' example requests, so that these run unchanged, and one load balancer of
 * each kind that a rule or quirk depends on.
 *
 * Sources: Huawei ELB "Adding a Listener" and "Modifying a Listener"; Alibaba SLB
 * "CreateLoadBalancerHTTPSListener".
 */
const ELB_TIME = '2016-12-01 07:12:43';
const SLB_TIME = '2019-03-01T08:00:00Z';

/** The real defaults are 5 (ELB) and 50 (SLB). */
const LISTENER_QUOTA = 50;

const ELB_DEFAULTS = {
  type: 'External',
  vip_address: '192.0.2.10',
  create_time: ELB_TIME,
  adminState: 'honour',
  listenerQuota: LISTENER_QUOTA,
  loose: false,
} as const;

const SLB_DEFAULTS = {
  region: 'cn-hangzhou',
  address: '198.51.100.10',
  addressType: 'internet',
  spec: 'slb.s2.small',
  chargeType: 'paybytraffic',
  bandwidth: 5120,
  createTime: SLB_TIME,
  listenerQuota: LISTENER_QUOTA,
} as const;

type Seed<T extends { id: string; name: string }> = Pick<T, 'id' | 'name'> & Partial<T>;

const ELB_LOAD_BALANCERS: readonly Seed<ElbLoadBalancer>[] = [
  { id: '0b07acf06d243925bc24a0ac7445267a', name: 'public' },
  { id: 'f54c65b1b5dd4a4f95b71b44796ac013', name: 'public-loosely-typed', loose: true },
  {
    id: 'a650695bb9344a3fa24dec344116d261',
    name: 'private',
    type: 'Internal',
    vip_address: '10.0.0.10',
  },
  {
    id: '6bc8ea43123641ba834e3d9bf72faec0',
    name: 'public-refuses-admin-state',
    adminState: 'refuse',
  },
  {
    id: '3d9bf72faec06bc8ea43123641ba834e',
    name: 'public-ignores-admin-state',
    adminState: 'ignore',
  },
];

const ELB_CERTIFICATES = [
  { id: '23ef9aad4ecb463580476d324a6c71af', name: 'certificate-1', domain: '' },
  { id: '5494a835d88f40ff940554992f2f04d4', name: 'certificate-2', domain: '' },
  { id: '3d8a7a02f87a40ed931b719edfe75451', name: 'sni-www', domain: 'www.example.com' },
  { id: '8f7b2a3de9944f1f8d1d2b9a35d7b7a1', name: 'sni-api', domain: 'api.example.com' },
].map((certificate) => ({ ...certificate, create_time: ELB_TIME }));

const SLB_LOAD_BALANCERS: readonly Seed<SlbLoadBalancer>[] = [
  { id: 'lb-bp1o94dp5i6earr9g6d1l', name: 'guaranteed' },
  {
    id: 'lb-bp1b6c719dfa08exfuca5',
    name: 'guaranteed-intranet',
    addressType: 'intranet',
    address: '10.0.0.20',
  },
  { id: 'lb-bp13jaf5qli5xmgl1miup', name: 'shared-performance', spec: '' },
  {
    id: 'lb-bp1qjwo61pqz3ahltv0mw',
    name: 'pay-by-bandwidth',
    chargeType: 'paybybandwidth',
    bandwidth: 100,
  },
  { id: 'lb-2ze7o5h52g02kkzzweyaw', name: 'beijing', region: 'cn-beijing' },
];

const SLB_SERVER_CERTIFICATES = [
  {
    id: 'idkp-123-cn-test-01',
    name: 'certificate-1',
    region: 'cn-hangzhou',
    commonName: 'shop.example.com',
    alternativeNames: ['www.shop.example.com'],
    expireTime: '2034-12-31T23:59:59Z',
  },
  {
    id: 'idkp-123-cn-test-02',
    name: 'certificate-2',
    region: 'cn-hangzhou',
    commonName: 'api.example.com',
    expireTime: '2034-12-31T23:59:59Z',
  },
  { id: 'idkp-123-cn-beijing-01', name: 'certificate-beijing', region: 'cn-beijing' },
];

const SLB_CA_CERTIFICATES = [
  {
    id: '139a00604ad-cn-east-hangzhou-01',
    name: 'ca-1',
    region: 'cn-hangzhou',
    commonName: 'Example CA',
    expireTime: '2034-12-31T23:59:59Z',
  },
];

const SLB_SERVER_GROUPS = [
  {
    id: 'rsp-cige6j5e7p',
    name: 'group-1',
    loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
    servers: [
      { id: 'i-bp1fq61enf4loa5i****', address: '10.0.0.31', port: 8080, weight: 100 },
      { id: 'i-bp1fq61enf4loa5j****', address: '10.0.0.32', port: 8080, weight: 50 },
    ],
  },
  { id: 'rsp-6cejjzl7xqk2w', name: 'group-2', loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l' },
  { id: 'rsp-bp1intranet0001', name: 'group-3', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' },
  { id: 'rsp-bp1shared000001', name: 'group-4', loadBalancerId: 'lb-bp13jaf5qli5xmgl1miup' },
];

const SLB_PAIR_GROUPS = [
  { id: 'rsp-0bfucwuotx6v1', name: 'pair-1', loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l' },
];

const SLB_ACLS = [
  { id: 'acl-bp1l0kk4gxce43kzmg6hj', name: 'office', region: 'cn-hangzhou' },
  { id: 'acl-bp1ut10zzvhkzs4tqkvrt', name: 'partners', region: 'cn-hangzhou' },
  { id: '123', name: 'example', region: 'cn-hangzhou' },
];

const BULK_PREFIX = {
  elb: 'b01c',
  elbv3: 'b01c0000-0000-4000-a000-',
  octavia: 'b01c0000-0000-4000-b000-',
  slb: 'lb-bp1bulk',
};
const BULK_LENGTH = { elb: 32, elbv3: 36, octavia: 36, slb: 22 };

/** The id of one of the extra load balancers of `newState`. */
export function bulkId(cloud: keyof State, index: number): string {
  const prefix = BULK_PREFIX[cloud];
  return prefix + String(index).padStart(BULK_LENGTH[cloud] - prefix.length, '0');
}

/** The state of a new sandbox, with extra load balancers on each cloud when asked for. */
export function newState({ loadBalancers = 0 } = {}): State {
  const bulk = (cloud: keyof State) =>
    Array.from({ length: loadBalancers }, (_, index) => ({
      id: bulkId(cloud, index),
      name: `bulk-${index}`,
    }));
  return {
    elb: {
      loadBalancers: byId<ElbLoadBalancer>(
        [...ELB_LOAD_BALANCERS, ...bulk('elb')].map((seed) => ({ ...ELB_DEFAULTS, ...seed })),
      ),
      certificates: byId(ELB_CERTIFICATES),
      listeners: new Map(),
    },
    elbv3: newElbv3State(bulk('elbv3')),
    octavia: newOctaviaState(bulk('octavia')),
    slb: {
      loadBalancers: byId<SlbLoadBalancer>(
        [...SLB_LOAD_BALANCERS, ...bulk('slb')].map((seed) => ({ ...SLB_DEFAULTS, ...seed })),
      ),
      serverCertificates: byId(SLB_SERVER_CERTIFICATES),
      caCertificates: byId(SLB_CA_CERTIFICATES),
      serverGroups: byId(SLB_SERVER_GROUPS),
      pairGroups: byId(SLB_PAIR_GROUPS),
      acls: byId(SLB_ACLS),
      listeners: new Map(),
    },
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}
