import type { EndpointRead } from '../provider.ts';
import type { Settings } from '../settings.ts';

/** Clouds with the same API, by region: their services are at `elb.<region>.<domain>`. */
const CLOUDS: readonly {
  readonly region: RegExp;
  readonly domain: string;
  /** Of the identity service, if it is not `iam`. */
  readonly identity?: string;
}[] = [
  // Open Telekom Cloud
  { region: /^eu-(de|nl)$/, domain: 'otc.t-systems.com' },
  // Swiss Open Telekom Cloud
  { region: /^eu-ch2$/, domain: 'sc.otc.t-systems.com', identity: 'iam-pub' },
  // Orange Flexible Engine
  { region: /^eu-west-0$/, domain: 'prod-cloud-ocb.orange-business.com' },
  // Huawei Cloud in Europe
  { region: /^eu-west-\d+$/, domain: 'myhuaweicloud.eu' },
  // Huawei Cloud
  { region: /^[a-z]{2}(-[a-z]+)+-\d+$/, domain: 'myhuaweicloud.com' },
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

/**
 * Whether a cloud of clouds.yaml is one of these: other OpenStack clouds are elsewhere, and their
 * Keystone takes no access keys.
 */
export function isHuaweiCloud({ accessKey, authUrl }: Settings): boolean {
  if (accessKey !== undefined || authUrl === undefined) return true;
  const host = URL.canParse(authUrl) ? new URL(authUrl).hostname : '';
  return CLOUDS.some(({ domain }) => host.endsWith(`.${domain}`));
}

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
  const cloud = CLOUDS.find((candidate) => candidate.region.test(region));
  if (cloud === undefined) {
    return {
      problem: `unknown region ${JSON.stringify(region)}`,
      hint: 'regions look like eu-de, eu-west-0 or cn-north-4; for a private cloud set --endpoint',
    };
  }
  const name = service === 'iam' ? (cloud.identity ?? service) : service;
  return { url: `https://${name}.${region}.${cloud.domain}` };
}
