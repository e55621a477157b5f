import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFields, encodeFields } from '../../../src/model/encode.ts';
import { field, type ListenerFields, type Path } from '../../../src/model/fields.ts';
import type { Values } from '../../../src/model/parameter.ts';
import { operationFor } from '../../../src/providers/operations.ts';
import { provider } from '../../../src/providers/slb/index.ts';
import { described, LB } from './support.ts';

function encode(fields: ListenerFields) {
  const operation =
    operationFor(provider, fields.protocol, 'create') ??
    provider.operation('http-listener', 'create');
  return encodeFields(provider, operation, fields, fields, 'paths');
}

describe('parameters of fields', () => {
  it.each<readonly [ListenerFields, Values]>([
    [{ protocol: 'https', bandwidth: 'unlimited' }, { Bandwidth: -1 }],
    [
      { protocol: 'https', 'tls.policy': 'tls-1.2-strict-1.3' },
      { TLSCipherPolicy: 'tls_cipher_policy_1_2_strict_with_1_3' },
    ],
    [{ protocol: 'http', 'stickySession.mode': 'off' }, { StickySession: 'off' }],
    [
      { protocol: 'http', 'stickySession.mode': 'rewrite', 'stickySession.cookie': 'SID' },
      { StickySession: 'on', StickySessionType: 'server', Cookie: 'SID' },
    ],
    [
      { protocol: 'tcp', 'stickySession.mode': 'source-ip', 'stickySession.timeout': 60 },
      { PersistenceTimeout: 60 },
    ],
    [{ protocol: 'tcp', 'stickySession.mode': 'off' }, { PersistenceTimeout: 0 }],
    [{ protocol: 'http', idleTimeout: 12 }, { IdleTimeout: 12 }],
    [{ protocol: 'tcp', idleTimeout: 12 }, { EstablishedTimeout: 12 }],
    [{ protocol: 'tcp', drain: 'off' }, { ConnectionDrain: 'off' }],
    [
      { protocol: 'tcp', drain: 30 },
      { ConnectionDrain: 'on', ConnectionDrainTimeout: 30 },
    ],
    [
      { protocol: 'udp', 'healthCheck.enabled': 'off', 'healthCheck.timeout': 5 },
      { HealthCheckSwitch: 'off', HealthCheckConnectTimeout: 5 },
    ],
    [
      { protocol: 'http', 'healthCheck.enabled': 'on', 'healthCheck.timeout': 5 },
      { HealthCheck: 'on', HealthCheckTimeout: 5 },
    ],
    [
      { protocol: 'http', 'healthCheck.codes': ['2xx', '3xx'] },
      { HealthCheckHttpCode: ['http_2xx', 'http_3xx'] },
    ],
    [
      { protocol: 'udp', 'access.mode': 'deny', 'access.lists': ['acl-1', 'acl-2'] },
      { AclStatus: 'on', AclType: 'black', AclId: ['acl-1', 'acl-2'] },
    ],
    [{ protocol: 'udp', 'access.mode': 'off' }, { AclStatus: 'off' }],
    [
      { protocol: 'http', redirectTo: 443 },
      { ListenerForward: 'on', ForwardPort: 443 },
    ],
    [{ protocol: 'udp', proxyProtocol: 'on' }, { ProxyProtocolV2Enabled: 'true' }],
    [{ protocol: 'tcp', 'backend.group': '' }, { VServerGroupId: '' }],
    [
      { protocol: 'https', forwardedHeaders: ['proto'] },
      {
        XForwardedFor: 'off',
        XForwardedFor_SLBID: 'off',
        XForwardedFor_SLBIP: 'off',
        XForwardedFor_SLBPORT: 'off',
        XForwardedFor_proto: 'on',
        XForwardedFor_ClientSrcPort: 'off',
      },
    ],
  ])('%j', (fields, values) => {
    expect(encode(fields)).toEqual({ values, violations: [] });
  });
});

