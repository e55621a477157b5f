import type { Elbv3LoadBalancer, Elbv3Pool, Elbv3State } from './elbv3.ts';

/*
 * The ids of the example requests of Open Telekom Cloud's API reference, so that these run unchanged,
 * and one load balancer of each kind that a rule or quirk depends on.
 */
const TIME = '2019-04-02T00:12:32Z';
const L4_FLAVOR = 'e5acacda-f861-404e-9871-df480c49d185';
const L7_FLAVOR = 'd8a4a1d5-3c0c-4b8e-9f0a-0b6a7b1f2c3d';

/** The real default. */
const LISTENER_QUOTA = 50;

const LOAD_BALANCERS: readonly (Pick<Elbv3LoadBalancer, 'id' | 'name'> &
  Partial<Elbv3LoadBalancer>)[] = [
  { id: '098b2f68-af1c-41a9-8efd-69958722af62', name: 'dedicated' },
  { id: '3dbde7e5-c277-4ea3-a424-edd339357eff', name: 'dedicated-layer-4', l7Flavor: null },
  { id: '38278031-cfca-44be-81be-a412f618773b', name: 'dedicated-layer-7', l4Flavor: null },
  {
    id: '309a0f61-0b62-45f2-97d1-742f3434338e',
    name: 'shared',
    guaranteed: false,
    l4Flavor: null,
    l7Flavor: null,
  },
];

const CERTIFICATES = [
  { id: '233a325e5e3e4ce8beeb320aa714cc12', name: 'server-1', type: 'server', domain: null },
  { id: '5494a835d88f40ff940554992f2f04d4', name: 'server-2', type: 'server', domain: null },
  { id: 'ad9b123e858d4652b80e89b9941e49a4', name: 'server-3', type: 'server', domain: null },
  { id: '7f41c96223d34ebaa3c8e836b6625ec0', name: 'sni-sda', type: 'server', domain: 'sda.com' },
  {
    id: '3d8a7a02f87a40ed931b719edfe75451',
    name: 'sni-www',
    type: 'server',
    domain: 'www.example.com,example.com',
  },
  {
    id: '8f7b2a3de9944f1f8d1d2b9a35d7b7a1',
    name: 'sni-www-again',
    type: 'server',
    domain: 'www.example.com',
  },
  { id: '7875ccb4c6b44cdb90ab2ab89892ab71', name: 'client-ca', type: 'client', domain: null },
] as const;

const IP_GROUPS = [
  {
    id: '0416b6f1-877f-4a51-987e-978b3f083542',
    name: 'office',
    addresses: ['192.0.2.0/24', '198.51.100.7'],
  },
  {
    id: '8722e0e0-9cc9-4490-9660-8c9a5732fbb0',
    name: 'partners',
    addresses: ['192.168.1.123', '192.168.3.0/24'],
  },
];

/** Has the same id as an IP group: so it is in the examples. */
const SECURITY_POLICIES = [
  {
    id: '8722e0e0-9cc9-4490-9660-8c9a5732fbb0',
    name: 'tls-1-2-and-1-3',
    protocols: ['TLSv1.2', 'TLSv1.3'],
  },
];

const POOLS: readonly Elbv3Pool[] = [
  {
    id: '36ce7086-a496-4666-9064-5ba0e6840c75',
    protocol: 'TCP',
    loadBalancerId: '098b2f68-af1c-41a9-8efd-69958722af62',
    members: [
      {
        id: '1923923e-fe8a-484f-bdbc-e11559b1f48f',
        address: '10.0.0.16',
        port: 8080,
        settings: { name: 'server-1', instance_id: '5a8b1f2c-7c0e-4d6b-9f37-2b6a4c1de905' },
      },
    ],
    settings: { name: 'with-a-server', lb_algorithm: 'LEAST_CONNECTIONS' },
    createdAt: TIME,
    updatedAt: TIME,
  },
  {
    id: '488acc50-6bcf-423d-8f0a-0f4184f5b8a0',
    protocol: 'HTTP',
    loadBalancerId: '098b2f68-af1c-41a9-8efd-69958722af62',
    members: [],
    settings: { name: 'empty', lb_algorithm: 'ROUND_ROBIN' },
    createdAt: TIME,
    updatedAt: TIME,
  },
];

/** @param bulk dedicated load balancers besides those of the seed */
export function newElbv3State(bulk: readonly { id: string; name: string }[] = []): Elbv3State {
  const loadBalancers = [...LOAD_BALANCERS, ...bulk].map((seed, index) => ({
    guaranteed: true,
    l4Flavor: L4_FLAVOR,
    l7Flavor: L7_FLAVOR,
    vipAddress: `10.0.${Math.floor(index / 200)}.${(index % 200) + 10}`,
    createdAt: TIME,
    provisioningStatus: 'ACTIVE' as const,
    listenerQuota: LISTENER_QUOTA,
    ...seed,
  }));
  return {
    loadBalancers: byId(loadBalancers),
    certificates: byId(CERTIFICATES),
    ipGroups: byId(IP_GROUPS),
    securityPolicies: byId(SECURITY_POLICIES),
    listeners: new Map(),
    pools: byId(POOLS),
    monitors: new Map(),
    policies: new Map(),
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}
