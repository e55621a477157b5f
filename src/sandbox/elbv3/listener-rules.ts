import type { Draft, Rule } from './draft.ts';
import { conflict, invalid, unfit } from './errors.ts';
import { REFERENCES } from './listener-references.ts';
import {
  HTTP_LISTENERS,
  isDatagram,
  LAYER_4,
  SHARED_LISTENERS,
  TLS_LISTENERS,
} from './protocols.ts';
import { listenersOfLoadBalancer } from './relations.ts';

/** As the clouds enforce them; what is only documented as having no effect is not a rule. */
const RULES: readonly Rule[] = [
  ({ loadBalancer: { guaranteed, l4Flavor, l7Flavor, id }, protocol }) => {
    const fits = guaranteed
      ? protocol !== 'IP' && (LAYER_4.includes(protocol) ? l4Flavor : l7Flavor) !== null
      : SHARED_LISTENERS.includes(protocol);
    if (!fits) throw unfit(`Load balancer ${id} does not support ${protocol} listeners.`);
  },
  ({ port, protocol, settings: { port_ranges } }) => {
    if (port === 0 && port_ranges === undefined) {
      throw invalid('Invalid input for protocol_port: port_ranges is required without a port.');
    }
    if (port_ranges === undefined) return;
    if (port !== 0) throw unfit('port_ranges and protocol_port cannot be used together.');
    if (!LAYER_4.includes(protocol)) {
      throw unfit("Only [ TCP, UDP, TLS ] listeners support 'port_ranges' attribute");
    }
    requireDisjoint(port_ranges);
  },
  ({ port, protocol, loadBalancer: { guaranteed } }) => {
    const reserved = isDatagram(protocol)
      ? port === 4789
      : !guaranteed && port === 21 && protocol !== 'TCP';
    if (reserved) throw invalid(`Invalid input for protocol_port: ${port} is reserved.`);
  },
  ({ protocol, given }) => {
    const names = ['client_timeout', 'member_timeout', 'enable_member_retry'];
    if (!HTTP_LISTENERS.includes(protocol) && names.some((name) => given[name] !== undefined)) {
      throw unfit(
        "Only [ HTTP, HTTPS ] listeners support 'client_timeout', 'member_timeout' and 'enable_member_retry' attribute",
      );
    }
  },
  ({ protocol, given: { keepalive_timeout: seconds } }) => {
    if (protocol === 'TCP' && typeof seconds === 'number' && seconds < 10) {
      throw invalid('Invalid input for keepalive_timeout.');
    }
  },
  ({ protocol, settings }) => {
    if (TLS_LISTENERS.includes(protocol) && settings['default_tls_container_ref'] === undefined) {
      throw invalid(`default_tls_container_ref is required for ${protocol} listeners.`);
    }
  },
  ({ protocol, given }) => {
    const refused = ['http2_enable', 'tls_ciphers_policy', 'security_policy_id'];
    for (const name of protocol === 'QUIC' ? refused : []) {
      if (given[name] !== undefined) throw unfit(`QUIC listeners do not support '${name}'.`);
    }
  },
  ({ protocol, given: { client_ca_tls_container_ref: ca } }) => {
    if (typeof ca === 'string' && !['HTTPS', 'TERMINATED_HTTPS', 'TLS'].includes(protocol)) {
      throw unfit("Only [ HTTPS, TLS ] listeners support 'client_ca_tls_container_ref' attribute");
    }
  },
  ({ protocol, loadBalancer: { guaranteed }, given }) => {
    const free = !guaranteed && ['TCP', 'UDP'].includes(protocol);
    if (given['transparent_client_ip_enable'] === false && !free) {
      throw invalid('Invalid input for transparent_client_ip_enable.');
    }
  },
  ({ settings }) => {
    if (settings['nat64_enable'] === true && settings['transparent_client_ip_enable'] === true) {
      throw unfit('nat64_enable and transparent_client_ip_enable cannot both be true.');
    }
  },
  ({ loadBalancer: { guaranteed }, given: { enhance_l7policy_enable: enhanced }, before }) => {
    if (enhanced === undefined) return;
    if (!guaranteed) {
      throw invalid('Listener v2 does not supported attribute enhance_l7policy_enable');
    }
    if (enhanced === false && before?.['enhance_l7policy_enable'] === true) {
      throw invalid('enhance_l7policy_enable cannot be changed from true to false.');
    }
  },
  ({ protocol, given: { gzip_enable: gzip } }) => {
    if (gzip === true && !HTTP_LISTENERS.includes(protocol)) {
      throw unfit("Only [ HTTP, HTTPS, QUIC ] listeners support 'gzip_enable' attribute");
    }
  },
  ({ state, protocol, settings }) => {
    if (settings['ssl_early_data_enable'] !== true) return;
    const { security_policy_id: id, tls_ciphers_policy: policy } = settings;
    const custom = typeof id === 'string' ? state.securityPolicies.get(id) : undefined;
    const has13 = custom?.protocols.includes('TLSv1.3') ?? String(policy).endsWith('with-1-3');
    if (!['HTTPS', 'TERMINATED_HTTPS'].includes(protocol) || !has13) {
      throw unfit('ssl_early_data_enable needs an HTTPS listener with TLSv1.3.');
    }
  },
];

/** @throws Elbv3Error for the first rule that is broken */
export function checkListener(draft: Draft): void {
  for (const rule of [...RULES, ...REFERENCES]) rule(draft);
}

/** @throws Elbv3Error when a listener of the same family has the port */
export function requireFreePort({ state, loadBalancer, protocol, port }: Draft): void {
  const taken = listenersOfLoadBalancer(state, loadBalancer.id).some(
    (other) =>
      port !== 0 && other.port === port && isDatagram(other.protocol) === isDatagram(protocol),
  );
  if (taken) {
    throw conflict(
      `Load balancer ${loadBalancer.id} already has a listener with protocol_port of ${port}.`,
    );
  }
}

function requireDisjoint(ranges: unknown): void {
  const sorted = (Array.isArray(ranges) ? ranges : [])
    .map(({ start_port, end_port }) => [Number(start_port), Number(end_port)] as const)
    .sort(([a], [b]) => a - b);
  const valid = sorted.every(
    ([start, end], index) => start <= end && start > (sorted[index - 1]?.[1] ?? 0),
  );
  if (!valid || sorted.length === 0) throw invalid('Invalid input for port_ranges.');
}
