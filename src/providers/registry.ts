import type { Provider } from './provider.ts';

interface Registration {
  readonly title: string;
  load(): Promise<Provider>;
}

/** All supported clouds. */
export const PROVIDERS = {
  elb: {
    title: 'Huawei Cloud ELB (classic, API v1.0)',
    load: async (): Promise<Provider> => (await import('./elb/index.ts')).provider,
  },
  slb: {
    title: 'Alibaba Cloud SLB (API 2014-05-15)',
    load: async (): Promise<Provider> => (await import('./slb/index.ts')).provider,
  },
  elbv3: {
    title: 'Huawei Cloud and Open Telekom Cloud ELB (API v3)',
    load: async (): Promise<Provider> => (await import('./elbv3/index.ts')).provider,
  },
  octavia: {
    title: 'OpenStack Octavia (load balancer API v2)',
    load: async (): Promise<Provider> => (await import('./octavia/index.ts')).provider,
  },
} as const satisfies Record<string, Registration>;

export type ProviderId = keyof typeof PROVIDERS;

export const PROVIDER_IDS = Object.keys(PROVIDERS) as readonly ProviderId[];

export function isProviderId(text: string): text is ProviderId {
  return Object.hasOwn(PROVIDERS, text);
}
