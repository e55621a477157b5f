import { listenerKey, type SlbLoadBalancer, type SlbProtocol, type SlbState } from '../model.ts';
import {
  count,
  listenerAt,
  listenersOn,
  loadBalancerOf,
  needed,
  optional,
  PROTOCOLS,
  portOf,
  region,
  type SlbCall,
  tagsOf,
} from './call.ts';
import { type Attributes, describeListener, listItem } from './describe.ts';
import { invalid, SlbError } from './errors.ts';
import { REGIONS } from './regions.ts';

export function describeAttribute(
  call: SlbCall,
  state: SlbState,
  protocol: SlbProtocol,
): Attributes {
  needed(call, 'LoadBalancerId');
  const port = portOf(call);
  const loadBalancer = loadBalancerOf(call, state);
  const listener = listenerAt(state, loadBalancer.id, protocol, port);
  if (listener === undefined) {
    throw new SlbError(400, 'InvalidParameter', 'The specified resource does not exist.');
  }
  return describeListener(listener, loadBalancer, call.now);
}

/** DescribeLoadBalancerListeners: pages go on after the last key, so that changes don't shift them. */
export function describeListeners(call: SlbCall, state: SlbState): Attributes {
  const ids = new Set<string>();
  for (const [name, value] of call.parameters) {
    if (/^LoadBalancerId\.\d+$/.test(name)) ids.add(value);
  }
  if (ids.size > 10) throw invalid('LoadBalancerId');
  const protocol = optional(call, 'ListenerProtocol');
  if (protocol !== undefined && !PROTOCOLS.some((known) => known === protocol)) {
    throw invalid('ListenerProtocol');
  }
  const port = optional(call, 'ListenerPort') === undefined ? undefined : portOf(call);
  const description = optional(call, 'Description');
  const tags = tagsOf(call);
  const size = count(call, 'MaxResults', 20, 100);
  const token = optional(call, 'NextToken');
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString('utf8');
  if (token !== undefined && !/^[^/]+\/\d{5}\/[a-z]+$/.test(after)) throw invalid('NextToken');
  const place = region(call);

  const found = Array.from(state.listeners.values())
    .flatMap((listener) => {
      const loadBalancer = state.loadBalancers.get(listener.loadBalancerId);
      const wanted =
        loadBalancer?.region === place &&
        (ids.size === 0 || ids.has(listener.loadBalancerId)) &&
        (protocol === undefined || listener.protocol === protocol) &&
        (port === undefined || listener.port === port) &&
        (description === undefined || listener.settings['Description'] === description) &&
        tags.every(({ key, value }) =>
          listener.tags.some((tag) => tag.key === key && (value === '' || tag.value === value)),
        );
      const key = listenerKey(listener.loadBalancerId, listener.protocol, listener.port);
      return loadBalancer !== undefined && wanted ? [{ key, listener, loadBalancer }] : [];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = found.filter(({ key }) => key > after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return {
    TotalCount: found.length,
    MaxResults: size,
    ...(last !== undefined && rest.length > page.length
      ? { NextToken: Buffer.from(last.key).toString('base64url') }
      : {}),
    ...(page.length === 0
      ? {}
      : {
          Listeners: page.map(({ listener, loadBalancer }) =>
            listItem(listener, loadBalancer, call.now),
          ),
        }),
  };
}

export function describeLoadBalancer(call: SlbCall, state: SlbState): Attributes {
  const loadBalancer = loadBalancerOf(call, state);
  const listeners = listenersOn(state, loadBalancer.id).sort((a, b) => a.port - b.port);
  const pairs = listeners.map(({ port, protocol, settings }) => ({
    ListenerPort: port,
    ListenerProtocol: protocol,
    ...(settings['ListenerForward'] === 'on'
      ? { ListenerForward: 'on', ForwardPort: Number(settings['ForwardPort']) }
      : {}),
    Description: settings['Description'] ?? '',
  }));
  return {
    ...loadBalancerSummary(loadBalancer),
    Bandwidth: loadBalancer.bandwidth,
    ListenerPorts: { ListenerPort: listeners.map(({ port }) => port) },
    ListenerPortsAndProtocol: { ListenerPortAndProtocol: pairs },
    // Misspelled so in the real answer, beside the right one.
    ListenerPortsAndProtocal: {
      ListenerPortAndProtocal: pairs.map(({ ListenerPort, ListenerProtocol }) => ({
        ListenerPort,
        ListenerProtocal: ListenerProtocol,
      })),
    },
    BackendServers: { BackendServer: [] },
  };
}

export function describeLoadBalancers(call: SlbCall, state: SlbState): Attributes {
  const place = region(call);
  const ids = optional(call, 'LoadBalancerId')?.split(',');
  const name = optional(call, 'LoadBalancerName');
  const addressType = optional(call, 'AddressType');
  const found = Array.from(state.loadBalancers.values()).filter(
    (loadBalancer) =>
      loadBalancer.region === place &&
      (ids === undefined || ids.includes(loadBalancer.id)) &&
      (name === undefined || loadBalancer.name === name) &&
      (addressType === undefined || loadBalancer.addressType === addressType),
  );
  return paged(call, found, (items) => ({
    LoadBalancers: { LoadBalancer: items.map(loadBalancerSummary) },
  }));
}

function loadBalancerSummary(loadBalancer: SlbLoadBalancer): Attributes {
  return {
    LoadBalancerId: loadBalancer.id,
    LoadBalancerName: loadBalancer.name,
    LoadBalancerStatus: 'active',
    LoadBalancerSpec: loadBalancer.spec,
    Address: loadBalancer.address,
    AddressType: loadBalancer.addressType,
    AddressIPVersion: 'ipv4',
    NetworkType: loadBalancer.addressType === 'internet' ? 'classic' : 'vpc',
    InternetChargeType: loadBalancer.chargeType,
    PayType: 'PayOnDemand',
    RegionId: loadBalancer.region,
    RegionIdAlias: loadBalancer.region,
    CreateTime: loadBalancer.createTime,
  };
}

export function describeServerCertificates(call: SlbCall, state: SlbState): Attributes {
  const place = region(call);
  const id = optional(call, 'ServerCertificateId');
  const found = Array.from(state.serverCertificates.values()).filter(
    (certificate) => certificate.region === place && (id === undefined || certificate.id === id),
  );
  return {
    ServerCertificates: {
      ServerCertificate: found.map((certificate) => ({
        ServerCertificateId: certificate.id,
        ServerCertificateName: certificate.name,
        RegionId: certificate.region,
        IsAliCloudCertificate: 0,
      })),
    },
  };
}

export function describeServerGroups(call: SlbCall, state: SlbState): Attributes {
  const loadBalancer = loadBalancerOf(call, state);
  const found = Array.from(state.serverGroups.values()).filter(
    ({ loadBalancerId }) => loadBalancerId === loadBalancer.id,
  );
  return {
    VServerGroups: {
      VServerGroup: found.map(({ id, name }) => ({ VServerGroupId: id, VServerGroupName: name })),
    },
  };
}

export function describeAcls(call: SlbCall, state: SlbState): Attributes {
  const place = region(call);
  const found = Array.from(state.acls.values()).filter((acl) => acl.region === place);
  return paged(call, found, (items) => ({
    Acls: {
      Acl: items.map(({ id, name }) => ({
        AclId: id,
        AclName: name,
        AddressIPVersion: 'ipv4',
      })),
    },
  }));
}

export function describeRegions(): Attributes {
  return {
    Regions: {
      Region: Object.entries(REGIONS).map(([id, name]) => ({
        RegionId: id,
        RegionEndpoint: `slb.${id}.aliyuncs.com`,
        LocalName: name,
      })),
    },
  };
}

function paged<T>(
  call: SlbCall,
  found: readonly T[],
  describe: (items: readonly T[]) => Attributes,
): Attributes {
  const number = count(call, 'PageNumber', 1, 100_000);
  const size = count(call, 'PageSize', 50, 100);
  return {
    PageNumber: number,
    PageSize: size,
    TotalCount: found.length,
    ...describe(found.slice((number - 1) * size, number * size)),
  };
}
