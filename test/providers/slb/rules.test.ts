import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/model/parameter.ts';
import type { LoadBalancerFacts, OperationVerb } from '../../../src/model/rule.ts';
import { provider } from '../../../src/providers/slb/index.ts';
import { check, checkPortable, LB, LEAST, without } from './support.ts';

interface Case {
  readonly rule: string;
  readonly noun: string;
  readonly verb?: OperationVerb;
  /** Values added to the required ones. */
  readonly breaks: Values;
  readonly keeps: Values;
  readonly leave?: readonly string[];
  readonly facts?: LoadBalancerFacts;
  readonly before?: Values;
  readonly fits?: LoadBalancerFacts;
  readonly says: string;
  /** Where they depend on the values; those of the rule when absent. */
  readonly flags?: readonly string[];
}

const STICKY_INSERT: Values = {
  StickySession: 'on',
  StickySessionType: 'insert',
  CookieTimeout: 500,
};
const STICKY_SERVER: Values = { StickySession: 'on', StickySessionType: 'server', Cookie: 'SID' };
const ACL: Values = { AclStatus: 'on', AclType: 'black', AclId: ['acl-1'] };
const SHARED: LoadBalancerFacts = { performance: 'shared' };
const GUARANTEED: LoadBalancerFacts = { performance: 'guaranteed' };
/** Port 22 is that of the listener itself; an unlimited one takes nothing. */
const BANDWIDTHS: NonNullable<LoadBalancerFacts['bandwidths']> = [
  { protocol: 'tcp', port: 22, bandwidth: 60 },
  { protocol: 'udp', port: 22, bandwidth: 10 },
  { protocol: 'http', port: 80, bandwidth: 20 },
  { protocol: 'https', port: 443, bandwidth: -1 },
];

