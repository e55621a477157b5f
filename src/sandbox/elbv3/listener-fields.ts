import type { Fields } from './body.ts';
import { boolean, type Check, integer, list, oneOf, onlyTrue, record, text } from './values.ts';

const TLS_POLICIES = [
  'tls-1-0-inherit',
  'tls-1-0',
  'tls-1-1',
  'tls-1-2',
  'tls-1-2-strict',
  'tls-1-2-fs',
  'tls-1-0-with-1-3',
  'tls-1-2-fs-with-1-3',
  'hybrid-policy-1-0',
  'tls-1-2-strict-no-cbc',
];

const SWITCHED_HEADERS = [
  'X-Forwarded-ELB-IP',
  'X-Forwarded-Port',
  'X-Forwarded-For-Port',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Real-IP',
  'X-Forwarded-ELB-ID',
  'X-Forwarded-TLS-Certificate-ID',
];

/** With an alias. */
const NAMED_HEADERS = ['X-Forwarded-TLS-Protocol', 'X-Forwarded-TLS-Cipher'];

/** Switched by `…-enable`, with an alias. */
const CONNECTION_HEADERS = [
  'X-Forwarded-Clientcert',
  ...['subjectdn', 'issuerdn', 'fingerprint', 'clientverify', 'serialnumber', 'ciphers', 'end'].map(
    (part) => `X-Forwarded-Clientcert-${part}`,
  ),
  ...['Alpn-Protocol', 'Sni', 'Ja3', 'Ja4'].map((part) => `X-Forwarded-Tls-${part}`),
];

const HEADER_NAME = text(1, 40, /^[A-Za-z0-9_-]*$/);

function entries(names: readonly string[], suffix: string, check: Check) {
  return names.map((name) => [name + suffix, check] as const);
}

const INSERT_HEADERS = record(
  Object.fromEntries([
    ...entries([...SWITCHED_HEADERS, ...NAMED_HEADERS], '', boolean),
    ...entries(NAMED_HEADERS, '-alias', HEADER_NAME),
    ...entries(CONNECTION_HEADERS, '-enable', boolean),
    ...entries(CONNECTION_HEADERS, '-alias', HEADER_NAME),
    ['X-Forwarded-For-Processing-Mode', oneOf('append', 'remove', 'preserve')],
  ]),
);

const TIMEOUT = integer(1, 300);
const RATE = integer(0, 1_000_000);
const CERTIFICATE = text(1, 128);

/** What both clouds of this API have: Open Telekom Cloud's page and Huawei's SDK. */
export const LISTENER_FIELDS: Fields = {
  loadbalancer_id: { check: text(1, 36), createOnly: true, required: true },
  protocol: {
    check: oneOf('TCP', 'UDP', 'HTTP', 'HTTPS', 'TERMINATED_HTTPS', 'QUIC', 'TLS', 'IP'),
    createOnly: true,
    required: true,
  },
  protocol_port: { check: integer(0, 65_535), createOnly: true },
  port_ranges: {
    check: list(10, record({ start_port: integer(1, 65_535), end_port: integer(1, 65_535) })),
    createOnly: true,
  },
  tags: { check: list(20, record({ key: text(1, 36), value: text(0, 43) })), createOnly: true },
  project_id: { check: text(1, 32), createOnly: true },
  name: { check: text(0, 255) },
  description: { check: text(0, 255) },
  admin_state_up: { check: onlyTrue },
  default_pool_id: { check: text(1, 36) },
  default_tls_container_ref: { check: CERTIFICATE },
  client_ca_tls_container_ref: { check: CERTIFICATE, nullable: true },
  sni_container_refs: { check: list(50, CERTIFICATE) },
  sni_match_algo: { check: oneOf('wildcard', 'longest_suffix') },
  tls_ciphers_policy: { check: oneOf(...TLS_POLICIES) },
  security_policy_id: { check: text(1, 36), nullable: true },
  http2_enable: { check: boolean },
  insert_headers: { check: INSERT_HEADERS },
  keepalive_timeout: { check: integer(0, 4000) },
  client_timeout: { check: TIMEOUT },
  member_timeout: { check: TIMEOUT },
  enable_member_retry: { check: boolean },
  ipgroup: {
    check: record({
      // Huawei takes several, with commas.
      ipgroup_id: text(1, 400),
      enable_ipgroup: boolean,
      type: oneOf('white', 'black'),
    }),
  },
  transparent_client_ip_enable: { check: boolean },
  nat64_enable: { check: boolean },
  proxy_protocol_enable: { check: boolean },
  enhance_l7policy_enable: { check: boolean },
  quic_config: {
    check: record({ quic_listener_id: text(1, 36), enable_quic_upgrade: boolean }),
    nullable: true,
  },
  gzip_enable: { check: boolean },
  ssl_early_data_enable: { check: boolean },
  cps: { check: RATE },
  connection: { check: RATE },
  protection_status: { check: oneOf('nonProtection', 'consoleProtection') },
  protection_reason: { check: text(0, 255, /^[^<>]*$/) },
  access_log_customized_headers_config: {
    check: record({
      enable: boolean,
      include_headers: list(5, HEADER_NAME),
      exclude_headers: list(5, HEADER_NAME),
    }),
  },
};