describe('unsupported fields', () => {
  it.each<readonly [ListenerFields, string, string]>([
    [{ protocol: 'ssl' }, 'protocol-ssl', 'must be http, https, tcp or udp on slb, not ssl'],
    [
      { protocol: 'udp', 'stickySession.mode': 'source-ip' },
      'sticky-session-on-udp',
      'not available on udp',
    ],
    [
      { protocol: 'udp', 'stickySession.mode': 'off' },
      'sticky-session-on-udp',
      'not available on udp',
    ],
    [
      { protocol: 'tcp', 'stickySession.mode': 'insert' },
      'sticky-cookie-on-tcp',
      'must be off or source-ip',
    ],
    [
      { protocol: 'tcp', 'stickySession.mode': 'source-ip' },
      'sticky-source-ip-needs-timeout',
      'needs a sticky time-out',
    ],
    [
      { protocol: 'tcp', 'stickySession.mode': 'source-ip', 'stickySession.timeout': 0 },
      'sticky-source-ip-needs-timeout',
      'needs a sticky time-out',
    ],
    [
      { protocol: 'http', 'stickySession.mode': 'source-ip' },
      'sticky-source-ip-on-http',
      'must be off, insert or rewrite',
    ],
    [
      { protocol: 'udp', idleTimeout: 60 },
      'not-on-this-protocol',
      'not available on udp listeners',
    ],
    [{ protocol: 'http', drain: 10 }, 'drain-only-on-tcp', 'for tcp listeners only'],
    [
      { protocol: 'http', algorithm: 'four-tuple' },
      'algorithm-not-on-this-protocol',
      'must be round-robin, weighted-round-robin or weighted-least-connections on http listeners, not four-tuple',
    ],
    [
      { protocol: 'udp', algorithm: 'least-connections' },
      'algorithm-not-on-this-protocol',
      'not least-connections',
    ],
    [
      { protocol: 'http', 'healthCheck.protocol': 'tcp' },
      'not-on-this-protocol',
      'not available on http',
    ],
    [
      { protocol: 'tcp', 'healthCheck.method': 'get' },
      'not-on-this-protocol',
      'not available on tcp',
    ],
    [{ protocol: 'https', redirectTo: 443 }, 'redirect-only-on-http', 'for http listeners only'],
    [
      { protocol: 'tcp', forwardedHeaders: [] },
      'forwarded-headers-on-layer-4',
      'for http and https listeners only',
    ],
    [
      { protocol: 'http', 'backend.pair': 'rsp-1' },
      'not-on-this-protocol',
      'not available on http',
    ],
    [
      { protocol: 'http', 'backend.protocol': 'http' },
      'backend-protocol-unsupported',
      'is not supported by slb',
    ],
    [
      { protocol: 'https', 'tls.sniCertificates': ['a'] },
      'sni-certificate-unsupported',
      'is not supported by slb',
    ],
    [{ protocol: 'http', description: 'x' }, 'description-unsupported', 'is not supported by slb'],
  ])('%j: %s', (fields, rule, says) => {
    const { violations } = encode(fields);
    expect(violations.map((each) => each.rule)).toEqual([`slb/${rule}`]);
    expect(violations[0]?.message).toContain(says);
  });

  it('include a time-out of a tcp session that is off', () => {
    const { violations } = encode({
      protocol: 'tcp',
      'stickySession.mode': 'off',
      'stickySession.timeout': 60,
    });
    expect(violations.map(({ rule }) => rule)).toEqual(['slb/sticky-timeout-while-off']);
  });
});

const text = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const port = fc.integer({ min: 1, max: 65_535 });
const toggle = fc.constantFrom('on', 'off');
const CLASSES = ['2xx', '3xx', '4xx', '5xx'];
const someOf = (path: Path) => {
  const { type } = field(path);
  const values = 'values' in type ? [...type.values] : [...CLASSES];
  // In the order of the model, as decoding returns them.
  return fc
    .subarray(values, { minLength: 1 })
    .map((picked) => values.filter((value) => picked.includes(value)));
};

const COMMON = {
  name: text,
  bandwidth: fc.oneof(fc.constant('unlimited'), fc.integer({ min: 1, max: 5120 })),
  'backend.port': port,
  'backend.group': text,
  'healthCheck.enabled': toggle,
  'healthCheck.port': port,
  'healthCheck.interval': fc.integer({ min: 1, max: 50 }),
  'healthCheck.timeout': fc.integer({ min: 1, max: 300 }),
  'healthCheck.healthy': fc.integer({ min: 2, max: 10 }),
  'healthCheck.unhealthy': fc.integer({ min: 2, max: 10 }),
  'access.mode': fc.constantFrom('off', 'allow', 'deny'),
  'access.lists': fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
  tags: fc.dictionary(text, text, { minKeys: 1, maxKeys: 5 }),
};

const HTTP = {
  ...COMMON,
  algorithm: fc.constantFrom('round-robin', 'weighted-round-robin', 'weighted-least-connections'),
  'stickySession.mode': fc.constantFrom('off', 'insert', 'rewrite'),
  'stickySession.timeout': fc.integer({ min: 1, max: 86_400 }),
  'stickySession.cookie': text,
  idleTimeout: fc.integer({ min: 1, max: 60 }),
  requestTimeout: fc.integer({ min: 1, max: 180 }),
  gzip: toggle,
  forwardedHeaders: someOf('forwardedHeaders'),
  'healthCheck.path': text.map((path) => `/${path}`),
  'healthCheck.domain': text,
  'healthCheck.codes': someOf('healthCheck.codes'),
  'healthCheck.method': fc.constantFrom('head', 'get'),
};

