import { describe, expect, it } from 'vitest';
import { listenerJson } from '../../../src/model/listener.ts';
import { provider } from '../../../src/providers/slb/index.ts';
import { described, LB } from './support.ts';

const HTTPS_DESCRIBED = {
  RequestId: ' CEF72CEB-54B6-4AE8-B225-F876FF7BA984',
  LoadBalancerId: LB,
  ListenerPort: 443,
  BackendServerPort: 80,
  Bandwidth: -1,
  Status: 'Stopped',
  Description: 'web',
  Scheduler: 'wrr',
  SecurityStatus: 'on',
  StickySession: 'on',
  StickySessionType: 'insert',
  CookieTimeout: 500,
  Cookie: '',
  HealthCheck: 'on',
  HealthCheckMethod: 'head',
  HealthCheckDomain: '$_ip',
  HealthCheckURI: '/',
  HealthCheckHttpCode: 'http_2xx,http_3xx',
  HealthCheckConnectPort: -520,
  HealthCheckInterval: 2,
  HealthCheckTimeout: 5,
  HealthyThreshold: 3,
  UnhealthyThreshold: 3,
  IdleTimeout: 15,
  RequestTimeout: 60,
  Gzip: 'on',
  EnableHttp2: 'off',
  TLSCipherPolicy: 'tls_cipher_policy_1_2',
  ServerCertificateId: 'idkp-123-cn-test-01',
  CACertificateId: '',
  VServerGroupId: '',
  AclStatus: 'on',
  AclType: 'white',
  AclId: 'acl-1,acl-2',
  AclIds: { AclId: ['acl-1', 'acl-2'] },
  XForwardedFor: 'on',
  XForwardedFor_SLBIP: 'off',
  XForwardedFor_SLBID: 'on',
  XForwardedFor_SLBPORT: 'off',
  XForwardedFor_proto: 'on',
  XForwardedFor_ClientSrcPort: 'off',
  Rules: { Rule: [] },
  DomainExtensions: { DomainExtension: [] },
  Tags: { Tag: [{ TagKey: 'team', TagValue: 'a' }] },
};

const HTTPS_LISTED = {
  LoadBalancerId: LB,
  ListenerPort: 443,
  ListenerProtocol: 'https',
  BackendServerPort: 80,
  Bandwidth: -1,
  Status: 'stopped',
  Description: 'web',
  Scheduler: 'wrr',
  AclStatus: 'on',
  AclType: 'white',
  AclId: 'acl-1',
  AclIds: ['acl-1', 'acl-2'],
  Tags: [{ TagKey: 'team', TagValue: 'a' }],
  HTTPSListenerConfig: {
    StickySession: 'on',
    StickySessionType: 'insert',
    CookieTimeout: 500,
    HealthCheck: 'on',
    HealthCheckMethod: 'head',
    HealthCheckDomain: '$_ip',
    HealthCheckURI: '/',
    HealthCheckHttpCode: 'http_2xx,http_3xx',
    HealthCheckConnectPort: 0,
    HealthCheckInterval: 2,
    HealthCheckTimeout: 5,
    HealthyThreshold: 3,
    UnhealthyThreshold: 3,
    IdleTimeout: 15,
    RequestTimeout: 60,
    Gzip: 'on',
    EnableHttp2: 'off',
    TLSCipherPolicy: 'tls_cipher_policy_1_2',
    ServerCertificateId: 'idkp-123-cn-test-01',
    XForwardedFor: 'on',
    XForwardedFor_SLBIP: 'off',
    XForwardedFor_SLBID: 'on',
    XForwardedFor_SLBPORT: 'off',
    XForwardedFor_proto: 'on',
    XForwardedFor_ClientSrcPort: 'off',
  },
};

const HTTPS_FIELDS = {
  loadBalancer: LB,
  protocol: 'https',
  port: 443,
  name: 'web',
  'backend.port': 80,
  algorithm: 'weighted-round-robin',
  bandwidth: 'unlimited',
  'stickySession.mode': 'insert',
  'stickySession.timeout': 500,
  idleTimeout: 15,
  requestTimeout: 60,
  'tls.certificate': 'idkp-123-cn-test-01',
  'tls.policy': 'tls-1.2',
  http2: 'off',
  gzip: 'on',
  forwardedHeaders: ['for', 'slb-id', 'proto'],
  'healthCheck.enabled': 'on',
  'healthCheck.path': '/',
  'healthCheck.domain': '$_ip',
  'healthCheck.codes': ['2xx', '3xx'],
  'healthCheck.method': 'head',
  'healthCheck.interval': 2,
  'healthCheck.timeout': 5,
  'healthCheck.healthy': 3,
  'healthCheck.unhealthy': 3,
  'access.mode': 'allow',
  'access.lists': ['acl-1', 'acl-2'],
  tags: { team: 'a' },
};

