import { randomHex } from '../http.ts';
import { listenerKey, type SlbDomainExtension, type SlbListener } from '../state/model.ts';
import {
  findLoadBalancer,
  optional,
  required,
  requiredPort,
  type SlbCall,
  saveListener,
} from './call.ts';
import { invalid, invalidParameter, SlbError } from './errors.ts';
import type { Attributes } from './response.ts';

/* Further certificates of an HTTPS listener, by domain. */

export function createDomainExtension(call: SlbCall): Attributes {
  required(call, 'RegionId');
  const listener = httpsListener(call);
  const domain = required(call, 'Domain');
  if (!/^(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(domain)) throw invalid('Domain');
  const extensions = listener.domainExtensions ?? [];
  if (extensions.some((one) => one.domain === domain)) {
    throw new SlbError('DomainExist', 'The domain exists.');
  }
  const id = `de-bp1${randomHex(call.random, 10)}`;
  const extension = { id, domain, certificate: certificateOf(call, listener) };
  saveListener(call, { ...listener, domainExtensions: [...extensions, extension] });
  return { DomainExtensionId: id, ListenerPort: listener.port };
}

export function describeDomainExtensions(call: SlbCall): Attributes {
  required(call, 'RegionId');
  const id = optional(call, 'DomainExtensionId');
  const found = (httpsListener(call).domainExtensions ?? []).filter(
    (one) => id === undefined || one.id === id,
  );
  return { DomainExtensions: { DomainExtension: found.map(domainExtension) } };
}

export function describeDomainExtension(call: SlbCall): Attributes {
  const { listener, extension } = find(call);
  const { loadBalancerId, port } = listener;
  return { LoadBalancerId: loadBalancerId, ListenerPort: port, ...domainExtension(extension) };
}

export function setDomainExtension(call: SlbCall): void {
  const { listener, extension } = find(call);
  const changed = { ...extension, certificate: certificateOf(call, listener) };
  const domainExtensions = listener.domainExtensions?.map((one) =>
    one.id === changed.id ? changed : one,
  );
  saveListener(call, { ...listener, domainExtensions });
}

export function deleteDomainExtension(call: SlbCall): void {
  const { listener, extension } = find(call);
  const domainExtensions = listener.domainExtensions?.filter(({ id }) => id !== extension.id);
  saveListener(call, { ...listener, domainExtensions });
}

export function domainExtension({ id, domain, certificate }: SlbDomainExtension): Attributes {
  return { DomainExtensionId: id, Domain: domain, ServerCertificateId: certificate };
}

function httpsListener(call: SlbCall): SlbListener {
  const port = requiredPort(call);
  const { id } = findLoadBalancer(call);
  const key = listenerKey({ loadBalancerId: id, protocol: 'https', port });
  const listener = call.state.listeners.get(key);
  if (listener === undefined) throw invalidParameter('The specified resource does not exist.');
  return listener;
}

function find(call: SlbCall): { listener: SlbListener; extension: SlbDomainExtension } {
  required(call, 'RegionId');
  const id = required(call, 'DomainExtensionId');
  for (const listener of call.state.listeners.values()) {
    const extension = listener.domainExtensions?.find((one) => one.id === id);
    if (extension !== undefined) return { listener, extension };
  }
  throw invalidParameter('The specified resource does not exist.');
}

/** By default, the certificate of the listener. */
function certificateOf(call: SlbCall, { settings }: SlbListener): string {
  const id = optional(call, 'ServerCertificateId') ?? settings['ServerCertificateId'] ?? '';
  if (call.state.serverCertificates.has(id)) return id;
  throw invalidParameter('The specified parameter ServerCertificateId is not Support.');
}
