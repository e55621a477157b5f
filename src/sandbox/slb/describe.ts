import type { SlbListener, SlbLoadBalancer, SlbTransient } from '../model.ts';
import { PARAMETERS } from './parameters.ts';

/** Attributes with their types, as Describe… answers them. */
export type Attributes = Readonly<Record<string, unknown>>;

export function statusOf(listener: SlbListener, now: Date): SlbTransient | 'running' | 'stopped' {
  const { transition, settled } = listener;
  return transition !== null && now.getTime() < transition.until ? transition.status : settled;
}

/**
 * Defaults of the API reference, and those that its example answers show.
 * Empty strings are what the real service says where nothing was set.
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
  listener: SlbListener,
  loadBalancer: SlbLoadBalancer,
): Readonly<Record<string, string>> {
  const { settings, protocol } = listener;
  switch (protocol) {
    case 'http':
    case 'https':
      return {
        ...LAYER_7_DEFAULTS,
        ...(settings['HealthCheck'] === 'on' ? LAYER_7_HEALTH : {}),
        ...(protocol === 'https' ? { EnableHttp2: 'on', CACertificateId: '' } : {}),
        ...(protocol === 'https' && loadBalancer.spec !== ''
          ? { TLSCipherPolicy: 'tls_cipher_policy_1_0' }
          : {}),
        ...(protocol === 'http' ? { ListenerForward: 'off' } : {}),
      };
    case 'tcp':
    case 'udp': {
      const checked = settings['HealthCheck'] !== 'off';
      const byHttp = settings['HealthCheckType'] === 'http';
      return {
        ...LAYER_4_DEFAULTS,
        ...(checked ? LAYER_4_HEALTH : {}),
        ...(protocol === 'udp' ? { HealthCheckReq: '', HealthCheckExp: '' } : {}),
        ...(protocol === 'tcp'
          ? {
              PersistenceTimeout: '0',
              EstablishedTimeout: '900',
              SynProxy: 'disable',
              ConnectionDrain: 'off',
              HealthCheckType: 'tcp',
              HealthCheckDomain: byHttp ? '$_ip' : '',
              HealthCheckURI: byHttp ? '/' : '',
              HealthCheckHttpCode: byHttp ? 'http_2xx' : '',
            }
          : {}),
      };
    }
  }
}

/** All settings of a listener, defaults filled in. */
function attributesOf(
  listener: SlbListener,
  loadBalancer: SlbLoadBalancer,
): Record<string, unknown> {
  const { protocol, settings } = listener;
  const texts = { ...defaultsOf(listener, loadBalancer), ...settings };
  const numbers = new Set(
    PARAMETERS[protocol].filter(({ integer }) => integer).map(({ attribute }) => attribute),
  );
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(texts)) {
    attributes[name] = numbers.has(name) ? Number(value) : value;
  }
  const layer4 = protocol === 'tcp' || protocol === 'udp';
  if (layer4 && texts['VServerGroupId'] !== '') delete attributes['BackendServerPort'];
  return attributes;
}

export function isRedirect(listener: SlbListener): boolean {
  return listener.settings['ListenerForward'] === 'on';
}

/** The answer of DescribeLoadBalancer…ListenerAttribute, but for its RequestId. */
export function describeListener(
  listener: SlbListener,
  loadBalancer: SlbLoadBalancer,
  now: Date,
): Attributes {
  const Status = statusOf(listener, now);
  if (isRedirect(listener)) {
    // All that the real service tells of a redirect ("DescribeLoadBalancerHTTPListenerAttribute").
    return {
      ForwardPort: Number(listener.settings['ForwardPort']),
      ListenerPort: listener.port,
      Status,
      ListenerForward: 'on',
    };
  }
  const attributes = attributesOf(listener, loadBalancer);
  if (attributes['ProxyProtocolV2Enabled'] !== undefined) {
    attributes['ProxyProtocolV2Enabled'] = attributes['ProxyProtocolV2Enabled'] === 'true';
  }
  const tags = listener.tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
  const layer7 = listener.protocol === 'http' || listener.protocol === 'https';
  return {
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: listener.port,
    Status,
    ...(layer7 ? { SecurityStatus: 'on', Rules: { Rule: [] } } : {}),
    ...(listener.protocol === 'https' ? { DomainExtensions: { DomainExtension: [] } } : {}),
    ...attributes,
    ...aclIds(attributes, (ids) => ({ AclId: ids })),
    Tags: { Tag: tags },
  };
}

/** In an item of the listing these stand at the top, the others under the protocol's own key. */
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

/** An item of DescribeLoadBalancerListeners: a shape of its own. */
export function listItem(
  listener: SlbListener,
  loadBalancer: SlbLoadBalancer,
  now: Date,
): Attributes {
  const attributes = isRedirect(listener)
    ? { ListenerForward: 'on', ForwardPort: Number(listener.settings['ForwardPort']) }
    : attributesOf(listener, loadBalancer);
  const entries = Object.entries(attributes);
  const shared = Object.fromEntries(entries.filter(([name]) => SHARED.has(name)));
  return {
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: listener.port,
    ListenerProtocol: listener.protocol,
    Status: statusOf(listener, now),
    ...shared,
    ...aclIds(shared, (ids) => ids),
    Tags: listener.tags.map(({ key, value }) => ({ TagKey: key, TagValue: value })),
    [`${listener.protocol.toUpperCase()}ListenerConfig`]: Object.fromEntries(
      entries.filter(([name]) => !SHARED.has(name)),
    ),
  };
}

function aclIds(attributes: Attributes, wrap: (ids: readonly string[]) => unknown): Attributes {
  const ids = attributes['AclId'];
  return typeof ids === 'string' ? { AclIds: wrap(ids.split(',')) } : {};
}