const TCP_DESCRIBED = {
  RequestId: 'x',
  LoadBalancerId: LB,
  ListenerPort: 22,
  Bandwidth: 10,
  Status: 'running',
  Scheduler: 'tch',
  SynProxy: 'enable',
  PersistenceTimeout: 3600,
  EstablishedTimeout: 900,
  HealthCheck: 'on',
  HealthCheckType: 'tcp',
  HealthCheckURI: '',
  HealthCheckHttpCode: '',
  HealthCheckConnectPort: 22,
  HealthCheckConnectTimeout: 8,
  HealthCheckInterval: 5,
  HealthyThreshold: 8,
  UnhealthyThreshold: 8,
  VServerGroupId: 'rsp-1',
  MasterSlaveServerGroupId: '',
  AclStatus: 'off',
  ConnectionDrain: 'on',
  ConnectionDrainTimeout: 300,
  ProxyProtocolV2Enabled: true,
};

const TCP_LISTED = {
  LoadBalancerId: LB,
  ListenerPort: 22,
  ListenerProtocol: 'tcp',
  Bandwidth: 10,
  Status: 'running',
  Scheduler: 'tch',
  VServerGroupId: 'rsp-1',
  AclStatus: 'off',
  TCPListenerConfig: {
    PersistenceTimeout: 3600,
    EstablishedTimeout: 900,
    HealthCheck: 'on',
    HealthCheckType: 'tcp',
    HealthCheckConnectPort: 22,
    HealthCheckConnectTimeout: 8,
    HealthCheckInterval: 5,
    HealthyThreshold: 8,
    UnhealthyThreshold: 8,
    ConnectionDrain: 'on',
    ConnectionDrainTimeout: 300,
    ProxyProtocolV2Enabled: 'true',
  },
  UDPListenerConfig: {},
};

const TCP_FIELDS = {
  loadBalancer: LB,
  protocol: 'tcp',
  port: 22,
  'backend.group': 'rsp-1',
  algorithm: 'four-tuple',
  bandwidth: 10,
  'stickySession.mode': 'source-ip',
  'stickySession.timeout': 3600,
  idleTimeout: 900,
  drain: 300,
  'healthCheck.enabled': 'on',
  'healthCheck.protocol': 'tcp',
  'healthCheck.port': 22,
  'healthCheck.interval': 5,
  'healthCheck.timeout': 8,
  'healthCheck.healthy': 8,
  'healthCheck.unhealthy': 8,
  'access.mode': 'off',
  proxyProtocol: 'on',
};

const UDP_DESCRIBED = {
  LoadBalancerId: LB,
  ListenerPort: 53,
  BackendServerPort: 53,
  Bandwidth: 5,
  Status: 'configuring',
  Scheduler: 'qch',
  HealthCheck: 'on',
  HealthCheckReq: 'ping',
  HealthCheckExp: 'pong',
  HealthCheckConnectTimeout: 5,
  ProxyProtocolV2Enabled: false,
};

const UDP_LISTED = {
  LoadBalancerId: LB,
  ListenerPort: 53,
  ListenerProtocol: 'udp',
  BackendServerPort: 53,
  Bandwidth: 5,
  Status: 'configuring',
  Scheduler: 'qch',
  UDPListenerConfig: {
    HealthCheck: 'on',
    HealthCheckReq: 'ping',
    HealthCheckExp: 'pong',
    HealthCheckConnectTimeout: 5,
    ProxyProtocolV2Enabled: 'false',
  },
};

const UDP_FIELDS = {
  loadBalancer: LB,
  protocol: 'udp',
  port: 53,
  'backend.port': 53,
  algorithm: 'connection-id',
  bandwidth: 5,
  'healthCheck.enabled': 'on',
  'healthCheck.timeout': 5,
  'healthCheck.request': 'ping',
  'healthCheck.expect': 'pong',
  proxyProtocol: 'off',
};

