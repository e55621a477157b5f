import type { Values } from '../../model/parameter.ts';
import { LAYER_4, LAYER_7, type SlbProtocol } from './protocols.ts';

/** A parameter that must have a value for another one to count. */
export interface Condition {
  readonly parameter: string;
  readonly value: string;
  /** What the service takes it to be when it is absent. */
  readonly default?: string;
}

interface Dependence {
  readonly settings: readonly string[];
  readonly protocols: readonly SlbProtocol[];
  /** All of them, the most general first. */
  readonly only: readonly Condition[];
  readonly source: string;
}

const STICKY: Condition = { parameter: 'StickySession', value: 'on', default: 'off' };
const ACL: Condition = { parameter: 'AclStatus', value: 'on', default: 'off' };
const L7_CHECK: Condition = { parameter: 'HealthCheck', value: 'on' };
const L4_CHECK: Condition = { parameter: 'HealthCheckSwitch', value: 'on', default: 'on' };

const HTTPS_PAGE = 'CreateLoadBalancerHTTPSListener';
const TCP_PAGE = 'CreateLoadBalancerTCPListener';

/**
 * Settings that the service accepts and ignores unless another one has a certain value. Both the
 * warnings and the clean-up of what an update leaves behind come from this table.
 */
const DEPENDENCES: readonly Dependence[] = [
  {
    settings: ['StickySessionType'],
    protocols: LAYER_7,
    only: [STICKY],
    source: `${HTTPS_PAGE}: StickySession`,
  },
  {
    settings: ['CookieTimeout'],
    protocols: LAYER_7,
    only: [STICKY, { parameter: 'StickySessionType', value: 'insert' }],
    source: `${HTTPS_PAGE}: CookieTimeout`,
  },
  {
    settings: ['Cookie'],
    protocols: LAYER_7,
    only: [STICKY, { parameter: 'StickySessionType', value: 'server' }],
    source: `${HTTPS_PAGE}: Cookie`,
  },
  {
    settings: ['AclType', 'AclId'],
    protocols: [...LAYER_7, ...LAYER_4],
    only: [ACL],
    source: `${HTTPS_PAGE}: AclStatus`,
  },
  {
    settings: [
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
    protocols: LAYER_7,
    only: [L7_CHECK],
    source: `${HTTPS_PAGE}: HealthCheck`,
  },
  {
    settings: ['HealthCheckURI', 'HealthCheckDomain', 'HealthCheckHttpCode'],
    protocols: ['tcp'],
    only: [L4_CHECK, { parameter: 'HealthCheckType', value: 'http', default: 'tcp' }],
    source: `${TCP_PAGE}: HealthCheckType`,
  },
  {
    settings: [
      'HealthCheckType',
      'HealthCheckConnectPort',
      'HealthCheckReq',
      'HealthCheckExp',
      'HealthCheckInterval',
      'HealthCheckConnectTimeout',
      'HealthyThreshold',
      'UnhealthyThreshold',
    ],
    protocols: LAYER_4,
    only: [L4_CHECK],
    source: `${TCP_PAGE}: HealthCheckSwitch`,
  },
  {
    settings: ['ConnectionDrainTimeout'],
    protocols: ['tcp'],
    only: [{ parameter: 'ConnectionDrain', value: 'on', default: 'off' }],
    source: `${TCP_PAGE}: ConnectionDrain`,
  },
  {
    settings: ['ForwardPort'],
    protocols: ['http'],
    only: [{ parameter: 'ListenerForward', value: 'on', default: 'off' }],
    source: 'CreateLoadBalancerHTTPListener: ListenerForward',
  },
  {
    settings: ['VServerGroupId'],
    protocols: [...LAYER_7, ...LAYER_4],
    only: [{ parameter: 'VServerGroup', value: 'on', default: 'on' }],
    source: 'SetLoadBalancerTCPListenerAttribute: VServerGroup',
  },
  {
    settings: ['MasterSlaveServerGroupId'],
    protocols: LAYER_4,
    only: [{ parameter: 'MasterSlaveServerGroup', value: 'on', default: 'on' }],
    source: 'SetLoadBalancerTCPListenerAttribute: MasterSlaveServerGroup',
  },
];

/** Every setting that counts only sometimes. */
export const DEPENDENT_SETTINGS: readonly string[] = [
  ...new Set(DEPENDENCES.flatMap((row) => row.settings)),
];

/** The listeners on which a setting counts only sometimes. */
export function dependentOn(setting: string): readonly SlbProtocol[] {
  return DEPENDENCES.filter((row) => row.settings.includes(setting)).flatMap(
    (row) => row.protocols,
  );
}

export function dependenceSource(setting: string): string {
  return DEPENDENCES.find((row) => row.settings.includes(setting))?.source ?? '';
}

/** `CookieTimeout counts only while StickySession is on and StickySessionType is insert.` */
export function dependenceSummary(setting: string): string {
  const ways = DEPENDENCES.filter((row) => row.settings.includes(setting)).map(({ only }) =>
    only.map(({ parameter, value }) => `${parameter} is ${value}`).join(' and '),
  );
  return `${setting} counts only while ${ways.join(', or ')}.`;
}

/** Why a setting does not count, if it doesn't. */
export function missingCondition(
  setting: string,
  values: Values,
  protocol: SlbProtocol,
): Condition | undefined {
  const row = DEPENDENCES.find(
    ({ settings, protocols }) => settings.includes(setting) && protocols.includes(protocol),
  );
  return row?.only.find(({ parameter, value, default: otherwise }) => {
    const is = values[parameter] ?? otherwise;
    // Neither said nor known: what is missing then is another rule's business.
    return is !== undefined && is !== value;
  });
}
