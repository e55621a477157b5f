import { type Kind, text, whole, word, yesNo } from './values.ts';

/*
 * The pages of listeners, backend groups and health checks of ELB v3, read a second time. Names are
 * those of the bodies, with `pool.` and `healthmonitor.` before those of the other two.
 */

/** Fixed: no page of updates has it. */
type Life = 'mandatory' | 'optional' | 'fixed' | 'fixed and mandatory';

export interface Field {
  readonly kind: Kind;
  readonly life: Life;
  /** Protocols of listeners; on others it has no effect. */
  readonly on?: readonly string[];
  /** On others it is refused; or only if it is on. */
  readonly strict?: true | 'on';
}

const ANYTHING = /^/;
const WORDS = ['web', '', 'with a blank', '\u76d1\u542c', 'x'.repeat(255), 'x'.repeat(256)];

/** An array in a body, with commas in a flag. */
function array(item: Kind, samples: readonly unknown[]): Kind {
  return {
    read: (value) => value,
    fromFlag: (given) => given.split(',').map((part) => part.trim()),
    judge: (value) => {
      if (!Array.isArray(value)) return 'type';
      return value.map((one) => item.judge(one)).find((fault) => fault !== undefined);
    },
    samples,
  };
}

/** One text with commas in either. */
function joined(item: Kind, samples: readonly unknown[]): Kind {
  const read = (value: unknown) => (typeof value === 'string' ? value.split(',') : value);
  return { ...array(item, samples), read, fromFlag: read };
}

/** The pages have only lengths for ids; those of the program keep paths valid. */
const id = (max = 36) =>
  text({ min: 1, max }, /^[\w-]+$/, ['4a1b-2', '0b07acf06d243925bc24a0ac7445267a', 'a/b']);
const free = text({ min: 0, max: 255 }, ANYTHING, WORDS);
const reason = text({ min: 0, max: 255 }, /^[^<>]*$/, ['because', 'a < b']);
const alias = text({ min: 1, max: 40 }, /^[A-Za-z0-9_-]+$/, ['X-Mine', 'a b', 'x'.repeat(41)]);
const seconds = whole(1, 300);
const certificates = [...Array(51).keys()].map((index) => `c${index}`);
const protection = word(['nonProtection', 'consoleProtection']);

/** TERMINATED_HTTPS is read as HTTPS: load balancers change one into the other. */
const WEB = ['HTTP', 'HTTPS', 'QUIC'];
const SECURE = ['HTTPS', 'TLS', 'QUIC'];

const field = (kind: Kind, on?: readonly string[], more: Partial<Field> = {}): Field => ({
  kind,
  life: 'optional',
  ...(on === undefined ? {} : { on }),
  ...more,
});
const strict = { strict: true } as const;

/** Of each part; the service does not heed it. */
const project: Field = {
  kind: text({ min: 1, max: 32 }, /^[\w-]+$/, ['0b07acf06d243925bc24a0ac7445267a', 'x'.repeat(33)]),
  life: 'fixed',
};

const LISTENER: Readonly<Record<string, Field>> = {
  loadbalancer_id: { kind: id(), life: 'fixed and mandatory' },
  protocol: {
    kind: word(['TCP', 'UDP', 'HTTP', 'HTTPS', 'TERMINATED_HTTPS', 'TLS', 'QUIC', 'IP']),
    life: 'fixed and mandatory',
  },
  // The table of one cloud has it as mandatory; the other's 0 stands for port_ranges.
  protocol_port: { kind: whole(0, 65_535), life: 'fixed and mandatory' },
  name: field(free),
  description: field(free),
  admin_state_up: field(yesNo),
  default_pool_id: field(id()),
  default_tls_container_ref: field(id(128), SECURE),
  client_ca_tls_container_ref: field(id(128), ['HTTPS', 'TLS'], strict),
  sni_container_refs: field(
    array(id(128), [['a1', 'b2'], ['a1'], [], certificates, certificates.slice(1), ['a b'], 7]),
    SECURE,
  ),
  sni_match_algo: field(word(['wildcard', 'longest_suffix']), SECURE),
  tls_ciphers_policy: field(
    word([
      ...['tls-1-0-inherit', 'tls-1-0', 'tls-1-1', 'tls-1-2', 'tls-1-2-strict', 'tls-1-2-fs'],
      ...['tls-1-0-with-1-3', 'tls-1-2-fs-with-1-3', 'hybrid-policy-1-0', 'tls-1-2-strict-no-cbc'],
    ]),
    ['HTTPS', 'TLS'],
  ),
  security_policy_id: field(id(), ['HTTPS', 'TLS']),
  http2_enable: field(yesNo, ['HTTPS']),
  'insert_headers.X-Forwarded-ELB-IP': field(yesNo, WEB),
  'insert_headers.X-Forwarded-Host': field(yesNo, WEB),
  'insert_headers.X-Real-IP': field(yesNo, WEB),
  'insert_headers.X-Forwarded-For-Processing-Mode': field(
    word(['append', 'remove', 'preserve']),
    WEB,
  ),
  'insert_headers.X-Forwarded-TLS-Certificate-ID': field(yesNo, ['HTTPS', 'QUIC']),
  'insert_headers.X-Forwarded-TLS-Protocol-alias': field(alias, ['HTTPS', 'QUIC']),
  'insert_headers.X-Forwarded-Clientcert-subjectdn-enable': field(yesNo, ['HTTPS', 'QUIC']),
  'insert_headers.X-Forwarded-Clientcert-subjectdn-alias': field(alias, ['HTTPS', 'QUIC']),
  keepalive_timeout: field(whole(0, 4000)),
  client_timeout: field(seconds, WEB, strict),
  member_timeout: field(seconds, WEB, strict),
  enable_member_retry: field(yesNo, WEB, strict),
  'ipgroup.ipgroup_id': field(joined(id(), ['a1', 'a1,b2', '', 'a b', 7])),
  'ipgroup.enable_ipgroup': field(yesNo),
  'ipgroup.type': field(word(['white', 'black'])),
  transparent_client_ip_enable: field(yesNo),
  nat64_enable: field(yesNo, ['TCP', 'UDP']),
  proxy_protocol_enable: field(yesNo, ['TLS', 'TCP']),
  enhance_l7policy_enable: field(yesNo, WEB),
  'quic_config.quic_listener_id': field(id(), ['HTTPS'], strict),
  'quic_config.enable_quic_upgrade': field(yesNo, ['HTTPS'], strict),
  gzip_enable: field(yesNo, WEB, { strict: 'on' }),
  ssl_early_data_enable: field(yesNo, ['HTTPS'], { strict: 'on' }),
  cps: field(whole(0, 1_000_000)),
  connection: field(whole(0, 1_000_000)),
  protection_status: field(protection),
  protection_reason: field(reason),
  project_id: project,
};

