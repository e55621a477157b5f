import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { ElbLoadBalancer, State } from '../../src/sandbox/state/model.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { type Answer, type ElbCall, elb } from './clients.ts';

const PUBLIC = '0b07acf06d243925bc24a0ac7445267a';
const LOOSE = 'f54c65b1b5dd4a4f95b71b44796ac013';
const PRIVATE = 'a650695bb9344a3fa24dec344116d261';
const REFUSES = '6bc8ea43123641ba834e3d9bf72faec0';
const IGNORES = '3d9bf72faec06bc8ea43123641ba834e';
const CERTIFICATE = '23ef9aad4ecb463580476d324a6c71af';
const SNI = '3d8a7a02f87a40ed931b719edfe75451';

/** The example request of "Adding a Listener". */
const EXAMPLE = {
  name: 'listener1',
  description: '',
  loadbalancer_id: PUBLIC,
  protocol: 'HTTP',
  port: 88,
  backend_protocol: 'HTTP',
  backend_port: 80,
  lb_algorithm: 'roundrobin',
  session_sticky: true,
  sticky_session_type: 'insert',
  cookie_timeout: 100,
  tcp_draining: true,
  tcp_draining_timeout: 5,
};
const TCP = {
  name: 'SDK-test-listener',
  loadbalancer_id: PUBLIC,
  protocol: 'TCP',
  port: 12345,
  backend_protocol: 'TCP',
  backend_port: 54321,
  lb_algorithm: 'roundrobin',
};
const HTTPS = { ...TCP, protocol: 'HTTPS', backend_protocol: 'HTTP', certificate_id: CERTIFICATE };
const SSL = { ...HTTPS, protocol: 'SSL', backend_protocol: 'TCP' };
const UDP = { protocol: 'UDP', backend_protocol: 'UDP' };

let state: State;
let sandbox: Sandbox;
beforeEach(async () => {
  state = newState();
  sandbox = await startSandbox({ initial: state, now: () => new Date() });
});
afterEach(() => sandbox.close());

const call = (path: string, options: ElbCall = {}): Promise<Answer> =>
  elb(sandbox.url, path, options);
const create = (body: unknown) => call('listeners', { method: 'POST', body });
const update = (id: string, body: unknown) => call(`listeners/${id}`, { method: 'PUT', body });
const remove = (id: string) => call(`listeners/${id}`, { method: 'DELETE' });

function configure(id: string, change: Partial<ElbLoadBalancer>): void {
  const old = state.elb.loadBalancers.get(id);
  if (old === undefined) throw new Error(id);
  state.elb.loadBalancers.set(id, { ...old, ...change });
}

