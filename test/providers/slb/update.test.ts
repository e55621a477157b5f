import { describe, expect, it } from 'vitest';
import type { Native } from '../../../src/model/listener.ts';
import type { Values } from '../../../src/model/parameter.ts';
import { provider } from '../../../src/providers/slb/index.ts';
import { check, described, LB } from './support.ts';

const HTTP = described(`${LB}/http/80`, {
  RequestId: 'x',
  LoadBalancerId: LB,
  ListenerPort: 80,
  BackendServerPort: 8080,
  Bandwidth: -1,
  Status: 'running',
  Scheduler: 'wrr',
  StickySession: 'on',
  StickySessionType: 'insert',
  CookieTimeout: 500,
  HealthCheck: 'on',
  HealthCheckConnectPort: -520,
  HealthCheckHttpCode: 'http_2xx,http_3xx',
  HealthCheckInterval: 2,
  HealthCheckTimeout: 5,
  AclStatus: 'on',
  AclType: 'black',
  AclIds: { AclId: ['acl-1', 'acl-2'] },
  Cookie: '',
  VServerGroupId: '',
});

const HTTP_SETTABLE: Values = {
  LoadBalancerId: LB,
  ListenerPort: 80,
  Bandwidth: -1,
  Scheduler: 'wrr',
  StickySession: 'on',
  StickySessionType: 'insert',
  CookieTimeout: 500,
  HealthCheck: 'on',
  HealthCheckHttpCode: ['http_2xx', 'http_3xx'],
  HealthCheckInterval: 2,
  HealthCheckTimeout: 5,
  AclStatus: 'on',
  AclType: 'black',
  AclId: ['acl-1', 'acl-2'],
};

function tcp(more: Native): Native {
  return described(`${LB}/tcp/22`, { LoadBalancerId: LB, ListenerPort: 22, ...more });
}

function change(current: Native, values: Values) {
  const plan = provider.planUpdate(current, values);
  if (plan.kind === 'unchanged') throw new Error('nothing would change');
  return plan;
}

describe('a change', () => {
  it('sends all values that a Set request accepts', () => {
    const plan = change(HTTP, { Scheduler: 'rr' });
    expect(plan.changed).toEqual(['Scheduler']);
    expect(plan.send).toEqual({ ...HTTP_SETTABLE, Scheduler: 'rr' });
    expect(plan.merged).toEqual({ ...HTTP_SETTABLE, Scheduler: 'rr', BackendServerPort: 8080 });
  });

  it.each<Values>([
    { Scheduler: 'wrr' },
    { AclId: ['acl-2', 'acl-1'] },
    { HealthCheckHttpCode: ['http_3xx', 'http_2xx'] },
    { BackendServerPort: 8080 },
    { VServerGroupId: '' },
    { VServerGroup: 'off' },
    { LoadBalancerId: LB, ListenerPort: 80, RegionId: 'cn-hangzhou' },
    {},
  ])('to the current values changes nothing: %j', (values) => {
    expect(provider.planUpdate(HTTP, values)).toEqual({ kind: 'unchanged' });
  });

  it('can clear a value', () => {
    const current = described(`${LB}/https/443`, {
      LoadBalancerId: LB,
      ListenerPort: 443,
      CACertificateId: 'ca-1',
    });
    expect(change(current, { CACertificateId: '' }).send).toEqual({
      LoadBalancerId: LB,
      ListenerPort: 443,
      CACertificateId: '',
    });
    expect(change(tcp({ PersistenceTimeout: 60 }), { PersistenceTimeout: 0 }).send).toMatchObject({
      PersistenceTimeout: 0,
    });
  });

  it('sends the given region', () => {
    expect(change(HTTP, { Scheduler: 'rr', RegionId: 'cn-beijing' }).send).toMatchObject({
      RegionId: 'cn-beijing',
    });
  });

  it('of a create-only parameter is reported, not sent', () => {
    const plan = change(HTTP, { BackendServerPort: 81 });
    expect(plan.send).toEqual(HTTP_SETTABLE);
    expect(
      check('http-listener', 'update', plan.merged, ['BackendServerPort']).map(({ rule }) => rule),
    ).toEqual(['slb/backend-server-port-create-only']);
  });
});

describe('settings that a change makes ineffective', () => {
  it.each<readonly [Values, readonly string[]]>([
    [{ StickySession: 'off' }, ['StickySessionType', 'CookieTimeout']],
    [{ StickySessionType: 'server', Cookie: 'SID' }, ['CookieTimeout']],
    [{ HealthCheck: 'off' }, ['HealthCheckInterval', 'HealthCheckTimeout', 'HealthCheckHttpCode']],
    [{ AclStatus: 'off' }, ['AclType', 'AclId']],
  ])('are kept without a warning after %j', (values, leftovers) => {
    const plan = change(HTTP, values);
    for (const name of leftovers) {
      expect(plan.send).toHaveProperty(name);
      expect(plan.merged).not.toHaveProperty(name);
    }
    expect(check('http-listener', 'update', plan.merged, Object.keys(values))).toEqual([]);
  });

  it('cause a warning if they are given', () => {
    const values = { StickySession: 'off', CookieTimeout: 60 };
    const { merged } = change(HTTP, values);
    expect(
      check('http-listener', 'update', merged, Object.keys(values)).map(({ rule }) => rule),
    ).toEqual(['slb/cookie-timeout-no-effect']);
  });
});

describe('server groups', () => {
  const grouped = tcp({ VServerGroupId: 'rsp-1' });

  it.each<readonly [string, Native, Values, Values]>([
    [
      'attaches',
      tcp({}),
      { VServerGroupId: 'rsp-2' },
      { VServerGroup: 'on', VServerGroupId: 'rsp-2' },
    ],
    [
      'keeps',
      grouped,
      { Bandwidth: 5 },
      { Bandwidth: 5, VServerGroup: 'on', VServerGroupId: 'rsp-1' },
    ],
    ['detaches by an empty id', grouped, { VServerGroupId: '' }, { VServerGroup: 'off' }],
    ['detaches by the switch', grouped, { VServerGroup: 'off' }, { VServerGroup: 'off' }],
    [
      'lets the other kind replace it',
      grouped,
      { MasterSlaveServerGroupId: 'rsp-9' },
      { VServerGroup: 'off', MasterSlaveServerGroup: 'on', MasterSlaveServerGroupId: 'rsp-9' },
    ],
    [
      'leaves conflicting groups to the rules',
      grouped,
      { VServerGroupId: 'rsp-3', MasterSlaveServerGroupId: 'rsp-9' },
      {
        VServerGroup: 'on',
        VServerGroupId: 'rsp-3',
        MasterSlaveServerGroup: 'on',
        MasterSlaveServerGroupId: 'rsp-9',
      },
    ],
  ])('%s', (_what, current, values, expected) => {
    expect(change(current, values).send).toEqual({
      LoadBalancerId: LB,
      ListenerPort: 22,
      ...expected,
    });
  });
});

it('refuses to change a redirecting listener', () => {
  const redirect = described(`${LB}/http/80`, {
    ListenerPort: 80,
    ListenerForward: 'on',
    ForwardPort: 443,
    Status: 'running',
  });
  const { merged } = change(redirect, { Gzip: 'off' });
  expect(check('http-listener', 'update', merged, ['Gzip'])).toMatchObject([
    { rule: 'slb/redirect-not-changeable', severity: 'error' },
  ]);
});
