import { describe, expect, it } from 'vitest';
import { kebab, type ParameterValue } from '../../../src/model/parameter.ts';
import type { OperationVerb } from '../../../src/model/rule.ts';
import { check, LEAST } from './support.ts';

type Outcome = 'fine' | 'warning' | 'error';

const A = 'a';

/** The limits of every range, and where the page and newer metadata differ. */
const EDGES: readonly (readonly [string, OperationVerb, string, ParameterValue, Outcome])[] = [
  ['https', 'create', 'Bandwidth', -1, 'fine'],
  ['https', 'create', 'Bandwidth', 5000, 'fine'],
  ['https', 'create', 'Bandwidth', 5001, 'warning'],
  ['https', 'create', 'Bandwidth', 5120, 'warning'],
  ['https', 'create', 'Bandwidth', 5121, 'error'],
  ['https', 'create', 'Bandwidth', 0, 'error'],
  ['https', 'create', 'ListenerPort', 65_535, 'fine'],
  ['https', 'create', 'ListenerPort', 65_536, 'error'],
  ['https', 'create', 'LoadBalancerId', '', 'error'],
  ['https', 'create', 'HealthCheckConnectPort', 0, 'error'],
  ['https', 'create', 'HealthCheckConnectPort', -520, 'fine'],
  ['tcp', 'update', 'HealthCheckConnectPort', -520, 'fine'],
  ['tcp', 'update', 'HealthCheckConnectPort', -1, 'error'],
  ['https', 'create', 'Description', 'a-b/c._1', 'fine'],
  ['https', 'create', 'Description', '\u76d1\u542c', 'fine'],
  ['https', 'create', 'Description', 'Create a listener', 'warning'],
  ['https', 'create', 'Description', A.repeat(80), 'fine'],
  ['https', 'create', 'Description', A.repeat(81), 'warning'],
  ['https', 'create', 'Description', A.repeat(256), 'warning'],
  ['https', 'create', 'Description', A.repeat(257), 'error'],
  ['https', 'create', 'Description', 'a@b', 'error'],
  ['https', 'create', 'Description', '', 'error'],
  ['https', 'create', 'Description', '  ', 'error'],
  ['https', 'create', 'Scheduler', 'wrr', 'fine'],
  ['https', 'create', 'Scheduler', 'wlc', 'warning'],
  ['https', 'create', 'Scheduler', 'sch', 'error'],
  ['tcp', 'create', 'Scheduler', 'tch', 'fine'],
  ['tcp', 'create', 'Scheduler', 'qch', 'error'],
  ['udp', 'create', 'Scheduler', 'qch', 'fine'],
  ['https', 'create', 'TLSCipherPolicy', 'tls_cipher_policy_1_2_strict', 'fine'],
  ['https', 'create', 'TLSCipherPolicy', 'tls_cipher_policy_1_2_strict_with_1_3', 'warning'],
  ['https', 'create', 'TLSCipherPolicy', 'tls_cipher_policy_1_3', 'error'],
  ['https', 'create', 'TLSCipherPolicy', 'tls-bp152pzhoa0s2s9g3v4oo', 'warning'],
  ['https', 'update', 'TLSCipherPolicy', 'tls-bp152pzhoa0s2s9g3v4oo', 'warning'],
  ['https', 'create', 'HealthCheckURI', '/test/index.html', 'fine'],
  ['https', 'create', 'HealthCheckURI', '/', 'warning'],
  ['https', 'create', 'HealthCheckURI', 'index.html', 'warning'],
  ['https', 'create', 'HealthCheckURI', '/\u5065\u5eb7?a=b c', 'warning'],
  ['https', 'create', 'HealthCheckURI', '', 'error'],
  ['https', 'create', 'HealthCheckURI', ' ', 'error'],
  ['https', 'create', 'HealthCheckURI', `/${A.repeat(79)}`, 'fine'],
  ['https', 'create', 'HealthCheckURI', `/${A.repeat(80)}`, 'warning'],
  ['https', 'create', 'HealthCheckDomain', '$_ip', 'fine'],
  ['https', 'create', 'HealthCheckDomain', 'a.example-1.com', 'fine'],
  ['https', 'create', 'HealthCheckDomain', 'a_b', 'error'],
  ['https', 'create', 'HealthCheckHttpCode', ['http_2xx', 'http_5xx'], 'fine'],
  ['https', 'create', 'HealthCheckHttpCode', ['http_1xx'], 'error'],
  ['https', 'create', 'HealthCheckHttpCode', [], 'error'],
  ['tcp', 'update', 'AclId', [], 'error'],
  ['tcp', 'update', 'AclId', [' '], 'error'],
  ['https', 'create', 'HealthCheckInterval', 50, 'fine'],
  ['https', 'create', 'HealthCheckInterval', 51, 'error'],
  ['https', 'create', 'HealthCheckTimeout', 300, 'fine'],
  ['https', 'create', 'HealthCheckTimeout', 301, 'error'],
  ['https', 'create', 'HealthyThreshold', 2, 'fine'],
  ['https', 'create', 'HealthyThreshold', 1, 'error'],
  ['udp', 'create', 'HealthyThreshold', 1, 'error'],
  ['udp', 'update', 'HealthyThreshold', 1, 'fine'],
  ['tcp', 'update', 'UnhealthyThreshold', 1, 'error'],
  ['udp', 'update', 'UnhealthyThreshold', 11, 'error'],
  ['https', 'create', 'IdleTimeout', 60, 'fine'],
  ['https', 'create', 'IdleTimeout', 0, 'error'],
  ['https', 'create', 'RequestTimeout', 180, 'fine'],
  ['https', 'create', 'RequestTimeout', 181, 'error'],
  ['tcp', 'create', 'EstablishedTimeout', 10, 'fine'],
  ['tcp', 'create', 'EstablishedTimeout', 901, 'error'],
  ['tcp', 'create', 'PersistenceTimeout', 0, 'fine'],
  ['tcp', 'create', 'PersistenceTimeout', 3601, 'error'],
  ['tcp', 'create', 'ProxyProtocolV2Enabled', 'true', 'fine'],
  ['tcp', 'create', 'ProxyProtocolV2Enabled', 'on', 'error'],
  ['tcp', 'create', 'Tag', { team: 'a' }, 'fine'],
  ['tcp', 'create', 'Tag', { 'aliyun-x': 'a' }, 'error'],
  ['udp', 'create', 'HealthCheckReq', A.repeat(64), 'fine'],
  ['udp', 'create', 'HealthCheckReq', A.repeat(65), 'error'],
  ['udp', 'create', 'HealthCheckExp', 'a b', 'error'],
  ['http', 'update', 'VServerGroupId', '', 'fine'],
  ['http', 'create', 'VServerGroupId', '', 'error'],
  ['http', 'create', 'VServerGroupId', ' ', 'error'],
  ['http', 'update', 'VServerGroupId', ' ', 'error'],
  ['https', 'update', 'CACertificateId', '', 'fine'],
  ['https', 'update', 'ServerCertificateId', '', 'error'],
  ['https', 'update', 'BackendServerPort', 80, 'error'],
  ['http', 'update', 'ForwardPort', 443, 'error'],
  ['http', 'update', 'ListenerForward', 'on', 'error'],
  ['udp', 'update', 'Tag', { a: 'b' }, 'error'],
];

