import { describe, expect, it } from 'vitest';
import type { ListenerFields } from '../../../src/model/fields.ts';
import type { Values } from '../../../src/model/parameter.ts';
import type { Call } from '../../../src/providers/call.ts';
import { provider } from '../../../src/providers/slb/index.ts';
import type { Step } from '../../../src/providers/step.ts';
import { answer, described, LB, LEAST } from './support.ts';

const CALLS = provider.calls({ region: 'cn-hangzhou', projectId: undefined });
const DONE = answer({ RequestId: ' x' });

function sent(call: Call<unknown>) {
  const { method, path, query, headers, body } = call.request;
  expect({ method, path, body }).toEqual({ method: 'POST', path: '/', body: undefined });
  expect(headers['x-acs-version']).toBe('2014-05-15');
  return { action: headers['x-acs-action'], query, repeat: call.repeat };
}

/** The call of an operation that is one request. */
function only(steps: readonly Step[]): Call<unknown> {
  const [step, ...others] = steps;
  if (step === undefined || others.length > 0) throw new TypeError('expected one step');
  return step.call(undefined);
}

const UDP = described(`${LB}/udp/53`, { ListenerPort: 53, Status: 'stopped' });
const PLACE = { RegionId: 'cn-hangzhou', LoadBalancerId: LB, ListenerPort: '53' };

describe('create', () => {
  it('sends exactly the given values, as the request spells them', () => {
    const call = only(
      CALLS.create('udp-listener', {
        ...LEAST['udp-listener'],
        HealthCheckInterval: 5,
        HealthCheckReq: 'ping',
        AclId: ['acl-1', 'acl-2'],
        Tag: { team: 'a', env: '' },
        ProxyProtocolV2Enabled: 'false',
      }),
    );
    expect(sent(call)).toEqual({
      action: 'CreateLoadBalancerUDPListener',
      repeat: 'look-up',
      query: {
        ...PLACE,
        Bandwidth: '10',
        BackendServerPort: '53',
        healthCheckInterval: '5',
        healthCheckReq: 'ping',
        AclId: 'acl-1,acl-2',
        'Tag.1.Key': 'team',
        'Tag.1.Value': 'a',
        'Tag.2.Key': 'env',
        'Tag.2.Value': '',
        ProxyProtocolV2Enabled: 'false',
      },
    });
    expect(call.parse(DONE)).toBeUndefined();
  });

  it('prefers the given region', () => {
    const call = only(CALLS.create('tcp-listener', { RegionId: 'cn-beijing' }));
    expect(call.request.query).toEqual({ RegionId: 'cn-beijing' });
  });

  it('spells the interval with an upper-case letter on layer 7', () => {
    const call = only(CALLS.create('http-listener', { HealthCheckInterval: 5, Cookie: '' }));
    expect(call.request.query).toEqual({
      RegionId: 'cn-hangzhou',
      HealthCheckInterval: '5',
      Cookie: '',
    });
  });

  it('never sends unknown parameters', () => {
    expect(() => CALLS.create('tcp-listener', { Gzip: 'on' })).toThrow('has no parameter Gzip');
  });
});

describe('changes of one listener', () => {
  it.each<readonly [string, Call<unknown>, Readonly<Record<string, string>>]>([
    [
      'SetLoadBalancerUDPListenerAttribute',
      only(CALLS.update(UDP, { HealthCheckInterval: 5, HealthCheckExp: 'pong' })),
      { healthCheckExp: 'pong', HealthCheckInterval: '5' },
    ],
    ['StartLoadBalancerListener', CALLS.setState(UDP, 'running'), { ListenerProtocol: 'udp' }],
    ['StopLoadBalancerListener', CALLS.setState(UDP, 'stopped'), { ListenerProtocol: 'udp' }],
    ['DeleteLoadBalancerListener', only(CALLS.delete(UDP)), { ListenerProtocol: 'udp' }],
  ])('%s', (action, call, query) => {
    const repeat = /^St/.test(action) ? 'look-up' : 'safe';
    expect(sent(call)).toEqual({ action, repeat, query: { ...PLACE, ...query } });
    expect(call.parse(DONE)).toBeUndefined();
  });

  it('needs no region if the endpoint is given', () => {
    const calls = provider.calls({ region: undefined, projectId: undefined });
    expect(only(calls.delete(UDP)).request.query).not.toHaveProperty('RegionId');
  });
});

