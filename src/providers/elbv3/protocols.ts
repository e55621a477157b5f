/** Shared load balancers have another word for it. */
export function plainProtocol(value: unknown): string {
  if (value === 'TERMINATED_HTTPS') return 'HTTPS';
  return typeof value === 'string' ? value : '';
}

const BACKEND: Readonly<Record<string, string>> = {
  HTTP: 'HTTP',
  HTTPS: 'HTTP',
  TCP: 'TCP',
  UDP: 'UDP',
  TLS: 'TCP',
  QUIC: 'HTTP',
  IP: 'IP',
};

/** The protocol of a backend group that is made for a listener, if it is not given. */
export function backendProtocol(protocol: unknown): string | undefined {
  return BACKEND[plainProtocol(protocol)];
}

/** The protocols of backend groups that a listener takes. */
export const BACKENDS: Readonly<Record<string, readonly string[]>> = {
  TCP: ['TCP'],
  UDP: ['UDP', 'QUIC'],
  HTTP: ['HTTP'],
  HTTPS: ['HTTP', 'HTTPS', 'GRPC'],
  TLS: ['TLS', 'TCP'],
  QUIC: ['HTTP', 'HTTPS', 'GRPC'],
  IP: ['IP'],
};

/** The types of health checks that a backend group takes. */
export const CHECKS: Readonly<Record<string, readonly string[]>> = {
  TCP: ['TCP', 'HTTP', 'HTTPS'],
  IP: ['TCP', 'HTTP', 'HTTPS'],
  UDP: ['UDP_CONNECT'],
  QUIC: ['UDP_CONNECT'],
  HTTP: ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'],
  HTTPS: ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'],
  GRPC: ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'],
  TLS: ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'],
};

/** What a setting of a backend group is for: the service refuses to switch it on elsewhere. */
export interface Purpose {
  readonly backends: readonly string[];
  /** All that take these backends when absent. */
  readonly listeners?: readonly string[];
}

export const SLOW_START = { backends: ['HTTP', 'HTTPS'] } as const satisfies Purpose;
export const DRAIN = {
  backends: ['TCP', 'UDP', 'QUIC'],
  listeners: ['TCP', 'UDP'],
} as const satisfies Purpose;

/** IP is of neither layer: it has load balancers of its own. */
export const LAYER_4: readonly string[] = ['TCP', 'UDP', 'TLS'];
export const SHARED: readonly string[] = ['TCP', 'UDP', 'HTTP', 'HTTPS'];

/** UDP and QUIC share ports with each other, and neither with the rest. */
export function isDatagram(protocol: string): boolean {
  return protocol === 'UDP' || protocol === 'QUIC';
}
