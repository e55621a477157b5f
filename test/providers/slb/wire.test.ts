import { describe, expect, it } from 'vitest';
import type { OperationVerb } from '../../../src/model/rule.ts';
import { operationFor } from '../../../src/providers/operations.ts';
import { provider } from '../../../src/providers/slb/index.ts';

/**
 * The parameters of each request, from the vendor's metadata and the page of the HTTPS listener. `!`
 * marks those that the create request requires.
 */
const REQUESTS: readonly (readonly [string, OperationVerb, string, string])[] = [
  [
    'https-listener',
    'create',
    'CreateLoadBalancerHTTPSListener',
    `Bandwidth! HealthCheck! ListenerPort! LoadBalancerId! RegionId! ServerCertificateId!
    StickySession! AclId AclStatus AclType BackendServerPort CACertificateId Cookie CookieTimeout
    Description EnableHttp2 Gzip HealthCheckConnectPort HealthCheckDomain HealthCheckHttpCode
    HealthCheckInterval HealthCheckMethod HealthCheckTimeout HealthCheckURI HealthyThreshold
    IdleTimeout RequestTimeout Scheduler StickySessionType Tag TLSCipherPolicy UnhealthyThreshold
    VServerGroupId XForwardedFor XForwardedFor_ClientSrcPort XForwardedFor_proto
    XForwardedFor_SLBID XForwardedFor_SLBIP XForwardedFor_SLBPORT`,
  ],
  [
    'http-listener',
    'create',
    'CreateLoadBalancerHTTPListener',
    `HealthCheck! ListenerPort! LoadBalancerId! AclId AclStatus AclType BackendServerPort Bandwidth
    Cookie CookieTimeout Description ForwardPort Gzip HealthCheckConnectPort HealthCheckDomain
    HealthCheckHttpCode HealthCheckInterval HealthCheckMethod HealthCheckTimeout HealthCheckURI
    HealthyThreshold IdleTimeout ListenerForward RegionId RequestTimeout Scheduler StickySession
    StickySessionType Tag UnhealthyThreshold VServerGroupId XForwardedFor
    XForwardedFor_ClientSrcPort XForwardedFor_proto XForwardedFor_SLBID XForwardedFor_SLBIP
    XForwardedFor_SLBPORT`,
  ],
  [
    'tcp-listener',
    'create',
    'CreateLoadBalancerTCPListener',
    `Bandwidth! ListenerPort! LoadBalancerId! AclId AclStatus AclType BackendServerPort
    ConnectionDrain ConnectionDrainTimeout Description EstablishedTimeout HealthCheckConnectPort
    HealthCheckConnectTimeout HealthCheckDomain HealthCheckHttpCode healthCheckInterval
    HealthCheckSwitch HealthCheckType HealthCheckURI HealthyThreshold MasterSlaveServerGroupId
    PersistenceTimeout ProxyProtocolV2Enabled RegionId Scheduler Tag UnhealthyThreshold
    VServerGroupId`,
  ],
  [
    'udp-listener',
    'create',
    'CreateLoadBalancerUDPListener',
    `Bandwidth! ListenerPort! LoadBalancerId! AclId AclStatus AclType BackendServerPort Description
    HealthCheckConnectPort HealthCheckConnectTimeout healthCheckExp healthCheckInterval
    healthCheckReq HealthCheckSwitch HealthyThreshold MasterSlaveServerGroupId
    ProxyProtocolV2Enabled RegionId Scheduler Tag UnhealthyThreshold VServerGroupId`,
  ],
  [
    'https-listener',
    'update',
    'SetLoadBalancerHTTPSListenerAttribute',
    `ListenerPort LoadBalancerId AclId AclStatus AclType Bandwidth CACertificateId Cookie
    CookieTimeout Description EnableHttp2 Gzip HealthCheck HealthCheckConnectPort HealthCheckDomain
    HealthCheckHttpCode HealthCheckInterval HealthCheckMethod HealthCheckTimeout HealthCheckURI
    HealthyThreshold IdleTimeout RegionId RequestTimeout Scheduler ServerCertificateId
    StickySession StickySessionType TLSCipherPolicy UnhealthyThreshold VServerGroup VServerGroupId
    XForwardedFor XForwardedFor_ClientSrcPort XForwardedFor_proto XForwardedFor_SLBID
    XForwardedFor_SLBIP XForwardedFor_SLBPORT`,
  ],
  [
    'http-listener',
    'update',
    'SetLoadBalancerHTTPListenerAttribute',
    `ListenerPort LoadBalancerId AclId AclStatus AclType Bandwidth Cookie CookieTimeout Description
    Gzip HealthCheck HealthCheckConnectPort HealthCheckDomain HealthCheckHttpCode
    HealthCheckInterval HealthCheckMethod HealthCheckTimeout HealthCheckURI HealthyThreshold
    IdleTimeout RegionId RequestTimeout Scheduler StickySession StickySessionType
    UnhealthyThreshold VServerGroup VServerGroupId XForwardedFor XForwardedFor_ClientSrcPort
    XForwardedFor_proto XForwardedFor_SLBID XForwardedFor_SLBIP XForwardedFor_SLBPORT`,
  ],
  [
    'tcp-listener',
    'update',
    'SetLoadBalancerTCPListenerAttribute',
    `ListenerPort LoadBalancerId AclId AclStatus AclType Bandwidth ConnectionDrain
    ConnectionDrainTimeout Description EstablishedTimeout HealthCheckConnectPort
    HealthCheckConnectTimeout HealthCheckDomain HealthCheckHttpCode HealthCheckInterval
    HealthCheckSwitch HealthCheckType HealthCheckURI HealthyThreshold MasterSlaveServerGroup
    MasterSlaveServerGroupId PersistenceTimeout ProxyProtocolV2Enabled RegionId Scheduler SynProxy
    UnhealthyThreshold VServerGroup VServerGroupId`,
  ],
  [
    'udp-listener',
    'update',
    'SetLoadBalancerUDPListenerAttribute',
    `ListenerPort LoadBalancerId AclId AclStatus AclType Bandwidth Description
    HealthCheckConnectPort HealthCheckConnectTimeout healthCheckExp HealthCheckInterval
    healthCheckReq HealthCheckSwitch HealthyThreshold MasterSlaveServerGroup
    MasterSlaveServerGroupId ProxyProtocolV2Enabled RegionId Scheduler UnhealthyThreshold
    VServerGroup VServerGroupId`,
  ],
];

