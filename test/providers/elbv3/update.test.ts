import { describe, expect, it } from 'vitest';
import type { Native } from '../../../src/model/listener.ts';
import type { Values } from '../../../src/model/parameter.ts';
import { provider } from '../../../src/providers/elbv3/index.ts';

/* What an update sends, by part; the rest of a listener stays as it is. */

const LISTENER: Native = {
  id: 'l',
  name: 'web',
  description: null,
  protocol: 'HTTP',
  protocol_port: 80,
  loadbalancers: [{ id: 'lb' }],
  default_pool_id: 'p',
  keepalive_timeout: 60,
  sni_container_refs: [],
  ipgroup: { ipgroup_id: 'g', type: 'white', enable_ipgroup: true },
  insert_headers: { 'X-Forwarded-Host': true, 'X-Forwarded-ELB-IP': true },
  tags: [{ key: 'a', value: '1' }],
};
const POOL: Native = {
  id: 'p',
  protocol: 'HTTP',
  lb_algorithm: 'ROUND_ROBIN',
  listeners: [{ id: 'l' }],
  session_persistence: { type: 'HTTP_COOKIE', cookie_name: '', persistence_timeout: 120 },
  slow_start: null,
  healthmonitor_id: 'm',
};
const MONITOR: Native = {
  id: 'm',
  type: 'HTTP',
  delay: 5,
  timeout: 3,
  max_retries: 3,
  expected_codes: '200, 202',
  admin_state_up: true,
};
const WHOLE: Native = { listener: LISTENER, pool: POOL, healthMonitor: MONITOR };
const BARE: Native = {
  listener: { ...LISTENER, default_pool_id: null, ipgroup: null },
  pool: null,
  healthMonitor: null,
};
const UNCHECKED: Native = { ...WHOLE, healthMonitor: null };

const TYPE = 'pool.session_persistence.type';

describe('sends', () => {
  it.each<readonly [string, Native, Values, Values]>([
    ['what differs', WHOLE, { name: 'web', description: 'x' }, { description: 'x' }],
    [
      'the empty string',
      { ...WHOLE, listener: { ...LISTENER, description: 'x' } },
      { description: '' },
      { description: '' },
    ],
    [
      'the whole object with one of its settings',
      WHOLE,
      { 'ipgroup.type': 'black' },
      { 'ipgroup.ipgroup_id': ['g'], 'ipgroup.enable_ipgroup': true, 'ipgroup.type': 'black' },
    ],
    [
      'an access list that is off with its id',
      WHOLE,
      { 'ipgroup.enable_ipgroup': false },
      { 'ipgroup.ipgroup_id': ['g'], 'ipgroup.enable_ipgroup': false, 'ipgroup.type': 'white' },
    ],
    ['null for a session that is off', WHOLE, { [TYPE]: null }, { [TYPE]: null }],
    [
      'the other kind of session without what was left of the first',
      WHOLE,
      { [TYPE]: 'APP_COOKIE', 'pool.session_persistence.cookie_name': 'SID' },
      { [TYPE]: 'APP_COOKIE', 'pool.session_persistence.cookie_name': 'SID' },
    ],
    [
      'the protocol of a new group, which follows from the listener',
      BARE,
      { 'pool.lb_algorithm': 'SOURCE_IP' },
      { 'pool.lb_algorithm': 'SOURCE_IP', 'pool.protocol': 'HTTP' },
    ],
    [
      'a health check that goes off',
      WHOLE,
      { 'healthmonitor.admin_state_up': false },
      { 'healthmonitor.admin_state_up': false },
    ],
  ])('%s', (_, current, change, send) => {
    expect(provider.planUpdate(current, change, false)).toMatchObject({ kind: 'change', send });
    const plan = provider.planUpdate(current, change, false);
    expect(plan.kind === 'change' && plan.send).toEqual(send);
  });

  it('a body from a file as it is, to the parts that it changes', () => {
    const body = { name: 'web', description: 'x', 'pool.lb_algorithm': 'ROUND_ROBIN' };
    expect(provider.planUpdate(WHOLE, body, true)).toMatchObject({
      send: { name: 'web', description: 'x' },
      changed: ['description'],
    });
  });
});

