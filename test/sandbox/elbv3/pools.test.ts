import { describe, expect, it } from 'vitest';
import {
  BOTH,
  call,
  type Fields,
  HTTP,
  HTTP_POOL,
  HTTPS,
  MONITOR,
  made,
  NONE,
  POOL,
  PROJECT,
  post,
  put,
  refused,
  remove,
  SHARED,
  shown,
  TCP,
  TCP_POOL,
  TCP_POOL_FIELDS,
  UDP,
  without,
} from './harness.ts';

describe('a pool and its health monitor', () => {
  it('becomes the default of its listener, once', async () => {
    const listener = await made('listeners', { ...HTTP, name: 'a' });
    const pool = await made('pools', {
      ...without('loadbalancer_id', POOL),
      listener_id: listener.id,
    });
    expect(pool).toMatchObject({
      name: '',
      description: '',
      type: '',
      vpc_id: '',
      lb_algorithm: 'ROUND_ROBIN',
      protocol: 'HTTP',
      admin_state_up: true,
      member_deletion_protection_enable: false,
      loadbalancers: [{ id: BOTH }],
      listeners: [{ id: listener.id }],
      members: [],
      session_persistence: null,
      slow_start: null,
      healthmonitor_id: null,
      ip_version: 'v4',
      project_id: PROJECT,
    });
    expect(pool).not.toHaveProperty('listener_id');
    expect((await shown(`listeners/${listener.id}`)).default_pool_id).toBe(pool.id);
    const again = await post('pools', { ...POOL, listener_id: listener.id });
    expect(refused(again)).toEqual([409, 'ELB.8907']);

    const monitor = await made('healthmonitors', { ...MONITOR, pool_id: pool.id });
    expect(monitor).toMatchObject({
      ...without('pool_id', MONITOR),
      pools: [{ id: pool.id }],
      max_retries_down: 3,
      domain_name: null,
      monitor_port: null,
      url_path: '/',
      expected_codes: '200',
      http_method: 'GET',
      admin_state_up: true,
    });
    expect((await shown(`pools/${pool.id}`)).healthmonitor_id).toBe(monitor.id);
    const second = await post('healthmonitors', { ...MONITOR, pool_id: pool.id });
    expect(refused(second)).toEqual([409, 'ELB.8907']);
  });

  it('is deleted from the inside out', async () => {
    const listener = await made('listeners', { ...TCP, default_pool_id: TCP_POOL });
    const path = `pools/${TCP_POOL}`;
    const monitor = await made('healthmonitors', { ...MONITOR, pool_id: TCP_POOL, type: 'TCP' });
    const [member] = (await call(`${path}/members`)).body.members;
    const inUse = await remove(`listeners/${listener.id}`);
    expect(refused(inUse)).toEqual([409, 'ELB.8907']);
    expect(inUse.body.error_msg).toBe(`pool ${TCP_POOL} is using this listener`);
    expect(refused(await remove(path))).toEqual([409, 'ELB.8907']);
    expect((await remove(`${path}/members/${member.id}`)).status).toBe(204);
    expect(refused(await remove(path))).toEqual([409, 'ELB.8907']);
    expect((await remove(`healthmonitors/${monitor.id}`)).status).toBe(204);
    expect((await remove(path)).status).toBe(204);
    expect((await shown(`listeners/${listener.id}`)).default_pool_id).toBeNull();
    expect((await remove(`listeners/${listener.id}`)).status).toBe(204);
  });

  it('stays when its listener is deleted with force', async () => {
    const { id } = await made('listeners', { ...TCP, default_pool_id: TCP_POOL });
    await put(`pools/${TCP_POOL}`, { member_deletion_protection_enable: true });
    expect(refused(await remove(`listeners/${id}/force`))).toEqual([409, 'ELB.8907']);
    await put(`pools/${TCP_POOL}`, { member_deletion_protection_enable: false });
    expect((await remove(`listeners/${id}/force`)).status).toBe(204);
    expect((await shown(`pools/${TCP_POOL}`)).listeners).toEqual([]);
    await made('healthmonitors', { ...MONITOR, pool_id: TCP_POOL, type: 'TCP' });
    expect((await remove(`pools/${TCP_POOL}/delete-cascade`)).status).toBe(204);
    expect((await call('healthmonitors')).body.healthmonitors).toEqual([]);
  });

  it('may serve several listeners, and does not keep one from being deleted while it is empty', async () => {
    const first = await made('listeners', { ...HTTP, default_pool_id: HTTP_POOL });
    const second = await made('listeners', { ...HTTPS, default_pool_id: HTTP_POOL });
    expect((await shown(`pools/${HTTP_POOL}`)).listeners).toEqual([
      { id: first.id },
      { id: second.id },
    ]);
    expect((await remove(`listeners/${first.id}`)).status).toBe(204);
    expect((await shown(`pools/${HTTP_POOL}`)).listeners).toEqual([{ id: second.id }]);
  });

  it.each<[string, Fields, Fields]>([
    [
      'a cookie',
      { ...POOL, session_persistence: { type: 'HTTP_COOKIE' } },
      stuck('HTTP_COOKIE', 1440),
    ],
    [
      'source addresses',
      { ...TCP_POOL_FIELDS, session_persistence: { type: 'SOURCE_IP' } },
      stuck('SOURCE_IP', 1),
    ],
    ['layer 4', TCP_POOL_FIELDS, { ip_version: 'dualstack' }],
    [
      'a shared load balancer',
      { ...TCP_POOL_FIELDS, loadbalancer_id: SHARED },
      { ip_version: 'v4' },
    ],
    ['slow start', { ...POOL, slow_start: { enable: true, duration: 50 } }, {}],
    ['draining', { ...TCP_POOL_FIELDS, connection_drain: { enable: true, timeout: 10 } }, {}],
    ['no draining for HTTP', { ...POOL, connection_drain: { enable: false } }, {}],
    ['no slow start for TCP', { ...TCP_POOL_FIELDS, slow_start: { enable: false } }, {}],
    ['one IP version', { ...TCP_POOL_FIELDS, ip_version: 'v4' }, { ip_version: 'v4' }],
    [
      'a reason without protection',
      { ...POOL, protection_reason: 'a' },
      { protection_reason: 'a' },
    ],
    ['a VPC', { ...POOL, type: 'instance', vpc_id: NONE }, { type: 'instance', vpc_id: NONE }],
  ])('with %s', async (_name, fields, expected) => {
    const pool = await made('pools', fields);
    expect(pool).toMatchObject(expected);
    expect('created_at' in pool).toBe(fields['loadbalancer_id'] !== SHARED);
  });

  function stuck(type: string, persistence_timeout: number): Fields {
    return { session_persistence: { type, cookie_name: '', persistence_timeout } };
  }

  it.each<[string, Fields, number, string]>([
    ['no protocol', without('protocol', POOL), 400, 'ELB.8902'],
    ['no algorithm', without('lb_algorithm', POOL), 400, 'ELB.8902'],
    ['no owner', without('loadbalancer_id', POOL), 400, 'ELB.8902'],
    ['an unknown listener', { ...POOL, listener_id: NONE }, 404, 'ELB.8904'],
    ['an unknown load balancer', { ...POOL, loadbalancer_id: NONE }, 404, 'ELB.8904'],
    ['connection ids', { ...POOL, lb_algorithm: 'QUIC_CID' }, 400, 'ELB.8901'],
    ['a hash', { ...POOL, lb_algorithm: '2_TUPLE_HASH' }, 400, 'ELB.8901'],
    ['an instance without VPC', { ...POOL, type: 'instance' }, 400, 'ELB.8901'],
    ['addresses in a VPC', { ...POOL, type: 'ip', vpc_id: NONE }, 400, 'ELB.8901'],
    ['source addresses for HTTP', sticky(POOL, { type: 'SOURCE_IP' }), 400, 'ELB.8901'],
    ['a cookie without name', sticky(POOL, { type: 'APP_COOKIE' }), 400, 'ELB.8901'],
    [
      'a name for its own cookie',
      sticky(POOL, { type: 'HTTP_COOKIE', cookie_name: 'a' }),
      400,
      'ELB.8901',
    ],
    ['a strange name', sticky(POOL, { type: 'APP_COOKIE', cookie_name: 'a b' }), 400, 'ELB.8902'],
    [
      'an hour and a minute for TCP',
      sticky(TCP_POOL_FIELDS, { type: 'SOURCE_IP', persistence_timeout: 61 }),
      400,
      'ELB.8902',
    ],
    [
      'QUIC without stickiness',
      { ...POOL, protocol: 'QUIC', lb_algorithm: 'QUIC_CID' },
      400,
      'ELB.8901',
    ],
    ['slow start for TCP', { ...TCP_POOL_FIELDS, slow_start: { enable: true } }, 400, 'ELB.8901'],
    [
      'draining without time',
      { ...TCP_POOL_FIELDS, connection_drain: { enable: true } },
      400,
      'ELB.8902',
    ],
    [
      'draining for HTTP',
      { ...POOL, connection_drain: { enable: true, timeout: 10 } },
      400,
      'ELB.8901',
    ],
    [
      'slow start of a length for TCP',
      { ...TCP_POOL_FIELDS, slow_start: { duration: 50 } },
      400,
      'ELB.8901',
    ],
    ['any port for HTTP', { ...POOL, any_port_enable: true }, 400, 'ELB.8901'],
  ])('is refused with %s', async (_name, fields, status, code) => {
    expect(refused(await post('pools', fields))).toEqual([status, code]);
    expect((await call('pools')).body.pools).toHaveLength(2);
  });

  function sticky(pool: Fields, session_persistence: Fields): Fields {
    return { ...pool, session_persistence };
  }

  it.each<[Fields, string]>([
    [TCP, 'HTTP'],
    [UDP, 'TCP'],
    [HTTP, 'HTTPS'],
    [{ ...HTTPS, loadbalancer_id: SHARED }, 'HTTPS'],
    [HTTPS, 'GRPC'],
  ])('does not fit a listener %j as %s', async (listener, protocol) => {
    const { id, loadbalancers } = await made('listeners', listener);
    const fields = { ...POOL, protocol, listener_id: id, loadbalancer_id: loadbalancers[0].id };
    expect(refused(await post('pools', fields))).toEqual([400, 'ELB.8901']);
  });

  it.each<[string, number]>([
    ['v4', 201],
    ['dualstack', 400],
  ])('serves a TLS listener with IP version %s: %i', async (ip_version, status) => {
    const listener = await made('listeners', { ...HTTPS, protocol: 'TLS' });
    const fields = { ...TCP_POOL_FIELDS, ip_version, listener_id: listener.id };
    expect((await post('pools', fields)).status).toBe(status);
  });

  it('loses its stickiness by null', async () => {
    const { id } = await made('pools', sticky(POOL, { type: 'HTTP_COOKIE' }));
    const change = { session_persistence: null, lb_algorithm: 'SOURCE_IP' };
    expect((await put(`pools/${id}`, change)).body.pool).toMatchObject(change);
    expect(refused(await put(`pools/${id}`, { protocol: 'TCP' }))).toEqual([400, 'ELB.8902']);
  });

  it('takes a VPC later, and then keeps it', async () => {
    const vpc = { type: 'instance', vpc_id: BOTH };
    expect((await put(`pools/${HTTP_POOL}`, vpc)).body.pool).toMatchObject(vpc);
    const other = await put(`pools/${HTTP_POOL}`, { vpc_id: NONE });
    expect(refused(other)).toEqual([400, 'ELB.8902']);
  });

  it.each<[string, Fields, number, string]>([
    ['no delay', without('delay', MONITOR), 400, 'ELB.8902'],
    ['no pool', without('pool_id', MONITOR), 400, 'ELB.8902'],
    ['an unknown pool', { ...MONITOR, pool_id: NONE }, 404, 'ELB.8904'],
    ['UDP for HTTP', { ...MONITOR, type: 'UDP_CONNECT' }, 400, 'ELB.8901'],
    ['an empty domain', { ...MONITOR, domain_name: '' }, 400, 'ELB.8902'],
    ['a relative path', { ...MONITOR, url_path: 'a' }, 400, 'ELB.8902'],
    ['a class of codes', { ...MONITOR, expected_codes: '2xx' }, 400, 'ELB.8902'],
    ['51 seconds', { ...MONITOR, delay: 51 }, 400, 'ELB.8902'],
  ])('is not monitored with %s', async (_name, fields, status, code) => {
    expect(refused(await post('healthmonitors', fields))).toEqual([status, code]);
  });

  it('needs a port to monitor when servers are reached on any', async () => {
    const { id } = await made('pools', { ...TCP_POOL_FIELDS, any_port_enable: true });
    const monitor = { ...MONITOR, type: 'TCP', pool_id: id };
    expect(refused(await post('healthmonitors', monitor))).toEqual([400, 'ELB.8901']);
    await made('healthmonitors', { ...monitor, monitor_port: 80 });
  });

  it('changes its monitor, whose type is limited on a shared load balancer', async () => {
    const dedicated = await made('healthmonitors', MONITOR);
    const change = { type: 'HTTPS', max_retries: 10, delay: 10, expected_codes: '200-204' };
    const updated = await put(`healthmonitors/${dedicated.id}`, change);
    expect([updated.status, updated.body.healthmonitor]).toMatchObject([200, change]);
    const pool = await made('pools', { ...POOL, loadbalancer_id: SHARED });
    const { id } = await made('healthmonitors', { ...MONITOR, pool_id: pool.id });
    expect((await put(`healthmonitors/${id}`, { type: 'TCP' })).status).toBe(200);
    const https = await put(`healthmonitors/${id}`, { type: 'HTTPS' });
    expect(refused(https)).toEqual([400, 'ELB.9899']);
  });

  it('takes servers, each once', async () => {
    const path = `pools/${HTTP_POOL}/members`;
    const member = { address: '120.10.10.16', protocol_port: 89, name: 'My member' };
    const { id, weight, operating_status } = await made(path, member);
    expect([weight, operating_status]).toEqual([1, 'NO_MONITOR']);
    expect(refused(await post(path, member))).toEqual([409, 'ELB.8907']);
    expect(refused(await post(path, { address: '1.2.3.4' }))).toEqual([400, 'ELB.8902']);
    expect((await shown(`pools/${HTTP_POOL}`)).members).toEqual([{ id }]);
    expect((await call(`${path}/${id}`)).body.member.address).toBe(member.address);
  });
});