describe('find', () => {
  it('describes the listener', () => {
    const call = CALLS.find({ by: 'place', loadBalancer: LB, protocol: 'udp', port: 53 });
    expect(sent(call)).toEqual({
      action: 'DescribeLoadBalancerUDPListenerAttribute',
      repeat: 'safe',
      query: PLACE,
    });
  });

  it.each([{ RequestId: 'x' }, { ListenerPort: 0 }])('treats %j as no listener', (body) => {
    const call = CALLS.find({ by: 'place', loadBalancer: LB, protocol: 'udp', port: 53 });
    expect(call.parse(answer(body))).toEqual([]);
  });

  it('lists the port without a protocol', () => {
    const call = CALLS.find({ by: 'place', loadBalancer: LB, protocol: undefined, port: 53 });
    expect(sent(call)).toEqual({
      action: 'DescribeLoadBalancerListeners',
      repeat: 'safe',
      query: {
        RegionId: 'cn-hangzhou',
        'LoadBalancerId.1': LB,
        ListenerPort: '53',
        MaxResults: '100',
      },
    });
    const tcp = { LoadBalancerId: LB, ListenerPort: 53, ListenerProtocol: 'tcp' };
    const udp = { ...tcp, ListenerProtocol: 'udp' };
    const other = { ...tcp, ListenerPort: 54 };
    expect(call.parse(answer({ Listeners: [tcp, other, udp] }))).toEqual([tcp, udp]);
  });

  it('accepts a ref as an id', () => {
    const call = CALLS.find({ by: 'id', id: `${LB}/udp/53` });
    expect(call.request.query).toEqual(PLACE);
    expect(() => CALLS.find({ by: 'name', name: 'web' })).toThrow('cannot be found by name');
  });
});

it('looks up a listener in the list', () => {
  const call = CALLS.at({ loadBalancer: LB, protocol: 'tcp', port: 53 });
  expect(sent(call).query).toEqual({
    RegionId: 'cn-hangzhou',
    'LoadBalancerId.1': LB,
    ListenerPort: '53',
    ListenerProtocol: 'tcp',
    MaxResults: '100',
  });
  expect(call.parse(answer({ RequestId: 'x' }))).toEqual([]);
});

