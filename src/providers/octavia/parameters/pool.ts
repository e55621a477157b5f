import { POOL } from '../../parts/names.ts';
import { BOOLEAN, CREATE_ONLY, choice, integer, LABEL } from '../../parts/parameters.ts';
import { ALPN, CIPHERS, MAX_INTEGER, REF, type Row, row, TAGS, TLS_VERSIONS, text } from './row.ts';

/** The table of the pool's page. */
const ROWS: readonly Row[] = [
  row(
    'protocol',
    choice('HTTP', 'HTTPS', 'PROXY', 'PROXYV2', 'TCP', 'UDP', 'SCTP'),
    'backend.protocol',
    'protocol that the load balancer speaks to the backends',
    CREATE_ONLY,
  ),
  row(
    'lb_algorithm',
    choice('ROUND_ROBIN', 'LEAST_CONNECTIONS', 'SOURCE_IP', 'SOURCE_IP_PORT'),
    'algorithm',
    'how the next backend is chosen; SOURCE_IP_PORT only where the provider has it',
  ),
  row('name', text(255), null, 'name of the pool', LABEL),
  row('description', text(255), null, 'free text about the pool', LABEL),
  row('admin_state_up', BOOLEAN, null, 'whether the pool takes traffic', { default: 'true' }),
  row(
    'session_persistence.type',
    choice('SOURCE_IP', 'HTTP_COOKIE', 'APP_COOKIE'),
    'stickySession.mode',
    'keep a client on one backend',
  ),
  row(
    'session_persistence.cookie_name',
    {
      ...text(255),
      pattern: /^[^\s,;\\]*$/u,
      allowed: 'no spaces, commas, semicolons and backslashes',
    },
    'stickySession.cookie',
    'cookie of the backends; APP_COOKIE only',
  ),
  row(
    'session_persistence.persistence_timeout',
    integer(0, MAX_INTEGER, 's'),
    'stickySession.timeout',
    'how long a client stays on its backend; UDP and SCTP only',
  ),
  row(
    'session_persistence.persistence_granularity',
    text(64),
    null,
    'netmask of clients that count as one; UDP and SCTP only',
  ),
  row('tls_enabled', BOOLEAN, null, 'use TLS to the backends', { default: 'false', since: 8 }),
  row('tls_container_ref', REF, null, 'certificate that the load balancer shows the backends', {
    since: 8,
  }),
  row(
    'ca_tls_container_ref',
    REF,
    null,
    'CA certificate that certificates of backends are checked against',
    { since: 8 },
  ),
  row('crl_container_ref', REF, null, 'list of revoked certificates of backends', { since: 8 }),
  row('tls_versions', TLS_VERSIONS, null, 'TLS versions towards the backends', { since: 17 }),
  row('tls_ciphers', CIPHERS, null, 'cipher suites towards the backends', { since: 15 }),
  row('alpn_protocols', ALPN, null, 'protocols offered to the backends', { since: 24 }),
  row('tags', TAGS, null, 'tags of the pool', { since: 5 }),
];

export const POOL_ROWS: readonly Row[] = ROWS.map((one) => ({ ...one, name: POOL + one.name }));
