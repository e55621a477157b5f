import { CREATE, CREATE_ONLY, flagOf, type Protocol, SET } from './slb-pages.ts';

/* What the pages say of several parameters together, read a second time. */

type Values = Readonly<Record<string, unknown>>;
type Severity = 'error' | 'warning';
export type Verdicts = ReadonlyMap<string, Severity>;

/** Setting, protocols, and what must hold for it to have an effect; a value after | is the default. */
const EFFECTIVE: readonly (readonly [readonly string[], readonly Protocol[], readonly string[]])[] =
  [
    [['StickySessionType'], ['http', 'https'], ['StickySession=on|off']],
    [['CookieTimeout'], ['http', 'https'], ['StickySession=on|off', 'StickySessionType=insert']],
    [['Cookie'], ['http', 'https'], ['StickySession=on|off', 'StickySessionType=server']],
    [['AclType', 'AclId'], ['http', 'https', 'tcp', 'udp'], ['AclStatus=on|off']],
    [
      [
        'HealthCheckConnectPort',
        'HealthCheckMethod',
        'HealthCheckURI',
        'HealthCheckDomain',
        'HealthCheckHttpCode',
        'HealthCheckInterval',
        'HealthCheckTimeout',
        'HealthyThreshold',
        'UnhealthyThreshold',
      ],
      ['http', 'https'],
      ['HealthCheck=on'],
    ],
    [
      ['HealthCheckURI', 'HealthCheckDomain', 'HealthCheckHttpCode'],
      ['tcp'],
      ['HealthCheckSwitch=on|on', 'HealthCheckType=http|tcp'],
    ],
    [
      [
        'HealthCheckType',
        'HealthCheckConnectPort',
        'healthCheckReq',
        'healthCheckExp',
        'healthCheckInterval',
        'HealthCheckInterval',
        'HealthCheckConnectTimeout',
        'HealthyThreshold',
        'UnhealthyThreshold',
      ],
      ['tcp', 'udp'],
      ['HealthCheckSwitch=on|on'],
    ],
    [['ConnectionDrainTimeout'], ['tcp'], ['ConnectionDrain=on|off']],
    [['ForwardPort'], ['http'], ['ListenerForward=on|off']],
  ];

/** Rule, protocols, the parameter that is needed, and while what. */
const NEEDED: readonly (readonly [string, readonly Protocol[], string, Values])[] = [
  ['redirect-needs-port', ['http'], 'ForwardPort', { ListenerForward: 'on' }],
  ['sticky-session-needs-type', ['http', 'https'], 'StickySessionType', { StickySession: 'on' }],
  [
    'sticky-insert-needs-timeout',
    ['http', 'https'],
    'CookieTimeout',
    { StickySession: 'on', StickySessionType: 'insert' },
  ],
  [
    'sticky-server-needs-cookie',
    ['http', 'https'],
    'Cookie',
    { StickySession: 'on', StickySessionType: 'server' },
  ],
  ['drain-needs-timeout', ['tcp'], 'ConnectionDrainTimeout', { ConnectionDrain: 'on' }],
  ['acl-needs-type', ['http', 'https', 'tcp', 'udp'], 'AclType', { AclStatus: 'on' }],
  ['acl-needs-id', ['http', 'https', 'tcp', 'udp'], 'AclId', { AclStatus: 'on' }],
];

/** A redirect has these, or the page or the service wants them all the same. */
const OF_A_REDIRECT: readonly string[] = [
  'LoadBalancerId',
  'ListenerPort',
  'ListenerForward',
  'ForwardPort',
  'BackendServerPort',
  'HealthCheck',
  'StickySession',
  'AclStatus',
  'AclType',
  'AclId',
];

export function judgeCreate(protocol: Protocol, values: Values): Verdicts {
  const found = new Map<string, Severity>();
  const wrong = new Set<string>();
  for (const [name, { kind, required }] of Object.entries(CREATE[protocol])) {
    const value = values[name];
    if (value === undefined || value === null) {
      if (required === true) found.set(`${flagOf(name)}-required`, 'error');
      continue;
    }
    const fault = kind.judge(value);
    if (fault === undefined) continue;
    found.set(`${flagOf(name)}-${fault}`, fault === 'wider' ? 'warning' : 'error');
    if (fault !== 'wider') wrong.add(name);
  }
  for (const name of Object.keys(values)) {
    if (!(name in CREATE[protocol])) found.set('from-file', 'error');
  }
  judgeBackend(protocol, values, wrong, found);
  judgeTogether(protocol, values, new Set(Object.keys(values)), wrong, found);
  return found;
}

/** @param before by the names of the Set action */
export function judgeUpdate(protocol: Protocol, before: Values, change: Values): Verdicts {
  const found = new Map<string, Severity>();
  for (const [name, value] of Object.entries(change)) {
    const row = SET[protocol][name];
    if (CREATE_ONLY[protocol].includes(name)) found.set(`${flagOf(name)}-create-only`, 'error');
    else if (row === undefined) found.set('from-file', 'error');
    else {
      const fault = row.kind.judge(value);
      if (fault !== undefined) {
        found.set(`${flagOf(name)}-${fault}`, fault === 'wider' ? 'warning' : 'error');
      }
    }
  }
  if ([...found.values()].includes('error')) return found;
  if (setQuery(protocol, before, change) === undefined) return new Map();
  const merged = { ...before, ...change };
  // What stays and has no effect any more is nobody's fault.
  const kept = Object.entries(merged).filter(
    ([name]) => name in change || !hasNoEffect(protocol, name, merged),
  );
  const given = new Set(Object.keys(change));
  judgeTogether(protocol, Object.fromEntries(kept), given, new Set(), found);
  judgeScheduler(protocol, before, change, found);
  if (isSet(change['SynProxy'])) found.set('syn-proxy-advice', 'warning');
  return found;
}

