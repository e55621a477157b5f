export const API_VERSION = '2014-05-15';

/** SLB has no `Protocol` parameter: each protocol has its own requests, and its own noun. */
export const SLB_PROTOCOLS = ['http', 'https', 'tcp', 'udp'] as const;

export type SlbProtocol = (typeof SLB_PROTOCOLS)[number];

export const LAYER_7: readonly SlbProtocol[] = ['http', 'https'];

export const LAYER_4: readonly SlbProtocol[] = ['tcp', 'udp'];

const NOUN_END = '-listener';

export function isSlbProtocol(text: unknown): text is SlbProtocol {
  return SLB_PROTOCOLS.some((protocol) => protocol === text);
}

export function nounOf(protocol: SlbProtocol): string {
  return `${protocol}${NOUN_END}`;
}

/** @returns undefined for a noun that is not specific to one protocol */
export function protocolOfNoun(noun: string): SlbProtocol | undefined {
  const protocol = noun.slice(0, -NOUN_END.length);
  return noun.endsWith(NOUN_END) && isSlbProtocol(protocol) ? protocol : undefined;
}

export function createAction(protocol: SlbProtocol): string {
  return `CreateLoadBalancer${protocol.toUpperCase()}Listener`;
}

export function setAction(protocol: SlbProtocol): string {
  return `SetLoadBalancer${protocol.toUpperCase()}ListenerAttribute`;
}

export function describeAction(protocol: SlbProtocol): string {
  return `DescribeLoadBalancer${protocol.toUpperCase()}ListenerAttribute`;
}