describe('listener life cycle', () => {
  it('accepts the documented example unchanged', async () => {
    const answer = await create(EXAMPLE);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ ...EXAMPLE, status: 'ACTIVE' });
    expect(answer.body.id).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.body.create_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(answer.body).not.toHaveProperty('tcp_timeout');
  });

  it('returns a sparse response to a create, with the state as in the example', async () => {
    const { body } = await create(TCP);
    expect(Object.keys(body)).toEqual([
      'loadbalancer_id',
      'update_time',
      'backend_port',
      'id',
      'status',
      'protocol',
      'tcp_draining',
      'tcp_timeout',
      'create_time',
      'lb_algorithm',
      'backend_protocol',
      'name',
      'port',
      'session_sticky',
      'admin_state_up',
    ]);
    expect(body).toMatchObject({ tcp_draining: false, tcp_timeout: 1, admin_state_up: true });
  });

  it('shows everything, with nulls', async () => {
    const { id } = (await create(TCP)).body;
    const { status, body } = await call(`listeners/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...TCP,
      id,
      description: null,
      sticky_session_type: null,
      cookie_timeout: null,
      certificate_id: null,
      ssl_protocols: null,
      ssl_ciphers: null,
      udp_timeout: null,
      tcp_draining_timeout: null,
      healthcheck_id: null,
      session_sticky: false,
      admin_state_up: true,
    });
    expect(body).not.toHaveProperty('member_number');
    expect(body).not.toHaveProperty('certificates');
  });

  it('fills the TLS defaults and keeps SNI certificates', async () => {
    const { id } = (await create({ ...HTTPS, certificates: [SNI] })).body;
    expect((await call(`listeners/${id}`)).body).toMatchObject({
      ssl_protocols: 'TLSv1.2',
      ssl_ciphers: 'Default',
      certificates: [SNI],
    });
  });

  it('changes only what is sent, including false, 0 and empty values', async () => {
    const { id } = (await create({ ...EXAMPLE, description: 'text' })).body;
    const change = { description: '', tcp_draining: false, tcp_draining_timeout: 0, port: 89 };
    const { status, body } = await update(id, change);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...EXAMPLE, ...change });
    expect((await call(`listeners/${id}`)).body).toEqual(body);
  });

  it('deletes, and returns 503 the second time', async () => {
    const { id } = (await create(TCP)).body;
    const first = await remove(id);
    expect([first.status, first.text]).toEqual([204, '']);
    const second = await remove(id);
    expect(second.status).toBe(503);
    expect(second.body.error).toEqual({
      message: 'Delete listener failed, listener does not exist.',
      code: 'ELB.6002',
    });
    expect((await call(`listeners/${id}`)).status).toBe(404);
    expect((await update(id, { name: 'a' })).status).toBe(404);
  });

  it('lists a bare array, and an object when there is none', async () => {
    expect((await call('listeners')).text).toBe('{}');
    await create(TCP);
    await create({ ...TCP, loadbalancer_id: LOOSE, port: 80 });
    const all = (await call('listeners')).body;
    expect(all).toHaveLength(2);
    expect(all[0]).toMatchObject({ ...TCP, member_number: 0 });
    const filter = (query: [string, string][]) => call('listeners', { query });
    expect((await filter([['loadbalancer_id', LOOSE]])).body).toHaveLength(1);
    expect(
      (
        await filter([
          ['loadbalancer_id', PUBLIC],
          ['port', '12345'],
        ])
      ).body,
    ).toHaveLength(1);
    expect((await filter([['name', 'other']])).text).toBe('{}');
  });

  it('returns loosely typed values for the load balancer that is marked so', async () => {
    const { id } = (await create({ ...TCP, loadbalancer_id: LOOSE, tcp_draining: true })).body;
    const { body } = await call(`listeners/${id}`);
    expect(body).toMatchObject({ healthcheck_id: 'null', tcp_draining: 1 });
  });
});

describe('refusals', () => {
  const { name: _, ...nameless } = TCP;
  const { certificate_id: __, ...uncertified } = HTTPS;
  it.each<[string, unknown, number, string]>([
    ['an empty body', '', 400, 'ELB.0002'],
    ['what is no JSON', '{', 400, 'ELB.1001'],
    ['a missing name', nameless, 400, 'ELB.6001'],
    ['a long name', { ...TCP, name: 'a'.repeat(65) }, 400, 'ELB.6011'],
    ['a name with a blank', { ...TCP, name: 'a b' }, 400, 'ELB.6021'],
    ['a description with <', { ...TCP, description: '<' }, 400, 'ELB.6031'],
    ['port 0', { ...TCP, port: 0 }, 400, 'ELB.6041'],
    ['a port as text', { ...TCP, port: '80' }, 400, 'ELB.6041'],
    ['backend port 65536', { ...TCP, backend_port: 65536 }, 400, 'ELB.6041'],
    ['an unknown algorithm', { ...TCP, lb_algorithm: 'ROUND_ROBIN' }, 400, 'ELB.6051'],
    ['an unknown protocol', { ...TCP, protocol: 'QUIC' }, 400, 'ELB.6061'],
    ['UDP on a private one', udpOn(PRIVATE), 400, 'ELB.6061'],
    ['an unknown backend protocol', { ...TCP, backend_protocol: 'HTTPS' }, 400, 'ELB.6071'],
    ['an unknown sticky type', { ...EXAMPLE, sticky_session_type: 'server' }, 400, 'ELB.6081'],
    ['a switch as text', { ...TCP, tcp_draining: 'true' }, 400, 'ELB.1001'],
    ['a long timeout', { ...TCP, tcp_timeout: 1441 }, 400, 'ELB.1001'],
    ['an unknown property', { ...TCP, tcp_drain: true }, 400, 'ELB.1001'],
    ['UDP with another backend', { ...TCP, ...UDP, backend_protocol: 'HTTP' }, 400, 'ELB.6071'],
    ['SSL with an HTTP backend', { ...SSL, backend_protocol: 'HTTP' }, 400, 'ELB.6071'],
    ['sticky SSL', { ...SSL, session_sticky: true }, 400, 'ELB.1001'],
    ['sticky by source', { ...TCP, lb_algorithm: 'source', session_sticky: true }, 400, 'ELB.1001'],
    ['Extended without old TLS', { ...HTTPS, ssl_ciphers: 'Extended' }, 400, 'ELB.1001'],
    ['HTTPS without certificate', uncertified, 400, 'ELB.6001'],
    ['a short certificate id', { ...HTTPS, certificate_id: 'a' }, 400, 'ELB.5020'],
    ['an unknown certificate', { ...HTTPS, certificate_id: '0'.repeat(32) }, 400, 'ELB.5040'],
    ['an unknown load balancer', { ...TCP, loadbalancer_id: '0'.repeat(32) }, 404, 'ELB.1002'],
    ['a malformed load balancer id', { ...TCP, loadbalancer_id: 'lb-1' }, 400, 'ELB.1020'],
  ])('refuses to create with %s', async (_name, body, status, code) => {
    const answer = await create(body);
    expect(answer.body?.error?.code).toBe(code);
    expect(answer.status).toBe(status);
    expect((await call('listeners')).text).toBe('{}');
  });

  function udpOn(id: string): unknown {
    return { ...TCP, loadbalancer_id: id, protocol: 'UDP', backend_protocol: 'UDP' };
  }

  it('accepts UDP on a public load balancer, and Chinese names', async () => {
    expect((await create({ ...TCP, name: '监听器_1-a', ...UDP })).status).toBe(200);
  });

  it('refuses a port in use, whatever the protocol', async () => {
    const { id } = (await create({ ...TCP, port: 1 })).body;
    await create(TCP);
    const again = await create({ ...TCP, protocol: 'UDP', backend_protocol: 'UDP' });
    expect([again.status, again.body.error.code]).toEqual([400, 'ELB.6101']);
    expect((await update(id, { port: TCP.port })).body.error.code).toBe('ELB.6101');
  });

  it('refuses more than the quota', async () => {
    configure(PUBLIC, { listenerQuota: 1 });
    await create(TCP);
    const answer = await create({ ...TCP, port: 80 });
    expect([answer.status, answer.body.error.code]).toEqual([403, 'ELB.6091']);
    expect((await call('quotas')).body.quotas.resources[1]).toMatchObject({
      type: 'listener',
      used: 1,
      quota: 1,
    });
  });

  it.each<[unknown, string]>([
    [{}, 'ELB.0002'],
    [{ name: 'a'.repeat(65) }, 'ELB.6025'],
    [{ name: '' }, 'ELB.6035'],
    [{ description: 'a'.repeat(129) }, 'ELB.6045'],
    [{ port: 70000 }, 'ELB.6041'],
    [{ lb_algorithm: 'rr' }, 'ELB.6051'],
    [{ protocol: 'TCP' }, 'ELB.6015'],
    [{ backend_protocol: 'TCP' }, 'ELB.6015'],
    [{ loadbalancer_id: PUBLIC }, 'ELB.6015'],
    [{ session_sticky: true }, 'ELB.6015'],
    [{ sticky_session_type: 'insert' }, 'ELB.6015'],
    [{ cookie_timeout: 1 }, 'ELB.6015'],
    [{ certificate_id: '0'.repeat(32) }, 'ELB.5040'],
  ])('refuses to update with %j', async (body, code) => {
    const { id } = (await create(TCP)).body;
    const answer = await update(id, body);
    expect([answer.status, answer.body.error.code]).toEqual([400, code]);
  });

  it('refuses an update of an HTTPS listener without its certificate', async () => {
    const { id } = (await create(HTTPS)).body;
    expect((await update(id, { name: 'a' })).body.error.code).toBe('ELB.6001');
    expect((await update(id, { name: 'a', certificate_id: CERTIFICATE })).status).toBe(200);
    const extended = { ssl_ciphers: 'Extended', certificate_id: CERTIFICATE };
    expect((await update(id, extended)).body.error.code).toBe('ELB.1001');
  });

  it('refuses an algorithm that does not go with the sticky sessions that a listener has', async () => {
    const { id } = (await create({ ...TCP, session_sticky: true })).body;
    expect((await update(id, { lb_algorithm: 'source' })).body.error.code).toBe('ELB.1001');
  });

  it.each([
    ['listeners/abc', 'ELB.6000'],
    [`listeners/${'g'.repeat(32)}`, 'ELB.6010'],
    [`loadbalancers/${'0'.repeat(32)}`, 'ELB.1003'],
    ['loadbalancers/abc', 'ELB.1020'],
    [`healthcheck/${'0'.repeat(32)}`, 'ELB.7020'],
  ])('refuses to show %s', async (path, code) => {
    const answer = await call(path);
    expect([answer.status, answer.body.error.code]).toEqual([400, code]);
  });

  it.each([
    ['admin_state_up', 'true'],
    ['nonsense', 'a'],
    ['port', 'a'],
  ])('refuses to list by %s=%s', async (name, value) => {
    const answer = await call('listeners', { query: [[name, value]] });
    expect(answer.body.error.code).toBe('ELB.6003');
  });
});

describe('admin_state_up', () => {
  it.each<[string, string, number, boolean]>([
    ['honoured', PUBLIC, 200, false],
    ['refused', REFUSES, 400, true],
    ['ignored', IGNORES, 200, true],
  ])('is %s on %s', async (_, loadbalancer_id, status, after) => {
    const { id } = (await create({ ...TCP, loadbalancer_id })).body;
    const answer = await update(id, { admin_state_up: false });
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.error.code).toBe('ELB.6015');
    else expect(answer.body.admin_state_up).toBe(after);
    expect((await call(`listeners/${id}`)).body.admin_state_up).toBe(after);
  });
});

describe('other resources', () => {
  it('lists and shows load balancers', async () => {
    const { body } = await call('loadbalancers');
    expect(body.instance_num).toBe('5');
    expect(body.loadbalancers[0]).toMatchObject({
      id: PUBLIC,
      type: 'External',
      admin_state_up: 1,
    });
    expect((await call(`loadbalancers/${PRIVATE}`)).body.type).toBe('Internal');
    const none = await call('loadbalancers', { query: [['name', 'none']] });
    expect(none.body).toEqual({ loadbalancers: {}, instance_num: '0' });
    const page = await call('loadbalancers', {
      query: [
        ['limit', '1'],
        ['marker', PUBLIC],
      ],
    });
    expect(page.body.loadbalancers.map((item: { id: string }) => item.id)).toEqual([LOOSE]);
  });

  it('lists certificates', async () => {
    const { body } = await call('certificate');
    expect(body.certificates.map((item: { id: string }) => item.id)).toContain(CERTIFICATE);
  });
});
