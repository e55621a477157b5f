import { nearest } from '../../model/suggest.ts';
import { alternatives, quote } from '../../model/values.ts';
import type { EndpointLocation } from '../call.ts';
import type { EndpointRead } from '../provider.ts';

/** Regions of classic SLB, from the vendor's list of endpoints. */
export const REGIONS: readonly string[] = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'cn-beijing',
  'cn-beijing-finance-1',
  'cn-chengdu',
  'cn-fuzhou',
  'cn-guangzhou',
  'cn-hangzhou',
  'cn-hangzhou-finance',
  'cn-heyuan',
  'cn-heyuan-acdr-1',
  'cn-hongkong',
  'cn-huhehaote',
  'cn-nanjing',
  'cn-qingdao',
  'cn-shanghai',
  'cn-shanghai-finance-1',
  'cn-shenzhen',
  'cn-shenzhen-finance-1',
  'cn-wuhan-lr',
  'cn-wulanchabu',
  'cn-zhangjiakou',
  'cn-zhengzhou-jva',
  'eu-central-1',
  'eu-west-1',
  'me-central-1',
  'me-east-1',
  'na-south-1',
  'us-east-1',
  'us-west-1',
];

/** Served by the central endpoint. */
const CENTRAL: readonly string[] = [
  'cn-hangzhou',
  'cn-hangzhou-finance',
  'cn-shanghai-finance-1',
  'cn-shenzhen-finance-1',
];

const WITHOUT_VPC_ENDPOINT: readonly string[] = ['cn-hangzhou-finance'];

export function endpoint({ region, internal }: EndpointLocation): EndpointRead {
  if (region === undefined || region === '') {
    return {
      problem: 'no region is set',
      hint: 'set --region, for example --region cn-hangzhou, or set ALIBABA_CLOUD_REGION_ID',
    };
  }
  if (!REGIONS.includes(region)) {
    const near = nearest(region, REGIONS);
    return {
      problem: `${quote(region)} is not a region of SLB`,
      hint:
        near.length === 0
          ? 'for a region that this version does not know, set --endpoint'
          : `did you mean ${alternatives(near)}? For a region that this version does not know, set --endpoint`,
    };
  }
  if (internal !== true) {
    return { url: `https://slb${CENTRAL.includes(region) ? '' : `.${region}`}.aliyuncs.com` };
  }
  return WITHOUT_VPC_ENDPOINT.includes(region)
    ? {
        problem: `SLB has no VPC endpoint in ${region}`,
        hint: 'use the public endpoint, or set --endpoint',
      }
    : { url: `https://slb-vpc.${region}.aliyuncs.com` };
}
