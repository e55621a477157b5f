import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { SlbLoadBalancer, State } from '../../src/sandbox/state/model.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { type Answer, acs3, type Parameters, rpc } from './clients.ts';

const LB = 'lb-bp1o94dp5i6earr9g6d1l';
const SHARED = 'lb-bp13jaf5qli5xmgl1miup';
const BY_BANDWIDTH = 'lb-bp1qjwo61pqz3ahltv0mw';
const BEIJING = 'lb-2ze7o5h52g02kkzzweyaw';
const CERTIFICATE = 'idkp-123-cn-test-01';

/** The request example of CreateLoadBalancerHTTPSListener. */
const PUBLISHED = {
  Bandwidth: '-1',
  HealthCheck: 'on',
  ListenerPort: '80',
  LoadBalancerId: LB,
  ServerCertificateId: CERTIFICATE,
  StickySession: 'on',
};
const HTTPS = {
  ...PUBLISHED,
  ListenerPort: '443',
  StickySession: 'off',
  BackendServerPort: '8080',
};
const HTTP = {
  LoadBalancerId: LB,
  ListenerPort: '80',
  HealthCheck: 'off',
  BackendServerPort: '80',
};
const TCP = { LoadBalancerId: LB, ListenerPort: '22', Bandwidth: '-1', BackendServerPort: '22' };

const SETTLE = 300;
let state: State;
let sandbox: Sandbox;
let now: Date;
beforeEach(async () => {
  now = new Date('2024-05-01T10:00:00Z');
  state = newState();
  sandbox = await startSandbox({ initial: state, now: () => now, settleMs: SETTLE });
});
afterEach(() => sandbox.close());

const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const call = (action: string, parameters: Parameters = {}): Promise<Answer> =>
  acs3(sandbox.url, action, parameters, { at: now });
const create = (protocol: string, parameters: Parameters) =>
  call(`CreateLoadBalancer${protocol}Listener`, parameters);
const set = (protocol: string, parameters: Parameters) =>
  call(`SetLoadBalancer${protocol}ListenerAttribute`, parameters);
const show = (protocol: string, parameters: Parameters) =>
  call(`DescribeLoadBalancer${protocol}ListenerAttribute`, {
    LoadBalancerId: parameters['LoadBalancerId'] ?? LB,
    ListenerPort: parameters['ListenerPort'] ?? '',
  });
const place = (parameters: Parameters) => ({
  LoadBalancerId: parameters['LoadBalancerId'] ?? LB,
  ListenerPort: parameters['ListenerPort'] ?? '',
});

function without(parameters: Parameters, name: string): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([key]) => key !== name));
}

async function made(protocol: string, parameters: Parameters): Promise<void> {
  const { status, text } = await create(protocol, parameters);
  expect(status, text).toBe(200);
}

function configure(id: string, change: Partial<SlbLoadBalancer>): void {
  const old = state.slb.loadBalancers.get(id);
  if (old === undefined) throw new Error(id);
  state.slb.loadBalancers.set(id, { ...old, ...change });
}

