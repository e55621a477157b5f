import { MONITOR } from '../../parts/names.ts';
import { BOOLEAN, choice, integer, LABEL } from '../../parts/parameters.ts';
import { HUAWEI_ONLY, PORT, type Row, row, text } from './row.ts';

const SECONDS = integer(1, 50, 's');
const TRIES = integer(1, 10);

/** The tables of the health check's pages and Huawei's list. */
const ROWS: readonly Row[] = [
  row('admin_state_up', BOOLEAN, 'healthCheck.enabled', 'whether backends are probed', {
    default: 'true',
  }),
  row(
    'type',
    choice('TCP', 'UDP_CONNECT', 'HTTP', 'HTTPS', 'TLS', 'GRPC'),
    'healthCheck.protocol',
    'protocol of the probe; TLS and GRPC on Huawei Cloud only',
  ),
  row('monitor_port', PORT, 'healthCheck.port', 'port that is probed', {
    default: 'the port of the backend',
  }),
  row(
    'url_path',
    {
      ...text(1, 80),
      pattern: /^\/.*$/u,
      allowed: 'a path that begins with /',
    },
    'healthCheck.path',
    'path that is requested; http and https only',
    { default: '/' },
  ),
  row(
    'domain_name',
    {
      ...text(1, 100),
      pattern: /^[A-Za-z0-9][A-Za-z0-9.-]*$/u,
      allowed: 'letters, digits, hyphens and periods, beginning with a letter or digit',
    },
    'healthCheck.domain',
    'host name in the probe; http and https only',
  ),
  row(
    'expected_codes',
    {
      ...text(1, 64),
      pattern: /^(\d{3}(, ?\d{3})*|\d{3}-\d{3})$/u,
      allowed: 'a code, codes with commas or one range: 200, 200,202 or 200-204',
    },
    'healthCheck.codes',
    'answers that count as healthy; http and https only',
    { default: '200' },
  ),
  row(
    'http_method',
    choice('GET', 'HEAD', 'POST'),
    'healthCheck.method',
    'HTTP method of the probe; http and https only',
    { default: 'GET', ...HUAWEI_ONLY },
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
  row('name', text(0, 255), null, 'name of the health check', LABEL),
];

export const MONITOR_ROWS: readonly Row[] = ROWS.map((one) => ({
  ...one,
  name: MONITOR + one.name,
}));
