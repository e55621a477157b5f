import { describe, expect, it } from 'vitest';
import {
  BOTH,
  CLIENT_CA,
  call,
  EXAMPLE_HTTPS,
  type Fields,
  groups,
  HTTP,
  HTTP_POOL,
  HTTPS,
  IP_GROUP,
  LAYER_4,
  LAYER_7,
  made,
  NONE,
  on,
  post,
  put,
  QUIC,
  range,
  refused,
  SERVER,
  SHARED,
  SNI_WWW,
  SNI_WWW_AGAIN,
  shown,
  TCP,
  TCP_POOL,
  UDP,
  without,
} from './harness.ts';

describe('refusals to create a listener', () => {
  it.each<[string, Fields, string]>([
    ['no load balancer', without('loadbalancer_id', TCP), 'ELB.8902'],
    ['an unknown load balancer', on(NONE, TCP), 'ELB.8904'],
    ['no protocol', without('protocol', TCP), 'ELB.8902'],
    ['an unknown protocol', { ...TCP, protocol: 'tcp' }, 'ELB.8902'],
    ['no port', without('protocol_port', TCP), 'ELB.8902'],
    ['a port as text', { ...TCP, protocol_port: '80' }, 'ELB.8902'],
    ['port 65536', { ...TCP, protocol_port: 65_536 }, 'ELB.8902'],
    ['an unknown attribute', { ...TCP, port: 80 }, 'ELB.8902'],
    ['an answer-only attribute', { ...TCP, loadbalancers: [] }, 'ELB.8902'],
    ['an unknown header', { ...HTTP, insert_headers: { 'X-Forwarded-For': true } }, 'ELB.8902'],
    [
      'a header that is no switch',
      { ...HTTP, insert_headers: { 'X-Real-IP': 'true' } },
      'ELB.8902',
    ],
    ['a long name', { ...TCP, name: 'a'.repeat(256) }, 'ELB.8902'],
    ['a stop', { ...TCP, admin_state_up: false }, 'ELB.8902'],
    ['HTTP on layer 4', on(LAYER_4, HTTP), 'ELB.8901'],
    ['HTTPS on layer 4', on(LAYER_4, HTTPS), 'ELB.8901'],
    ['TCP on layer 7', on(LAYER_7, TCP), 'ELB.8901'],
    ['UDP on layer 7', on(LAYER_7, UDP), 'ELB.8901'],
    ['QUIC on a shared one', on(SHARED, QUIC), 'ELB.8901'],
    ['TLS on a shared one', on(SHARED, { ...HTTPS, protocol: 'TLS' }), 'ELB.8901'],
    ['IP without a gateway', { ...TCP, protocol: 'IP' }, 'ELB.8901'],
    ['UDP on 4789', { ...UDP, protocol_port: 4789 }, 'ELB.8902'],
    ['HTTP on 21, shared', on(SHARED, { ...HTTP, protocol_port: 21 }), 'ELB.8902'],
    ['a port and a range', { ...TCP, port_ranges: [range(1, 2)] }, 'ELB.8901'],
    ['a range for HTTP', { ...HTTP, protocol_port: 0, port_ranges: [range(1, 2)] }, 'ELB.8901'],
    [
      'overlapping ranges',
      { ...TCP, protocol_port: 0, port_ranges: [range(1, 5), range(5, 9)] },
      'ELB.8902',
    ],
    ['client_timeout for TCP', { ...TCP, client_timeout: 60 }, 'ELB.8901'],
    ['member_timeout for UDP', { ...UDP, member_timeout: 60 }, 'ELB.8901'],
    ['enable_member_retry for TCP', { ...TCP, enable_member_retry: true }, 'ELB.8901'],
    ['client_timeout 301', { ...HTTP, client_timeout: 301 }, 'ELB.8902'],
    ['keepalive_timeout 9 for TCP', { ...TCP, keepalive_timeout: 9 }, 'ELB.8902'],
    ['keepalive_timeout 4001', { ...HTTP, keepalive_timeout: 4001 }, 'ELB.8902'],
    ['HTTPS without certificate', without('default_tls_container_ref', HTTPS), 'ELB.8902'],
    ['an unknown certificate', { ...HTTPS, default_tls_container_ref: NONE }, 'ELB.8904'],
    ['a CA as server', { ...HTTPS, default_tls_container_ref: CLIENT_CA }, 'ELB.8901'],
    ['a server as CA', { ...HTTPS, client_ca_tls_container_ref: SERVER }, 'ELB.8901'],
    ['a CA for QUIC', { ...QUIC, client_ca_tls_container_ref: CLIENT_CA }, 'ELB.8901'],
    ['http2_enable for QUIC', { ...QUIC, http2_enable: true }, 'ELB.8901'],
    ['SNI without domain', { ...HTTPS, sni_container_refs: [SERVER] }, 'ELB.8901'],
    ['SNI twice', { ...HTTPS, sni_container_refs: [SNI_WWW, SNI_WWW_AGAIN] }, 'ELB.8901'],
    ['an unknown TLS policy', { ...HTTPS, tls_ciphers_policy: 'tls-1-3' }, 'ELB.8902'],
    ['an unknown security policy', { ...HTTPS, security_policy_id: NONE }, 'ELB.8904'],
    ['an IP group without id', { ...TCP, ipgroup: { type: 'black' } }, 'ELB.8902'],
    ['an unknown IP group', { ...TCP, ipgroup: groups(IP_GROUP, NONE) }, 'ELB.8904'],
    [
      'an unknown list type',
      { ...TCP, ipgroup: { ...groups(IP_GROUP), type: 'grey' } },
      'ELB.8902',
    ],
    ['hiding clients', { ...TCP, transparent_client_ip_enable: false }, 'ELB.8902'],
    [
      'hiding clients of HTTP',
      on(SHARED, { ...HTTP, transparent_client_ip_enable: false }),
      'ELB.8902',
    ],
    [
      'forwarding on a shared one',
      on(SHARED, { ...HTTP, enhance_l7policy_enable: false }),
      'ELB.8902',
    ],
    [
      'NAT64 with client addresses',
      { ...TCP, nat64_enable: true, transparent_client_ip_enable: true },
      'ELB.8901',
    ],
    ['an upgrade for HTTP', { ...HTTP, quic_config: { enable_quic_upgrade: false } }, 'ELB.8901'],
    ['gzip for TCP', { ...TCP, gzip_enable: true }, 'ELB.8901'],
    ['0-RTT without TLS 1.3', { ...HTTPS, ssl_early_data_enable: true }, 'ELB.8901'],
    ['a CA for TCP', { ...TCP, client_ca_tls_container_ref: CLIENT_CA }, 'ELB.8901'],
    ['a CA for HTTP', { ...HTTP, client_ca_tls_container_ref: CLIENT_CA }, 'ELB.8901'],
    ['0-RTT for TCP', { ...TCP, ssl_early_data_enable: true }, 'ELB.8901'],
    ['a tag twice', { ...TCP, tags: [{ key: 'a' }, { key: 'a' }] }, 'VPC.1814'],
    ['a long tag', { ...TCP, tags: [{ key: 'a'.repeat(37) }] }, 'ELB.8902'],
    ['an unknown pool', { ...TCP, default_pool_id: NONE }, 'ELB.8904'],
    ['a pool of another protocol', { ...TCP, default_pool_id: HTTP_POOL }, 'ELB.8901'],
    [
      'a pool of another load balancer',
      on(LAYER_4, { ...TCP, default_pool_id: TCP_POOL }),
      'ELB.8901',
    ],
  ])('%s', async (_name, fields, code) => {
    const answer = await post('listeners', fields);
    expect(refused(answer)).toEqual([code === 'ELB.8904' ? 404 : 400, code]);
    expect((await call('listeners')).body.listeners).toEqual([]);
  });

  it.each<[string, Fields, Fields, string]>([
    ['the protocol', TCP, { protocol: 'TCP' }, 'ELB.8902'],
    ['the port', TCP, { protocol_port: 81 }, 'ELB.8902'],
    ['the load balancer', TCP, { loadbalancer_id: BOTH }, 'ELB.8902'],
    ['tags', TCP, { tags: [] }, 'ELB.8902'],
    ['client_timeout of TCP', TCP, { client_timeout: 60 }, 'ELB.8901'],
    ['an IP group to null', EXAMPLE_HTTPS, { ipgroup: { ipgroup_id: null } }, 'ELB.8902'],
    ['an IP group that is not there', TCP, { ipgroup: { enable_ipgroup: false } }, 'ELB.8902'],
    [
      'advanced forwarding back',
      { ...HTTP, enhance_l7policy_enable: true },
      { enhance_l7policy_enable: false },
      'ELB.8902',
    ],
  ])('does not change %s', async (_name, before, change, code) => {
    const { id } = await made('listeners', before);
    const old = await shown(`listeners/${id}`);
    expect(refused(await put(`listeners/${id}`, change))).toEqual([400, code]);
    expect(await shown(`listeners/${id}`)).toEqual(old);
  });

  it('says what the real service says', async () => {
    const timeout = await post('listeners', { ...TCP, client_timeout: 60 });
    expect(timeout.body.error_msg).toBe(
      "Only [ HTTP, HTTPS ] listeners support 'client_timeout', 'member_timeout' and 'enable_member_retry' attribute",
    );
    const forwarding = await post(
      'listeners',
      on(SHARED, { ...HTTP, enhance_l7policy_enable: true }),
    );
    expect(forwarding.body.error_msg).toBe(
      'Listener v2 does not supported attribute enhance_l7policy_enable',
    );
  });

  it.each<[string, unknown]>([
    ['what is no JSON', '{'],
    ['an empty body', ''],
    ['a body without envelope', TCP],
    ['another envelope', { pool: TCP }],
  ])('refuses %s', async (_name, body) => {
    expect(refused(await call('listeners', { method: 'POST', body }))).toEqual([400, 'ELB.8902']);
  });
});
