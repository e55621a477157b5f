/* Which protocols go together. */

export const HTTP_LISTENERS = ['HTTP', 'HTTPS', 'TERMINATED_HTTPS', 'QUIC'];
/** Listeners that end the encryption of their clients. */
export const TLS_LISTENERS = ['HTTPS', 'TERMINATED_HTTPS', 'TLS', 'QUIC'];
export const LAYER_4 = ['TCP', 'UDP', 'TLS'];
export const SHARED_LISTENERS = ['TCP', 'UDP', 'HTTP', 'TERMINATED_HTTPS'];

/** Those of one family cannot have the same port. */
export function isDatagram(protocol: string): boolean {
  return protocol === 'UDP' || protocol === 'QUIC';
}

const POOLS_OF_LISTENER: Readonly<Record<string, readonly string[]>> = {
  TCP: ['TCP'],
  UDP: ['UDP', 'QUIC'],
  HTTP: ['HTTP'],
  HTTPS: ['HTTP', 'HTTPS', 'GRPC'],
  TERMINATED_HTTPS: ['HTTP'],
  TLS: ['TLS', 'TCP'],
  QUIC: ['HTTP', 'HTTPS', 'GRPC'],
  IP: ['IP'],
};

const HTTP_MONITORS = ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'];

const MONITORS_OF_POOL: Readonly<Record<string, readonly string[]>> = {
  UDP: ['UDP_CONNECT'],
  QUIC: ['UDP_CONNECT'],
  TCP: ['TCP', 'HTTP', 'HTTPS'],
  IP: ['TCP', 'HTTP', 'HTTPS'],
  HTTP: HTTP_MONITORS,
  HTTPS: HTTP_MONITORS,
  GRPC: HTTP_MONITORS,
  TLS: HTTP_MONITORS,
};

export function poolFitsListener(listener: string, pool: string): boolean {
  return POOLS_OF_LISTENER[listener]?.includes(pool) ?? false;
}

export function monitorFitsPool(pool: string, monitor: string): boolean {
  return MONITORS_OF_POOL[pool]?.includes(monitor) ?? false;
}
