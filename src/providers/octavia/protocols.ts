export const PROTOCOLS = [
  'TCP',
  'UDP',
  'HTTP',
  'HTTPS',
  'TERMINATED_HTTPS',
  'SCTP',
  'PROMETHEUS',
] as const;

/** The protocols of pools that a listener takes. */
export const POOLS: Readonly<Record<string, readonly string[]>> = {
  TCP: ['HTTP', 'HTTPS', 'PROXY', 'PROXYV2', 'TCP'],
  UDP: ['UDP'],
  HTTP: ['HTTP', 'PROXY', 'PROXYV2'],
  HTTPS: ['HTTPS', 'PROXY', 'PROXYV2', 'TCP'],
  TERMINATED_HTTPS: ['HTTP', 'PROXY', 'PROXYV2'],
  SCTP: ['SCTP'],
  PROMETHEUS: [],
};

/** The protocol of a pool that is made for a listener, if it is not given. */
const OWN_POOL: Readonly<Record<string, string>> = {
  TCP: 'TCP',
  UDP: 'UDP',
  HTTP: 'HTTP',
  HTTPS: 'HTTPS',
  TERMINATED_HTTPS: 'HTTP',
  SCTP: 'SCTP',
};

export function backendProtocol(protocol: unknown): string | undefined {
  return OWN_POOL[String(protocol)];
}

export function isDatagram(protocol: string): boolean {
  return protocol === 'UDP' || protocol === 'SCTP';
}

/** Listeners of one layer-4 protocol share no port: HTTP and TLS are TCP there. */
export function layer4(protocol: string): string {
  return isDatagram(protocol.toUpperCase()) ? protocol.toUpperCase() : 'TCP';
}
