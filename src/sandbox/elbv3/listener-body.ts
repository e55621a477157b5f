import { SANDBOX_CREDENTIALS } from '../credentials.ts';
import type { Elbv3Listener, Elbv3State } from '../state/elbv3.ts';
import { within } from './body.ts';
import type { Shown } from './call.ts';
import { HTTP_LISTENERS } from './protocols.ts';
import { loadBalancerOf } from './relations.ts';

/** The seconds that apply when none are given; layer 4 answers null. */
const HTTP_TIMEOUT = 60;

/**
 * A listener as the API shows it: what was not given is null, an empty list, or its default. Only
 * `cps` and `connection` are absent then, as in the examples: Open Telekom Cloud's own client cannot
 * read a list with the latter.
 */
export function listenerBody(state: Elbv3State, listener: Elbv3Listener): Shown {
  const { id, protocol, port, poolId, loadBalancerId, tags, settings } = listener;
  const { guaranteed } = loadBalancerOf(state, listener);
  const isHttp = HTTP_LISTENERS.includes(protocol);
  const timeout = isHttp ? HTTP_TIMEOUT : null;
  const ipgroup = within(settings, 'ipgroup');
  return {
    id,
    name: '',
    description: null,
    default_tls_container_ref: null,
    client_ca_tls_container_ref: null,
    sni_container_refs: [],
    sni_match_algo: 'wildcard',
    member_timeout: timeout,
    client_timeout: timeout,
    keepalive_timeout: timeout,
    enable_member_retry: true,
    tls_ciphers_policy: 'tls-1-0',
    security_policy_id: null,
    http2_enable: protocol === 'QUIC',
    transparent_client_ip_enable: guaranteed || isHttp,
    ...(guaranteed && { enhance_l7policy_enable: false }),
    nat64_enable: false,
    proxy_protocol_enable: false,
    quic_config: null,
    gzip_enable: false,
    ssl_early_data_enable: false,
    port_ranges: [],
    protection_status: 'nonProtection',
    protection_reason: '',
    access_log_customized_headers_config: null,
    ...settings,
    insert_headers: {
      ...(isHttp && { 'X-Forwarded-Host': true }),
      ...within(settings, 'insert_headers'),
    },
    ipgroup:
      ipgroup['ipgroup_id'] === undefined
        ? null
        : { enable_ipgroup: true, type: 'white', ...ipgroup },
    protocol,
    protocol_port: port,
    project_id: SANDBOX_CREDENTIALS.elbv3.projectId,
    admin_state_up: true,
    connection_limit: -1,
    default_pool_id: poolId,
    loadbalancers: [{ id: loadBalancerId }],
    tags,
    created_at: listener.createdAt,
    updated_at: listener.updatedAt,
  };
}
