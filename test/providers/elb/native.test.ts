import { describe, expect, it } from 'vitest';
import { provider } from '../../../src/providers/elb/index.ts';

/** Answers of the real service, as the vendor's Java SDK and pages recorded them. */
const CREATE =
  '{"loadbalancer_id":"a650695bb9344a3fa24dec344116d261","update_time":"2017-06-23 08:29:28","backend_port":54321,"id":"f5c566e27ebb4d5d8708fca77915a04b","status":"ACTIVE","protocol":"TCP","tcp_draining":false,"tcp_timeout":1,"create_time":"2017-06-23 08:29:28","lb_algorithm":"roundrobin","backend_protocol":"TCP","name":"SDK-test-listener","port":12345}';
const SHOW =
  '{"update_time":"2017-06-23 08:41:39","backend_port":54321,"id":"f5c566e27ebb4d5d8708fca77915a04b","ssl_ciphers":null,"backend_protocol":"TCP","sticky_session_type":null,"certificate_id":null,"admin_state_up":false,"description":null,"loadbalancer_id":"a650695bb9344a3fa24dec344116d261","status":"ACTIVE","create_time":"2017-06-23 08:29:28","cookie_timeout":null,"ssl_protocols":null,"protocol":"TCP","port":12345,"udp_timeout":null,"tcp_draining":false,"tcp_timeout":1,"lb_algorithm":"roundrobin","healthcheck_id":null,"session_sticky":false,"tcp_draining_timeout":null,"name":"SDK-test-listener"}';
const LISTED =
  '{"update_time":"2017-04-03 15:00:38","backend_port":22,"id":"3a9fe2c9703c43e1ab761552a022c11e","ssl_ciphers":null,"backend_protocol":"TCP","sticky_session_type":null,"certificate_id":null,"lb_algorithm":"roundrobin","admin_state_up":true,"description":"","loadbalancer_id":"6bc8ea43123641ba834e3d9bf72faec0","status":"ACTIVE","create_time":"2017-04-03 13:51:06","cookie_timeout":null,"ssl_protocols":null,"protocol":"TCP","port":19825,"udp_timeout":null,"tcp_draining":true,"tcp_timeout":1,"member_number":0,"healthcheck_id":"8b85a563b0fe4be3b0641705a13923b6","session_sticky":true,"tcp_draining_timeout":5,"name":"listener-2NodeSSH"}';

describe('recorded answers', () => {
  it('reads the sparse answer to a create', () => {
    const listener = provider.decode(JSON.parse(CREATE));
    expect(listener).toMatchObject({
      ref: 'f5c566e27ebb4d5d8708fca77915a04b',
      status: 'unknown',
      created: '2017-06-23T08:29:28Z',
    });
    expect(listener.fields).toEqual({
      loadBalancer: 'a650695bb9344a3fa24dec344116d261',
      protocol: 'tcp',
      port: 12345,
      name: 'SDK-test-listener',
      'backend.protocol': 'tcp',
      'backend.port': 54321,
      algorithm: 'round-robin',
      idleTimeout: 60,
      drain: 'off',
    });
  });

  it('treats null as absent', () => {
    const { fields, status } = provider.decode(JSON.parse(SHOW));
    expect(fields).toEqual({
      ...provider.decode(JSON.parse(CREATE)).fields,
      'stickySession.mode': 'off',
    });
    expect(status).toBe('stopped');
  });

  it('reads an item of a list, and keeps unknown fields', () => {
    const { fields, native, status } = provider.decode(JSON.parse(LISTED));
    expect(fields).toMatchObject({
      drain: 300,
      'stickySession.mode': 'source-ip',
      description: '',
    });
    expect(status).toBe('running');
    expect(native).toEqual(JSON.parse(LISTED));
  });

  it.each([
    ['a boolean that is 1', { tcp_draining: 1, tcp_draining_timeout: 5 }, { drain: 300 }],
    ['a boolean that is 0', { session_sticky: 0 }, { 'stickySession.mode': 'off' }],
    ['the text "null"', { certificate_id: 'null' }, {}],
    [
      'certificates as one text',
      { certificates: 'a1,b2' },
      { 'tls.sniCertificates': ['a1', 'b2'] },
    ],
    ['certificates as a list', { certificates: ['a1'] }, { 'tls.sniCertificates': ['a1'] }],
    ['certificates that are null', { certificates: null }, {}],
    ['a number that is a text', { port: '80' }, { port: 80 }],
    ['a value of the wrong type', { port: {}, name: [] }, {}],
    ['a protocol that nobody knows', { protocol: 'QUIC' }, {}],
  ])('survives %s', (_, native, fields) => {
    expect(provider.decode(native).fields).toEqual(fields);
  });

  it.each([
    ['ACTIVE', true, 'running'],
    ['ACTIVE', undefined, 'unknown'],
    ['ACTIVE', false, 'stopped'],
    ['PENDING_CREATE', false, 'pending'],
    ['ERROR', true, 'error'],
    ['FROZEN', true, 'unknown'],
    [undefined, undefined, 'unknown'],
  ])('%s with admin_state_up %s is %s', (status, up, expected) => {
    expect(provider.decode({ status, admin_state_up: up }).status).toBe(expected);
  });
});
