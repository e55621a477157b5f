import { describe, expect, it } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/credentials.ts';
import { send } from '../clients.ts';
import { call, PROJECT, refused, sandbox } from './harness.ts';

describe('the gateway', () => {
  it('lists versions to anybody', async () => {
    const { status, body } = await send(`${sandbox.url}/versions`);
    expect(status).toBe(200);
    expect(body.versions).toEqual([
      { id: 'v3', status: 'CURRENT' },
      { id: 'v2', status: 'STABLE' },
      { id: 'v2.0', status: 'STABLE' },
    ]);
  });

  it('refuses whoever is not allowed', async () => {
    const path = `/v3/${PROJECT}/elb/listeners`;
    expect(refused(await send(sandbox.url + path))).toEqual([401, 'SYS.0401']);
    const account = { ...SANDBOX_CREDENTIALS.elbv3, secretKey: 'wrong' };
    const forged = await call('listeners', { account });
    expect([forged.status, forged.body.error_code]).toEqual([401, 'APIGW.0301']);
    const token = await send(sandbox.url + path, { headers: { 'x-auth-token': 'wrong' } });
    expect([token.status, token.body.error_code]).toEqual([401, 'APIGW.0301']);
    const other = await call('listeners', { project: '0'.repeat(32) });
    expect([other.status, other.body.error_code]).toEqual([403, 'APIGW.0302']);
    const unknown = await call('nothing');
    expect([unknown.status, unknown.body.error_code]).toEqual([404, 'APIGW.0101']);
  });

  it('accepts a token, whose catalogue has the endpoint', async () => {
    const { username, password, domainName, projectName } = SANDBOX_CREDENTIALS.elbv3;
    const user = { name: username, password, domain: { name: domainName } };
    const auth = {
      identity: { methods: ['password'], password: { user } },
      scope: { project: { name: projectName } },
    };
    const login = await send(`${sandbox.url}/v3/auth/tokens`, {
      method: 'POST',
      body: JSON.stringify({ auth }),
    });
    const service = login.body.token.catalog.find(({ type }: { type: string }) => type === 'elbv3');
    const [{ url }] = service.endpoints;
    const headers = { 'x-auth-token': String(login.headers['x-subject-token']) };
    expect((await send(`${url}/elb/listeners`, { headers })).body.listeners).toEqual([]);
  });
});