describe('creating', () => {
  it('accepts the documented example unchanged, with both signatures', async () => {
    const answer = await rpc(sandbox.url, 'CreateLoadBalancerHTTPSListener', PUBLISHED, {
      at: now,
      format: 'XML',
    });
    expect(answer.text).toMatch(
      /<CreateLoadBalancerHTTPSListenerResponse><RequestId>[-0-9A-F]{36}<\/RequestId><\/Create/,
    );
    expect((await call('DeleteLoadBalancerListener', place(PUBLISHED))).status).toBe(200);
    const again = await create('HTTPS', { ...PUBLISHED, RegionId: 'cn-hangzhou' });
    expect(Object.keys(again.body)).toEqual(['RequestId']);
    expect((await show('HTTPS', PUBLISHED)).body).toMatchObject({
      Status: 'stopped',
      StickySession: 'on',
      StickySessionType: '',
      ServerCertificateId: CERTIFICATE,
    });
  });

  it('fills the defaults of an HTTPS listener', async () => {
    await made('HTTPS', HTTPS);
    expect((await show('HTTPS', HTTPS)).body).toMatchObject({
      LoadBalancerId: LB,
      ListenerPort: 443,
      BackendServerPort: 8080,
      Bandwidth: -1,
      Status: 'stopped',
      Description: '',
      Scheduler: 'wrr',
      StickySession: 'off',
      Cookie: '',
      HealthCheck: 'on',
      HealthCheckDomain: '$_ip',
      HealthCheckURI: '/',
      HealthCheckHttpCode: 'http_2xx',
      HealthCheckConnectPort: -520,
      HealthCheckInterval: 2,
      HealthCheckTimeout: 5,
      HealthyThreshold: 3,
      UnhealthyThreshold: 3,
      IdleTimeout: 15,
      RequestTimeout: 60,
      Gzip: 'on',
      EnableHttp2: 'on',
      TLSCipherPolicy: 'tls_cipher_policy_1_0',
      XForwardedFor: 'on',
      XForwardedFor_proto: 'off',
      CACertificateId: '',
      VServerGroupId: '',
      AclStatus: 'off',
      Tags: { Tag: [] },
    });
  });

  it('reads parameter names case-sensitively, as documented', async () => {
    const refused = async (answer: Promise<Answer>) => (await answer).body.Message;
    expect(await refused(create('HTTP', { ...HTTP, XForwardedFor_Proto: 'off' }))).toBe(
      'The specified parameter "XForwardedFor_Proto" is not valid.',
    );
    expect(await refused(create('TCP', { ...TCP, HealthCheckInterval: '9' }))).toMatch(
      /HealthCheckInterval/,
    );
    await made('TCP', { ...TCP, healthCheckInterval: '7' });
    expect((await show('TCP', TCP)).body.HealthCheckInterval).toBe(7);
    expect(await refused(set('TCP', { ...place(TCP), healthCheckInterval: '7' }))).toMatch(
      /healthCheckInterval/,
    );
    await set('TCP', { ...place(TCP), HealthCheckInterval: '9' });
    expect((await show('TCP', TCP)).body.HealthCheckInterval).toBe(9);
  });

  it.each(['HealthCheckHttpCode', 'AclId', 'VServerGroupId', 'Description'])(
    'refuses an empty or blank %s',
    async (name) => {
      for (const value of ['', ' ']) {
        const { body } = await create('HTTP', { ...HTTP, [name]: value });
        expect(body).toMatchObject({
          Code: 'InvalidParameter',
          Message: expect.stringMatching(name),
        });
      }
    },
  );

  it('fills the defaults of TCP and UDP listeners', async () => {
    await made('TCP', { ...TCP, ProxyProtocolV2Enabled: 'true' });
    expect((await show('TCP', TCP)).body).toMatchObject({
      HealthCheck: 'on',
      HealthCheckType: 'tcp',
      HealthCheckConnectTimeout: 5,
      HealthCheckURI: '',
      HealthCheckConnectPort: -520,
      PersistenceTimeout: 0,
      EstablishedTimeout: 900,
      ProxyProtocolV2Enabled: true,
    });
    const udp = { ...TCP, ListenerPort: '53', healthCheckReq: 'ping', healthCheckExp: 'pong' };
    await made('UDP', { ...udp, HealthCheckSwitch: 'on', PersistenceTimeout: '3600' });
    expect((await show('UDP', udp)).body).toMatchObject({
      HealthCheckReq: 'ping',
      HealthCheckExp: 'pong',
      PersistenceTimeout: 3600,
    });
  });

  it('keeps tags, access lists and groups', async () => {
    const acls = 'acl-bp1l0kk4gxce43kzmg6hj,123';
    await made('TCP', {
      ...without(TCP, 'BackendServerPort'),
      VServerGroupId: 'rsp-cige6j5e7p',
      AclStatus: 'on',
      AclType: 'white',
      AclId: acls,
      'Tag.1.Key': 'stage',
      'Tag.1.Value': 'test',
    });
    const { body } = await show('TCP', TCP);
    expect(body).toMatchObject({
      VServerGroupId: 'rsp-cige6j5e7p',
      AclId: acls,
      AclIds: { AclId: acls.split(',') },
      Tags: { Tag: [{ TagKey: 'stage', TagValue: 'test' }] },
    });
    expect(body).not.toHaveProperty('BackendServerPort');
  });

  const sticky = { StickySession: 'on', StickySessionType: 'insert' };
  it.each<[string, string, Parameters, number, string, RegExp]>([
    ['no port', 'HTTP', without(HTTP, 'ListenerPort'), 400, 'MissingParameter', /"ListenerPort"/],
    ['no balancer', 'HTTP', without(HTTP, 'LoadBalancerId'), 400, 'MissingParameter', /"LoadB/],
    ['no health check', 'HTTP', without(HTTP, 'HealthCheck'), 400, 'MissingParameter', /"HealthC/],
    ['no bandwidth', 'TCP', without(TCP, 'Bandwidth'), 400, 'MissingParameter', /"Bandwidth"/],
    ['no sticky', 'HTTPS', without(HTTPS, 'StickySession'), 400, 'MissingParameter', /"Sticky/],
    [
      'no certificate',
      'HTTPS',
      without(HTTPS, 'ServerCertificateId'),
      400,
      'InvalidParameter',
      /ServerCertificateId is empty/,
    ],
    [
      'another certificate',
      'HTTPS',
      { ...HTTPS, ServerCertificateId: 'x' },
      400,
      'InvalidParameter',
      /ServerCertificateId is not Support/,
    ],
    [
      'no backend',
      'HTTP',
      without(HTTP, 'BackendServerPort'),
      400,
      'MissingParameter',
      /combination/,
    ],
    ['no sticky type', 'HTTP', { ...HTTP, StickySession: 'on' }, 400, 'MissingParameter', /combin/],
    ['no cookie timeout', 'HTTP', { ...HTTP, ...sticky }, 400, 'MissingParameter', /combination/],
    [
      'no cookie',
      'HTTP',
      { ...HTTP, ...sticky, StickySessionType: 'server' },
      400,
      'MissingParameter',
      /combination/,
    ],
    ['no ACL', 'HTTP', { ...HTTP, AclStatus: 'on' }, 400, 'MissingParameter', /combination/],
    [
      'no drain timeout',
      'TCP',
      { ...TCP, ConnectionDrain: 'on' },
      400,
      'MissingParameter',
      /combi/,
    ],
    ['an unknown ACL', 'HTTP', { ...HTTP, AclId: 'acl-x' }, 400, 'AclNotExist', /./],
    [
      'an unknown group',
      'HTTP',
      { ...HTTP, VServerGroupId: 'rsp-x' },
      404,
      'InvalidParameter',
      /VServerGroupId does not exist/,
    ],
    [
      'a group of another',
      'HTTP',
      { ...HTTP, VServerGroupId: 'rsp-bp1shared000001' },
      404,
      'InvalidParameter',
      /VServerGroupId does not exist/,
    ],
    [
      'both groups',
      'TCP',
      { ...TCP, VServerGroupId: 'rsp-cige6j5e7p', MasterSlaveServerGroupId: 'rsp-0bfucwuotx6v1' },
      400,
      'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
      /./,
    ],
    ['port 0', 'HTTP', { ...HTTP, ListenerPort: '0' }, 400, 'InvalidParameter', /"ListenerPort"/],
    [
      'idle timeout 0',
      'HTTP',
      { ...HTTP, IdleTimeout: '0' },
      400,
      'InvalidParameter',
      /"IdleTimeout"/,
    ],
    [
      'idle timeout 61',
      'HTTP',
      { ...HTTP, IdleTimeout: '61' },
      400,
      'InvalidParameter',
      /"IdleTimeout"/,
    ],
    ['bandwidth 0', 'HTTP', { ...HTTP, Bandwidth: '0' }, 400, 'InvalidParameter', /bandwidth/],
    [
      'an unknown scheduler',
      'HTTP',
      { ...HTTP, Scheduler: 'sch' },
      400,
      'InvalidParameter',
      /"Sched/,
    ],
    [
      'a cookie with a comma',
      'HTTP',
      { ...HTTP, Cookie: 'a,b' },
      400,
      'InvalidParameter',
      /"Cookie"/,
    ],
    [
      'a long probe',
      'UDP',
      { ...TCP, healthCheckReq: 'a'.repeat(65) },
      400,
      'InvalidParamLength.HealthCheckReq',
      /./,
    ],
    [
      'another region',
      'HTTP',
      { ...HTTP, RegionId: 'cn-beijing' },
      404,
      'InvalidLoadBalancerId.NotFound',
      /./,
    ],
    [
      'no such region',
      'HTTP',
      { ...HTTP, RegionId: 'mars-1' },
      400,
      'InvalidParameter',
      /RegionId does not exist/,
    ],
    [
      'no such balancer',
      'HTTP',
      { ...HTTP, LoadBalancerId: 'lb-x' },
      404,
      'InvalidLoadBalancerId.NotFound',
      /./,
    ],
    [
      'a TLS policy on a shared one',
      'HTTPS',
      { ...HTTPS, LoadBalancerId: SHARED, TLSCipherPolicy: 'tls_cipher_policy_1_2' },
      400,
      'InvalidParameter',
      /TLSCipherPolicy/,
    ],
    [
      'a hash on a shared one',
      'TCP',
      { ...TCP, LoadBalancerId: SHARED, Scheduler: 'sch' },
      400,
      'InvalidParameter',
      /"Scheduler"/,
    ],
    [
      'unlimited on an instance billed by bandwidth',
      'TCP',
      { ...TCP, LoadBalancerId: BY_BANDWIDTH },
      400,
      'InvalidParameter',
      /bandwidth is not Support/,
    ],
    [
      'more bandwidth than the instance has',
      'TCP',
      { ...TCP, LoadBalancerId: BY_BANDWIDTH, Bandwidth: '101' },
      400,
      'InvalidParameter',
      /exceeds the maximum/,
    ],
    ['an aliyun tag', 'HTTP', { ...HTTP, 'Tag.1.Key': 'aliyun-x' }, 400, 'InvalidParameter', /Tag/],
  ])('refuses %s', async (_, protocol, parameters, status, code, message) => {
    const answer = await create(protocol, parameters);
    expect(answer.body).toMatchObject({ Code: code });
    expect(answer.body.Message).toMatch(message);
    expect(answer.status).toBe(status);
    expect((await call('DescribeLoadBalancerListeners')).body.TotalCount).toBe(0);
  });

  it('lets only TCP and UDP share a port', async () => {
    await made('TCP', { ...TCP, ListenerPort: '80' });
    await made('UDP', { ...TCP, ListenerPort: '80' });
    for (const [protocol, parameters] of [
      ['HTTP', HTTP],
      ['TCP', { ...TCP, ListenerPort: '80' }],
    ] as const) {
      const answer = await create(protocol, parameters);
      expect([answer.status, answer.body.Code]).toEqual([400, 'ListenerAlreadyExists']);
    }
    const where = place(HTTP);
    expect((await call('StartLoadBalancerListener', where)).body.Message).toMatch(/ListenerProt/);
    const one = { ...where, ListenerProtocol: 'udp' };
    expect((await call('StartLoadBalancerListener', one)).status).toBe(200);
    const wrong = { ...where, ListenerProtocol: 'https' };
    expect((await call('DeleteLoadBalancerListener', wrong)).body.Code).toBe('ListenerNotFound');
  });

  it('refuses more than the quota', async () => {
    configure(LB, { listenerQuota: 1 });
    await made('TCP', TCP);
    expect((await create('HTTP', HTTP)).body.Code).toBe('ListenerNumberOverLimit');
  });
});

describe('listener life cycle', () => {
  const status = async () => (await show('TCP', TCP)).body.Status;
  const act = async (verb: string) => {
    const { status: http, body } = await call(`${verb}LoadBalancerListener`, place(TCP));
    return http === 200 ? 'done' : `${http} ${body.Code}`;
  };

  it('goes through its states', async () => {
    await made('TCP', TCP);
    expect(await status()).toBe('stopped');
    expect(await act('Start')).toBe('done');
    expect(await status()).toBe('starting');
    expect(await act('Start')).toBe('400 ServiceIsConfiguring');
    expect(await act('Delete')).toBe('400 ServiceIsConfiguring');
    expect((await set('TCP', place(TCP))).body.Code).toBe(
      'OperationFailed.ListenerStatusNotSupport',
    );
    pass(SETTLE);
    expect(await status()).toBe('running');
    expect(await act('Start')).toBe('done');
    expect(await status()).toBe('running');
    expect((await set('TCP', place(TCP))).status).toBe(200);
    expect(await status()).toBe('configuring');
    expect(await act('Stop')).toBe('400 ServiceIsConfiguring');
    pass(SETTLE);
    expect(await status()).toBe('running');
    expect(await act('Stop')).toBe('done');
    expect(await status()).toBe('stopping');
    expect(await act('Start')).toBe('409 ServiceIsStopping');
    pass(SETTLE);
    expect(await status()).toBe('stopped');
    expect(await act('Delete')).toBe('done');
    expect(await act('Delete')).toBe('404 ListenerNotFound');
    expect(await act('Start')).toBe('404 ListenerNotFound');
    expect((await set('TCP', place(TCP))).body.Code).toBe('ListenerNotFound');
    const gone = await show('TCP', TCP);
    expect(gone.status).toBe(400);
    expect(gone.body).toMatchObject({
      Code: 'InvalidParameter',
      Message: 'The specified resource does not exist.',
    });
  });

  it('resets what a Set leaves out', async () => {
    await made('HTTPS', { ...HTTPS, Scheduler: 'rr', IdleTimeout: '20', Description: 'web' });
    await set('HTTPS', { ...place(HTTPS), HealthCheck: 'on', Bandwidth: '5', RequestTimeout: '9' });
    expect((await show('HTTPS', HTTPS)).body).toMatchObject({
      Scheduler: 'wrr',
      IdleTimeout: 15,
      Description: '',
      Bandwidth: 5,
      RequestTimeout: 9,
      BackendServerPort: 8080,
      ServerCertificateId: CERTIFICATE,
    });
  });

  it('ignores parameters of create', async () => {
    await made('TCP', TCP);
    await set('TCP', { ...place(TCP), BackendServerPort: '23', 'Tag.1.Key': 'a' });
    expect((await show('TCP', TCP)).body).toMatchObject({
      BackendServerPort: 22,
      Tags: { Tag: [] },
    });
  });

  it('changes the server group only by its switch', async () => {
    await made('HTTP', { ...HTTP, VServerGroupId: 'rsp-cige6j5e7p' });
    const other = { VServerGroupId: 'rsp-6cejjzl7xqk2w' };
    const group = async (parameters: Parameters) => {
      const { body } = await set('HTTP', { ...place(HTTP), ...parameters });
      pass(SETTLE);
      return body.Code ?? (await show('HTTP', HTTP)).body.VServerGroupId;
    };
    expect(await group(other)).toBe('rsp-cige6j5e7p');
    expect(await group({ ...other, VServerGroup: 'on' })).toBe('rsp-6cejjzl7xqk2w');
    expect(await group({ VServerGroup: 'on' })).toBe('MissingParameter');
    expect(await group({ VServerGroup: 'off' })).toBe('');
  });

  it('refuses to change between weighted and hash algorithms', async () => {
    await made('TCP', { ...TCP, Scheduler: 'sch' });
    expect((await set('TCP', { ...place(TCP), Scheduler: 'rr' })).body.Code).toBe(
      'InvalidParameter',
    );
    expect((await set('TCP', place(TCP))).status).toBe(200);
    expect((await show('TCP', TCP)).body.Scheduler).toBe('sch');
  });

  it('redirects to an HTTPS listener, and describes only that', async () => {
    const redirect = {
      ...without(HTTP, 'BackendServerPort'),
      ListenerForward: 'on',
      ForwardPort: '443',
    };
    expect((await create('HTTP', without(redirect, 'ForwardPort'))).body.Code).toBe(
      'MissingParameter',
    );
    expect((await create('HTTP', redirect)).body.Message).toMatch(/ForwardPort/);
    await made('HTTPS', HTTPS);
    await made('HTTP', redirect);
    const { body } = await show('HTTP', HTTP);
    expect(Object.keys(body).sort()).toEqual([
      'ForwardPort',
      'ListenerForward',
      'ListenerPort',
      'RequestId',
      'Status',
    ]);
    expect((await set('HTTP', place(HTTP))).body.Code).toBe('Operation.NotAllowed');
  });
});

describe('listing', () => {
  const list = async (parameters: Parameters = {}) =>
    (await call('DescribeLoadBalancerListeners', parameters)).body;

  it('returns items in their own format', async () => {
    await made('TCP', { ...TCP, ProxyProtocolV2Enabled: 'true', Description: 'ssh' });
    await made('HTTPS', { ...HTTPS, AclId: '123', 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' });
    const { Listeners, TotalCount, MaxResults } = await list();
    expect([TotalCount, MaxResults]).toEqual([2, 20]);
    expect(Listeners[0]).toMatchObject({
      LoadBalancerId: LB,
      ListenerPort: 22,
      ListenerProtocol: 'tcp',
      Status: 'stopped',
      Description: 'ssh',
      BackendServerPort: 22,
      TCPListenerConfig: { EstablishedTimeout: 900, ProxyProtocolV2Enabled: 'true' },
      Tags: [],
    });
    expect(Listeners[1]).toMatchObject({
      ListenerProtocol: 'https',
      AclIds: ['123'],
      Tags: [{ TagKey: 'a', TagValue: 'b' }],
      HTTPSListenerConfig: { ServerCertificateId: CERTIFICATE, IdleTimeout: 15 },
    });
    expect(Listeners[1].HTTPSListenerConfig).not.toHaveProperty('Description');
  });

  it('filters', async () => {
    await made('TCP', { ...TCP, Description: 'ssh' });
    await made('HTTP', { ...HTTP, 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' });
    await made('TCP', { ...TCP, LoadBalancerId: SHARED });
    await made('TCP', { ...TCP, LoadBalancerId: BEIJING });
    const total = async (parameters: Parameters) => (await list(parameters)).TotalCount;
    expect(await total({})).toBe(3);
    expect(await total({ RegionId: 'cn-beijing' })).toBe(1);
    expect(await total({ 'LoadBalancerId.1': LB })).toBe(2);
    expect(await total({ 'LoadBalancerId.1': LB, 'LoadBalancerId.2': SHARED })).toBe(3);
    expect(await total({ ListenerProtocol: 'http' })).toBe(1);
    expect(await total({ ListenerPort: '22' })).toBe(2);
    expect(await total({ Description: 'ssh' })).toBe(1);
    expect(await total({ 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' })).toBe(1);
    expect(await total({ 'Tag.1.Key': 'a', 'Tag.1.Value': 'c' })).toBe(0);
  });

  it('pages, also when a listener is deleted in between', async () => {
    for (let port = 1; port <= 7; port += 1) {
      await made('TCP', { ...TCP, ListenerPort: String(port) });
    }
    const ports: number[] = [];
    let token = '';
    do {
      const page = await list({ MaxResults: '3', ...(token === '' ? {} : { NextToken: token }) });
      for (const item of page.Listeners) ports.push(item.ListenerPort);
      token = page.NextToken ?? '';
      if (ports.length === 3) {
        await call('DeleteLoadBalancerListener', { LoadBalancerId: LB, ListenerPort: '3' });
      }
    } while (token !== '');
    expect(ports).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it.each<Parameters>([
    { MaxResults: '0' },
    { MaxResults: '101' },
    { NextToken: 'nonsense' },
    { ListenerProtocol: 'ssl' },
    Object.fromEntries(
      Array.from({ length: 11 }, (_, n) => [`LoadBalancerId.${n + 1}`, `lb-${n}`]),
    ),
  ])('refuses %j', async (parameters) => {
    expect((await list(parameters)).Code).toBe('InvalidParameter');
  });

  it('describes load balancers and their listeners', async () => {
    await made('HTTPS', HTTPS);
    await made('HTTP', { ...HTTP, ListenerForward: 'on', ForwardPort: '443' });
    const { body } = await call('DescribeLoadBalancerAttribute', { LoadBalancerId: LB });
    expect(body.ListenerPorts.ListenerPort).toEqual([80, 443]);
    expect(body.ListenerPortsAndProtocol.ListenerPortAndProtocol[0]).toMatchObject({
      ListenerPort: 80,
      ListenerProtocol: 'http',
      ListenerForward: 'on',
      ForwardPort: 443,
    });
    expect(body.LoadBalancerSpec).not.toBe('');
    const shared = await call('DescribeLoadBalancerAttribute', { LoadBalancerId: SHARED });
    expect(shared.body.LoadBalancerSpec).toBe('');
    const page = await call('DescribeLoadBalancers', { PageSize: '2', PageNumber: '2' });
    expect(page.body).toMatchObject({ TotalCount: 4, PageNumber: 2 });
    expect(page.body.LoadBalancers.LoadBalancer).toHaveLength(2);
  });

  it('lists certificates, groups, access lists and regions', async () => {
    const certificates = (await call('DescribeServerCertificates')).body;
    expect(certificates.ServerCertificates.ServerCertificate[0].ServerCertificateId).toBe(
      CERTIFICATE,
    );
    const groups = (await call('DescribeVServerGroups', { LoadBalancerId: LB })).body;
    expect(groups.VServerGroups.VServerGroup[0].VServerGroupId).toBe('rsp-cige6j5e7p');
    const acls = (await call('DescribeAccessControlLists')).body;
    expect(acls.Acls.Acl.map(({ AclId }: { AclId: string }) => AclId)).toContain('123');
    const regions = (await call('DescribeRegions')).body;
    expect(regions.Regions.Region.length).toBeGreaterThan(30);
  });
});

describe('what official clients also call', () => {
  it('has a white list for each listener', async () => {
    await made('TCP', TCP);
    const list = async () =>
      (await call('DescribeListenerAccessControlAttribute', place(TCP))).body;
    const change = async (action: string, parameters: Parameters) =>
      (await call(action, { ...place(TCP), ...parameters })).status;
    expect(await list()).toMatchObject({ AccessControlStatus: 'close', SourceItems: '' });
    await change('SetListenerAccessControlStatus', { AccessControlStatus: 'open_white_list' });
    await change('AddListenerWhiteListItem', { SourceItems: '10.0.0.1,10.1.0.0/16' });
    await change('RemoveListenerWhiteListItem', { SourceItems: '10.0.0.1' });
    expect(await list()).toMatchObject({
      AccessControlStatus: 'open_white_list',
      SourceItems: '10.1.0.0/16',
    });
    expect(await change('AddListenerWhiteListItem', { SourceItems: '0.0.0.0/0' })).toBe(400);
    expect(await change('SetListenerAccessControlStatus', { AccessControlStatus: 'on' })).toBe(400);
  });

  it('has domain extensions of HTTPS listeners', async () => {
    await made('HTTPS', HTTPS);
    const region = { RegionId: 'cn-hangzhou' };
    const at = { ...region, ...place(HTTPS) };
    const list = async () =>
      (await call('DescribeDomainExtensions', at)).body.DomainExtensions.DomainExtension;
    const { body } = await call('CreateDomainExtension', { ...at, Domain: 'www.example.com' });
    const one = { ...region, DomainExtensionId: body.DomainExtensionId };
    const shown = {
      DomainExtensionId: body.DomainExtensionId,
      Domain: 'www.example.com',
      ServerCertificateId: CERTIFICATE,
    };
    expect(await list()).toEqual([shown]);
    const { DomainExtensions } = (await show('HTTPS', HTTPS)).body;
    expect(DomainExtensions.DomainExtension).toEqual([shown]);
    const other = 'idkp-123-cn-test-02';
    await call('SetDomainExtensionAttribute', { ...one, ServerCertificateId: other });
    expect((await call('DescribeDomainExtensionAttribute', one)).body).toMatchObject({
      ...shown,
      ServerCertificateId: other,
      ListenerPort: 443,
    });
    await call('DeleteDomainExtension', one);
    expect(await list()).toEqual([]);
    expect((await call('DeleteDomainExtension', one)).status).toBe(400);
  });

  it('has no rules and no backends, and one CA certificate', async () => {
    await made('HTTP', HTTP);
    const at = { RegionId: 'cn-hangzhou', ...place(HTTP) };
    expect((await call('DescribeRules', at)).body.Rules).toEqual({ Rule: [] });
    expect((await call('DescribeHealthStatus', at)).body.BackendServers).toEqual({
      BackendServer: [],
    });
    const { CACertificates } = (await call('DescribeCACertificates')).body;
    expect(CACertificates.CACertificate).toMatchObject([
      { CACertificateId: '139a00604ad-cn-east-hangzhou-01' },
    ]);
  });

  it('says SynProxy only where it was set, and never in a list', async () => {
    await made('TCP', TCP);
    expect((await show('TCP', TCP)).body).not.toHaveProperty('SynProxy');
    await set('TCP', { ...place(TCP), SynProxy: 'enable' });
    expect((await show('TCP', TCP)).body.SynProxy).toBe('enable');
    const { Listeners } = (await call('DescribeLoadBalancerListeners')).body;
    expect(Listeners[0].TCPListenerConfig).not.toHaveProperty('SynProxy');
  });
});

describe('a signed call', () => {
  it('without Action is refused by SLB', async () => {
    const tamper = (pairs: readonly (readonly [string, string])[]) =>
      pairs.filter(([name]) => name !== 'Action');
    const { body } = await rpc(sandbox.url, '', {}, { at: now, tamper });
    expect(body).toMatchObject({
      Code: 'MissingParameter',
      Message: expect.stringMatching('Action'),
    });
  });

  it('with a parameter that the action does not have is refused', async () => {
    const { body } = await call('StartLoadBalancerListener', { ...place(TCP), Bandwidth: '5' });
    expect(body).toMatchObject({
      Code: 'InvalidParameter',
      Message: 'The specified parameter "Bandwidth" is not valid.',
    });
  });

  it('with a token that does not belong to the key is refused', async () => {
    const { body } = await rpc(sandbox.url, 'DescribeRegions', { SecurityToken: 'x' }, { at: now });
    expect(body.Code).toBe('InvalidSecurityToken.MismatchWithAccessKey');
  });
});