const CASES: readonly Case[] = [
  {
    rule: 'backend-missing',
    noun: 'https-listener',
    leave: ['BackendServerPort'],
    breaks: {},
    keeps: { VServerGroupId: 'rsp-1' },
    says: '--backend-server-port is missing; it takes 1–65535, for example --backend-server-port 8080; or give a server group with --vserver-group-id',
  },
  {
    rule: 'backend-missing-l4',
    noun: 'udp-listener',
    leave: ['BackendServerPort'],
    breaks: {},
    keeps: { MasterSlaveServerGroupId: 'rsp-1' },
    says: '--backend-server-port is missing; it takes 1–65535, for example --backend-server-port 8080; or give a server group with --vserver-group-id or --master-slave-server-group-id',
  },
  {
    rule: 'redirect-backend-port',
    noun: 'http-listener',
    leave: ['BackendServerPort'],
    breaks: { ListenerForward: 'on', ForwardPort: 443 },
    keeps: { ListenerForward: 'on', ForwardPort: 443, BackendServerPort: 80 },
    says: '--backend-server-port is missing: a redirecting listener does not use it',
  },
  {
    rule: 'one-server-group',
    noun: 'tcp-listener',
    breaks: { VServerGroupId: 'rsp-1', MasterSlaveServerGroupId: 'rsp-2' },
    keeps: { VServerGroupId: 'rsp-1' },
    says: '--vserver-group-id rsp-1 and --master-slave-server-group-id rsp-2 cannot be used together',
  },
  {
    rule: 'one-server-group-switch',
    noun: 'tcp-listener',
    verb: 'update',
    breaks: { VServerGroup: 'on', MasterSlaveServerGroup: 'on' },
    keeps: { VServerGroup: 'off', MasterSlaveServerGroup: 'on' },
    says: 'cannot both be on',
  },
  {
    rule: 'vserver-group-needs-id',
    noun: 'https-listener',
    verb: 'update',
    breaks: { VServerGroup: 'on' },
    keeps: { VServerGroup: 'on', VServerGroupId: 'rsp-1' },
    says: '--vserver-group-id is missing: --vserver-group on needs it; see the ids with: lbctl backend-group list',
  },
  {
    rule: 'master-slave-server-group-needs-id',
    noun: 'udp-listener',
    verb: 'update',
    breaks: { MasterSlaveServerGroup: 'on' },
    keeps: { MasterSlaveServerGroup: 'on', MasterSlaveServerGroupId: 'rsp-1' },
    says: '--master-slave-server-group-id is missing',
  },
  {
    rule: 'syn-proxy-advice',
    noun: 'tcp-listener',
    verb: 'update',
    breaks: { SynProxy: 'disable' },
    keeps: { Scheduler: 'rr' },
    says: '--syn-proxy disable changes how SLB answers SYN packets',
  },
  {
    rule: 'redirect-needs-port',
    noun: 'http-listener',
    breaks: { ListenerForward: 'on' },
    keeps: { ListenerForward: 'on', ForwardPort: 443 },
    says: '--forward-port is missing: --listener-forward on needs it; it takes the port of an HTTPS listener on the same load balancer, for example --forward-port 443',
  },
  {
    rule: 'redirect-ignores-settings',
    noun: 'http-listener',
    breaks: { ListenerForward: 'on', ForwardPort: 443, Gzip: 'off', IdleTimeout: 12 },
    keeps: { ListenerForward: 'on', ForwardPort: 443, Tag: { team: 'a' } },
    says: '--listener-forward on makes the listener ignore --gzip, --idle-timeout; leave them out',
    flags: ['--listener-forward', '--gzip', '--idle-timeout'],
  },
  {
    rule: 'redirect-not-changeable',
    noun: 'http-listener',
    verb: 'update',
    breaks: { ListenerForward: 'on', Description: 'x' },
    keeps: { ListenerForward: 'off', Description: 'x' },
    says: 'this listener redirects its clients',
  },
  {
    rule: 'scheduler-family-fixed',
    noun: 'tcp-listener',
    verb: 'update',
    before: { Scheduler: 'wrr' },
    breaks: { Scheduler: 'sch' },
    keeps: { Scheduler: 'rr' },
    says: '--scheduler sch cannot replace wrr',
  },
  {
    rule: 'scheduler-family-fixed',
    noun: 'tcp-listener',
    verb: 'update',
    before: { Scheduler: 'tch' },
    breaks: { Scheduler: 'sch' },
    keeps: { Scheduler: 'tch' },
    says: '--scheduler sch cannot replace tch',
  },
  {
    rule: 'sticky-session-needs-type',
    noun: 'https-listener',
    breaks: { StickySession: 'on' },
    keeps: STICKY_INSERT,
    says: '--sticky-session-type is missing: --sticky-session on needs it; it takes insert or server, for example --sticky-session-type insert',
  },
  {
    rule: 'sticky-insert-needs-timeout',
    noun: 'http-listener',
    breaks: without(STICKY_INSERT, 'CookieTimeout'),
    keeps: STICKY_INSERT,
    says: '--cookie-timeout is missing: --sticky-session-type insert needs it; it takes 1–86400 s, for example --cookie-timeout 1800',
  },
  {
    rule: 'sticky-server-needs-cookie',
    noun: 'http-listener',
    breaks: without(STICKY_SERVER, 'Cookie'),
    keeps: STICKY_SERVER,
    says: '--cookie is missing: --sticky-session-type server needs it; it takes the name',
  },
  {
    rule: 'drain-needs-timeout',
    noun: 'tcp-listener',
    breaks: { ConnectionDrain: 'on' },
    keeps: { ConnectionDrain: 'on', ConnectionDrainTimeout: 10 },
    says: '--connection-drain-timeout is missing: --connection-drain on needs it; it takes 10–900 s, for example',
  },
  {
    rule: 'health-check-timeout-below-interval',
    noun: 'https-listener',
    breaks: { HealthCheckTimeout: 3, HealthCheckInterval: 5 },
    keeps: { HealthCheckTimeout: 5, HealthCheckInterval: 5 },
    says: '--health-check-timeout 3 is shorter than --health-check-interval 5, so the interval of 5 seconds takes effect',
  },
  {
    rule: 'health-check-connect-timeout-below-interval',
    noun: 'udp-listener',
    breaks: { HealthCheckConnectTimeout: 1, HealthCheckInterval: 2 },
    keeps: { HealthCheckConnectTimeout: 10, HealthCheckInterval: 5 },
    says: '--health-check-connect-timeout 1 is shorter than --health-check-interval 2',
  },
  {
    rule: 'acl-needs-type',
    noun: 'udp-listener',
    breaks: without(ACL, 'AclType'),
    keeps: ACL,
    says: '--acl-type is missing: --acl-status on needs it; it takes white or black, for example --acl-type white',
  },
  {
    rule: 'acl-needs-id',
    noun: 'tcp-listener',
    breaks: without(ACL, 'AclId'),
    keeps: ACL,
    says: '--acl-id is missing: --acl-status on needs it; it takes the id',
  },
  {
    rule: 'allow-list-risk',
    noun: 'https-listener',
    breaks: { ...ACL, AclType: 'white' },
    keeps: ACL,
    says: '--acl-type white blocks every client that is not on the list',
  },
  {
    rule: 'bandwidth-unlimited-needs-traffic-billing',
    noun: 'tcp-listener',
    breaks: { Bandwidth: -1 },
    keeps: { Bandwidth: -1 },
    facts: { paidBandwidth: 100 },
    fits: {},
    says: '--bandwidth -1 is for load balancers that are billed by traffic',
  },
  {
    rule: 'bandwidth-exceeds-instance',
    noun: 'tcp-listener',
    breaks: { Bandwidth: 101 },
    keeps: { Bandwidth: 100 },
    facts: { paidBandwidth: 100 },
    fits: { paidBandwidth: 100 },
    says: '--bandwidth 101 is more than the load balancer has: 100 Mbit/s',
  },
  {
    rule: 'bandwidth-exceeds-instance',
    noun: 'tcp-listener',
    breaks: { Bandwidth: 71 },
    keeps: { Bandwidth: 70 },
    facts: { paidBandwidth: 100, bandwidths: BANDWIDTHS },
    fits: { paidBandwidth: 100, bandwidths: BANDWIDTHS },
    says: '--bandwidth 71 is more than the load balancer has: 100 Mbit/s for all its listeners, of which other listeners have 30; 70 are left',
  },
  {
    rule: 'redirect-to-itself',
    noun: 'http-listener',
    breaks: { ListenerForward: 'on', ForwardPort: 80 },
    keeps: { ListenerForward: 'on', ForwardPort: 443 },
    says: '--forward-port 80 is the port of this listener itself',
  },
  {
    rule: 'tls-policy-needs-guaranteed-performance',
    noun: 'https-listener',
    breaks: { TLSCipherPolicy: 'tls_cipher_policy_1_1' },
    keeps: { TLSCipherPolicy: 'tls_cipher_policy_1_1' },
    facts: SHARED,
    fits: GUARANTEED,
    says: '--tls-cipher-policy tls_cipher_policy_1_1 needs a guaranteed-performance load balancer',
  },
  {
    rule: 'hash-scheduler-needs-guaranteed-performance',
    noun: 'udp-listener',
    breaks: { Scheduler: 'qch' },
    keeps: { Scheduler: 'wrr' },
    facts: SHARED,
    fits: SHARED,
    says: '--scheduler qch needs a guaranteed-performance load balancer',
  },
  {
    rule: 'port-taken',
    noun: 'tcp-listener',
    breaks: {},
    keeps: {},
    facts: { listeners: [{ protocol: 'http', port: 22, ref: `${LB}/http/22` }] },
    fits: { listeners: [{ protocol: 'udp', port: 22, ref: `${LB}/udp/22` }] },
    says: `--listener-port 22 is in use by ${LB}/http/22`,
  },
  {
    rule: 'redirect-target-missing',
    noun: 'http-listener',
    breaks: { ListenerForward: 'on', ForwardPort: 443 },
    keeps: { ListenerForward: 'on', ForwardPort: 443 },
    facts: { listeners: [{ protocol: 'tcp', port: 443, ref: `${LB}/tcp/443` }] },
    fits: { listeners: [{ protocol: 'https', port: 443, ref: `${LB}/https/443` }] },
    says: '--forward-port 443 is not the port of an HTTPS listener on this load balancer; create',
  },
  ...[
    ['sticky-session-type', { StickySessionType: 'insert' }, STICKY_INSERT],
    ['cookie-timeout', { ...STICKY_SERVER, CookieTimeout: 5 }, STICKY_INSERT],
    ['cookie', { ...STICKY_INSERT, Cookie: 'SID' }, STICKY_SERVER],
    [
      'health-check-timeout',
      { HealthCheck: 'off', HealthCheckTimeout: 5 },
      { HealthCheckTimeout: 5 },
    ],
    [
      'health-check-method',
      { HealthCheck: 'off', HealthCheckMethod: 'get' },
      { HealthCheckMethod: 'get' },
    ],
    ['health-check-uri', { HealthCheck: 'off', HealthCheckURI: '/x' }, { HealthCheckURI: '/x' }],
    ['forward-port', { ForwardPort: 443 }, { ListenerForward: 'on', ForwardPort: 443 }],
  ].map(
    ([name, breaks, keeps]): Case => ({
      rule: `${name}-no-effect`,
      noun: 'http-listener',
      breaks: breaks as Values,
      keeps: keeps as Values,
      says: 'has no effect while --',
    }),
  ),
  ...[
    ['acl-type', { AclType: 'black' }, ACL],
    ['acl-id', { ...ACL, AclStatus: 'off' }, ACL],
    [
      'health-check-type',
      { HealthCheckSwitch: 'off', HealthCheckType: 'tcp' },
      { HealthCheckType: 'tcp' },
    ],
    [
      'health-check-domain',
      { HealthCheckDomain: 'a.b' },
      { HealthCheckType: 'http', HealthCheckDomain: 'a.b' },
    ],
    [
      'health-check-http-code',
      { HealthCheckType: 'tcp', HealthCheckHttpCode: ['http_2xx'] },
      { HealthCheckType: 'http', HealthCheckHttpCode: ['http_2xx'] },
    ],
    [
      'connection-drain-timeout',
      { ConnectionDrainTimeout: 10 },
      { ConnectionDrain: 'on', ConnectionDrainTimeout: 10 },
    ],
  ].map(
    ([name, breaks, keeps]): Case => ({
      rule: `${name}-no-effect`,
      noun: 'tcp-listener',
      breaks: breaks as Values,
      keeps: keeps as Values,
      says: 'has no effect while --',
    }),
  ),
  ...(
    [
      ['health-check-connect-port', { HealthCheckConnectPort: 53 }],
      ['health-check-req', { HealthCheckReq: 'ping' }],
      ['health-check-exp', { HealthCheckExp: 'pong' }],
      ['health-check-interval', { HealthCheckInterval: 5 }],
      ['health-check-connect-timeout', { HealthCheckConnectTimeout: 5 }],
      ['healthy-threshold', { HealthyThreshold: 3 }],
      ['unhealthy-threshold', { UnhealthyThreshold: 3 }],
    ] as const
  ).map(
    ([name, setting]): Case => ({
      rule: `${name}-no-effect`,
      noun: 'udp-listener',
      breaks: { ...setting, HealthCheckSwitch: 'off' },
      keeps: setting,
      says: 'has no effect while --health-check-switch off; leave it out or change',
    }),
  ),
  {
    rule: 'vserver-group-id-no-effect',
    noun: 'http-listener',
    verb: 'update',
    breaks: { VServerGroup: 'off', VServerGroupId: 'rsp-1' },
    keeps: { VServerGroup: 'on', VServerGroupId: 'rsp-1' },
    says: '--vserver-group-id rsp-1 has no effect while --vserver-group off',
  },
  {
    rule: 'master-slave-server-group-id-no-effect',
    noun: 'tcp-listener',
    verb: 'update',
    breaks: { MasterSlaveServerGroup: 'off', MasterSlaveServerGroupId: 'rsp-1' },
    keeps: { MasterSlaveServerGroup: 'on', MasterSlaveServerGroupId: 'rsp-1' },
    says: 'has no effect while --master-slave-server-group off',
  },
];

