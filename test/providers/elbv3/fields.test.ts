import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFields, encodeFields } from '../../../src/model/encode.ts';
import type { ListenerFields } from '../../../src/model/fields.ts';
import type { Values } from '../../../src/model/parameter.ts';
import { provider } from '../../../src/providers/elbv3/index.ts';

const operation = provider.operation('listener', 'create');

function encode(fields: ListenerFields) {
  return encodeFields(provider, operation, fields, fields, 'flags');
}

describe('parameters of fields', () => {
  it.each<readonly [ListenerFields, Values]>([
    [{ loadBalancer: 'lb-1' }, { loadbalancer_id: 'lb-1' }],
    [{ protocol: 'https' }, { protocol: 'HTTPS' }],
    [{ protocol: 'ssl' }, { protocol: 'TLS' }],
    [
      { protocol: 'ssl', algorithm: 'source-ip' },
      { protocol: 'TLS', 'pool.protocol': 'TCP', 'pool.lb_algorithm': 'SOURCE_IP' },
    ],
    [
      { protocol: 'https', 'backend.protocol': 'https' },
      { protocol: 'HTTPS', 'pool.protocol': 'HTTPS' },
    ],
    [
      { protocol: 'http', 'healthCheck.enabled': 'off' },
      { protocol: 'HTTP', 'healthmonitor.admin_state_up': false },
    ],
    [{ 'backend.group': 'p' }, { default_pool_id: 'p' }],
    [{ algorithm: 'round-robin' }, { 'pool.lb_algorithm': 'ROUND_ROBIN' }],
    [{ algorithm: 'weighted-round-robin' }, { 'pool.lb_algorithm': 'ROUND_ROBIN' }],
    [{ 'stickySession.mode': 'off' }, { 'pool.session_persistence.type': null }],
    [{ 'stickySession.mode': 'rewrite' }, { 'pool.session_persistence.type': 'APP_COOKIE' }],
    [{ 'stickySession.timeout': 120 }, { 'pool.session_persistence.persistence_timeout': 2 }],
    [{ idleTimeout: 90 }, { keepalive_timeout: 90 }],
    [{ requestTimeout: 90 }, { member_timeout: 90 }],
    [{ drain: 'off' }, { 'pool.connection_drain.enable': false }],
    [{ drain: 60 }, { 'pool.connection_drain.enable': true, 'pool.connection_drain.timeout': 60 }],
    [{ 'tls.policy': 'tls-1.2-strict' }, { tls_ciphers_policy: 'tls-1-2-strict' }],
    [
      { http2: 'off', gzip: 'on' },
      { http2_enable: false, gzip_enable: true },
    ],
    [
      { protocol: 'http', forwardedHeaders: ['for', 'proto'] },
      {
        protocol: 'HTTP',
        'insert_headers.X-Forwarded-ELB-ID': false,
        'insert_headers.X-Forwarded-ELB-IP': false,
        'insert_headers.X-Forwarded-Port': false,
        'insert_headers.X-Forwarded-Proto': true,
        'insert_headers.X-Forwarded-For-Port': false,
      },
    ],
    [{ 'healthCheck.protocol': 'udp-connect' }, { 'healthmonitor.type': 'UDP_CONNECT' }],
    [{ 'healthCheck.codes': ['200', '202'] }, { 'healthmonitor.expected_codes': '200,202' }],
    [{ 'healthCheck.codes': ['200-204'] }, { 'healthmonitor.expected_codes': '200-204' }],
    [{ 'healthCheck.codes': ['3xx', '2xx'] }, { 'healthmonitor.expected_codes': '200-399' }],
    [{ 'access.mode': 'off' }, { 'ipgroup.enable_ipgroup': false }],
    [
      { 'access.mode': 'deny', 'access.lists': ['g'] },
      { 'ipgroup.enable_ipgroup': true, 'ipgroup.type': 'black', 'ipgroup.ipgroup_id': ['g'] },
    ],
    [{ tags: { a: 'b' } }, { tags: { a: 'b' } }],
  ])('%j is %j', (fields, values) => {
    expect(encode(fields)).toEqual({ values, violations: [] });
  });

  it.each<readonly [ListenerFields, string]>([
    [{ 'backend.port': 80 }, '--backend-port is not supported by elbv3'],
    [{ bandwidth: 5 }, '--bandwidth is not supported by elbv3'],
    [{ redirectTo: 443 }, '--redirect-to is not supported by elbv3'],
    [{ protocol: 'tcp', algorithm: 'four-tuple' }, '--algorithm must be round-robin'],
    [{ protocol: 'udp', algorithm: 'connection-id' }, 'which needs quic backends'],
    [
      { protocol: 'http', 'stickySession.mode': 'source-ip' },
      '--sticky-session must be off, insert or rewrite on an http listener, not source-ip',
    ],
    [
      { protocol: 'tcp', 'stickySession.mode': 'insert' },
      '--sticky-session must be off or source-ip on a tcp listener, not insert',
    ],
    [{ 'stickySession.timeout': 90 }, '--sticky-timeout must be whole minutes on elbv3, not 90s'],
    [{ 'tls.policy': 'tls-1.2-strict-1.3' }, '--tls-policy must be tls-1.0, tls-1.1'],
    [{ protocol: 'tcp', forwardedHeaders: ['for'] }, 'is for http and https listeners only'],
    [{ protocol: 'http', forwardedHeaders: ['proto'] }, '--forwarded-headers must include for'],
    [{ 'healthCheck.codes': ['2xx', '4xx'] }, 'one range without gaps'],
    [{ 'healthCheck.codes': ['200', '300-301'] }, 'one range without gaps'],
    [{ 'healthCheck.protocol': 'ping' }, 'must be tcp, http, https, udp-connect, tls or grpc'],
    [{ 'backend.protocol': 'proxy' }, '--backend-protocol must be http, https'],
  ])('%j is refused: %s', (fields, problem) => {
    expect(encode(fields).violations.map(({ message }) => message)).toEqual([
      expect.stringContaining(problem),
    ]);
  });
});

