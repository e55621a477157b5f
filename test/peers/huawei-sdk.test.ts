import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sign } from '../../src/providers/huawei/signer.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { scratch } from '../program.ts';

/*
 * The vendor's Node SDK: its signatures are identical to ours, and it works with the sandbox. It has
 * its own HOME, since it writes an application id there.
 */
const home = scratch();
process.env['HOME'] = home;
mkdirSync(join(home, '.huaweicloud'));

const require = createRequire(import.meta.url);
const { AKSKSigner } = require('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner');
const { BasicCredentials } = require('@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials');
const { ClientBuilder } = require('@huaweicloud/huaweicloud-sdk-core/ClientBuilder');
const { HcClient } = require('@huaweicloud/huaweicloud-sdk-core/HcClient');

const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((one) => one.isWellFormed());
const name = fc.stringMatching(/^[a-z_]{1,12}$/);
const REQUESTS = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  segments: fc.array(
    fc.stringMatching(/^[A-Za-z0-9_.~-]{1,16}$/).filter((one) => !/^\.+$/.test(one)),
    { minLength: 1, maxLength: 5 },
  ),
  query: fc.dictionary(name, fc.oneof(text, fc.constantFrom('a b+c/\u76d1', '*', '~', "!'()")), {
    maxKeys: 5,
  }),
  body: fc.option(
    fc.dictionary(
      name,
      fc.oneof(
        text,
        fc.integer(),
        fc.boolean(),
        fc.string({ minLength: 10_000, maxLength: 20_000 }),
      ),
      { minKeys: 1, maxKeys: 4 },
    ),
    { nil: undefined },
  ),
  project: fc.stringMatching(/^[0-9a-f]{32}$/),
  securityToken: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{8,64}$/), { nil: undefined }),
});

describe('the official signer', () => {
  it('signs 200 requests with the same Authorization', () => {
    fc.assert(
      fc.property(REQUESTS, ({ method, segments, query, body, project, securityToken }) => {
        const endpoint = `https://elb.eu-de.otc.t-systems.com/${segments.join('/')}`;
        const encoded = Object.entries(query)
          .map(([key, value]) => `${strict(key)}=${strict(value)}`)
          .join('&');
        const headers = { 'content-type': 'application/json', 'x-project-id': project };
        const ours = sign(
          {
            method,
            url: new URL(encoded === '' ? endpoint : `${endpoint}?${encoded}`),
            headers,
            body: body === undefined ? '' : JSON.stringify(body),
          },
          {
            kind: 'access-key',
            accessKey: 'ak',
            secretKey: 'sk',
            ...(securityToken === undefined ? {} : { securityToken }),
          },
          { now: new Date('2026-01-02T03:04:05Z'), nonce: () => '' },
        );
        const theirs = AKSKSigner.sign(
          {
            endpoint,
            method,
            queryParams: query,
            headers: {
              ...headers,
              'X-Sdk-Date': '20260102T030405Z',
              host: 'elb.eu-de.otc.t-systems.com',
              ...(securityToken === undefined ? {} : { 'X-Security-Token': securityToken }),
            },
            ...(body === undefined ? {} : { data: body }),
          },
          new BasicCredentials().withAk('ak').withSk('sk'),
        );
        expect(ours.headers['authorization']).toBe(theirs.Authorization);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the official client', () => {
  const { accessKey, secretKey, projectId } = SANDBOX_CREDENTIALS.elb;
  let sandbox: Sandbox;
  beforeAll(async () => {
    for (const method of ['error', 'log', 'warn', 'info', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation(() => undefined);
    }
    sandbox = await startSandbox({});
  });
  afterAll(() => sandbox.close());

  function call(
    method: string,
    path: string,
    data?: unknown,
  ): Promise<{ httpStatusCode: number } & Record<string, unknown>> {
    const credential = new BasicCredentials()
      .withAk(accessKey)
      .withSk(secretKey)
      .withProjectId(projectId);
    const client = new ClientBuilder((hc: typeof HcClient) => hc)
      .withEndpoint(sandbox.url)
      .withCredential(credential)
      .build();
    return client.sendRequest({
      method,
      url: `/v1.0/${projectId}/elbaas${path}`,
      contentType: 'application/json',
      queryParams: {},
      pathParams: {},
      headers: { 'Content-Type': 'application/json' },
      ...(data === undefined ? {} : { data }),
    });
  }

  it('creates, changes, shows and deletes a listener in the sandbox', async () => {
    const created = await call('POST', '/listeners', {
      name: 'by-sdk',
      loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
      protocol: 'TCP',
      port: 2222,
      backend_protocol: 'TCP',
      backend_port: 22,
      lb_algorithm: 'roundrobin',
    });
    const path = `/listeners/${created['id']}`;
    expect((await call('PUT', path, { name: 'renamed' }))['name']).toBe('renamed');
    expect((await call('GET', path))['port']).toBe(2222);
    expect((await call('DELETE', path)).httpStatusCode).toBe(204);
    await expect(call('DELETE', path)).rejects.toMatchObject({ errorCode: 'ELB.6002' });
  });
});

function strict(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
