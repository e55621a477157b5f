import type { SlbCertificate, SlbLoadBalancer } from '../state/model.ts';
import {
  findListener,
  findLoadBalancer,
  listenersOf,
  optional,
  optionalInteger,
  region,
  required,
  type SlbCall,
} from './call.ts';
import { SlbError } from './errors.ts';
import { redirectOf } from './listener-response.ts';
import { REGIONS } from './regions.ts';
import type { Attributes } from './response.ts';

export function describeLoadBalancer(call: SlbCall): Attributes {
  const loadBalancer = findLoadBalancer(call);
  const listeners = listenersOf(call.state, loadBalancer.id).sort((a, b) => a.port - b.port);
  const pairs = listeners.map((listener) => ({
    ListenerPort: listener.port,
    ListenerProtocol: listener.protocol,
    ...redirectOf(listener),
    Description: listener.settings['Description'] ?? '',
  }));
  return {
    ...loadBalancerSummary(loadBalancer),
    Bandwidth: loadBalancer.bandwidth,
    ListenerPorts: { ListenerPort: listeners.map(({ port }) => port) },
    ListenerPortsAndProtocol: { ListenerPortAndProtocol: pairs },
    // The real response contains this misspelling beside the right spelling.
    ListenerPortsAndProtocal: {
      ListenerPortAndProtocal: pairs.map(({ ListenerPort, ListenerProtocol }) => ({
        ListenerPort,
        ListenerProtocal: ListenerProtocol,
      })),
    },
    BackendServers: { BackendServer: [] },
  };
}

export function describeLoadBalancers(call: SlbCall): Attributes {
  const ids = optional(call, 'LoadBalancerId')?.split(',');
  const name = optional(call, 'LoadBalancerName');
  const addressType = optional(call, 'AddressType');
  const found = inRegion(call, call.state.loadBalancers).filter(
    (loadBalancer) =>
      (ids === undefined || ids.includes(loadBalancer.id)) &&
      (name === undefined || loadBalancer.name === name) &&
      (addressType === undefined || loadBalancer.addressType === addressType),
  );
  const { items, ...page } = pageOf(call, found);
  return { ...page, LoadBalancers: { LoadBalancer: items.map(loadBalancerSummary) } };
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
    MasterZoneId: `${loadBalancer.region}-b`,
    SlaveZoneId: `${loadBalancer.region}-d`,
    CreateTime: loadBalancer.createTime,
  };
}

export function describeServerCertificates(call: SlbCall): Attributes {
  const id = optional(call, 'ServerCertificateId');
  const found = inRegion(call, call.state.serverCertificates).filter(
    (certificate) => id === undefined || certificate.id === id,
  );
  return {
    ServerCertificates: {
      ServerCertificate: found.map((certificate) => ({
        ServerCertificateId: certificate.id,
        ServerCertificateName: certificate.name,
        RegionId: certificate.region,
        ...contentOf(certificate),
        SubjectAlternativeNames: {
          SubjectAlternativeName: certificate.alternativeNames ?? [],
        },
        IsAliCloudCertificate: 0,
      })),
    },
  };
}

export function describeCaCertificates(call: SlbCall): Attributes {
  const id = optional(call, 'CACertificateId');
  const found = inRegion(call, call.state.caCertificates).filter(
    (certificate) => id === undefined || certificate.id === id,
  );
  return {
    CACertificates: {
      CACertificate: found.map((certificate) => ({
        CACertificateId: certificate.id,
        CACertificateName: certificate.name,
        RegionId: certificate.region,
        ...contentOf(certificate),
      })),
    },
  };
}

/** Neither list contains the certificate itself. */
function contentOf({ commonName, expireTime }: SlbCertificate): Attributes {
  if (commonName === undefined || expireTime === undefined) return {};
  return {
    CommonName: commonName,
    ExpireTime: expireTime,
    ExpireTimeStamp: Date.parse(expireTime),
  };
}

/** No server of the sandbox answers a health check. */
export function describeHealthStatus(call: SlbCall): Attributes {
  if (optional(call, 'ListenerPort') === undefined) findLoadBalancer(call);
  else findListener(call);
  return { BackendServers: { BackendServer: [] } };
}

/** The sandbox has no forwarding rules. */
export function describeRules(call: SlbCall): Attributes {
  required(call, 'RegionId');
  findListener(call);
  return { Rules: { Rule: [] } };
}

export function describeServerGroups(call: SlbCall): Attributes {
  const loadBalancer = findLoadBalancer(call);
  const found = Array.from(call.state.serverGroups.values()).filter(
    ({ loadBalancerId }) => loadBalancerId === loadBalancer.id,
  );
  return {
    VServerGroups: {
      VServerGroup: found.map(({ id, name }) => ({ VServerGroupId: id, VServerGroupName: name })),
    },
  };
}

export function describeServerGroup(call: SlbCall): Attributes {
  const group = call.state.serverGroups.get(required(call, 'VServerGroupId'));
  if (group === undefined) {
    throw new SlbError('InvalidParameter', 'The specified VServerGroupId does not exist.', 404);
  }
  return {
    VServerGroupId: group.id,
    VServerGroupName: group.name,
    LoadBalancerId: group.loadBalancerId,
    BackendServers: {
      BackendServer: (group.servers ?? []).map(({ id, address, port, weight }) => ({
        ServerId: id,
        ServerIp: address,
        Port: port,
        Weight: weight,
        Type: 'ecs',
      })),
    },
  };
}

export function describeAcls(call: SlbCall): Attributes {
  const { items, ...page } = pageOf(call, inRegion(call, call.state.acls));
  const acls = items.map(({ id, name }) => ({
    AclId: id,
    AclName: name,
    AddressIPVersion: 'ipv4',
  }));
  return { ...page, Acls: { Acl: acls } };
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

function inRegion<T extends { readonly region: string }>(
  call: SlbCall,
  records: ReadonlyMap<string, T>,
): T[] {
  const regionId = region(call);
  return Array.from(records.values()).filter((record) => record.region === regionId);
}

function pageOf<T>(call: SlbCall, found: readonly T[]) {
  const number = optionalInteger(call, 'PageNumber', 100_000) ?? 1;
  const size = optionalInteger(call, 'PageSize', 100) ?? 50;
  return {
    PageNumber: number,
    PageSize: size,
    TotalCount: found.length,
    items: found.slice((number - 1) * size, number * size),
  };
}
