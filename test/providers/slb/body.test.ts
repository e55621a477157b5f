import { describe, expect, it } from 'vitest';
import type { OperationVerb } from '../../../src/model/rule.ts';
import { readBody } from '../../../src/providers/slb/body.ts';
import { provider } from '../../../src/providers/slb/index.ts';
import { LB } from './support.ts';

function read(body: unknown, noun = 'https-listener', verb: OperationVerb = 'create') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readBody(text, provider.operation(noun, verb));
}

const EXAMPLE = `
http(s)://[Endpoint]/? Action=CreateLoadBalancerHTTPSListener
&Bandwidth=-1
&HealthCheck=on
&ListenerPort=80
&LoadBalancerId=lb-bp1o94dp5i6earr9g6d1l
&ServerCertificateId=idkp-123-cn-test-01
&StickySession=on
&<CommonParameters>

`;

describe('the request example', () => {
  it('from the page is read unchanged', () => {
    expect(read(EXAMPLE)).toEqual({ values: provider.examples[0]?.values, problems: [] });
    expect(read(`\`\`\` {#request_demo}\n${EXAMPLE}\n\`\`\``)).toEqual(read(EXAMPLE));
    expect(read(EXAMPLE.replaceAll('\n', '\r\n'))).toEqual(read(EXAMPLE));
  });

  it('may be a URL-encoded URL', () => {
    const url =
      'https://slb.aliyuncs.com/?Action=CreateLoadBalancerHTTPSListener&HealthCheckDomain=%24_ip&HealthCheckHttpCode=http_2xx%2Chttp_3xx&Tag.1.Key=a&Tag.1.Value=b%26c&SignatureNonce=x&Version=2014-05-15';
    expect(read(url)).toEqual({
      values: {
        HealthCheckDomain: '$_ip',
        HealthCheckHttpCode: ['http_2xx', 'http_3xx'],
        Tag: { a: 'b&c' },
      },
      problems: [],
    });
  });

  it('may be only the query', () => {
    expect(read('ListenerPort=80&Bandwidth=5')).toEqual({
      values: { ListenerPort: 80, Bandwidth: 5 },
      problems: [],
    });
  });

  it.each(['', 'hello', 'http://x/?', '[1]', 'a=1&a=2'])('rejects %j', (text) => {
    expect(read(text)).toEqual({
      values: {},
      problems: [{ field: '', problem: expect.stringMatching(/^the body /) }],
    });
  });

  it('must match the command', () => {
    expect(read(EXAMPLE, 'tcp-listener')).toMatchObject({
      problems: expect.arrayContaining([
        {
          field: 'Action',
          problem:
            'must be CreateLoadBalancerTCPListener for this command, not "CreateLoadBalancerHTTPSListener"',
        },
      ]),
    });
  });
});

describe('a JSON body', () => {
  it('accepts numbers as numbers or strings', () => {
    expect(read({ ListenerPort: '443', Bandwidth: -1, IdleTimeout: ' 12 ' })).toEqual({
      values: { ListenerPort: 443, Bandwidth: -1, IdleTimeout: 12 },
      problems: [],
    });
  });

  it.each([
    [{ ProxyProtocolV2Enabled: true }, { ProxyProtocolV2Enabled: 'true' }],
    [{ HealthCheckSwitch: false }, { HealthCheckSwitch: 'off' }],
    [{ healthCheckInterval: 5 }, { HealthCheckInterval: 5 }],
    [{ HealthCheckInterval: 5 }, { HealthCheckInterval: 5 }],
    [{ AclId: 'acl-1,acl-2' }, { AclId: ['acl-1', 'acl-2'] }],
    [{ AclId: ['acl-1'] }, { AclId: ['acl-1'] }],
    [{ Tag: [{ Key: 'a', Value: 'b' }, { Key: 'c' }] }, { Tag: { a: 'b', c: '' } }],
    [{ Tag: { a: 'b' } }, { Tag: { a: 'b' } }],
    [{ 'Tag.1.Key': 'a', 'Tag.1.Value': 'b', 'Tag.2.Key': 'c' }, { Tag: { a: 'b', c: '' } }],
    [{ Description: '' }, { Description: '' }],
    [{ Scheduler: 'nonsense' }, { Scheduler: 'nonsense' }],
    [{ Scheduler: 'WRR' }, { Scheduler: 'wrr' }],
    [
      { HealthCheckHttpCode: 'HTTP_2xx,http_3XX' },
      { HealthCheckHttpCode: ['http_2xx', 'http_3xx'] },
    ],
    // Validation reports these with all other problems.
    [{ ListenerPort: 1.5 }, { ListenerPort: 1.5 }],
    [{ ListenerPort: true }, { ListenerPort: true }],
    [{ ListenerPort: null }, { ListenerPort: null }],
    [{ Scheduler: 1 }, { Scheduler: 1 }],
    [{ Description: {} }, { Description: {} }],
    [{ AclId: [1] }, { AclId: [1] }],
    [{ Format: 'JSON', Version: '2014-05-15', AccessKeyId: 'x', OwnerId: 1 }, {}],
  ])('%j', (body, values) => {
    expect(read(body, 'tcp-listener')).toEqual({ values, problems: [] });
  });

  it.each([
    [
      { HealthChek: 'on' },
      'HealthChek',
      'is not a parameter of CreateLoadBalancerHTTPSListener; did you mean HealthCheck',
    ],
    [{ Gzip: null }, 'Gzip', 'is null, which SLB does not take; leave it out'],
    [{ Tag: ['a'] }, 'Tag', 'must be a list of {Key, Value}'],
    [{ 'Tag.1.Value': 'b' }, 'Tag', 'must be a list of {Key, Value}'],
    [{ Version: '2020-01-01' }, 'Version', 'must be 2014-05-15 for this command'],
  ])('rejects %j', (body, field, says) => {
    expect(read(body)).toEqual({
      values: {},
      problems: [{ field, problem: expect.stringContaining(says) }],
    });
  });

  it('is reported with all its problems', () => {
    expect(read({ A: 1, B: 2, Gzip: null })).toMatchObject({
      problems: [{ field: 'A' }, { field: 'B' }, { field: 'Gzip' }],
    });
  });

  it('rejects a parameter in two spellings', () => {
    expect(read({ healthCheckInterval: 5, HealthCheckInterval: 5 }, 'udp-listener')).toEqual({
      values: { HealthCheckInterval: 5 },
      problems: [{ field: 'HealthCheckInterval', problem: 'is given twice' }],
    });
  });

  it('is not quoted in a syntax error', () => {
    const read1 = read('{"Description": "secret');
    expect(read1).toMatchObject({ problems: [{ field: '' }] });
    expect(JSON.stringify(read1)).not.toContain('secret');
  });
});

describe('a body for an update', () => {
  it('identifies the listener', () => {
    expect(
      read({ LoadBalancerId: LB, ListenerPort: 443, Gzip: 'off' }, undefined, 'update'),
    ).toEqual({
      values: { Gzip: 'off' },
      problems: [],
      reference: { by: 'place', loadBalancer: LB, protocol: 'https', port: 443 },
    });
  });

  it('may leave the listener to the command line', () => {
    expect(read({ Gzip: 'off' }, undefined, 'update')).toEqual({
      values: { Gzip: 'off' },
      problems: [],
    });
  });

  it.each([
    [{ LoadBalancerId: LB }, 'ListenerPort'],
    [{ ListenerPort: 443 }, 'LoadBalancerId'],
  ])('must identify the listener completely: %j', (body, field) => {
    expect(read(body, undefined, 'update')).toMatchObject({ problems: [{ field }] });
  });
});
