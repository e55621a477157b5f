import type { Values } from '../../model/parameter.ts';
import { LAYER_4, LAYER_7, type SlbProtocol } from './protocols.ts';

/** The value a parameter must have for another one to have an effect. */
export interface Condition {
  readonly parameter: string;
  readonly value: string;
  /** The service's default. */
  readonly default?: string;
}

interface Dependency {
  readonly settings: readonly string[];
  readonly protocols: readonly SlbProtocol[];
  /** All must be met; the most general comes first. */
  readonly conditions: readonly Condition[];
  readonly source: string;
}

const STICKY: Condition = { parameter: 'StickySession', value: 'on', default: 'off' };
const ACL: Condition = { parameter: 'AclStatus', value: 'on', default: 'off' };
const L7_CHECK: Condition = { parameter: 'HealthCheck', value: 'on' };
const L4_CHECK: Condition = { parameter: 'HealthCheckSwitch', value: 'on', default: 'on' };

const HTTPS_PAGE = 'CreateLoadBalancerHTTPSListener';
const TCP_PAGE = 'CreateLoadBalancerTCPListener';

/** Settings that the service accepts but ignores unless other settings have certain values. */
const DEPENDENCIES: readonly Dependency[] = [
  {
    settings: ['StickySessionType'],
    protocols: LAYER_7,
    conditions: [STICKY],
    source: `${HTTPS_PAGE}: StickySession`,
  },
  {
    settings: ['CookieTimeout'],
    protocols: LAYER_7,
    conditions: [STICKY, { parameter: 'StickySessionType', value: 'insert' }],
    source: `${HTTPS_PAGE}: CookieTimeout`,
  },
  {
    settings: ['Cookie'],
    protocols: LAYER_7,
    conditions: [STICKY, { parameter: 'StickySessionType', value: 'server' }],
    source: `${HTTPS_PAGE}: Cookie`,
  },
  {
    settings: ['AclType', 'AclId'],
    protocols: [...LAYER_7, ...LAYER_4],
    conditions: [ACL],
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
    conditions: [L7_CHECK],
    source: `${HTTPS_PAGE}: HealthCheck`,
  },
  {
    settings: ['HealthCheckURI', 'HealthCheckDomain', 'HealthCheckHttpCode'],
    protocols: ['tcp'],
    conditions: [L4_CHECK, { parameter: 'HealthCheckType', value: 'http', default: 'tcp' }],
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
    conditions: [L4_CHECK],
    source: `${TCP_PAGE}: HealthCheckSwitch`,
  },
  {
    settings: ['ConnectionDrainTimeout'],
    protocols: ['tcp'],
    conditions: [{ parameter: 'ConnectionDrain', value: 'on', default: 'off' }],
    source: `${TCP_PAGE}: ConnectionDrain`,
  },
  {
    settings: ['ForwardPort'],
    protocols: ['http'],
    conditions: [{ parameter: 'ListenerForward', value: 'on', default: 'off' }],
    source: 'CreateLoadBalancerHTTPListener: ListenerForward',
  },
  {
    settings: ['VServerGroupId'],
    protocols: [...LAYER_7, ...LAYER_4],
    conditions: [{ parameter: 'VServerGroup', value: 'on', default: 'on' }],
    source: 'SetLoadBalancerTCPListenerAttribute: VServerGroup',
  },
  {
    settings: ['MasterSlaveServerGroupId'],
    protocols: LAYER_4,
    conditions: [{ parameter: 'MasterSlaveServerGroup', value: 'on', default: 'on' }],
    source: 'SetLoadBalancerTCPListenerAttribute: MasterSlaveServerGroup',
  },
];

export const DEPENDENT_SETTINGS: readonly string[] = [
  ...new Set(DEPENDENCIES.flatMap((row) => row.settings)),
];

/** The rows of a setting, which may differ by protocol. */
export function dependenciesOf(setting: string): readonly Dependency[] {
  return DEPENDENCIES.filter((row) => row.settings.includes(setting));
}

/** The first unmet condition, if the setting has no effect. */
export function unmetCondition(
  setting: string,
  values: Values,
  protocol: SlbProtocol,
): Condition | undefined {
  const row = dependenciesOf(setting).find(({ protocols }) => protocols.includes(protocol));
  return row?.conditions.find(({ parameter, value, default: otherwise }) => {
    const actual = values[parameter] ?? otherwise;
    // Other rules report missing parameters.
    return actual !== undefined && actual !== value;
  });
}