function violationsOf(one: Case, added: Values, facts: LoadBalancerFacts | undefined) {
  const least = without(LEAST[one.noun] ?? {}, ...(one.leave ?? []));
  return check(
    one.noun,
    one.verb ?? 'create',
    one.verb === 'update' ? added : { ...least, ...added },
    undefined,
    facts,
    one.before,
  );
}

describe.each(CASES)('$rule', (one) => {
  const id = `slb/${one.rule}`;
  const rule = provider.rules.find((candidate) => candidate.id === one.rule);

  it('is reported for a violation', () => {
    const found = violationsOf(one, one.breaks, one.facts).find((each) => each.rule === id);
    expect(found?.message).toContain(one.says);
    expect(found?.severity).toBe(rule?.severity);
    if (one.flags !== undefined) expect(found?.flags).toEqual(one.flags);
    else expect(found?.flags.length).toBe(rule?.fields.length);
  });

  it('is not reported without one', () => {
    expect(violationsOf(one, one.keeps, one.fits).map((each) => each.rule)).not.toContain(id);
  });
});

describe('the list of rules', () => {
  it('has no rule without a case, and no case without a rule', () => {
    expect([...new Set(CASES.map(({ rule }) => rule))].toSorted()).toEqual(
      provider.rules.map(({ id }) => id).toSorted(),
    );
  });

  it('names the source of each rule', () => {
    for (const rule of provider.rules) {
      expect(rule.source, rule.id).not.toBe('');
      expect(rule.summary, rule.id).toMatch(/\.$/);
    }
  });

  it.each(Object.entries(LEAST))('accepts the minimal %s without warnings', (noun, values) => {
    expect(check(noun, 'create', values)).toEqual([]);
  });
});