describe('fields of parameters', () => {
  const text = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
  const codes = fc.oneof(
    fc.constantFrom(['2xx'], ['2xx', '3xx'], ['200-204'], ['200'], ['200', '404']),
  );
  const web = fc.record(
    {
      protocol: fc.constantFrom('http', 'https'),
      name: text,
      'backend.protocol': fc.constantFrom('http', 'https', 'grpc'),
      algorithm: fc.constantFrom('round-robin', 'least-connections', 'source-ip'),
      'stickySession.mode': fc.constantFrom('off', 'insert', 'rewrite'),
      'stickySession.timeout': fc.integer({ min: 1, max: 1440 }).map((minutes) => minutes * 60),
      idleTimeout: fc.integer({ min: 1, max: 4000 }),
      drain: fc.oneof(fc.constant('off'), fc.integer({ min: 10, max: 4000 })),
      'tls.policy': fc.constantFrom('tls-1.0', 'tls-1.1', 'tls-1.2', 'tls-1.2-strict'),
      'tls.sniCertificates': fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
      http2: fc.constantFrom('on', 'off'),
      'healthCheck.enabled': fc.constantFrom('on', 'off'),
      'healthCheck.codes': codes,
      'healthCheck.method': fc.constantFrom('get', 'head', 'post'),
      'access.mode': fc.constantFrom('allow', 'deny', 'off'),
      'access.lists': fc.uniqueArray(text, { minLength: 1, maxLength: 2 }),
      tags: fc.dictionary(text, text, { minKeys: 1, maxKeys: 3 }),
    },
    { requiredKeys: ['protocol', 'backend.protocol'] },
  );

  it('encoded and decoded, a listener is the same', () => {
    fc.assert(
      fc.property(web, (listener) => {
        const fields = { ...listener } as ListenerFields;
        const { values, violations } = encode(fields);
        expect(violations).toEqual([]);
        expect(decodeFields(provider.fields, values, fields.protocol)).toEqual(fields);
      }),
    );
  });
});
