import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Answer, send } from './clients.ts';

const account = SANDBOX_CREDENTIALS.elb;
const domain = { name: account.domainName };
const byName = { name: account.username, domain, password: account.password };
const byId = { id: account.userId, password: account.password };

let now = new Date('2024-05-01T10:00:00Z');
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => now });
});
afterAll(() => sandbox.close());

function login(user: unknown, scope?: unknown, query = ''): Promise<Answer> {
  const identity = { methods: ['password'], password: { user } };
  return send(`${sandbox.url}/v3/auth/tokens${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { identity, ...(scope === undefined ? {} : { scope }) } }),
  });
}

function list(token: unknown): Promise<Answer> {
  return send(`${sandbox.url}/v1.0/${account.projectId}/elbaas/listeners`, {
    headers: { 'x-auth-token': String(token) },
  });
}

describe('Keystone', () => {
  it('shows its version', async () => {
    const { body } = await send(`${sandbox.url}/v3`);
    expect(body.version).toMatchObject({ id: expect.stringMatching(/^v3/), status: 'stable' });
    expect(body.version.links[0].href).toBe(`${sandbox.url}/v3/`);
  });

  it.each([
    ['user and project by name', byName, { project: { name: account.projectName, domain } }],
    ['user and project by id', byId, { project: { id: account.projectId } }],
  ])('gives a token for %s', async (_, user, scope) => {
    const answer = await login(user, scope);
    expect(answer.status).toBe(201);
    const { token } = answer.body;
    expect(token.project).toMatchObject({ id: account.projectId, name: account.projectName });
    expect(token.user.name).toBe(account.username);
    expect(Date.parse(token.expires_at) - now.getTime()).toBe(24 * 3600 * 1000);
    const service = token.catalog.find((entry: { type: string }) => entry.type === 'elb');
    expect(service.endpoints[0].url).toBe(sandbox.url);
    expect((await list(answer.headers['x-subject-token'])).status).toBe(200);
    expect(answer.text).not.toContain(account.password);
  });

  it('leaves out the catalog when asked', async () => {
    const answer = await login(byId, undefined, '?nocatalog=1');
    expect(answer.body.token).not.toHaveProperty('catalog');
    expect((await list(answer.headers['x-subject-token'])).status).toBe(403);
  });

  it.each([
    ['a wrong password', { ...byName, password: 'wrong' }],
    ['an unknown user', { ...byName, name: 'nobody' }],
    ['another domain', { ...byName, domain: { name: 'other' } }],
  ])('refuses %s', async (_, user) => {
    const answer = await login(user);
    expect(answer.status).toBe(401);
    expect(answer.body.error).toMatchObject({ code: 401, title: 'Unauthorized' });
  });

  it('refuses another project and a body without a user', async () => {
    expect((await login(byName, { project: { name: 'other', domain } })).status).toBe(401);
    expect((await login(undefined)).status).toBe(400);
  });

  it('lets a token expire', async () => {
    const answer = await login(byId, { project: { id: account.projectId } });
    const token = answer.headers['x-subject-token'];
    now = new Date(now.getTime() + 24 * 3600 * 1000);
    const late = await list(token);
    expect(late.status).toBe(401);
    expect(late.body.error_msg).toContain('must be updated');
  });

  it('finds the project by name', async () => {
    const answer = await login(byId, { project: { id: account.projectId } });
    const headers = { 'x-auth-token': String(answer.headers['x-subject-token']) };
    const ask = (name: string) => send(`${sandbox.url}/v3/projects?name=${name}`, { headers });
    expect((await ask(account.projectName)).body.projects[0].id).toBe(account.projectId);
    expect((await ask('other')).body.projects).toEqual([]);
    expect((await send(`${sandbox.url}/v3/projects`)).status).toBe(401);
  });

  it('shows the versions of ELB at the root', async () => {
    const { body } = await send(`${sandbox.url}/`);
    expect(body.versions[0]).toMatchObject({ id: 'v1.0', status: 'CURRENT' });
  });
});