const LAYER_4 = { ...COMMON, 'backend.pair': text, proxyProtocol: toggle };

const BY_PROTOCOL: Readonly<
  Record<'http' | 'https' | 'tcp' | 'udp', Readonly<Record<string, fc.Arbitrary<unknown>>>>
> = {
  http: { ...HTTP, redirectTo: port },
  https: {
    ...HTTP,
    'tls.certificate': text,
    'tls.caCertificate': text,
    'tls.policy': fc.constantFrom('tls-1.0', 'tls-1.1', 'tls-1.2', 'tls-1.2-strict'),
    http2: toggle,
  },
  tcp: {
    ...LAYER_4,
    algorithm: fc.constantFrom('round-robin', 'source-ip', 'four-tuple'),
    idleTimeout: fc.integer({ min: 10, max: 900 }),
    drain: fc.oneof(fc.constant('off'), fc.integer({ min: 10, max: 900 })),
    'healthCheck.protocol': fc.constantFrom('tcp', 'http'),
    'healthCheck.path': text.map((path) => `/${path}`),
    'healthCheck.domain': text,
    'healthCheck.codes': someOf('healthCheck.codes'),
  },
  udp: {
    ...LAYER_4,
    algorithm: fc.constantFrom('weighted-round-robin', 'source-ip', 'connection-id'),
    'healthCheck.request': text,
    'healthCheck.expect': text,
  },
};

/** On tcp, mode and time-out are one parameter, so they are set together. */
const TCP_STICKY = fc.oneof(
  fc.constant({}),
  fc.constant({ 'stickySession.mode': 'off' }),
  fc.integer({ min: 1, max: 3600 }).map((timeout) => ({
    'stickySession.mode': 'source-ip',
    'stickySession.timeout': timeout,
  })),
);

/** Responses for a listener created with these values. */
function answersFor(protocol: string, listenerPort: number, values: Values) {
  const { HealthCheckSwitch, AclId, HealthCheckHttpCode, Tag, ...rest } = values;
  const ids = Array.isArray(AclId) ? AclId : undefined;
  const tags =
    Tag === undefined
      ? undefined
      : Object.entries(Tag as object).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const own = {
    ...rest,
    ...(HealthCheckSwitch === undefined ? {} : { HealthCheck: HealthCheckSwitch }),
    ...(Array.isArray(HealthCheckHttpCode)
      ? { HealthCheckHttpCode: HealthCheckHttpCode.join(',') }
      : {}),
  };
  const place = { LoadBalancerId: LB, ListenerPort: listenerPort };
  return {
    attribute: described(`${LB}/${protocol}/${listenerPort}`, {
      ...own,
      ...place,
      ...(ids === undefined ? {} : { AclIds: { AclId: ids } }),
      ...(tags === undefined ? {} : { Tags: { Tag: tags } }),
    }),
    item: {
      ...place,
      ListenerProtocol: protocol,
      ...(ids === undefined ? {} : { AclIds: ids }),
      ...(tags === undefined ? {} : { Tags: tags }),
      [`${protocol.toUpperCase()}ListenerConfig`]: own,
    },
  };
}

describe.each(['http', 'https', 'tcp', 'udp'] as const)('a listener on %s', (protocol) => {
  const listeners = fc
    .tuple(
      fc.record(
        { ...BY_PROTOCOL[protocol], loadBalancer: fc.constant(LB), port },
        {
          requiredKeys: ['loadBalancer', 'port'],
        },
      ),
      protocol === 'tcp' ? TCP_STICKY : fc.constant({}),
    )
    .map(([fields, sticky]) => ({ ...fields, ...sticky, protocol }) as ListenerFields);

  it('survives encoding and decoding', () => {
    fc.assert(
      fc.property(listeners, (fields) => {
        const { values, violations } = encode(fields);
        expect(violations).toEqual([]);
        expect(decodeFields(provider.fields, values, protocol)).toEqual(fields);
      }),
    );
  });

  it('survives a round trip through either format of response', () => {
    fc.assert(
      fc.property(listeners, (fields) => {
        const { values } = encode(fields);
        const { attribute, item } = answersFor(protocol, fields.port ?? 0, values);
        expect(provider.decode(attribute).fields).toEqual(fields);
        expect(provider.decode(item).fields).toEqual(fields);
        expect(provider.planUpdate(attribute, values)).toEqual({ kind: 'unchanged' });
      }),
    );
  });
});