describe.each(REQUESTS)('%s %s', (noun, verb, title, table) => {
  const expected = table.split(/\s+/);
  const operation = provider.operation(noun, verb);

  it('has the title of the request', () => {
    expect(operation.title).toBe(title);
  });

  it('has exactly the parameters of the metadata, with the same spelling', () => {
    const sent = operation.parameters
      .filter(({ presence }) => presence !== 'create-only')
      .map(({ wire }) => wire);
    expect(sent.toSorted()).toEqual(expected.map((name) => name.replace('!', '')).toSorted());
  });

  it('requires what the page requires', () => {
    const required = operation.parameters
      .filter(({ presence }) => presence === 'required')
      .map(({ wire }) => `${wire}!`);
    expect(required.toSorted()).toEqual(expected.filter((name) => name.endsWith('!')).toSorted());
  });

  it('has a different flag for each', () => {
    const flags = operation.parameters.map(({ flag }) => flag);
    expect(new Set(flags).size).toBe(flags.length);
  });
});

describe('a parameter that Set requests lack', () => {
  it.each([
    ['http-listener', ['BackendServerPort', 'ForwardPort', 'ListenerForward', 'Tag']],
    ['https-listener', ['BackendServerPort', 'Tag']],
    ['tcp-listener', ['BackendServerPort', 'Tag']],
    ['udp-listener', ['BackendServerPort', 'Tag']],
  ])('is create-only on %s', (noun, names) => {
    const createOnly = provider
      .operation(noun, 'update')
      .parameters.filter(({ presence }) => presence === 'create-only');
    expect(createOnly.map(({ name }) => name).toSorted()).toEqual(names);
    expect(createOnly.every(({ source }) => source.startsWith('CreateLoadBalancer'))).toBe(true);
  });
});

describe('flags', () => {
  it.each([
    ['https-listener', 'update', 'XForwardedFor_SLBID', 'x-forwarded-for-slb-id'],
    ['https-listener', 'create', 'CACertificateId', 'ca-certificate-id'],
    ['https-listener', 'create', 'TLSCipherPolicy', 'tls-cipher-policy'],
    ['https-listener', 'create', 'EnableHttp2', 'enable-http2'],
    ['https-listener', 'create', 'HealthCheckURI', 'health-check-uri'],
    ['https-listener', 'create', 'VServerGroupId', 'vserver-group-id'],
    ['https-listener', 'create', 'XForwardedFor_proto', 'x-forwarded-for-proto'],
    ['tcp-listener', 'create', 'HealthCheckInterval', 'health-check-interval'],
    ['udp-listener', 'update', 'HealthCheckReq', 'health-check-req'],
    ['tcp-listener', 'create', 'ProxyProtocolV2Enabled', 'proxy-protocol-v2-enabled'],
  ] as const)('%s %s: %s is --%s', (noun, verb, name, flag) => {
    const row = provider.operation(noun, verb).parameters.find((one) => one.name === name);
    expect(row?.flag).toBe(flag);
  });
});

it('maps protocols to nouns', () => {
  expect(operationFor(provider, 'tcp', 'create')?.noun).toBe('tcp-listener');
  expect(operationFor(provider, 'ssl', 'create')).toBeUndefined();
  expect(() => provider.operation('listener', 'create')).toThrow('no parameters for listener');
});
