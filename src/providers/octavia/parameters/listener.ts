import { BOOLEAN, CREATE_ONLY, choice, integer } from '../../parts/parameters.ts';
import { PROTOCOLS } from '../protocols.ts';
import {
  ALPN,
  CIPHERS,
  list,
  MAP,
  MAX_INTEGER,
  REF,
  type Row,
  row,
  TAGS,
  TLS_VERSIONS,
  text,
  UUID,
} from './row.ts';

const TIMEOUT = integer(0, 2_073_600_000, 'ms');

/** The service's own default, which the operator of a cloud may have changed. */
function usually(value: string | number) {
  const remark = 'unless the operator sets another';
  return { default: { value: String(value), remark } };
}

/** As listeners of the service show it that were made without `tls_ciphers`. */
const USUAL_CIPHERS =
  'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:DHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-SHA256:DHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256';

/** The table of the listener's page. */
export const LISTENER_ROWS: readonly Row[] = [
  row('name', text(255), 'name', 'name of the listener'),
  row('description', text(255), 'description', 'free text about the listener'),
  row('loadbalancer_id', UUID, 'loadBalancer', 'load balancer that the listener belongs to', {
    create: 'required',
    ...CREATE_ONLY,
  }),
  row(
    'protocol',
    choice(...PROTOCOLS),
    'protocol',
    'protocol that clients speak to the load balancer; HTTPS passes TLS through to the backends',
    { create: 'required', ...CREATE_ONLY },
  ),
  row('protocol_port', integer(1, 65_535), 'port', 'port that clients connect to', {
    create: 'required',
    ...CREATE_ONLY,
  }),
  row('admin_state_up', BOOLEAN, null, 'whether the listener runs', { default: 'true' }),
  row(
    'connection_limit',
    { ...integer(0, MAX_INTEGER), also: -1 },
    null,
    'most connections at a time; -1 is unlimited',
    { default: '-1' },
  ),
  row('default_pool_id', UUID, 'backend.group', 'existing pool that takes the traffic'),
  row(
    'default_tls_container_ref',
    REF,
    'tls.certificate',
    'server certificate: URI of a PKCS12 secret in the key manager',
  ),
  row(
    'sni_container_refs',
    list(REF),
    'tls.sniCertificates',
    'certificates chosen by server name (SNI): URIs in the key manager',
  ),
  row(
    'client_authentication',
    choice('NONE', 'OPTIONAL', 'MANDATORY'),
    'tls.caCertificate',
    'whether clients must present a certificate',
    { default: 'NONE', since: 8 },
  ),
  row(
    'client_ca_tls_container_ref',
    REF,
    'tls.caCertificate',
    'CA certificate that client certificates are checked against: URI in the key manager',
    { since: 8 },
  ),
  row(
    'client_crl_container_ref',
    REF,
    null,
    'list of revoked client certificates: URI in the key manager',
    { since: 8 },
  ),
  row('tls_versions', TLS_VERSIONS, 'tls.policy', 'TLS versions; TERMINATED_HTTPS only', {
    since: 17,
    ...usually('TLSv1.2,TLSv1.3'),
  }),
  row('tls_ciphers', CIPHERS, null, 'cipher suites in OpenSSL\u2019s form', {
    since: 15,
    ...usually(USUAL_CIPHERS),
  }),
  row('alpn_protocols', ALPN, 'http2', 'protocols offered to clients; TERMINATED_HTTPS only', {
    since: 20,
  }),
  row(
    'insert_headers',
    MAP,
    'forwardedHeaders',
    'headers for the backends, like X-Forwarded-For=true',
  ),
  row('timeout_client_data', TIMEOUT, 'idleTimeout', 'how long a client may be silent', {
    since: 1,
    ...usually(50_000),
  }),
  row('timeout_member_data', TIMEOUT, 'requestTimeout', 'how long a backend may be silent', {
    since: 1,
    ...usually(50_000),
  }),
  row('timeout_member_connect', TIMEOUT, null, 'how long connecting to a backend may take', {
    since: 1,
    ...usually(5_000),
  }),
  row(
    'timeout_tcp_inspect',
    TIMEOUT,
    null,
    'how long to wait for the packets that inspecting a TCP connection needs',
    { since: 1, ...usually(0) },
  ),
  row(
    'allowed_cidrs',
    list({ ...text(64), placeholder: 'cidr' }),
    'access.lists',
    'address ranges that may connect; all when empty',
    { since: 12 },
  ),
  row(
    'hsts_max_age',
    integer(0, MAX_INTEGER, 's'),
    null,
    'how long browsers must use HTTPS (HSTS); TERMINATED_HTTPS only',
    { since: 27 },
  ),
  row('hsts_include_subdomains', BOOLEAN, null, 'apply HSTS to subdomains too', { since: 27 }),
  row('hsts_preload', BOOLEAN, null, 'allow browsers to preload that the site uses HSTS', {
    since: 27,
  }),
  row('tags', TAGS, 'tags', 'tags of the listener', { since: 5 }),
  row(
    'project_id',
    text(36),
    null,
    'ignored: the project of the load balancer counts',
    CREATE_ONLY,
  ),
];
