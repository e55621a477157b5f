/** What the embedded cloud remembers. */
export interface State {
  readonly elb: ElbState;
  readonly slb: SlbState;
}

export interface ElbState {
  readonly loadBalancers: Map<string, ElbLoadBalancer>;
  readonly certificates: Map<string, ElbCertificate>;
  readonly listeners: Map<string, ElbListener>;
}

/**
 * What a PUT with `admin_state_up` does. The vendor's page promises to modify the status and
 * lists no parameter for it ("Modifying a Listener"), so installations may differ.
 */
export type AdminStatePolicy = 'honour' | 'refuse' | 'ignore';

export interface ElbLoadBalancer {
  readonly id: string;
  readonly name: string;
  /** External: public network. Internal: private network. */
  readonly type: 'External' | 'Internal';
  readonly vip_address: string;
  readonly create_time: string;
  readonly adminState: AdminStatePolicy;
  readonly listenerQuota: number;
  /** Answers as loosely typed as those recorded of the real service: "null" for null, 1 for true. */
  readonly loose: boolean;
}

export interface ElbCertificate {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly create_time: string;
}

export interface ElbListener {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly loadbalancer_id: string;
  readonly protocol: string;
  readonly port: number;
  readonly backend_protocol: string;
  readonly backend_port: number;
  readonly lb_algorithm: string;
  readonly session_sticky: boolean;
  readonly sticky_session_type: string | null;
  readonly cookie_timeout: number | null;
  readonly tcp_timeout: number | null;
  readonly tcp_draining: boolean;
  readonly tcp_draining_timeout: number | null;
  readonly udp_timeout: number | null;
  readonly certificate_id: string | null;
  readonly certificates: readonly string[] | null;
  readonly ssl_protocols: string | null;
  readonly ssl_ciphers: string | null;
  readonly admin_state_up: boolean;
  readonly create_time: string;
  readonly update_time: string;
}

export interface SlbState {
  readonly loadBalancers: Map<string, SlbLoadBalancer>;
  readonly serverCertificates: Map<string, SlbCertificate>;
  readonly caCertificates: Map<string, SlbCertificate>;
  readonly serverGroups: Map<string, SlbServerGroup>;
  readonly pairGroups: Map<string, SlbServerGroup>;
  readonly acls: Map<string, SlbAcl>;
  /** By `listenerKey`. */
  readonly listeners: Map<string, SlbListener>;
}

export interface SlbLoadBalancer {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly address: string;
  readonly addressType: 'internet' | 'intranet';
  /** Empty: a shared-performance instance. */
  readonly spec: string;
  readonly chargeType: 'paybytraffic' | 'paybybandwidth';
  /** Mbit/s, where it is paid by bandwidth. */
  readonly bandwidth: number;
  readonly createTime: string;
  readonly listenerQuota: number;
}

export interface SlbCertificate {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

export interface SlbServerGroup {
  readonly id: string;
  readonly name: string;
  readonly loadBalancerId: string;
}

export interface SlbAcl {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

export type SlbProtocol = 'http' | 'https' | 'tcp' | 'udp';

export interface SlbListener {
  readonly loadBalancerId: string;
  readonly protocol: SlbProtocol;
  readonly port: number;
  /** Attribute names as Describe gives them; only what was set. */
  readonly settings: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** The status once nothing is going on. */
  readonly settled: 'running' | 'stopped';
  /** What is going on, until this time in milliseconds; then `settled` holds. */
  readonly transition: { readonly status: SlbTransient; readonly until: number } | null;
}

export type SlbTransient = 'starting' | 'stopping' | 'configuring';

export function listenerKey(loadBalancerId: string, protocol: SlbProtocol, port: number): string {
  // Padded, so that the order of the keys is the order of the ports.
  return `${loadBalancerId}/${String(port).padStart(5, '0')}/${protocol}`;
}
