import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { State } from '../../src/sandbox/state/model.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, type Ran, run, scratch } from '../program.ts';
import { type Received, type Reply, type Stub, startRecorder } from '../stub.ts';

/*
 * What hangs on a listener of ELB v3, or leads to it: servers, forwarding policies, a group that is
 * named elsewhere. Deleting and replacing listeners must not take it away unseen.
 */

const LB = '098b2f68-af1c-41a9-8efd-69958722af62';
const CERTIFICATE = '233a325e5e3e4ce8beeb320aa714cc12';
const folder = scratch();
const env = homeEnv(folder);

let state: State;
let sandbox: Sandbox;
let wire: Stub;
let instead: (request: Received) => Reply | undefined;
beforeEach(async () => {
  state = newState();
  sandbox = await startSandbox({ initial: state });
  instead = () => undefined;
  wire = await startRecorder(sandbox.url, (request) => instead(request));
});
afterEach(async () => {
  await wire.close();
  await sandbox.close();
});

function lbctl(line: string): Promise<Ran> {
  wire.received.length = 0;
  const words = [...line.split(' '), '--profile', 'sandbox-elbv3', '--endpoint', wire.url];
  return run([...words, '-o', 'json'], { env, hurry: true });
}

const changes = () =>
  wire.received
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.split('/elb/').at(-1)?.split('/')[0]}`);

interface Shown {
  readonly id: string;
  readonly native: {
    readonly listener: { readonly default_pool_id: string | null };
    readonly pool: { readonly id: string } | null;
  };
}

async function shown(name: string): Promise<Shown> {
  const { code, stdout, stderr } = await lbctl(`listener show ${name}`);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const GROUP =
  '--algorithm source-ip --health-check-protocol http --health-check-interval 5 --health-check-timeout 3 --health-check-healthy 3';

async function made(words: string): Promise<Shown> {
  const { code, stdout, stderr } = await lbctl(`listener create --load-balancer ${LB} ${words}`);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

function addPolicy(listenerId: string, target: { pool?: string; listener?: string }): void {
  const { pool = null, listener = null } = target;
  state.elbv3.policies.set('p-1', {
    id: 'p-1',
    listenerId,
    action: pool === null ? 'REDIRECT_TO_LISTENER' : 'REDIRECT_TO_POOL',
    poolId: pool,
    redirectListenerId: listener,
    settings: {},
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
  });
}

function addServer(group: string): void {
  const pool = state.elbv3.pools.get(group);
  if (pool === undefined) throw new TypeError(`no group ${group}`);
  const server = { id: 's-1', address: '10.0.0.16', port: 8080, settings: {} };
  state.elbv3.pools.set(group, { ...pool, members: [server] });
}

async function apply(listener: object, more = ''): Promise<Ran> {
  const file = join(folder, 'listeners.json');
  writeFileSync(file, JSON.stringify({ listeners: [{ loadBalancer: LB, ...listener }] }));
  return lbctl(`listener apply -f ${file} --yes ${more}`.trim());
}

const SECURE = { protocol: 'https', tls: { certificate: CERTIFICATE } };

describe('delete', () => {
  it('touches nothing of a listener that another one redirects to', async () => {
    const target = await made(
      `--name a --protocol https --port 443 --certificate ${CERTIFICATE} ${GROUP}`,
    );
    const { id } = await made('--name b --protocol http --port 80');
    addPolicy(id, { listener: target.id });
    const { code, stderr } = await lbctl('listener delete a --yes');
    expect(code).toBe(5);
    expect(JSON.parse(stderr).error.message).toContain('forwarding policy p-1 of another listener');
    expect(changes()).toEqual([]);
  });

  it('keeps a group that a forwarding policy of another listener uses', async () => {
    const { native } = await made(`--name a --protocol http --port 81 ${GROUP}`);
    const { id } = await made('--name b --protocol http --port 80');
    addPolicy(id, { pool: native.pool?.id ?? '' });
    const { code, stderr } = await lbctl('listener delete a --yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('stays: forwarding policy p-1 uses it');
    expect(changes()).toEqual(['DELETE listeners']);
  });

  it('says that forwarding policies go with their listener', async () => {
    const { id, native } = await made(`--name a --protocol http --port 81 ${GROUP}`);
    addPolicy(id, { pool: '488acc50-6bcf-423d-8f0a-0f4184f5b8a0' });
    const { code, stderr } = await lbctl('listener delete a --yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`with backend group ${native.pool?.id} and its forwarding policies\n`);
    expect(state.elbv3.policies.size).toBe(0);
  });

  it('keeps a group that a policy of the listener itself leads to', async () => {
    const { id, native } = await made(`--name a --protocol http --port 81 ${GROUP}`);
    addPolicy(id, { pool: native.pool?.id ?? '' });
    const { code, stderr } = await lbctl('listener delete a --yes');
    expect(code, stderr).toBe(0);
    expect(changes()).toEqual(['DELETE listeners']);
    expect(stderr).toContain(`backend group ${native.pool?.id} stays`);
  });

  it('goes on where policies may not be listed', async () => {
    await made(`--name a --protocol http --port 81 ${GROUP}`);
    instead = ({ path }) =>
      path.endsWith('/l7policies')
        ? { status: 403, body: { error_code: 'SYS.0403', error_msg: 'no' } }
        : undefined;
    expect((await lbctl('listener delete a --yes')).code).toBe(0);
  });

  it('says what is gone already when a later part stays', async () => {
    await made(`--name a --protocol http --port 81 ${GROUP}`);
    instead = ({ method, path }) =>
      method === 'DELETE' && path.includes('/pools/')
        ? { status: 409, body: { error_code: 'ELB.8907', error_msg: 'in use' } }
        : undefined;
    const { code, stdout, stderr } = await lbctl('listener delete a --yes');
    expect(code).toBe(8);
    const { kind, message } = JSON.parse(stderr).error;
    expect(kind).toBe('partial');
    expect(message).toContain(
      'the health check was deleted, but the backend group was not deleted: in use',
    );
    expect(JSON.parse(stdout).native.healthMonitor).toBeNull();
  });
});

describe('update', () => {
  it('changes a group that a forwarding policy of another listener uses only with --shared', async () => {
    const { native } = await made(`--name a --protocol http --port 81 ${GROUP}`);
    const { id } = await made('--name b --protocol http --port 80');
    addPolicy(id, { pool: native.pool?.id ?? '' });
    const { code, stderr } = await lbctl('listener update a --algorithm round-robin');
    expect(code).toBe(5);
    expect(JSON.parse(stderr).error.message).toContain('also serves forwarding policy p-1');
    expect(changes()).toEqual([]);
    expect((await lbctl('listener update a --algorithm round-robin --shared')).code).toBe(0);
    expect((await lbctl('listener update a --description x')).code).toBe(0);
  });
});

it('prunes what others redirect to last', async () => {
  const target = await made(`--name a --protocol https --port 443 --certificate ${CERTIFICATE}`);
  const { id } = await made('--name b --protocol http --port 800');
  addPolicy(id, { listener: target.id });
  await made('--name c --protocol tcp --port 22');
  const { code, stderr } = await apply({ protocol: 'tcp', port: 22 }, '--prune');
  expect(code, stderr).toBe(0);
  expect(state.elbv3.listeners.size).toBe(1);
});

describe('apply --allow-replace', () => {
  const SETTINGS = '--name a --description d --tag team=a --protocol http --port 86';

  const HTTPS = `--name a --description d --protocol https --port 86 --certificate ${CERTIFICATE}`;
  const TO_HTTPS_SERVERS = {
    ...SECURE,
    port: 86,
    algorithm: 'source-ip',
    backend: { protocol: 'https' },
  };

  it('keeps the group that the manifest names', async () => {
    const { native } = await made(`${SETTINGS} ${GROUP}`);
    const group = native.pool?.id;
    const { code, stderr } = await apply(
      { ...SECURE, port: 86, backend: { group } },
      '--allow-replace',
    );
    expect(code, stderr).toBe(0);
    const { native: after } = await shown('a');
    expect(after.listener.default_pool_id).toBe(group);
  });

  it('keeps what the manifest does not name, and the group with its servers', async () => {
    const { native } = await made(`${SETTINGS} ${GROUP}`);
    const group = native.pool?.id ?? '';
    addServer(group);
    const replaced = await apply({ ...SECURE, port: 86 }, '--allow-replace');
    expect(replaced.code, replaced.stderr).toBe(0);
    const { stdout } = await lbctl('listener show a');
    expect(JSON.parse(stdout)).toMatchObject({
      protocol: 'https',
      description: 'd',
      tags: { team: 'a' },
      algorithm: 'source-ip',
      backend: { group },
      native: { pool: { id: group } },
    });
    expect((await apply({ ...SECURE, port: 86 })).stdout).toContain('"unchanged": 1');
  });

  it('refuses to leave servers behind', async () => {
    const { native } = await made(`${HTTPS} ${GROUP}`);
    addServer(native.pool?.id ?? '');
    const { code, stderr } = await apply(TO_HTTPS_SERVERS, '--allow-replace');
    expect(code).toBe(2);
    expect(stderr).toContain('manifest/servers-left-behind');
    expect(changes()).toEqual([]);
  });

  it.each(['', '--no-preflight'])(
    'refuses a protocol that the group with the servers cannot have %s',
    async (more) => {
      const { native } = await made(`${SETTINGS} ${GROUP}`);
      addServer(native.pool?.id ?? '');
      const { code, stderr } = await apply(
        { protocol: 'tcp', port: 86 },
        `--allow-replace ${more}`.trim(),
      );
      expect(code).toBe(2);
      expect(stderr).toContain('manifest/servers-left-behind');
      expect(changes()).toEqual([]);
    },
  );

  it('leaves out what has no effect on the new protocol, and says so', async () => {
    await made(`${HTTPS} ${GROUP} --http2 on`);
    const { code, stdout, stderr } = await apply({ protocol: 'http', port: 86 }, '--allow-replace');
    expect(code, stderr).toBe(0);
    const fields = JSON.parse(stdout).changes[0].fields.map(({ path }: { path: string }) => path);
    expect(fields).toEqual(['protocol', 'tls.certificate', 'tls.policy', 'http2']);
    const created = wire.received.find(({ method }) => method === 'POST')?.body ?? '';
    expect(Object.keys(JSON.parse(created).listener).toSorted()).toEqual([
      'description',
      'loadbalancer_id',
      'name',
      'protocol',
      'protocol_port',
    ]);
  });

  it('switches on what the manifest has settings for', async () => {
    await made(`${SETTINGS} --algorithm source-ip`);
    const check = { protocol: 'tcp', interval: 5, timeout: 3, healthy: 3 };
    const listener = { protocol: 'tcp', port: 86, algorithm: 'source-ip', healthCheck: check };
    const { code, stderr } = await apply(listener, '--allow-replace');
    expect(code, stderr).toBe(0);
    const { stdout } = await lbctl('listener show a');
    expect(JSON.parse(stdout).healthCheck).toMatchObject({ enabled: 'on', interval: 5 });
  });

  it('says which settings without a field are not kept', async () => {
    const { id } = await made(`${SETTINGS} ${GROUP}`);
    expect((await lbctl(`elbv3 listener update ${id} --client-timeout 33`)).code).toBe(0);
    const { code, stderr } = await apply({ ...SECURE, port: 86 }, '--allow-replace');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('client_timeout (33) has no field in a manifest');
  });

  it('does not begin what a forwarding policy of another listener forbids', async () => {
    const target = await made(`${HTTPS} ${GROUP}`);
    const { id } = await made('--name b --protocol http --port 80');
    addPolicy(id, { listener: target.id });
    const { code, stderr } = await apply({ protocol: 'http', port: 86 }, '--allow-replace');
    expect(code).toBe(2);
    expect(stderr).toContain('manifest/in-use');
    expect(changes()).toEqual([]);
  });

  it.each([
    ['while it deletes', 'DELETE', '/listeners/', 503],
    ['before it creates', 'POST', '/listeners', 400],
  ])('loses no settings when it ends %s', async (_, verb, part, status) => {
    await made(`${SETTINGS} ${GROUP} --sticky-session insert --sticky-timeout 5m`);
    instead = ({ method, path }) =>
      method === verb && path.includes(part)
        ? { status, body: status === 503 ? '' : { error_code: 'ELB.8902', error_msg: 'no' } }
        : undefined;
    expect((await apply({ ...SECURE, port: 86 }, '--allow-replace')).code).toBe(8);
    instead = () => undefined;
    // The manifest as it was before, or as it is.
    const wanted = verb === 'POST' ? { protocol: 'http', port: 86 } : { ...SECURE, port: 86 };
    const again = await apply(wanted, '--allow-replace');
    expect(again.code, again.stderr).toBe(0);
    const { stdout } = await lbctl('listener show a');
    expect(JSON.parse(stdout)).toMatchObject({
      protocol: wanted.protocol,
      description: 'd',
      tags: { team: 'a' },
      algorithm: 'source-ip',
      stickySession: { mode: 'insert', timeout: 300 },
      healthCheck: { enabled: 'on', interval: 5 },
    });
    expect((await apply(wanted)).stdout).toContain('"unchanged": 1');
  });

  it('leaves a listener alone that somebody has made since', async () => {
    await made(`${SETTINGS} ${GROUP}`);
    instead = ({ method, path }) =>
      method === 'POST' && path.endsWith('/listeners')
        ? { status: 400, body: { error_code: 'ELB.8902', error_msg: 'no' } }
        : undefined;
    expect((await apply({ ...SECURE, port: 86 }, '--allow-replace')).code).toBe(8);
    instead = () => undefined;
    await made('--name theirs --protocol http --port 86');
    const { stdout } = await apply({ protocol: 'http', port: 86 });
    expect(stdout).toContain('"unchanged": 1');
  });

  it('says which settings the new protocol does not have', async () => {
    await made(`${SETTINGS} ${GROUP} --request-timeout 77s`);
    const { code, stdout, stderr } = await apply({ protocol: 'tcp', port: 86 }, '--allow-replace');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).changes[0].fields).toContainEqual({
      path: 'requestTimeout',
      old: 77,
      new: null,
    });
    expect((await lbctl('listener show a')).code).toBe(0);
  });

  it('warns of forwarding policies, which nothing makes again', async () => {
    const { id } = await made(`${SETTINGS} ${GROUP}`);
    addPolicy(id, { pool: '488acc50-6bcf-423d-8f0a-0f4184f5b8a0' });
    const { code, stderr } = await apply({ ...SECURE, port: 86 }, '--allow-replace');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('its forwarding policies are deleted, and not created again');
  });

  it('loses no settings when it is interrupted halfway and run again', async () => {
    await made(`${HTTPS} ${GROUP} --sticky-session insert --sticky-timeout 5m`);
    instead = ({ method, path }) =>
      method === 'POST' && path.endsWith('/pools')
        ? { status: 400, body: { error_code: 'ELB.8902', error_msg: 'no' } }
        : undefined;
    const halfway = await apply(TO_HTTPS_SERVERS, '--allow-replace');
    expect(halfway.code).toBe(8);
    expect(halfway.stdout).toContain('it was deleted, created again only in part');
    instead = () => undefined;
    const again = await apply(TO_HTTPS_SERVERS, '--allow-replace');
    expect(again.code, again.stderr).toBe(0);
    const { stdout } = await lbctl('listener show a');
    expect(JSON.parse(stdout)).toMatchObject({
      description: 'd',
      backend: { protocol: 'https' },
      algorithm: 'source-ip',
      stickySession: { mode: 'insert', timeout: 300 },
      healthCheck: { enabled: 'on', interval: 5 },
    });
    expect((await apply(TO_HTTPS_SERVERS)).stdout).toContain('"unchanged": 1');
  });
});