const REDIRECT_DESCRIBED = {
  ForwardPort: 443,
  ListenerPort: 80,
  Status: 'running',
  ListenerForward: 'on',
  RequestId: 'x',
};

const REDIRECT_LISTED = {
  LoadBalancerId: LB,
  ListenerPort: 80,
  ListenerProtocol: 'http',
  Status: 'running',
  HTTPListenerConfig: { ListenerForward: 'on', ForwardPort: 443 },
};

const REDIRECT_FIELDS = { loadBalancer: LB, protocol: 'http', port: 80, redirectTo: 443 };

describe.each([
  ['https', 443, 'stopped', HTTPS_DESCRIBED, HTTPS_LISTED, HTTPS_FIELDS],
  ['tcp', 22, 'running', TCP_DESCRIBED, TCP_LISTED, TCP_FIELDS],
  ['udp', 53, 'configuring', UDP_DESCRIBED, UDP_LISTED, UDP_FIELDS],
  ['http', 80, 'running', REDIRECT_DESCRIBED, REDIRECT_LISTED, REDIRECT_FIELDS],
] as const)('a response with a listener on %s', (protocol, port, status, one, item, fields) => {
  const ref = `${LB}/${protocol}/${port}`;

  it('decodes to the same listener from Describe and from a list', () => {
    const fromAttribute = provider.decode(described(ref, one));
    const fromList = provider.decode(item);
    expect(fromAttribute.fields).toEqual(fields);
    expect(fromList.fields).toEqual(fields);
    expect(fromList).toMatchObject({ ref, id: ref, provider: 'slb', status });
    expect(fromAttribute).toMatchObject({ ref, id: ref, provider: 'slb', status });
  });

  it('is shown unchanged', () => {
    const native = listenerJson(provider.decode(described(ref, one)))['native'];
    expect(JSON.stringify(native)).toBe(JSON.stringify(one));
    expect(native).toEqual(one);
  });
});

describe('values for an update', () => {
  const values = provider.valuesOf(described(`${LB}/https/443`, HTTPS_DESCRIBED));

  it.each(['HealthCheckConnectPort', 'CACertificateId', 'VServerGroupId', 'Cookie'])(
    'omit %s, whose unset value requests refuse',
    (name) => {
      expect(values).not.toHaveProperty(name);
    },
  );

  it.each(['BackendServerPort', 'Tag', 'SecurityStatus', 'RegionId'])(
    'omit %s, which Set does not accept',
    (name) => {
      expect(values).not.toHaveProperty(name);
    },
  );

  it('use the names of requests', () => {
    expect(values).toMatchObject({ AclId: ['acl-1', 'acl-2'], Bandwidth: -1 });
    expect(provider.valuesOf(described(`${LB}/tcp/22`, TCP_DESCRIBED))).toMatchObject({
      HealthCheckSwitch: 'on',
      HealthCheckConnectTimeout: 8,
      ProxyProtocolV2Enabled: 'true',
      SynProxy: 'enable',
    });
  });
});

describe('unusual responses', () => {
  it.each([
    ['RUNNING', 'running'],
    ['stopping', 'stopping'],
    ['dreaming', 'unknown'],
    [undefined, 'unknown'],
  ])('map status %s to %s', (Status, status) => {
    expect(provider.decode({ ...UDP_LISTED, Status }).status).toBe(status);
  });

  it('may contain a listener with an unknown protocol', () => {
    const native = { LoadBalancerId: LB, ListenerPort: 443, ListenerProtocol: 'tcpssl' };
    expect(provider.decode(native)).toMatchObject({
      ref: `${LB}/tcpssl/443`,
      fields: { loadBalancer: LB, port: 443 },
    });
    expect(() => provider.valuesOf(native)).toThrow('has an unknown protocol');
  });

  it('are rejected if they contain no listener', () => {
    expect(() => provider.decode({ RequestId: 'x' })).toThrow(
      'the response lacks the load balancer',
    );
  });

  it('may contain a single access control list in the older field', () => {
    const native = { ...UDP_LISTED, AclStatus: 'on', AclType: 'black', AclId: 'acl-9' };
    expect(provider.decode(native).fields).toMatchObject({
      'access.mode': 'deny',
      'access.lists': ['acl-9'],
    });
  });
});
