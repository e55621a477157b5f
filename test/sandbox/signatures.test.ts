import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Answer, acs3, elb, rpc, type SlbCall, send } from './clients.ts';
import { acs3Authorization, elbAuthorization, rpcSignature } from './signers.ts';

const MINUTES = 60_000;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({});
});
afterAll(() => sandbox.close());

describe('the signers of these tests', () => {
  it.each([
    [
      'testsecret',
      {
        AccessKeyId: 'testid',
        Action: 'DescribeRegions',
        Format: 'XML',
        SignatureMethod: 'HMAC-SHA1',
        SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
        SignatureVersion: '1.0',
        Timestamp: '2016-02-23T12:46:24Z',
        Version: '2014-05-26',
      },
      'OLeaidS1JvxuMvnyHOwuJ+uX5qY=',
    ],
    [
      'testSecret',
      {
        AccessKeyId: 'testId',
        Action: 'SendSms',
        Format: 'XML',
        OutId: '123',
        PhoneNumbers: '15300000001',
        RegionId: 'cn-hangzhou',
        SignName: '阿里云短信测试专用',
        SignatureMethod: 'HMAC-SHA1',
        SignatureNonce: '45e25e9b-0a6f-4070-8c85-2956eda1b466',
        SignatureVersion: '1.0',
        TemplateCode: 'SMS_71390007',
        TemplateParam: '{"customer":"test"}',
        Timestamp: '2017-07-12T02:42:19Z',
        Version: '2017-05-25',
      },
      'zJDF+Lrzhj/ThnlvIToysFRq6t4=',
    ],
  ])('agree with the published RPC example of %s', (secret, parameters, signature) => {
    expect(rpcSignature('GET', Object.entries(parameters), secret)).toBe(signature);
  });

  it('agree with the published V3 example', () => {
    const authorization = acs3Authorization(
      {
        method: 'POST',
        query: [
          ['RegionId', 'cn-shanghai'],
          ['ImageId', 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd'],
        ],
        headers: {
          host: 'ecs.cn-shanghai.aliyuncs.com',
          'x-acs-action': 'RunInstances',
          'x-acs-content-sha256':
            'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          'x-acs-date': '2023-10-26T10:22:32Z',
          'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
          'x-acs-version': '2014-05-26',
        },
        body: '',
      },
      { accessKey: 'YourAccessKeyId', secretKey: 'YourAccessKeySecret' },
    );
    expect(authorization).toMatch(
      /Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0$/,
    );
  });

  it('agree with the published SDK-HMAC-SHA256 example', () => {
    const authorization = elbAuthorization(
      {
        method: 'GET',
        path: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs',
        query: [
          ['limit', '2'],
          ['marker', '13551d6b-755d-4757-b956-536f674975c0'],
        ],
        headers: {
          'content-type': 'application/json',
          host: 'service.region.example.com',
          'x-sdk-date': '20191115T033655Z',
        },
        body: '',
      },
      {
        accessKey: 'QTWAOYTTINDUT2QVKYUC',
        secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
      },
    );
    expect(authorization).toMatch(
      /Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe$/,
    );
  });
});

describe('SLB', () => {
  const hard = { Description: "创建 监听 a+b*c~d(e)'f!", RegionId: 'cn-hangzhou' };
  const schemes: [
    string,
    (parameters: Record<string, string>, call?: SlbCall) => Promise<Answer>,
  ][] = [
    ['RPC in the query', (p, c) => rpc(sandbox.url, 'DescribeLoadBalancerListeners', p, c)],
    [
      'RPC in the query of a POST',
      (p, c) => rpc(sandbox.url, 'DescribeLoadBalancerListeners', p, { ...c, method: 'POST' }),
    ],
    [
      'RPC in a form',
      (p, c) =>
        rpc(sandbox.url, 'DescribeLoadBalancerListeners', p, {
          ...c,
          method: 'POST',
          form: true,
        }),
    ],
    ['ACS3', (p, c) => acs3(sandbox.url, 'DescribeLoadBalancerListeners', p, c)],
    [
      'ACS3 by GET',
      (p, c) => acs3(sandbox.url, 'DescribeLoadBalancerListeners', p, { ...c, method: 'GET' }),
    ],
  ];

  it.each(schemes)('accepts %s', async (_, call) => {
    const answer = await call(hard);
    expect(answer.body).toMatchObject({ TotalCount: 0 });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-acs-request-id']).toBe(answer.body.RequestId);
    expect(answer.body).not.toHaveProperty('Listeners');
  });

  const wrong: [string, SlbCall, string, number][] = [
    [
      'a wrong secret',
      { account: { accessKey: SANDBOX_CREDENTIALS.slb.accessKey, secretKey: 'wrong' } },
      'SignatureDoesNotMatch',
      400,
    ],
    [
      'a changed parameter',
      { tamper: (pairs) => pairs.map(([n, v]) => [n, n === 'RegionId' ? 'cn-beijing' : v]) },
      'SignatureDoesNotMatch',
      400,
    ],
    [
      'an unknown access key',
      { account: { accessKey: 'nobody', secretKey: 'wrong' } },
      'InvalidAccessKeyId.NotFound',
      400,
    ],
    [
      'a clock 16 minutes late',
      { at: new Date(Date.now() - 16 * MINUTES) },
      'IllegalTimestamp',
      400,
    ],
    [
      'a clock 16 minutes early',
      { at: new Date(Date.now() + 16 * MINUTES) },
      'IllegalTimestamp',
      400,
    ],
    ['another API version', { version: '2014-05-26' }, 'InvalidParameter', 400],
  ];
  for (const [scheme, call] of schemes) {
    it.each(wrong)(`refuses %s with ${scheme}`, async (_, how, code, status) => {
      const answer = await call({ RegionId: 'cn-hangzhou' }, how);
      expect(answer.body).toMatchObject({ Code: code });
      expect(answer.status).toBe(status);
      expect(Object.keys(answer.body)).toEqual([
        'RequestId',
        'HostId',
        'Code',
        'Message',
        'Recommend',
      ]);
      expect(answer.text).not.toContain(SANDBOX_CREDENTIALS.slb.secretKey);
    });

    it(`accepts a clock 14 minutes off, and each nonce once, with ${scheme}`, async () => {
      const nonce = `once-${scheme}`;
      const at = new Date(Date.now() - 14 * MINUTES);
      expect((await call({}, { nonce, at })).status).toBe(200);
      expect((await call({}, { nonce })).body.Code).toBe('SignatureNonceUsed');
    });
  }

  it.each([
    ['Signature', 'MissingParameter'],
    ['SignatureNonce', 'MissingParameter'],
    ['Timestamp', 'MissingParameter'],
    ['AccessKeyId', 'MissingParameter'],
    ['Version', 'MissingParameter'],
  ])('reports %s as missing', async (name, code) => {
    const parameters = new URLSearchParams({
      Action: 'DescribeRegions',
      Format: 'JSON',
      Version: '2014-05-15',
      AccessKeyId: SANDBOX_CREDENTIALS.slb.accessKey,
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      SignatureNonce: name,
      Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
      Signature: 'x',
    });
    parameters.delete(name);
    const { body } = await send(`${sandbox.url}/?${parameters}`);
    expect(body.Code).toBe(code);
    expect(body.Message).toContain(name);
  });

  it('refuses an Authorization header that is not one', async () => {
    const answer = await send(`${sandbox.url}/`, {
      method: 'POST',
      headers: {
        authorization: 'ACS3-HMAC-SHA256 nonsense',
        'x-acs-action': 'DescribeRegions',
        'x-acs-version': '2014-05-15',
      },
    });
    expect(answer.body.Code).toBe('IncompleteSignature');
  });

  it('returns XML on request, and by default for RPC', async () => {
    for (const format of ['XML', '']) {
      const good = await rpc(sandbox.url, 'DescribeRegions', {}, { format });
      expect(good.headers['content-type']).toContain('xml');
      expect(good.text).toContain('<DescribeRegionsResponse><RequestId>');
      expect(good.text).toContain('<RegionId>cn-hangzhou</RegionId>');
      const bad = await rpc(sandbox.url, 'Nonsense', {}, { format });
      expect(bad.text).toContain('<Error><RequestId>');
      expect(bad.text).toContain('<Code>InvalidParameter</Code>');
      expect(bad.text).toContain('Action or Version');
    }
  });
});

describe('ELB', () => {
  const { accessKey } = SANDBOX_CREDENTIALS.elb;
  it('accepts a signed request with special characters', async () => {
    const answer = await elb(sandbox.url, 'listeners', { query: [['name', "a b+c/监!'()*"]] });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({});
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('accepts temporary credentials, signed', async () => {
    const headers = { 'x-security-token': 'temporary' };
    expect((await elb(sandbox.url, 'listeners', { headers })).status).toBe(200);
  });

  it.each([
    ['a wrong secret', { account: { accessKey, secretKey: 'wrong' } }],
    ['an unknown access key', { account: { accessKey: 'NOBODY', secretKey: 'wrong' } }],
    ['a late clock', { at: new Date(Date.now() - 16 * MINUTES) }],
    ['an early clock', { at: new Date(Date.now() + 16 * MINUTES) }],
  ])('refuses %s', async (_, call) => {
    const answer = await elb(sandbox.url, 'listeners', call);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error_code: 'APIGW.0301' });
    expect(answer.body.request_id).toBe(answer.headers['x-request-id']);
  });

  it('refuses no credentials, an unknown token and another project', async () => {
    const path = `${sandbox.url}/v1.0/${SANDBOX_CREDENTIALS.elb.projectId}/elbaas/listeners`;
    expect((await send(path)).status).toBe(401);
    expect((await send(path, { headers: { 'x-auth-token': 'nonsense' } })).status).toBe(401);
    const other = await elb(sandbox.url, 'listeners', { project: '0'.repeat(32) });
    expect(other.status).toBe(403);
  });

  it('refuses a signature for another body', async () => {
    const path = `/v1.0/${SANDBOX_CREDENTIALS.elb.projectId}/elbaas/listeners`;
    const headers = {
      host: new URL(sandbox.url).host,
      'x-sdk-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
    };
    const authorization = elbAuthorization(
      { method: 'POST', path, query: [], headers, body: '{"name":"a"}' },
      SANDBOX_CREDENTIALS.elb,
    );
    const answer = await send(sandbox.url + path, {
      method: 'POST',
      headers: { ...headers, authorization },
      body: '{"name":"b"}',
    });
    expect(answer.status).toBe(401);
  });

  it('returns "not published" for an unknown path', async () => {
    const answer = await elb(sandbox.url, 'nonsense');
    expect(answer.status).toBe(404);
    expect(answer.body.error_code).toBe('APIGW.0101');
  });
});
