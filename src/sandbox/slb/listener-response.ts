import type { SlbListener, SlbLoadBalancer, SlbTransient } from '../state/model.ts';
import { domainExtension } from './domain-extensions.ts';
import { isLayer4, PARAMETERS } from './parameters.ts';
import type { Attributes } from './response.ts';

export function statusOf(listener: SlbListener, now: Date): SlbTransient | 'running' | 'stopped' {
  const { transition, settled } = listener;
  return transition !== null && now.getTime() < transition.until ? transition.status : settled;
}

/**
 * Defaults of the API reference and of its example responses.
 * The real service returns an empty string for what was not set.
 */
const LAYER_7_DEFAULTS = {
  Bandwidth: '-1',
  Description: '',
  Scheduler: 'wrr',
  VServerGroupId: '',
  StickySession: 'off',
  StickySessionType: '',
  Cookie: '',
  HealthCheck: 'off',
  AclStatus: 'off',
  IdleTimeout: '15',
  RequestTimeout: '60',
  Gzip: 'on',
  XForwardedFor: 'on',
  XForwardedFor_SLBIP: 'off',
  XForwardedFor_SLBID: 'off',
  XForwardedFor_SLBPORT: 'off',
  XForwardedFor_proto: 'off',
  XForwardedFor_ClientSrcPort: 'off',
};

const LAYER_7_HEALTH = {
  HealthCheckDomain: '$_ip',
  HealthCheckURI: '/',
  HealthCheckHttpCode: 'http_2xx',
  HealthCheckConnectPort: '-520',
  HealthCheckInterval: '2',
  HealthCheckTimeout: '5',
  HealthyThreshold: '3',
  UnhealthyThreshold: '3',
};

const LAYER_4_DEFAULTS = {
  Bandwidth: '-1',
  Description: '',
  Scheduler: 'wrr',
  VServerGroupId: '',
  MasterSlaveServerGroupId: '',
  HealthCheck: 'on',
  AclStatus: 'off',
  ProxyProtocolV2Enabled: 'false',
};

const LAYER_4_HEALTH = {
  HealthCheckConnectPort: '-520',
  HealthCheckConnectTimeout: '5',
  HealthCheckInterval: '2',
  HealthyThreshold: '3',
  UnhealthyThreshold: '3',
};

function defaultsOf(
  { settings, protocol }: SlbListener,
  loadBalancer: SlbLoadBalancer,
): Readonly<Record<string, string>> {
  const byHttp = settings['HealthCheckType'] === 'http';
  const layer7 = { ...LAYER_7_DEFAULTS, ...(settings['HealthCheck'] === 'on' && LAYER_7_HEALTH) };
  const layer4 = { ...LAYER_4_DEFAULTS, ...(settings['HealthCheck'] !== 'off' && LAYER_4_HEALTH) };
  switch (protocol) {
    case 'http':
      return { ...layer7, ListenerForward: 'off' };
    case 'https':
      return {
        ...layer7,
        EnableHttp2: 'on',
        CACertificateId: '',
        ...(loadBalancer.spec !== '' && { TLSCipherPolicy: 'tls_cipher_policy_1_0' }),
      };
    case 'tcp':
      return {
        ...layer4,
        PersistenceTimeout: '0',
        EstablishedTimeout: '900',
        ConnectionDrain: 'off',
        HealthCheckType: 'tcp',
        HealthCheckDomain: byHttp ? '$_ip' : '',
        HealthCheckURI: byHttp ? '/' : '',
        HealthCheckHttpCode: byHttp ? 'http_2xx' : '',
      };
    case 'udp':
      return { ...layer4, HealthCheckReq: '', HealthCheckExp: '' };
  }
}

/** All settings of a listener, including defaults. */
function attributesOf(
  listener: SlbListener,
  loadBalancer: SlbLoadBalancer,
): Record<string, unknown> {
  const { protocol, settings } = listener;
  const texts = { ...defaultsOf(listener, loadBalancer), ...settings };
  const attributes: Record<string, unknown> = { ...texts };
  for (const { attribute, integer } of PARAMETERS[protocol]) {
    if (integer && attribute in texts) attributes[attribute] = Number(texts[attribute]);
  }
  if (isLayer4(protocol) && texts['VServerGroupId'] !== '') delete attributes['BackendServerPort'];
  return attributes;
}

/** The attributes of a listener that redirects to another one; undefined for others. */
export function redirectOf({ settings }: SlbListener): Attributes | undefined {
  if (settings['ListenerForward'] !== 'on') return undefined;
  return { ListenerForward: 'on', ForwardPort: Number(settings['ForwardPort']) };
}

/** The response of DescribeLoadBalancer…ListenerAttribute. */
export function describeListener(
  listener: SlbListener,
  loadBalancer: SlbLoadBalancer,
  now: Date,
): Attributes {
  const Status = statusOf(listener, now);
  const redirect = redirectOf(listener);
  if (redirect !== undefined) {
    // Nothing else of a redirect is returned ("DescribeLoadBalancerHTTPListenerAttribute").
    const { ForwardPort, ListenerForward } = redirect;
    return { ForwardPort, ListenerPort: listener.port, Status, ListenerForward };
  }
  const attributes = attributesOf(listener, loadBalancer);
  if (attributes['ProxyProtocolV2Enabled'] !== undefined) {
    attributes['ProxyProtocolV2Enabled'] = attributes['ProxyProtocolV2Enabled'] === 'true';
  }
  const acls = aclIds(attributes);
  return {
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: listener.port,
    Status,
    ...(!isLayer4(listener.protocol) && { SecurityStatus: 'on', Rules: { Rule: [] } }),
    ...(listener.protocol === 'https' && {
      DomainExtensions: {
        DomainExtension: (listener.domainExtensions ?? []).map(domainExtension),
      },
    }),
    ...attributes,
    ...(acls && { AclIds: { AclId: acls } }),
    Tags: { Tag: tags(listener) },
  };
}

/** In DescribeLoadBalancerListeners these are at the top level, others under a key per protocol. */
const SHARED: ReadonlySet<string> = new Set([
  'Description',
  'Bandwidth',
  'Scheduler',
  'BackendServerPort',
  'VServerGroupId',
  'AclStatus',
  'AclType',
  'AclId',
]);

/** An item of DescribeLoadBalancerListeners. */
export function listItem(
  listener: SlbListener,
  loadBalancer: SlbLoadBalancer,
  now: Date,
): Attributes {
  const attributes = redirectOf(listener) ?? attributesOf(listener, loadBalancer);
  const entries = Object.entries(attributes);
  const shared = Object.fromEntries(entries.filter(([name]) => SHARED.has(name)));
  const acls = aclIds(shared);
  return {
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: listener.port,
    ListenerProtocol: listener.protocol,
    Status: statusOf(listener, now),
    ...shared,
    ...(acls && { AclIds: acls }),
    Tags: tags(listener),
    [`${listener.protocol.toUpperCase()}ListenerConfig`]: Object.fromEntries(
      entries.filter(([name]) => !SHARED.has(name) && name !== 'SynProxy'),
    ),
  };
}

function tags(listener: SlbListener): unknown {
  return listener.tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
}

function aclIds({ AclId }: Attributes): string[] | undefined {
  return typeof AclId === 'string' ? AclId.split(',') : undefined;
}
