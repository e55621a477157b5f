/** What a request body set, by the API's own names. */
export type Settings = Readonly<Record<string, unknown>>;

export interface Elbv3State {
  readonly loadBalancers: Map<string, Elbv3LoadBalancer>;
  readonly certificates: Map<string, Elbv3Certificate>;
  readonly ipGroups: Map<string, Elbv3IpGroup>;
  readonly securityPolicies: Map<string, Elbv3SecurityPolicy>;
  readonly listeners: Map<string, Elbv3Listener>;
  readonly pools: Map<string, Elbv3Pool>;
  readonly monitors: Map<string, Elbv3Monitor>;
  readonly policies: Map<string, Elbv3Policy>;
}

export interface Elbv3LoadBalancer {
  readonly id: string;
  readonly name: string;
  /** true: a dedicated load balancer; false: a shared one. */
  readonly guaranteed: boolean;
  /** null: none of that layer; a shared load balancer has both layers without flavours. */
  readonly l4Flavor: string | null;
  readonly l7Flavor: string | null;
  readonly vipAddress: string;
  readonly createdAt: string;
  readonly provisioningStatus: 'ACTIVE' | 'PENDING_DELETE';
  readonly listenerQuota: number;
}

export interface Elbv3Certificate {
  readonly id: string;
  readonly name: string;
  readonly type: 'server' | 'client';
  /** Comma-separated; null: none. */
  readonly domain: string | null;
}

export interface Elbv3IpGroup {
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

export interface Elbv3SecurityPolicy {
  readonly id: string;
  readonly name: string;
  readonly protocols: readonly string[];
}

interface Timed {
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Elbv3Listener extends Timed {
  readonly id: string;
  readonly loadBalancerId: string;
  readonly protocol: string;
  /** 0: `port_ranges` instead. */
  readonly port: number;
  readonly poolId: string | null;
  readonly tags: readonly Tag[];
  readonly settings: Settings;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface Elbv3Pool extends Timed {
  readonly id: string;
  readonly protocol: string;
  /** null: of no load balancer yet. */
  readonly loadBalancerId: string | null;
  readonly members: readonly Elbv3Member[];
  readonly settings: Settings;
}

export interface Elbv3Member {
  readonly id: string;
  readonly address: string;
  /** null: that of the listener. */
  readonly port: number | null;
  readonly settings: Settings;
}

export interface Elbv3Monitor extends Timed {
  readonly id: string;
  readonly poolId: string;
  readonly type: string;
  readonly settings: Settings;
}

/** A forwarding policy. */
export interface Elbv3Policy extends Timed {
  readonly id: string;
  readonly listenerId: string;
  readonly action: string;
  readonly poolId: string | null;
  readonly redirectListenerId: string | null;
  readonly settings: Settings;
}
