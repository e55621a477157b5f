import type { Elbv3State } from './elbv3.ts';
import type { OctaviaState } from './octavia.ts';

export interface State {
  readonly elb: ElbState;
  readonly elbv3: Elbv3State;
  readonly octavia: OctaviaState;
  readonly slb: SlbState;
}

export interface ElbState {
  readonly loadBalancers: Map<string, ElbLoadBalancer>;
  readonly certificates: Map<string, ElbCertificate>;
  readonly listeners: Map<string, ElbListener>;
}

/**
 * How a PUT treats `admin_state_up`. "Modifying a Listener" promises that it changes the status
 * but documents no parameter for it, so installations may differ.
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
  /** Responses are loosely typed, as recorded from the real service: "null" for null, 1 for true. */
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
  /** An object of its own in the API. */
  readonly healthcheck?: Readonly<Record<string, unknown>>;
}

export interface SlbState {
  readonly loadBalancers: Map<string, SlbLoadBalancer>;
  readonly serverCertificates: Map<string, SlbCertificate>;
  readonly caCertificates: Map<string, SlbCertificate>;
  readonly serverGroups: Map<string, SlbServerGroup>;
  readonly pairGroups: Map<string, SlbServerGroup>;
  readonly acls: Map<string, SlbResource>;
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
  /** In Mbit/s; limits the listeners when paid by bandwidth. */
  readonly bandwidth: number;
  readonly createTime: string;
  readonly listenerQuota: number;
}

/** A certificate or an access control list. */
export interface SlbResource {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

/** State files of older versions say nothing of its content. */
export interface SlbCertificate extends SlbResource {
  readonly commonName?: string;
  readonly alternativeNames?: readonly string[];
  readonly expireTime?: string;
}

export interface SlbServerGroup {
  readonly id: string;
  readonly name: string;
  readonly loadBalancerId: string;
  readonly servers?: readonly SlbServer[];
}

export interface SlbServer {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly weight: number;
}

export type SlbProtocol = 'http' | 'https' | 'tcp' | 'udp';

export interface SlbListener {
  readonly loadBalancerId: string;
  readonly protocol: SlbProtocol;
  readonly port: number;
  /** By the attribute names of the Describe actions, without defaults. */
  readonly settings: Readonly<Record<string, string>>;
  readonly tags: readonly SlbTag[];
  /** The status when no transition is in progress. */
  readonly settled: 'running' | 'stopped';
  /** A transient status, until this time in milliseconds. */
  readonly transition: { readonly status: SlbTransient; readonly until: number } | null;
  readonly whiteList?: SlbWhiteList;
  readonly domainExtensions?: readonly SlbDomainExtension[] | undefined;
}

export interface SlbWhiteList {
  readonly status: 'open_white_list' | 'close';
  readonly items: readonly string[];
}

/** A certificate for a domain. */
export interface SlbDomainExtension {
  readonly id: string;
  readonly domain: string;
  readonly certificate: string;
}

export interface SlbTag {
  readonly key: string;
  readonly value: string;
}

export type SlbTransient = 'starting' | 'stopping' | 'configuring';

/** Sorts by port within a load balancer. */
export function listenerKey(
  listener: Pick<SlbListener, 'loadBalancerId' | 'protocol' | 'port'>,
): string {
  const { loadBalancerId, protocol, port } = listener;
  return `${loadBalancerId}/${String(port).padStart(5, '0')}/${protocol}`;
}
