import { describe, expect, it } from 'vitest';
import {
  BOTH,
  call,
  HTTP,
  HTTP_POOL,
  LAYER_4,
  MONITOR,
  made,
  NONE,
  refused,
  SHARED,
  TCP,
  TCP_POOL,
} from './harness.ts';

describe('lists', () => {
  async function three() {
    const names = ['a', 'b', 'c'];
    const ids: string[] = [];
    for (const [index, name] of names.entries()) {
      ids.push((await made('listeners', { ...TCP, name, protocol_port: index + 1 })).id);
    }
    return ids;
  }

  const named = async (query: [string, string][]) => {
    const { status, body } = await call('listeners', { query });
    expect(status).toBe(200);
    return body.listeners.map((one: { name: string }) => one.name).join('');
  };

  it('have markers, on the last page too, and none when they are empty', async () => {
    const [first = '', second = '', third = ''] = await three();
    const page = async (...query: [string, string][]) => (await call('listeners', { query })).body;
    expect((await page(['limit', '2'])).page_info).toEqual({
      next_marker: second,
      previous_marker: first,
      current_count: 2,
    });
    expect((await page(['limit', '2'], ['marker', second])).page_info).toEqual({
      next_marker: third,
      previous_marker: third,
      current_count: 1,
    });
    expect(await page(['limit', '2'], ['marker', third])).toMatchObject({
      listeners: [],
      page_info: { current_count: 0 },
    });
    const back: [string, string] = ['page_reverse', 'true'];
    expect(await named([['limit', '1'], ['marker', third], back])).toBe('b');
    expect(await named([['marker', third]])).toBe('abc');
    for (const query of [
      [
        ['limit', '1'],
        ['marker', NONE],
      ],
      [['limit', '2001']],
      [['colour', 'red']],
    ] as [string, string][][]) {
      expect(refused(await call('listeners', { query }))).toEqual([400, 'ELB.8902']);
    }
  });

  it('filter by any of several values', async () => {
    const [first = '', , third = ''] = await three();
    await made('listeners', { ...TCP, name: 'd', loadbalancer_id: LAYER_4 });
    expect(
      await named([
        ['id', first],
        ['id', third],
      ]),
    ).toBe('ac');
    expect(
      await named([
        ['protocol_port', '2'],
        ['protocol_port', '80'],
        ['loadbalancer_id', LAYER_4],
      ]),
    ).toBe('d');
    expect(await named([['enterprise_project_id', 'all_granted_eps']])).toBe('abcd');
    expect(await named([['default_pool_id', TCP_POOL]])).toBe('');
  });

  it('of pools filter by owner, and have an empty id of a monitor', async () => {
    const { id } = await made('listeners', { ...HTTP, default_pool_id: HTTP_POOL });
    const { body } = await call('pools', { query: [['listener_id', id]] });
    expect(body.pools).toMatchObject([{ id: HTTP_POOL, healthmonitor_id: '' }]);
    const none = await call('pools', { query: [['loadbalancer_id', SHARED]] });
    expect(none.body.pools).toEqual([]);
  });

  it('of monitors do not filter by pool', async () => {
    const { id } = await made('healthmonitors', MONITOR);
    const byPool = await call('healthmonitors', { query: [['pool_id', HTTP_POOL]] });
    expect(refused(byPool)).toEqual([400, 'ELB.8902']);
    const { body } = await call('healthmonitors', { query: [['id', id]] });
    expect(body.healthmonitors).toHaveLength(1);
  });

  it.each([
    ['certificates', 'certificates', 7, { type: 'server', private_key: expect.any(String) }],
    ['ipgroups', 'ipgroups', 2, { ip_list: expect.any(Array), listeners: [] }],
    ['security-policies', 'security_policies', 1, { protocols: ['TLSv1.2', 'TLSv1.3'] }],
    ['loadbalancers', 'loadbalancers', 4, { guaranteed: true, provisioning_status: 'ACTIVE' }],
  ])('of %s', async (path, key, count, first) => {
    const { body } = await call(path);
    expect(body[key]).toHaveLength(count);
    expect(body[key][0]).toMatchObject(first);
    expect(body.page_info.current_count).toBe(count);
    const [{ id }] = body[key];
    expect((await call(`${path}/${id}`)).status).toBe(200);
    expect(refused(await call(`${path}/${NONE}`))).toEqual([404, 'ELB.8904']);
  });
});

describe('load balancers', () => {
  it('say what they are, and what they have', async () => {
    const { id } = await made('listeners', { ...HTTP, default_pool_id: HTTP_POOL });
    expect((await call(`loadbalancers/${BOTH}`)).body.loadbalancer).toMatchObject({
      guaranteed: true,
      l4_flavor_id: expect.any(String),
      l7_flavor_id: expect.any(String),
      listeners: [{ id }],
      pools: [{ id: TCP_POOL }, { id: HTTP_POOL }],
    });
    const { body } = await call('loadbalancers', { query: [['guaranteed', 'false']] });
    expect(body.loadbalancers).toMatchObject([{ id: SHARED, l4_flavor_id: null }]);
  });

  it('have a tree of statuses', async () => {
    const { id } = await made('listeners', { ...HTTP, default_pool_id: HTTP_POOL });
    const monitor = await made('healthmonitors', MONITOR);
    const { body } = await call(`loadbalancers/${BOTH}/statuses`);
    expect(body.statuses.loadbalancer).toMatchObject({
      id: BOTH,
      provisioning_status: 'ACTIVE',
      listeners: [
        {
          id,
          name: 'web',
          provisioning_status: 'ACTIVE',
          operating_status: 'ONLINE',
          pools: [{ id: HTTP_POOL, healthmonitor: { id: monitor.id, type: 'HTTP' } }],
          l7policies: [],
        },
      ],
      pools: [{ id: TCP_POOL, members: [{ address: '10.0.0.16' }] }, { id: HTTP_POOL }],
    });
  });
});
