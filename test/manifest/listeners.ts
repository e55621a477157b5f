import { stringify } from 'yaml';
import { bulkId } from '../../src/sandbox/state/seed.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Listeners of several protocols, half of the load balancers on each cloud. */
export function manyListeners(count: number, balancers: number): readonly Json[] {
  return Array.from({ length: count }, (_, index) => {
    const balancer = index % balancers;
    const port = 1000 + Math.floor(index / balancers);
    return balancer % 2 === 0 ? elbListener(balancer, port) : slbListener(balancer, port);
  });
}

function elbListener(balancer: number, port: number): Json {
  return {
    profile: 'sandbox-elb',
    loadBalancer: bulkId('elb', balancer),
    name: `elb-${balancer}-${port}`,
    protocol: port % 2 === 0 ? 'http' : 'tcp',
    port,
    backend: { port: 8080 },
    algorithm: 'round-robin',
  };
}

function slbListener(balancer: number, port: number): Json {
  const base = {
    profile: 'sandbox-slb',
    loadBalancer: bulkId('slb', balancer),
    name: `slb-${balancer}-${port}`,
    port,
    backend: { port: 8080 },
    bandwidth: 'unlimited',
  };
  switch (port % 3) {
    case 0:
      return { ...base, protocol: 'http', healthCheck: { enabled: 'on', path: '/health' } };
    case 1:
      return { ...base, protocol: 'tcp', idleTimeout: '5m' };
    default:
      return { ...base, protocol: 'udp' };
  }
}

export function manifest(listeners: readonly Json[], defaults?: Json): string {
  return stringify({ ...(defaults === undefined ? {} : { defaults }), listeners });
}
