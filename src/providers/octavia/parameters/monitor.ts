import { MONITOR } from '../../parts/names.ts';
import { BOOLEAN, CREATE_ONLY, choice, integer, LABEL } from '../../parts/parameters.ts';
import { MAX_INTEGER, type Row, row, TAGS, text } from './row.ts';

const SECONDS = integer(0, MAX_INTEGER, 's');
const TRIES = integer(1, 10);
const WEB = 'HTTP and HTTPS only';

/** The table of the health monitor's page. */
const ROWS: readonly Row[] = [
  row('admin_state_up', BOOLEAN, 'healthCheck.enabled', 'whether backends are probed', {
    default: 'true',
  }),
  row(
    'type',
    choice('HTTP', 'HTTPS', 'PING', 'SCTP', 'TCP', 'TLS-HELLO', 'UDP-CONNECT'),
    'healthCheck.protocol',
    'protocol of the probe',
    CREATE_ONLY,
  ),
  row(
    'url_path',
    { ...text(255), min: 1, pattern: /^\/\S*$/u, allowed: 'a path that begins with /' },
    'healthCheck.path',
    `path that is requested; ${WEB}`,
    { default: '/' },
  ),
  row(
    'domain_name',
    {
      ...text(255),
      min: 1,
      pattern: /^(?=.{1,253}\.?$)(?:(?!-|[^.]+_)[A-Za-z0-9-_]{1,63}(?<!-)(?:\.|$))+$/u,
      allowed: 'a host name',
    },
    'healthCheck.domain',
    'host name in the probe; with http_version 1.1 only',
    { since: 10 },
  ),
  row('http_version', choice('1.0', '1.1'), 'healthCheck.domain', `version of HTTP; ${WEB}`, {
    since: 10,
  }),
  row(
    'expected_codes',
    {
      ...text(64),
      min: 1,
      pattern: /^(\d{3}(\s*,\s*\d{3})*|\d{3}-\d{3})$/u,
      allowed: 'a code, codes with commas or one range: 200, 200,202 or 200-204',
    },
    'healthCheck.codes',
    `answers that count as healthy; ${WEB}`,
    { default: '200' },
  ),
  row(
    'http_method',
    choice('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'OPTIONS', 'CONNECT', 'PATCH'),
    'healthCheck.method',
    `HTTP method of the probe; ${WEB}`,
    { default: 'GET' },
  ),
  row('delay', SECONDS, 'healthCheck.interval', 'time between two probes'),
  row('timeout', SECONDS, 'healthCheck.timeout', 'how long a probe may take'),
  row(
    'max_retries',
    TRIES,
    'healthCheck.healthy',
    'probes in a row that must succeed before a backend takes traffic',
  ),
  row(
    'max_retries_down',
    TRIES,
    'healthCheck.unhealthy',
    'probes in a row that must fail before a backend is left out',
    { default: '3' },
  ),
  row('name', text(255), null, 'name of the health monitor', LABEL),
  row('tags', TAGS, null, 'tags of the health monitor', { since: 5 }),
];

export const MONITOR_ROWS: readonly Row[] = ROWS.map((one) => ({
  ...one,
  name: MONITOR + one.name,
}));
