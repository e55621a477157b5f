import type { EndpointRead } from '../provider.ts';

/** Clouds with the same API, by region. */
const SERVICE_HOSTS: readonly {
  readonly region: RegExp;
  host(service: string, region: string): string;
}[] = [
  // Open Telekom Cloud
  { region: /^eu-(de|nl)$/, host: (service, region) => `${service}.${region}.otc.t-systems.com` },
  // Swiss Open Telekom Cloud
  {
    region: /^eu-ch2$/,
    host: (service, region) =>
      `${service === 'iam' ? 'iam-pub' : service}.${region}.sc.otc.t-systems.com`,
  },
  // Orange Flexible Engine
  {
    region: /^eu-west-0$/,
    host: (service, region) => `${service}.${region}.prod-cloud-ocb.orange-business.com`,
  },
  // Huawei Cloud in Europe
  { region: /^eu-west-\d+$/, host: (service, region) => `${service}.${region}.myhuaweicloud.eu` },
  // Huawei Cloud
  {
    region: /^[a-z]{2}(-[a-z]+)+-\d+$/,
    host: (service, region) => `${service}.${region}.myhuaweicloud.com`,
  },
];

/** Regions of these clouds that are offered. */
export const REGIONS: readonly string[] = [
  'eu-de',
  'eu-nl',
  'eu-ch2',
  'eu-west-0',
  'eu-west-101',
  'af-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'cn-east-2',
  'cn-east-3',
  'cn-north-1',
  'cn-north-4',
  'cn-south-1',
  'cn-southwest-2',
  'la-north-2',
  'la-south-2',
  'na-mexico-1',
  'sa-brazil-1',
];

export function serviceUrl(
  service: 'elb' | 'iam',
  region: string | undefined,
): Exclude<EndpointRead, { catalogue: string }> {
  if (region === undefined) {
    return {
      problem: 'no region is set',
      hint: 'set --region (for example eu-de or cn-north-4) or --endpoint',
    };
  }
  const cloud = SERVICE_HOSTS.find((candidate) => candidate.region.test(region));
  return cloud === undefined
    ? {
        problem: `unknown region ${JSON.stringify(region)}`,
        hint: 'regions look like eu-de, eu-west-0 or cn-north-4; for a private cloud set --endpoint',
      }
    : { url: `https://${cloud.host(service, region)}` };
}