describe.each(EDGES)('%s %s %s %j', (protocol, verb, name, value, outcome) => {
  it(`is ${outcome}`, () => {
    const noun = `${protocol}-listener`;
    const aspects = ['type', 'range', 'length', 'characters', 'values', 'wider', 'create-only'];
    const rules = aspects.map((aspect) => `slb/${kebab(name)}-${aspect}`);
    const violations = check(noun, verb, { ...LEAST[noun], [name]: value }, [name]);
    const single = violations.filter(({ rule }) => rules.includes(rule));
    expect(single.map(({ severity }) => severity)).toEqual(outcome === 'fine' ? [] : [outcome]);
  });
});

it('refuses create-only parameters on update', () => {
  expect(check('tcp-listener', 'update', { BackendServerPort: 80 })).toMatchObject([
    {
      rule: 'slb/backend-server-port-create-only',
      severity: 'error',
      message:
        '--backend-server-port can only be set when the listener is created; delete it and create it again',
    },
  ]);
});

describe('Cookie', () => {
  it.each(['a,b', 'a;b', 'a b', '$a', '', A.repeat(201)])('refuses %j', (Cookie) => {
    const values = { ...LEAST['http-listener'], Cookie };
    const rules = check('http-listener', 'create', values).map(({ rule }) => rule);
    expect(rules.some((rule) => /^slb\/cookie-(characters|length)$/.test(rule))).toBe(true);
  });
});
