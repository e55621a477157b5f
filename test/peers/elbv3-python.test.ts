import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { drive, missing } from './python.ts';

/* Clients of ELB v3 of other makers drive the sandbox, unchanged. */
const BALANCER = '098b2f68-af1c-41a9-8efd-69958722af62';
const CERTIFICATE = '233a325e5e3e4ce8beeb320aa714cc12';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({});
});
afterAll(() => sandbox.close());

const huawei = missing('huaweicloudsdkelb');

describe.skipIf(huawei)(`Huawei Cloud\u2019s SDK${huawei ? `: ${huawei}` : ''}`, () => {
  it('creates, changes, shows, lists and deletes a listener, its pool and its health monitor', async () => {
    expect(await drive('huawei_elbv3.py', sandbox.url, { BALANCER, CERTIFICATE })).toEqual({
      created: ['by-sdk', true, 'HTTP'],
      listener: {
        name: 'renamed',
        protocol: 'HTTPS',
        protocol_port: 443,
        http2_enable: true,
        client_timeout: 30,
        forwards_port: true,
        has_pool: true,
      },
      pool: { lb_algorithm: 'LEAST_CONNECTIONS', sticky: 'HTTP_COOKIE', has_monitor: true },
      monitor: { delay: 10, expected_codes: '200', has_pool: true },
      lists: [1, 1, 1, 1],
      tree: ['ACTIVE', 'ONLINE', 'HTTP'],
      refused: [
        [409, 'ELB.8907', true],
        [409, 'ELB.8907', true],
      ],
      deleted: [204, 204, 204],
      gone: [404, 'ELB.8904', true],
    });
  });
});

const otc = missing('otcextensions');

describe.skipIf(otc)(`Open Telekom Cloud\u2019s extensions${otc ? `: ${otc}` : ''}`, () => {
  it('log in, find the endpoint, and manage a listener, its pool and its health monitor', async () => {
    expect(await drive('otc_elbv3.py', sandbox.url, { BALANCER })).toEqual({
      found: true,
      listener: { name: 'renamed', protocol_port: 80, client_timeout: 30, has_pool: true },
      pool: { lb_algorithm: 'LEAST_CONNECTIONS', has_monitor: true },
      monitor: { delay: 10, pools: 1 },
      lists: [1, 2, 1, 1],
      refused: 409,
      gone: true,
    });
  });
});
