import { describe, expect, it } from 'vitest';
import {
  BOTH,
  call,
  configure,
  EXAMPLE_HTTPS,
  EXAMPLE_TCP,
  type Fields,
  groups,
  HTTP,
  HTTPS,
  IP_GROUP,
  LAYER_4,
  made,
  PROJECT,
  post,
  put,
  QUIC,
  range,
  refused,
  remove,
  SECURITY_POLICY,
  SHARED,
  SNI,
  SNI_WWW,
  shown,
  TCP,
  UDP,
} from './harness.ts';

describe('a listener', () => {
  it('answers the example of its page as the page does', async () => {
    const { status, body } = await post('listeners', EXAMPLE_TCP);
    expect(status).toBe(201);
    expect(body.request_id).toMatch(/^[0-9a-f]{32}$/);
    const { id, created_at, updated_at, ...rest } = body.listener;
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(updated_at).toBe(created_at);
    expect(rest).toMatchObject({
      name: 'My listener',
      protocol_port: 80,
      protocol: 'TCP',
      description: null,
      default_tls_container_ref: null,
      admin_state_up: true,
      loadbalancers: [{ id: BOTH }],
      client_ca_tls_container_ref: null,
      project_id: PROJECT,
      sni_container_refs: [],
      connection_limit: -1,
      member_timeout: null,
      client_timeout: null,
      keepalive_timeout: null,
      default_pool_id: null,
      ipgroup: null,
      tls_ciphers_policy: 'tls-1-0',
      tags: [],
      http2_enable: false,
      enable_member_retry: true,
      insert_headers: { 'X-Forwarded-ELB-IP': true },
    });
    expect(rest).not.toHaveProperty('loadbalancer_id');
  });

  it('accepts the other example, an update, a show and a delete', async () => {
    const { id, ipgroup, security_policy_id } = await made('listeners', EXAMPLE_HTTPS);
    expect(ipgroup).toEqual({ ...EXAMPLE_HTTPS.ipgroup, enable_ipgroup: true });
    expect(security_policy_id).toBe(SECURITY_POLICY);
    const change = { description: 'My listener update.', name: 'My listener', http2_enable: true };
    const updated = await put(`listeners/${id}`, change);
    expect([updated.status, updated.body.listener]).toEqual([200, await shown(`listeners/${id}`)]);
    expect(updated.body.listener).toMatchObject(change);
    const gone = await remove(`listeners/${id}`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    for (const again of [await call(`listeners/${id}`), await remove(`listeners/${id}`)]) {
      expect(refused(again)).toEqual([404, 'ELB.8904']);
    }
  });

  it.each<[string, string, Fields, string]>([
    ['HTTPS', BOTH, HTTPS, 'HTTPS'],
    ['TERMINATED_HTTPS', BOTH, { ...HTTPS, protocol: 'TERMINATED_HTTPS' }, 'HTTPS'],
    ['HTTPS', SHARED, HTTPS, 'TERMINATED_HTTPS'],
    ['TERMINATED_HTTPS', SHARED, { ...HTTPS, protocol: 'TERMINATED_HTTPS' }, 'TERMINATED_HTTPS'],
  ])('asked for as %s on %s', async (_name, loadbalancer_id, fields, protocol) => {
    expect((await made('listeners', { ...fields, loadbalancer_id })).protocol).toBe(protocol);
  });

  it.each<[string, Fields, Fields]>([
    ['TCP, dedicated', TCP, { transparent_client_ip_enable: true, insert_headers: {} }],
    ['TCP, shared', { ...TCP, loadbalancer_id: SHARED }, { transparent_client_ip_enable: false }],
    [
      'HTTP, shared',
      { ...HTTP, loadbalancer_id: SHARED },
      { transparent_client_ip_enable: true, keepalive_timeout: 60, client_timeout: 60 },
    ],
    ['HTTP', HTTP, { member_timeout: 60, insert_headers: { 'X-Forwarded-Host': true } }],
    ['QUIC', QUIC, { http2_enable: true }],
    ['null for absent', { ...TCP, description: null, default_pool_id: null }, { name: 'web' }],
    ['an ipgroup that is none', { ...TCP, ipgroup: {} }, { ipgroup: null }],
    ['SNI', { ...HTTPS, sni_container_refs: [SNI, SNI_WWW] }, { sni_match_algo: 'wildcard' }],
    ['a port range', { ...TCP, protocol_port: 0, port_ranges: [range(1, 9)] }, {}],
    ['two IP groups', { ...TCP, ipgroup: groups(IP_GROUP, SECURITY_POLICY) }, {}],
    ['a tag', { ...TCP, tags: [{ key: 'a', value: 'b' }] }, { tags: [{ key: 'a', value: 'b' }] }],
    ['no name', { ...TCP, name: '' }, { name: '' }],
    ['a header without effect', { ...TCP, insert_headers: { 'X-Real-IP': true } }, {}],
    ['HTTP/2 without effect', { ...TCP, http2_enable: true }, { http2_enable: true }],
    [
      'a policy without effect',
      { ...HTTPS, loadbalancer_id: SHARED, tls_ciphers_policy: 'tls-1-2' },
      {},
    ],
  ])('shows what was not given: %s', async (_name, fields, expected) => {
    expect(await made('listeners', fields)).toMatchObject(expected);
  });

  it('keeps what an update does not name, also within its objects', async () => {
    const { id } = await made('listeners', EXAMPLE_HTTPS);
    await put(`listeners/${id}`, { insert_headers: { 'X-Real-IP': true } });
    await put(`listeners/${id}`, { insert_headers: { 'X-Forwarded-Port': true } });
    await put(`listeners/${id}`, { ipgroup: { enable_ipgroup: false } });
    expect(await shown(`listeners/${id}`)).toMatchObject({
      insert_headers: { 'X-Real-IP': true, 'X-Forwarded-Port': true, 'X-Forwarded-Host': true },
      ipgroup: { ipgroup_id: IP_GROUP, type: 'black', enable_ipgroup: false },
    });
  });

  it('shares a number between TCP and UDP, and nothing else', async () => {
    await made('listeners', TCP);
    await made('listeners', UDP);
    await made('listeners', { ...TCP, loadbalancer_id: LAYER_4 });
    expect(refused(await post('listeners', HTTP))).toEqual([409, 'ELB.8907']);
    expect(refused(await post('listeners', { ...QUIC, protocol_port: 80 }))).toEqual([
      409,
      'ELB.8907',
    ]);
  });

  it('is refused beyond the quota', async () => {
    configure(BOTH, { listenerQuota: 1 });
    await made('listeners', TCP);
    expect(refused(await post('listeners', HTTPS))).toEqual([409, 'ELB.8905']);
    const { body } = await call('quotas');
    expect(body.quota).toMatchObject({ listeners_per_loadbalancer: 1, project_id: PROJECT });
    const details = await call('quotas/details', { query: [['quota_key', 'listener']] });
    expect(details.body.quotas).toEqual([
      { quota_key: 'listener', used: 1, quota_limit: 1500, unit: 'count' },
    ]);
  });

  it('is not changed while its load balancer is not ACTIVE', async () => {
    const { id } = await made('listeners', TCP);
    configure(BOTH, { provisioningStatus: 'PENDING_DELETE' });
    expect(refused(await put(`listeners/${id}`, { name: 'a' }))).toEqual([409, 'ELB.8907']);
    expect((await shown(`listeners/${id}`)).name).toBe('web');
  });
});