describe('severities that scripts rely on', () => {
  const severities = Object.fromEntries(provider.rules.map(({ id, severity }) => [id, severity]));

  it.each([
    ['error', 'sticky-session-needs-type sticky-insert-needs-timeout sticky-server-needs-cookie'],
    ['error', 'acl-needs-id acl-needs-type backend-missing backend-missing-l4 one-server-group'],
    ['error', 'tls-policy-needs-guaranteed-performance port-taken redirect-needs-port'],
    ['warning', 'health-check-uri-no-effect cookie-no-effect cookie-timeout-no-effect'],
    ['warning', 'health-check-timeout-below-interval allow-list-risk acl-id-no-effect'],
    ['warning', 'acl-type-no-effect health-check-connect-timeout-below-interval'],
  ])('%s: %s', (severity, rules) => {
    for (const rule of rules.split(' ')) expect(severities[rule], rule).toBe(severity);
  });
});

it('uses portable names for portable input', () => {
  const fields = { 'stickySession.mode': 'insert', port: 80 } as const;
  const values = { StickySession: 'on', StickySessionType: 'insert', ListenerPort: 80 };
  const messages = checkPortable('https-listener', values, fields).map(({ message }) => message);
  expect(messages).toContain(
    '--sticky-timeout is missing: --sticky-session insert needs it; it takes a duration from 1s to 24h, for example --sticky-timeout 30m',
  );
  expect(messages.join('\n')).toContain('--bandwidth is missing; it takes');
  expect(messages.join('\n')).toContain('--health-check is missing; it takes on or off');
  expect(messages.join('\n')).toContain('--region is missing');
});

it('checks an update only by rules about the given parameters', () => {
  const merged = { ...LEAST['http-listener'], HealthCheckTimeout: 1, HealthCheckInterval: 5 };
  expect(check('http-listener', 'update', merged, ['Gzip'])).toEqual([]);
});

describe('the request example on the page', () => {
  const example = provider.examples[0];

  it('is accepted as published, with warnings', () => {
    const values = { ...example?.values, RegionId: 'cn-hangzhou' };
    const found = check('https-listener', 'create', values);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['slb/backend-missing', 'warning'],
      ['slb/sticky-session-needs-type', 'warning'],
    ]);
  });

  it('is the only request accepted this way', () => {
    const values = { ...example?.values, RegionId: 'cn-hangzhou', ListenerPort: 81 };
    expect(check('https-listener', 'create', values).map(({ severity }) => severity)).toEqual([
      'error',
      'error',
    ]);
  });
});
