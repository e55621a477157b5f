import type { Attribute, Type } from './attributes.ts';

/* The attributes of each resource, in the order in which the service looks at them. */

const TEXT = { kind: 'text', max: 255 } as const;
const BOOLEAN = { kind: 'boolean' } as const;
const UUID = { kind: 'uuid' } as const;
const TIMEOUT = { kind: 'integer', min: 0, max: 2_073_600_000 } as const;
const SECONDS = { kind: 'integer', min: 0 } as const;
const TRIES = { kind: 'integer', min: 1, max: 10 } as const;
const TEXTS = { kind: 'list', item: TEXT } as const;
const VERSIONS = { kind: 'list', item: { kind: 'text', max: 32 } } as const;
const CIPHERS = { kind: 'text', max: 2048 } as const;

function choice(...values: readonly (string | number)[]) {
  return { kind: 'choice', values } as const;
}

function optional(types: Readonly<Record<string, Type>>): readonly Attribute[] {
  return Object.entries(types).map(([name, type]) => ({ name, type }));
}

function fixed(types: Readonly<Record<string, Type>>, required = true): readonly Attribute[] {
  return Object.entries(types).map(([name, type]) => ({
    name,
    type,
    createOnly: true,
    ...(required ? { required: true as const } : {}),
  }));
}

export const LISTENER: readonly Attribute[] = [
  ...optional({ name: TEXT, description: TEXT, admin_state_up: BOOLEAN }),
  ...fixed({
    protocol: choice('TCP', 'UDP', 'HTTP', 'HTTPS', 'TERMINATED_HTTPS', 'SCTP', 'PROMETHEUS'),
    protocol_port: { kind: 'integer', min: 1, max: 65_535 },
  }),
  ...optional({
    connection_limit: { kind: 'integer', min: -1 },
    default_tls_container_ref: TEXT,
    sni_container_refs: TEXTS,
  }),
  ...fixed({ project_id: { kind: 'text', max: 36 } }, false),
  ...optional({ default_pool_id: UUID, insert_headers: { kind: 'map' } }),
  ...fixed({ loadbalancer_id: UUID }),
  ...optional({
    timeout_client_data: TIMEOUT,
    timeout_member_connect: TIMEOUT,
    timeout_member_data: TIMEOUT,
    timeout_tcp_inspect: TIMEOUT,
    tags: TEXTS,
    client_ca_tls_container_ref: TEXT,
    client_authentication: choice('NONE', 'OPTIONAL', 'MANDATORY'),
    client_crl_container_ref: TEXT,
    allowed_cidrs: { kind: 'networks' },
    tls_ciphers: CIPHERS,
    tls_versions: VERSIONS,
    alpn_protocols: { kind: 'alpn' },
  }),
];

export const POOL: readonly Attribute[] = [
  ...optional({ name: TEXT, description: TEXT, admin_state_up: BOOLEAN }),
  ...fixed({ listener_id: UUID, loadbalancer_id: UUID }, false),
  ...fixed({ protocol: choice('HTTP', 'HTTPS', 'PROXY', 'PROXYV2', 'TCP', 'UDP', 'SCTP') }),
  {
    name: 'lb_algorithm',
    type: choice('ROUND_ROBIN', 'LEAST_CONNECTIONS', 'SOURCE_IP', 'SOURCE_IP_PORT'),
    required: true,
  },
  ...optional({
    session_persistence: { kind: 'session' },
    tags: TEXTS,
    tls_container_ref: TEXT,
    ca_tls_container_ref: TEXT,
    crl_container_ref: TEXT,
    tls_enabled: BOOLEAN,
    tls_ciphers: CIPHERS,
    tls_versions: VERSIONS,
    alpn_protocols: { kind: 'alpn' },
  }),
];

export const MONITOR: readonly Attribute[] = [
  ...optional({ name: TEXT }),
  ...fixed({ type: choice('HTTP', 'HTTPS', 'PING', 'SCTP', 'TCP', 'TLS-HELLO', 'UDP-CONNECT') }),
  { name: 'delay', type: SECONDS, required: true },
  { name: 'timeout', type: SECONDS, required: true },
  { name: 'max_retries_down', type: TRIES },
  { name: 'max_retries', type: TRIES, required: true },
  ...optional({
    http_method: choice(
      'GET',
      'HEAD',
      'POST',
      'PUT',
      'DELETE',
      'TRACE',
      'OPTIONS',
      'CONNECT',
      'PATCH',
    ),
    url_path: { kind: 'text', max: 255, pattern: /^\/\S*$/ },
    expected_codes: { kind: 'text', max: 255, pattern: /^(\d{3}(\s*,\s*\d{3})*)$|^(\d{3}-\d{3})$/ },
    admin_state_up: BOOLEAN,
  }),
  ...fixed({ pool_id: UUID }),
  ...optional({ tags: TEXTS, http_version: choice(1, 1.1), domain_name: TEXT }),
];

/** What a new listener has where the request says nothing. */
export const LISTENER_DEFAULTS = {
  name: '',
  description: '',
  admin_state_up: true,
  connection_limit: -1,
  default_tls_container_ref: null,
  sni_container_refs: [],
  default_pool_id: null,
  insert_headers: {},
  timeout_client_data: 50_000,
  timeout_member_connect: 5000,
  timeout_member_data: 50_000,
  timeout_tcp_inspect: 0,
  tags: [],
  client_ca_tls_container_ref: null,
  client_authentication: 'NONE',
  client_crl_container_ref: null,
  allowed_cidrs: null,
  tls_ciphers: null,
  tls_versions: null,
  alpn_protocols: null,
} as const;

/** Of listeners that end TLS, and of any listener that is told null on update. */
export const TLS_DEFAULTS = {
  tls_ciphers:
    'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:DHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-SHA256:DHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256',
  tls_versions: ['TLSv1.2', 'TLSv1.3'],
  alpn_protocols: ['h2', 'http/1.1', 'http/1.0'],
} as const;

export const POOL_DEFAULTS = {
  name: '',
  description: '',
  admin_state_up: true,
  session_persistence: null,
  tags: [],
  tls_container_ref: null,
  ca_tls_container_ref: null,
  crl_container_ref: null,
  tls_enabled: false,
  tls_ciphers: null,
  tls_versions: null,
  alpn_protocols: null,
} as const;

export const MONITOR_DEFAULTS = {
  name: '',
  admin_state_up: true,
  max_retries_down: 3,
  http_method: null,
  url_path: null,
  expected_codes: null,
  tags: [],
  http_version: null,
  domain_name: null,
} as const;

/** The protocols of pools that a listener takes. */
export const POOLS_OF: Readonly<Record<string, readonly string[]>> = {
  TCP: ['HTTP', 'HTTPS', 'PROXY', 'PROXYV2', 'TCP'],
  UDP: ['UDP'],
  HTTP: ['HTTP', 'PROXY', 'PROXYV2'],
  HTTPS: ['HTTPS', 'PROXY', 'PROXYV2', 'TCP'],
  TERMINATED_HTTPS: ['HTTP', 'PROXY', 'PROXYV2'],
  SCTP: ['SCTP'],
  PROMETHEUS: [],
};