function judgeBackend(
  protocol: Protocol,
  values: Values,
  wrong: ReadonlySet<string>,
  found: Map<string, Severity>,
): void {
  const layer4 = protocol === 'tcp' || protocol === 'udp';
  const backends = [
    'BackendServerPort',
    'VServerGroupId',
    ...(layer4 ? ['MasterSlaveServerGroupId'] : []),
  ];
  const forwards = values['ListenerForward'] === 'on';
  const isGiven = backends.some((name) => isSet(values[name]) || wrong.has(name));
  if (!isGiven && !forwards) found.set(`backend-missing${layer4 ? '-l4' : ''}`, 'error');
  if (!isGiven && forwards) found.set('redirect-backend-port', 'warning');
  if (forwards && Object.keys(values).some((name) => isIgnored(name, values))) {
    found.set('redirect-ignores-settings', 'warning');
  }
  const target = values['ForwardPort'];
  if (isSet(target) && target === values['ListenerPort']) found.set('redirect-to-itself', 'error');
}

function isIgnored(name: string, values: Values): boolean {
  return name in CREATE.http && !OF_A_REDIRECT.includes(name) && isSet(values[name]);
}

function judgeTogether(
  protocol: Protocol,
  values: Values,
  given: ReadonlySet<string>,
  wrong: ReadonlySet<string>,
  found: Map<string, Severity>,
): void {
  const sets = (...names: string[]) => names.some((name) => given.has(name));
  for (const [rule, protocols, needed, conditions] of NEEDED) {
    const names = Object.keys(conditions);
    const holds = names.every((name) => values[name] === conditions[name]);
    const isAbout = protocols.includes(protocol) && sets(needed, ...names);
    const isWrong = wrong.has(needed) || names.some((name) => wrong.has(name));
    if (isAbout && holds && !isSet(values[needed]) && !isWrong) found.set(rule, 'error');
  }
  for (const name of given) {
    if (isSet(values[name]) && hasNoEffect(protocol, name, values)) {
      found.set(`${flagOf(name)}-no-effect`, 'warning');
    }
  }
  if (
    sets('AclStatus', 'AclType') &&
    values['AclStatus'] === 'on' &&
    values['AclType'] === 'white'
  ) {
    found.set('allow-list-risk', 'warning');
  }
  const groups = ['VServerGroupId', 'MasterSlaveServerGroupId'];
  if (groups.every((name) => isSet(values[name]) && given.has(name))) {
    found.set('one-server-group', 'error');
  }
  const layer7 = protocol === 'http' || protocol === 'https';
  const timeout = layer7 ? 'HealthCheckTimeout' : 'HealthCheckConnectTimeout';
  const checks = values[layer7 ? 'HealthCheck' : 'HealthCheckSwitch'] !== 'off';
  const interval = values['healthCheckInterval'] ?? values['HealthCheckInterval'];
  const allowed = values[timeout];
  const isShorter =
    typeof allowed === 'number' && typeof interval === 'number' && allowed < interval;
  if (sets(timeout, 'healthCheckInterval', 'HealthCheckInterval') && checks && isShorter) {
    found.set(`${flagOf(timeout)}-below-interval`, 'warning');
  }
}

function judgeScheduler(
  protocol: Protocol,
  before: Values,
  change: Values,
  found: Map<string, Severity>,
): void {
  const isHash = (value: unknown) => ['sch', 'tch', 'qch'].some((one) => one === value);
  const [old, wanted] = [before['Scheduler'], change['Scheduler']];
  if (protocol === 'http' || protocol === 'https') return;
  if (wanted === undefined || old === undefined || old === wanted) return;
  if (isHash(old) !== isHash(wanted) || (isHash(old) && protocol === 'tcp')) {
    found.set('scheduler-family-fixed', 'error');
  }
}

function hasNoEffect(protocol: Protocol, name: string, values: Values): boolean {
  const row = EFFECTIVE.find(
    ([settings, protocols]) => settings.includes(name) && protocols.includes(protocol),
  );
  return (row?.[2] ?? []).some((condition) => {
    const [, parameter = '', value, preset] = /^(\w+)=(\w+)(?:\|(\w+))?$/.exec(condition) ?? [];
    const actual = values[parameter] ?? preset;
    return actual !== undefined && actual !== value;
  });
}

function isSet(value: unknown): boolean {
  const isEmpty = Array.isArray(value) ? value.every((item) => item === '') : value === '';
  return value !== undefined && value !== null && !isEmpty;
}

const GROUPS = ['VServerGroup', 'MasterSlaveServerGroup'] as const;

/** What a Set action sends: everything that it takes, since it may reset what is left out. */
export function setQuery(protocol: Protocol, before: Values, change: Values): Values | undefined {
  const text = (value: unknown) =>
    Array.isArray(value) ? value.map(String).toSorted().join() : String(value ?? '');
  const isChanged = (name: string) => {
    const preset = name === 'HealthCheckConnectPort' ? -520 : undefined;
    return text(before[name] ?? preset) !== text(change[name]);
  };
  if (!Object.keys(change).some(isChanged)) return undefined;
  const sent: Record<string, unknown> = { ...before, ...change };
  const attaches = GROUPS.some((group) => isSet(change[`${group}Id`]));
  for (const group of GROUPS.filter((one) => `${one}Id` in SET[protocol])) {
    const groupId = `${group}Id`;
    const isReplaced = change[groupId] === undefined && attaches && sent[groupId] !== undefined;
    if (change[groupId] === '' || isReplaced) {
      sent[group] = 'off';
      delete sent[groupId];
    } else if (sent[groupId] !== undefined) sent[group] = 'on';
  }
  return sent;
}