const POOL: Readonly<Record<string, Field>> = {
  'pool.protocol': field(word(['TCP', 'UDP', 'HTTP', 'HTTPS', 'QUIC', 'TLS', 'GRPC', 'IP'])),
  'pool.lb_algorithm': field(
    word([
      ...['ROUND_ROBIN', 'LEAST_CONNECTIONS', 'SOURCE_IP', 'QUIC_CID'],
      ...['2_TUPLE_HASH', '3_TUPLE_HASH', '5_TUPLE_HASH'],
    ]),
  ),
  'pool.name': field(free),
  'pool.description': field(free),
  'pool.session_persistence.type': field(word(['SOURCE_IP', 'HTTP_COOKIE', 'APP_COOKIE'])),
  'pool.session_persistence.cookie_name': field(
    text({ min: 1, max: 1024 }, /^[\w.-]*$/, ['sid', 'a;b', 'x'.repeat(1025)]),
  ),
  'pool.session_persistence.persistence_timeout': field(whole(1, 1440, { also: 60 })),
  'pool.slow_start.enable': field(yesNo),
  'pool.slow_start.duration': field(whole(30, 1200)),
  'pool.connection_drain.enable': field(yesNo),
  'pool.connection_drain.timeout': field(whole(10, 4000)),
  'pool.any_port_enable': field(yesNo),
  'pool.member_deletion_protection_enable': field(yesNo),
  'pool.ip_version': { kind: word(['v4', 'dualstack']), life: 'fixed' },
  'pool.type': field(word(['instance', 'ip'])),
  'pool.vpc_id': field(id()),
  'pool.protection_status': field(protection),
  'pool.protection_reason': field(reason),
  'pool.project_id': project,
};

const MONITOR: Readonly<Record<string, Field>> = {
  'healthmonitor.admin_state_up': field(yesNo),
  'healthmonitor.type': field(word(['TCP', 'UDP_CONNECT', 'HTTP', 'HTTPS', 'TLS', 'GRPC'])),
  'healthmonitor.delay': field(whole(1, 50)),
  'healthmonitor.timeout': field(whole(1, 50)),
  'healthmonitor.max_retries': field(whole(1, 10)),
  'healthmonitor.max_retries_down': field(whole(1, 10)),
  'healthmonitor.monitor_port': field(whole(1, 65_535)),
  'healthmonitor.url_path': field(
    text({ min: 1, max: 80 }, /^\//, ['/', '/ok', 'ok', `/${'a'.repeat(80)}`]),
  ),
  'healthmonitor.domain_name': field(
    text({ min: 1, max: 100 }, /^[A-Za-z0-9][A-Za-z0-9.-]*$/, ['a.example.com', 'a_b']),
  ),
  'healthmonitor.expected_codes': field(
    text({ min: 1, max: 64 }, /^(\d{3}(, ?\d{3})*|\d{3}-\d{3})$/, [
      ...['200', '200,202', '200-204', '2xx', '200,'],
    ]),
  ),
  'healthmonitor.http_method': field(word(['GET', 'HEAD', 'POST'])),
  'healthmonitor.name': field(free),
  'healthmonitor.project_id': project,
};

export const FIELDS: Readonly<Record<string, Field>> = { ...LISTENER, ...POOL, ...MONITOR };

/** `pool.lb_algorithm` is the flag `--pool-lb-algorithm`; rules are named after it. */
export function flagOf(name: string): string {
  return name.replaceAll(/[._]/g, '-').replace('l7policy-enable', 'l7-policy-enable').toLowerCase();
}

/** Protocols of backend groups that a listener can have. */
export const BACKENDS: Readonly<Record<string, readonly string[]>> = {
  TCP: ['TCP'],
  UDP: ['UDP', 'QUIC'],
  HTTP: ['HTTP'],
  HTTPS: ['HTTP', 'HTTPS', 'GRPC'],
  TLS: ['TLS', 'TCP'],
  QUIC: ['HTTP', 'HTTPS', 'GRPC'],
  IP: ['IP'],
};

/** Types of health checks that a backend group can have. */
export const PROBES: Readonly<Record<string, readonly string[]>> = {
  UDP: ['UDP_CONNECT'],
  QUIC: ['UDP_CONNECT'],
  TCP: ['TCP', 'HTTP', 'HTTPS'],
  IP: ['TCP', 'HTTP', 'HTTPS'],
  HTTP: ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'],
  HTTPS: ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'],
  GRPC: ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'],
  TLS: ['TCP', 'HTTP', 'HTTPS', 'TLS', 'GRPC'],
};
