import { describe, expect, it } from 'vitest';
import { provider } from '../../../src/providers/elb/index.ts';
import { run } from '../../program.ts';

/* Each rule of the two pages, through the command line. Each case changes this valid listener. */
const BASE: Readonly<Record<string, unknown>> = {
  name: 'web',
  loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
  protocol: 'HTTP',
  port: 80,
  backend_protocol: 'HTTP',
  backend_port: 8080,
  lb_algorithm: 'roundrobin',
};

const TCP = { protocol: 'TCP', backend_protocol: 'TCP' };
const UDP = { protocol: 'UDP', backend_protocol: 'UDP' };
const HTTPS = { protocol: 'HTTPS', certificate_id: '23ef9aad4ecb463580476d324a6c71af' };
const SSL = { ...HTTPS, protocol: 'SSL', backend_protocol: 'TCP' };
const ALL_VERSIONS = 'TLSv1.2 TLSv1.1 TLSv1';

type Body = Readonly<Record<string, unknown>>;

/** Rule, severity, and the change that violates it; `undefined` removes a field. */
const BROKEN: readonly (readonly [string, 'error' | 'warning', Body])[] = [
  ['name-required', 'error', { name: undefined }],
  ['loadbalancer-id-required', 'error', { loadbalancer_id: undefined }],
  ['protocol-required', 'error', { protocol: undefined }],
  ['port-required', 'error', { port: undefined }],
  ['backend-protocol-required', 'error', { backend_protocol: undefined }],
  ['backend-port-required', 'error', { backend_port: undefined }],
  ['lb-algorithm-required', 'error', { lb_algorithm: undefined }],
  ['name-length', 'error', { name: '' }],
  ['name-length', 'error', { name: 'a'.repeat(65) }],
  ['name-characters', 'error', { name: 'two words' }],
  ['name-type', 'error', { name: 7 }],
  ['description-length', 'error', { description: 'x'.repeat(129) }],
  ['description-characters', 'error', { description: 'a < b' }],
  ['loadbalancer-id-length', 'error', { loadbalancer_id: '' }],
  ['loadbalancer-id-characters', 'error', { loadbalancer_id: '../../x' }],
  ['protocol-values', 'error', { protocol: 'FTP' }],
  ['port-range', 'error', { port: 0 }],
  ['port-range', 'error', { port: 65_536 }],
  ['port-type', 'error', { port: '80x' }],
  ['port-type', 'error', { port: 80.5 }],
  ['backend-port-range', 'error', { backend_port: 0 }],
  ['backend-protocol-values', 'error', { backend_protocol: 'HTTPS' }],
  ['lb-algorithm-values', 'error', { lb_algorithm: 'ROUND_ROBIN' }],
  ['session-sticky-type', 'error', { session_sticky: 'yes' }],
  ['sticky-session-type-values', 'error', { session_sticky: true, sticky_session_type: 'server' }],
  ['cookie-timeout-range', 'error', { session_sticky: true, cookie_timeout: 0 }],
  ['cookie-timeout-range', 'error', { session_sticky: true, cookie_timeout: 1441 }],
  ['tcp-timeout-range', 'error', { ...TCP, tcp_timeout: 1441 }],
  ['tcp-draining-timeout-range', 'error', { ...TCP, tcp_draining: true, tcp_draining_timeout: 61 }],
  ['udp-timeout-range', 'error', { ...UDP, udp_timeout: 0 }],
  ['ssl-protocols-values', 'error', { ...HTTPS, ssl_protocols: 'TLSv1' }],
  ['ssl-ciphers-values', 'error', { ...HTTPS, ssl_ciphers: 'Weak' }],
  ['certificate-id-length', 'error', { ...HTTPS, certificate_id: '' }],
  ['backend-protocol-udp', 'error', { ...UDP, backend_protocol: 'TCP' }],
  ['backend-protocol-ssl', 'error', { ...SSL, backend_protocol: 'HTTP' }],
  ['session-sticky-not-for-ssl', 'error', { ...SSL, session_sticky: true }],
  ['session-sticky-needs-roundrobin', 'error', { session_sticky: true, lb_algorithm: 'leastconn' }],
  [
    'session-sticky-needs-roundrobin',
    'error',
    { ...HTTPS, session_sticky: true, lb_algorithm: 'source' },
  ],
  [
    'session-sticky-needs-roundrobin',
    'error',
    { ...TCP, session_sticky: true, lb_algorithm: 'source' },
  ],
  ['session-sticky-udp', 'warning', { ...UDP, session_sticky: true }],
  [
    'sticky-session-type-needs-http',
    'warning',
    { ...TCP, session_sticky: true, sticky_session_type: 'insert' },
  ],
  [
    'sticky-session-type-needs-http',
    'warning',
    { session_sticky: false, sticky_session_type: 'insert' },
  ],
  ['cookie-timeout-needs-http', 'warning', { ...UDP, cookie_timeout: 5 }],
  ['cookie-timeout-needs-http', 'warning', { cookie_timeout: 5 }],
  [
    'cookie-timeout-needs-sticky-session-type',
    'warning',
    { session_sticky: true, cookie_timeout: 5 },
  ],
  ['name-required', 'error', { name: null }],
  ['protocol-required', 'error', { protocol: null, backend_port: 0 }],
  ['port-required', 'error', { port: null }],
  ['backend-port-range', 'error', { protocol: null, backend_port: 0 }],
  ['tcp-timeout-only-for-tcp', 'warning', { tcp_timeout: 5 }],
  ['tcp-draining-only-for-tcp', 'warning', { tcp_draining: true }],
  ['tcp-draining-timeout-only-for-tcp', 'warning', { ...UDP, tcp_draining_timeout: 5 }],
  ['tcp-draining-timeout-needs-draining', 'warning', { ...TCP, tcp_draining_timeout: 5 }],
  [
    'tcp-draining-timeout-needs-draining',
    'warning',
    { ...TCP, tcp_draining: false, tcp_draining_timeout: 0 },
  ],
  ['certificate-id-required', 'error', { protocol: 'HTTPS' }],
  ['certificate-id-required', 'error', { ...SSL, certificate_id: null }],
  [
    'certificate-id-only-for-https-ssl',
    'warning',
    { certificate_id: '23ef9aad4ecb463580476d324a6c71af' },
  ],
  ['certificates-only-for-https', 'warning', { ...SSL, certificates: ['a1'] }],
  ['udp-timeout-only-for-udp', 'warning', { ...TCP, udp_timeout: 5 }],
  ['ssl-protocols-only-for-https-ssl', 'warning', { ssl_protocols: 'TLSv1.2' }],
  ['ssl-ciphers-only-for-https-ssl', 'warning', { ssl_ciphers: 'Strict' }],
  ['ssl-ciphers-extended-needs-all-versions', 'error', { ...HTTPS, ssl_ciphers: 'Extended' }],
  [
    'ssl-ciphers-extended-needs-all-versions',
    'error',
    { ...HTTPS, ssl_ciphers: 'Extended', ssl_protocols: 'TLSv1.2' },
  ],
  [
    'ssl-protocols-all-versions-need-extended',
    'warning',
    { ...HTTPS, ssl_protocols: ALL_VERSIONS },
  ],
  [
    'ssl-protocols-all-versions-need-extended',
    'warning',
    { ...HTTPS, ssl_protocols: ALL_VERSIONS, ssl_ciphers: 'Strict' },
  ],
];