describe('list', () => {
  it.each<readonly [ListenerFields, Values, Readonly<Record<string, string>>]>([
    [{}, {}, {}],
    [
      { loadBalancer: LB, protocol: 'http', port: 80, name: 'web' },
      {},
      { 'LoadBalancerId.1': LB, ListenerProtocol: 'http', ListenerPort: '80', Description: 'web' },
    ],
    [{ tags: { a: 'b' } }, {}, { 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' }],
    [
      {},
      { LoadBalancerId: ['lb-1', 'lb-2'], ListenerProtocol: 'tcp', RegionId: 'cn-beijing' },
      {
        RegionId: 'cn-beijing',
        'LoadBalancerId.1': 'lb-1',
        'LoadBalancerId.2': 'lb-2',
        ListenerProtocol: 'tcp',
      },
    ],
    [{}, { LoadBalancerId: Array.from({ length: 11 }, (_, at) => `lb-${at}`) }, {}],
  ])('filters by %j and %j', (fields, native, query) => {
    const call = CALLS.list({ fields, native }, undefined);
    expect(call.request.query).toEqual({
      RegionId: 'cn-hangzhou',
      MaxResults: '100',
      ...query,
    });
  });

  it('pages', () => {
    const call = CALLS.list({ fields: {}, native: {} }, 'token');
    expect(call.request.query['NextToken']).toBe('token');
    const item = { LoadBalancerId: LB, ListenerPort: 80, ListenerProtocol: 'http' };
    expect(call.parse(answer({ NextToken: 'more', Listeners: [item] }))).toEqual({
      listeners: [item],
      next: 'more',
    });
    expect(call.parse(answer({ NextToken: '', Listeners: [item] }))).toEqual({ listeners: [item] });
    expect(call.parse(answer({ TotalCount: 0 }))).toEqual({ listeners: [] });
  });

  it('filters the response by what the request cannot', () => {
    const ids = Array.from({ length: 11 }, (_, at) => `lb-${at}`);
    const call = CALLS.list({ fields: {}, native: { LoadBalancerId: ids } }, undefined);
    const wanted = { LoadBalancerId: 'lb-10', ListenerPort: 80, ListenerProtocol: 'http' };
    const page = call.parse(answer({ Listeners: [wanted, { ...wanted, LoadBalancerId: 'lb-x' }] }));
    expect(page.listeners).toEqual([wanted]);
  });

  it.each([undefined, [], 'text', { Listeners: 'none' }, { Listeners: [1] }])(
    'refuses %j as an answer',
    (body) => {
      const call = CALLS.list({ fields: {}, native: {} }, undefined);
      expect(() => call.parse(answer(body))).toThrow(/returned no/);
    },
  );
});

describe('facts', () => {
  const facts = (body: unknown) =>
    CALLS.facts(LB, {}, 'create').map((call) => call.parse(answer(body)));

  it('are read for creates, and for updates that need them', () => {
    const [call, ...more] = CALLS.facts(LB, {}, 'create');
    expect(more).toEqual([]);
    expect(call && sent(call)).toEqual({
      action: 'DescribeLoadBalancerAttribute',
      repeat: 'safe',
      query: { RegionId: 'cn-hangzhou', LoadBalancerId: LB },
    });
    expect(CALLS.facts(LB, { Gzip: 'on' }, 'update')).toEqual([]);
    expect(CALLS.facts(LB, { Scheduler: 'wrr' }, 'update')).toEqual([]);
    expect(CALLS.facts(LB, { Scheduler: 'sch' }, 'update')).toHaveLength(1);
    expect(CALLS.facts(LB, { TLSCipherPolicy: 'x' }, 'update')).toHaveLength(1);
  });

  it.each([
    [{ LoadBalancerSpec: 'slb.s1.small' }, 'guaranteed'],
    [{ LoadBalancerSpec: '' }, 'shared'],
    [{}, 'shared'],
    [{ InstanceChargeType: 'PayByCLCU' }, undefined],
  ])('%j is %s', (body, performance) => {
    expect(facts(body)[0]?.performance).toBe(performance);
  });

  it('include the network and the listeners', () => {
    const listener = { ListenerPort: 443, ListenerProtocol: 'https' };
    expect(
      facts({
        AddressType: 'internet',
        LoadBalancerSpec: '',
        ListenerPortsAndProtocol: { ListenerPortAndProtocol: [listener] },
      }),
    ).toEqual([
      {
        network: 'public',
        performance: 'shared',
        listeners: [{ protocol: 'https', port: 443, ref: `${LB}/https/443` }],
      },
    ]);
    expect(facts({ AddressType: 'intranet' })[0]).toEqual({
      network: 'private',
      performance: 'shared',
    });
  });
});

it('probes with the cheapest read', () => {
  expect(sent(CALLS.probe())).toEqual({
    action: 'DescribeRegions',
    repeat: 'safe',
    query: { RegionId: 'cn-hangzhou' },
  });
});

it('offers the filters of the list request', () => {
  expect(provider.filters.map(({ flag, type }) => [flag, type.kind])).toEqual([
    ['region-id', 'text'],
    ['load-balancer-id', 'list'],
    ['listener-protocol', 'choice'],
    ['listener-port', 'integer'],
    ['description', 'text'],
    ['tag', 'tags'],
  ]);
});
