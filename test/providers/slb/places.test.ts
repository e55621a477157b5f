import { describe, expect, it } from 'vitest';
import { provider } from '../../../src/providers/slb/index.ts';
import { LB } from './support.ts';

function endpoint(region: string | undefined, internal = false) {
  return provider.endpoint({ region, projectId: undefined, internal });
}

describe('endpoints', () => {
  it.each([
    ['cn-hangzhou', false, 'https://slb.aliyuncs.com'],
    ['cn-hangzhou', true, 'https://slb-vpc.cn-hangzhou.aliyuncs.com'],
    ['cn-shanghai-finance-1', false, 'https://slb.aliyuncs.com'],
    ['cn-shanghai-finance-1', true, 'https://slb-vpc.cn-shanghai-finance-1.aliyuncs.com'],
    ['cn-beijing', false, 'https://slb.cn-beijing.aliyuncs.com'],
    ['eu-central-1', false, 'https://slb.eu-central-1.aliyuncs.com'],
    ['us-west-1', true, 'https://slb-vpc.us-west-1.aliyuncs.com'],
  ])('%s, internal %s: %s', (region, internal, url) => {
    expect(endpoint(region, internal)).toEqual({ url });
  });

  it('are reported as missing', () => {
    expect(endpoint('cn-hangzhou-finance')).toEqual({ url: 'https://slb.aliyuncs.com' });
    expect(endpoint('cn-hangzhou-finance', true)).toMatchObject({
      problem: 'SLB has no VPC endpoint in cn-hangzhou-finance',
    });
  });

  it('suggest similar regions for an unknown one', () => {
    expect(endpoint('cn-hangzho')).toMatchObject({
      problem: '"cn-hangzho" is not a region of SLB',
      hint: expect.stringContaining('did you mean cn-hangzhou'),
    });
    // It may follow in the sentence of a warning.
    expect(endpoint('mars')).toMatchObject({ hint: expect.stringMatching(/^for a .*--endpoint/) });
  });

  it('need a region', () => {
    expect(endpoint(undefined)).toMatchObject({
      problem: 'no region is set',
      hint: expect.stringContaining('--region'),
    });
    expect(endpoint('')).toMatchObject({ problem: 'no region is set' });
  });
});

describe('a reference', () => {
  it.each([
    [`${LB}/https/443`, { by: 'place', loadBalancer: LB, protocol: 'https', port: 443 }],
    [`${LB}/UDP/53`, { by: 'place', loadBalancer: LB, protocol: 'udp', port: 53 }],
    [`${LB}/80`, { by: 'place', loadBalancer: LB, protocol: undefined, port: 80 }],
  ])('%s', (text, expected) => {
    expect(provider.reference(text)).toEqual(expected);
  });

  it.each([
    ['', 'must be <load-balancer>/<protocol>/<port>'],
    ['web', 'must be <load-balancer>/<protocol>/<port>'],
    ['/https/443', 'must be <load-balancer>/<protocol>/<port>'],
    ['a b/https/443', 'must be <load-balancer>/<protocol>/<port>'],
    [`${LB}/https/443/x`, 'must be <load-balancer>/<protocol>/<port>'],
    [`${LB}/https/0`, 'must end in a port'],
    [`${LB}/https/65536`, 'must end in a port'],
    [`${LB}/https/x`, 'must end in a port'],
    [`${LB}/ssl/443`, 'must name http, https, tcp or udp'],
  ])('rejects %j', (text, says) => {
    expect(provider.reference(text)).toEqual({ problem: expect.stringContaining(says) });
  });
});