/** Valid listeners. */
const KEPT: readonly Body[] = [
  {},
  { name: '\u76d1\u542c_1-a', description: '', port: 1, backend_port: 65_535 },
  { name: 'x'.repeat(64), description: 'y'.repeat(128) },
  { session_sticky: true, sticky_session_type: 'insert', cookie_timeout: 1440 },
  { session_sticky: false, lb_algorithm: 'leastconn' },
  { ...TCP, session_sticky: true, tcp_timeout: 1440, tcp_draining: true, tcp_draining_timeout: 0 },
  { ...TCP, sticky_session_type: null, cookie_timeout: null },
  { ...UDP, udp_timeout: 1, lb_algorithm: 'source' },
  { ...HTTPS, certificates: ['a1', 'b2'], session_sticky: true },
  { ...HTTPS, ssl_protocols: ALL_VERSIONS, ssl_ciphers: 'Extended' },
  { ...SSL, ssl_protocols: 'TLSv1.2', ssl_ciphers: 'Strict' },
];

async function create(change: Body, ...more: string[]) {
  const listener = Object.fromEntries(
    Object.entries({ ...BASE, ...change }).filter(([, value]) => value !== undefined),
  );
  const argv = 'elb listener create --region eu-de --dry-run --no-preflight -o json --from-file -';
  const ran = await run([...argv.split(' '), ...more], { stdin: JSON.stringify(listener) });
  const violations: {
    rule: string;
    severity: string;
    message: string;
    source: string;
    flags: string[];
  }[] = ran.code === 0 ? JSON.parse(ran.stdout).warnings : JSON.parse(ran.stderr).error.violations;
  return { ...ran, violations };
}

