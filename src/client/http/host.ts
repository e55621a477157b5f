import type { Address } from '../../providers/auth.ts';

export type Host = Pick<Address, 'protocol' | 'host' | 'hostname' | 'port'>;

/** Where to connect to; an IPv6 address without its brackets. */
export function hostAndPort({ protocol, hostname, port }: Host): { host: string; port: number } {
  const standard = protocol === 'http:' ? 80 : 443;
  return {
    host: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port: port === '' ? standard : Number(port),
  };
}
