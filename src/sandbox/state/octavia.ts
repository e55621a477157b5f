export interface OctaviaState {
  readonly loadBalancers: Map<string, OctaviaLoadBalancer>;
  /** References of secrets that the service may read. */
  readonly certificates: Map<string, OctaviaCertificate>;
  readonly listeners: Map<string, OctaviaPart>;
  readonly pools: Map<string, OctaviaPart>;
  readonly monitors: Map<string, OctaviaPart>;
}

export interface OctaviaLoadBalancer {
  readonly id: string;
  readonly name: string;
  readonly vipAddress: string;
  readonly createdAt: string;
  /** Takes no changes until then, in milliseconds. */
  readonly busyUntil: number;
}

export interface OctaviaCertificate {
  /** The reference. */
  readonly id: string;
  readonly name: string;
}

/** A listener, a pool or a health monitor. */
export interface OctaviaPart {
  readonly id: string;
  /** The load balancer of a listener or pool, the pool of a health monitor. */
  readonly parent: string;
  readonly createdAt: string;
  readonly updatedAt: string | null;
  /** PENDING_CREATE or PENDING_UPDATE while the load balancer is busy. */
  readonly pending: string;
  readonly busyUntil: number;
  /** By the API's own names. */
  readonly values: Readonly<Record<string, unknown>>;
}

const LOAD_BALANCERS: readonly Pick<OctaviaLoadBalancer, 'id' | 'name' | 'vipAddress'>[] = [
  { id: '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11', name: 'public', vipAddress: '198.51.100.10' },
  { id: '8d2b4a90-1c5e-4b7f-8a36-0e9f6c3d5b22', name: 'six', vipAddress: '2001:db8::10' },
];

const REFERENCES = ['web', 'sni', 'ca', 'crl'].map((name) => ({
  id: `https://keys.example/v1/secrets/${name}`,
  name,
}));

export function newOctaviaState(
  more: readonly { readonly id: string; readonly name: string }[] = [],
): OctaviaState {
  const balancers = [
    ...LOAD_BALANCERS,
    ...more.map((seed) => ({ ...seed, vipAddress: '198.51.100.11' })),
  ].map((seed) => ({ ...seed, createdAt: '2024-05-01T10:00:00', busyUntil: 0 }));
  return {
    loadBalancers: new Map(balancers.map((one) => [one.id, one])),
    certificates: new Map(REFERENCES.map((one) => [one.id, one])),
    listeners: new Map(),
    pools: new Map(),
    monitors: new Map(),
  };
}