describe('a violation', () => {
  it.each(BROKEN)('of elb/%s is an %s', async (rule, severity, change) => {
    const { code, stdout, violations } = await create(change);
    const found = violations.find((violation) => violation.rule === `elb/${rule}`);
    expect(found).toMatchObject({ severity });
    expect(found?.message).toMatch(/^(--|a sticky session)/);
    expect(found?.source).toMatch(/^Huawei Cloud ELB/);
    expect(found?.flags.every((flag) => flag.startsWith('--'))).toBe(true);
    expect(code).toBe(severity === 'error' ? 2 : 0);
    if (severity === 'error') expect(stdout).toBe('');
  });

  it.each(BROKEN.filter(([, severity]) => severity === 'warning'))(
    'elb/%s ends the command with --strict',
    async (rule, _, change) => {
      const { code, violations } = await create(change, '--strict');
      expect(code).toBe(2);
      expect(violations).toContainEqual(
        expect.objectContaining({ rule: `elb/${rule}`, severity: 'error' }),
      );
    },
  );
});

describe('a valid listener', () => {
  it.each(KEPT)('%j has no violations', async (change) => {
    const { code, violations } = await create(change, '--strict');
    expect(violations).toEqual([]);
    expect(code).toBe(0);
  });
});

it('has a case for every rule that needs no load balancer', () => {
  const covered = new Set(BROKEN.map(([rule]) => rule));
  const rules = provider.rules.filter(({ preflight }) => preflight !== true).map(({ id }) => id);
  expect(rules.filter((id) => !covered.has(id))).toEqual([]);
});

it('reports all violations, in the order of the page', async () => {
  const { violations } = await create({
    ssl_ciphers: 'Weak',
    name: '',
    port: 0,
    lb_algorithm: 'source',
    session_sticky: true,
  });
  expect(violations.map(({ rule }) => rule)).toEqual([
    'elb/name-length',
    'elb/port-range',
    'elb/session-sticky-needs-roundrobin',
    'elb/ssl-ciphers-values',
    'elb/ssl-ciphers-only-for-https-ssl',
  ]);
});

describe('the same rules with portable flags', () => {
  const argv =
    'listener create --provider elb --region eu-de --dry-run --no-preflight -o json --load-balancer 0b07acf06d243925bc24a0ac7445267a --name web --protocol http --port 80 --backend-port 8080 --algorithm round-robin'.split(
      ' ',
    );

  const CASES: readonly (readonly [string, string, string])[] = [
    [
      '--sticky-session insert --algorithm least-connections',
      'elb/session-sticky-needs-roundrobin',
      '--sticky-session',
    ],
    ['--protocol udp --backend-protocol tcp', 'elb/backend-protocol-udp', '--backend-protocol'],
    ['--protocol https', 'elb/certificate-id-required', '--certificate'],
    [
      '--sticky-session insert --sticky-timeout 90s',
      'elb/cookie-timeout-whole-minutes',
      '--sticky-timeout',
    ],
    ['--sticky-session insert --sticky-timeout 2d', 'elb/cookie-timeout-range', '--sticky-timeout'],
    ['--sticky-session rewrite', 'elb/sticky-session-mode', '--sticky-session'],
    ['--http2 on', 'elb/http2-unsupported', '--http2'],
    ['--tag a=b', 'elb/tag-unsupported', '--tag'],
    ['--idle-timeout 5m', 'elb/idle-timeout-protocol', '--idle-timeout'],
    ['--algorithm four-tuple', 'elb/lb-algorithm-values', '--algorithm'],
    [
      '--protocol https --certificate a1 --tls-policy tls-1.1',
      'elb/tls-policy-values',
      '--tls-policy',
    ],
    ['--port eighty', 'listener/port-value', '--port'],
    ['--drain soon', 'listener/drain-value', '--drain'],
  ];

  it.each(CASES)('%s violates %s', async (words, rule, flag) => {
    const { code, stderr } = await run([...argv, ...words.split(' ')]);
    expect(code).toBe(2);
    const { error } = JSON.parse(stderr);
    expect(error.kind).toBe('validation');
    expect(error.violations).toContainEqual(
      expect.objectContaining({ rule, severity: 'error', flags: expect.arrayContaining([flag]) }),
    );
  });

  it('sends the native parameters', async () => {
    const words = '--protocol tcp --sticky-session source-ip --idle-timeout 10m --drain 0'.split(
      ' ',
    );
    const { stdout } = await run([...argv, ...words]);
    expect(JSON.parse(stdout).requests[0].body).toEqual({
      loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
      protocol: 'TCP',
      port: 80,
      name: 'web',
      backend_protocol: 'TCP',
      backend_port: 8080,
      lb_algorithm: 'roundrobin',
      session_sticky: true,
      tcp_timeout: 10,
      tcp_draining: true,
      tcp_draining_timeout: 0,
    });
  });
});