describe('is unchanged by', () => {
  it.each<readonly [string, Native, Values]>([
    ['the same values', WHOLE, { name: 'web', keepalive_timeout: 60, tags: { a: '1' } }],
    [
      'another word for the protocol',
      {
        ...WHOLE,
        listener: { ...LISTENER, protocol: 'TERMINATED_HTTPS', default_tls_container_ref: 'c' },
      },
      { protocol: 'HTTPS' },
    ],
    ['codes without spaces', WHOLE, { 'healthmonitor.expected_codes': '200,202' }],
    ['an empty list', WHOLE, { sni_container_refs: [] }],
    [
      'a health check that is off where there is none',
      UNCHECKED,
      { 'healthmonitor.admin_state_up': false },
    ],
    [
      'a health check that is off where there is no group',
      BARE,
      { 'healthmonitor.admin_state_up': false },
    ],
    ['no session where there is no group', BARE, { [TYPE]: null }],
    ['no access list', BARE, { 'ipgroup.enable_ipgroup': false }],
    ['a header that is off', WHOLE, { 'insert_headers.X-Real-IP': false }],
  ])('%s', (_, current, change) => {
    expect(provider.planUpdate(current, change, false)).toEqual({ kind: 'unchanged' });
  });
});

describe('shows', () => {
  it('the parts, and no more, as native', () => {
    const { native, fields } = provider.decode(WHOLE);
    expect(JSON.parse(JSON.stringify(native))).toEqual(WHOLE);
    expect(fields).toMatchObject({
      loadBalancer: 'lb',
      'backend.group': 'p',
      algorithm: 'round-robin',
      forwardedHeaders: ['for', 'slb-ip'],
      'access.mode': 'allow',
      'healthCheck.enabled': 'on',
      'healthCheck.codes': ['200', '202'],
    });
  });

  it('nothing of parts that were not read', () => {
    const { fields, status } = provider.decode({ listener: LISTENER });
    expect(
      Object.keys(fields).filter((path) => /^(algorithm|stickySession|healthCheck)/.test(path)),
    ).toEqual([]);
    expect(status).toBe('unknown');
  });

  it.each([
    ['pool.lb_algorithm', WHOLE, true],
    ['pool.slow_start.enable', WHOLE, true],
    ['pool.connection_drain.enable', WHOLE, false],
    ['pool.lb_algorithm', { listener: LISTENER }, false],
    ['pool.lb_algorithm', BARE, true],
    ['gzip_enable', WHOLE, false],
    ['insert_headers.X-Real-IP', WHOLE, true],
  ])('whether the cloud returned %s', (name, native, returned) => {
    expect(provider.returns?.(native, name)).toBe(returned);
  });
});

describe('a manifest of it', () => {
  it('has the fields of a group of its own, and the id of one that others use', () => {
    const own = provider.definition?.(provider.decode(WHOLE)) ?? {};
    expect(own).toMatchObject({ algorithm: 'round-robin' });
    expect(own).not.toHaveProperty(['backend.group']);
    const listeners = [{ id: 'l' }, { id: 'other' }];
    const shared =
      provider.definition?.(provider.decode({ ...WHOLE, pool: { ...POOL, listeners } })) ?? {};
    expect(shared).toMatchObject({ 'backend.group': 'p' });
    expect(shared).not.toHaveProperty('algorithm');
  });
});

describe('a reference', () => {
  it.each([
    ['0b11747a-b139-492f-9692-2df0b1c87193', 'id'],
    ['0b11747ab139492f96922df0b1c87193', 'id'],
    ['web', 'name'],
  ])('%s is an %s', (text, by) => {
    expect(provider.reference(text)).toMatchObject({
      by,
      ...(by === 'id' ? { id: '0b11747a-b139-492f-9692-2df0b1c87193' } : {}),
    });
  });
});
