import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '../../src/providers/slb/signer.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

/*
 * The vendor's Node clients: the signatures of the current one are identical to ours, and both it and
 * the older RPC client work with the sandbox.
 */
const require = createRequire(import.meta.url);
const { default: OpenApi, Config, OpenApiRequest, Params } = require('@alicloud/openapi-client');
const { default: OpenApiUtil } = require('@alicloud/openapi-util');
const { RPCClient } = require('@alicloud/pop-core');
const { RuntimeOptions } = require('@alicloud/tea-util');

const ACS3 = 'ACS3-HMAC-SHA256';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const { accessKey, secretKey } = SANDBOX_CREDENTIALS.slb;
const PLACE = {
  RegionId: 'cn-hangzhou',
  LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
  ListenerPort: '2222',
};
const TCP = { ...PLACE, BackendServerPort: '22', Bandwidth: '-1', healthCheckInterval: '7' };

describe('the official V3 signer', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((one) => one.isWellFormed());
  const key = fc.stringMatching(/^[A-Za-z][A-Za-z_.0-9]{0,15}$/);

  it('signs 200 requests with the same Authorization', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          key,
          fc.oneof(text, fc.constantFrom("\u521b\u5efa a+b*c~d(e)'f!", '$_ip', '')),
          { maxKeys: 8 },
        ),
        fc.stringMatching(/^[0-9a-f]{32}$/),
        fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{8,64}$/), { nil: undefined }),
        (query, nonce, securityToken) => {
          const encoded = Object.entries(query)
            .map(([name, value]) => `${strict(name)}=${strict(value)}`)
            .join('&');
          const headers = {
            'x-acs-action': 'DescribeLoadBalancerListeners',
            'x-acs-version': '2014-05-15',
          };
          const ours = sign(
            {
              method: 'POST',
              url: new URL(`https://slb.aliyuncs.com/?${encoded}`),
              headers,
              body: '',
            },
            {
              kind: 'access-key',
              accessKey: 'id',
              secretKey: 'secret',
              ...(securityToken === undefined ? {} : { securityToken }),
            },
            { now: new Date('2026-01-02T03:04:05Z'), nonce: () => nonce },
          );
          const request = {
            method: 'POST',
            pathname: '/',
            protocol: 'https',
            query,
            headers: {
              ...headers,
              host: 'slb.aliyuncs.com',
              'x-acs-date': '2026-01-02T03:04:05Z',
              'x-acs-signature-nonce': nonce,
              'x-acs-content-sha256': EMPTY,
              ...(securityToken === undefined
                ? {}
                : { 'x-acs-accesskey-id': 'id', 'x-acs-security-token': securityToken }),
            },
          };
          const theirs = OpenApiUtil.getAuthorization(request, ACS3, EMPTY, 'id', 'secret');
          expect(ours.headers['authorization']).toBe(theirs);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the official clients', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ settleMs: 50 });
  });
  afterAll(() => sandbox.close());

  type Call = (action: string, query: Record<string, string>) => Promise<Record<string, unknown>>;

  function rpc(method: 'GET' | 'POST'): Call {
    const client = new RPCClient({
      accessKeyId: accessKey,
      accessKeySecret: secretKey,
      endpoint: sandbox.url,
      apiVersion: '2014-05-15',
    });
    // By default it capitalises every parameter, but SLB distinguishes healthCheckInterval.
    return (action, query) => client.request(action, query, { method, formatParams: false });
  }

  function openApi(signatureAlgorithm?: string): Call {
    const client = new OpenApi(
      new Config({
        accessKeyId: accessKey,
        accessKeySecret: secretKey,
        endpoint: `127.0.0.1:${sandbox.port}`,
        protocol: 'HTTP',
        ...(signatureAlgorithm === undefined ? {} : { signatureAlgorithm }),
      }),
    );
    return async (action, query) => {
      const params = new Params({
        action,
        version: '2014-05-15',
        protocol: 'HTTP',
        pathname: '/',
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType: 'json',
        bodyType: 'json',
      });
      return (await client.callApi(params, new OpenApiRequest({ query }), new RuntimeOptions({})))
        .body;
    };
  }

  it.each([
    ['pop-core by GET', () => rpc('GET')],
    ['pop-core by POST', () => rpc('POST')],
    ['openapi-client with V3', () => openApi()],
    ['openapi-client with RPC 1.0', () => openApi('v2')],
  ])('%s creates, starts, describes and deletes', async (_, client) => {
    const call = client();
    const describeIt = () => call('DescribeLoadBalancerTCPListenerAttribute', PLACE);
    await call('CreateLoadBalancerTCPListener', TCP);
    expect(await describeIt()).toMatchObject({ Status: 'stopped', HealthCheckInterval: 7 });
    await call('StartLoadBalancerListener', { ...PLACE, ListenerProtocol: 'tcp' });
    await expect.poll(async () => (await describeIt())['Status']).toBe('running');
    await call('DeleteLoadBalancerListener', { ...PLACE, ListenerProtocol: 'tcp' });
    await expect(describeIt()).rejects.toMatchObject({ code: 'InvalidParameter' });
  });
});

function strict(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
