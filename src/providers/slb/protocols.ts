/**
 * The four kinds of listener. SLB has no `Protocol` parameter: the protocol chooses the API, and
 * with it the noun of the command.
 */
export const SLB_PROTOCOLS = ['http', 'https', 'tcp', 'udp'] as const;

export type SlbProtocol = (typeof SLB_PROTOCOLS)[number];

/** Listeners that read HTTP. */
export const LAYER_7: readonly SlbProtocol[] = ['http', 'https'];

/** Listeners that pass bytes on. */
export const LAYER_4: readonly SlbProtocol[] = ['tcp', 'udp'];

const NOUN_END = '-listener';

export function isSlbProtocol(text: unknown): text is SlbProtocol {
  return SLB_PROTOCOLS.some((protocol) => protocol === text);
}

export function nounOf(protocol: SlbProtocol): string {
  return `${protocol}${NOUN_END}`;
}

/** Undefined for a noun that is not about one protocol. */
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
