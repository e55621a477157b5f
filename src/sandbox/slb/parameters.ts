import type { SlbProtocol } from '../model.ts';

/**
 * The parameters of the four Create… and four Set… requests: how each is spelled there, which
 * attribute it becomes, and which values it takes by itself.
 *
 * Source: Alibaba Cloud SLB API Reference 2014-05-15, the pages of these eight requests. Where an
 * older and a newer page differ the wider range is taken.
 */
export interface SlbParameter {
  /** As Describe… names it. */
  readonly attribute: string;
  /** As the request names it (case matters); null: not taken there. */
  readonly create: string | null;
  readonly set: string | null;
  readonly integer: boolean;
  isValid(value: string): boolean;
}

type Check = (value: string) => boolean;
type Names = { readonly create?: string | null; readonly set?: string | null };

const onOff = oneOf('on', 'off');
const port = integer(1, 65_535);
const URI = /^\/[A-Za-z0-9\-/.%?#&=_]{0,79}$/;
const CODES = /^http_[2-5]xx(,http_[2-5]xx)*$/;

function row(
  attribute: string,
  isValid: Check,
  names: Names = {},
  isInteger = false,
): SlbParameter {
  const { create = attribute, set = attribute } = names;
  return { attribute, create, set, integer: isInteger, isValid };
}

function number(attribute: string, isValid: Check, names: Names = {}): SlbParameter {
  return row(attribute, isValid, names, true);
}

const CREATE_ONLY = { set: null };
const SET_ONLY = { create: null };

const COMMON: readonly SlbParameter[] = [
  number('BackendServerPort', port, CREATE_ONLY),
  number('Bandwidth', (value) => value === '-1' || integer(1, 5120)(value)),
  row('Description', (value) => /^\P{Cc}{1,256}$/u.test(value)),
  row('VServerGroupId', pattern(/^\S{1,80}$/)),
  row('VServerGroup', onOff, SET_ONLY),
  row('AclStatus', onOff),
  row('AclType', oneOf('white', 'black')),
  row('AclId', pattern(/^[^\s,]+(,[^\s,]+)*$/)),
];

const HEALTH_TARGET: readonly SlbParameter[] = [
  row('HealthCheckDomain', pattern(/^(\$_ip|[A-Za-z0-9.-]{1,80})$/)),
  row('HealthCheckURI', pattern(URI)),
  row('HealthCheckHttpCode', pattern(CODES)),
];

/** -520 and 0 are what older pages and clients write for "the backend port". */
const HEALTH_PORT = number(
  'HealthCheckConnectPort',
  (value) => value === '-520' || integer(0, 65_535)(value),
);

const LAYER_7: readonly SlbParameter[] = [
  ...COMMON,
  row('Scheduler', oneOf('wrr', 'rr', 'wlc')),
  row('StickySession', onOff),
  row('StickySessionType', oneOf('insert', 'server')),
  number('CookieTimeout', integer(1, 86_400)),
  row('Cookie', pattern(/^(?!\$)[\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,200}$/)),
  row('HealthCheck', onOff),
  row('HealthCheckMethod', oneOf('head', 'get')),
  ...HEALTH_TARGET,
  HEALTH_PORT,
  number('HealthCheckInterval', integer(1, 50)),
  number('HealthCheckTimeout', integer(1, 300)),
  number('HealthyThreshold', integer(2, 10)),
  number('UnhealthyThreshold', integer(2, 10)),
  number('IdleTimeout', integer(1, 60)),
  number('RequestTimeout', integer(1, 180)),
  row('Gzip', onOff),
  row('XForwardedFor', onOff),
  row('XForwardedFor_SLBIP', onOff),
  row('XForwardedFor_SLBID', onOff),
  row('XForwardedFor_SLBPORT', onOff),
  row('XForwardedFor_proto', onOff),
  row('XForwardedFor_ClientSrcPort', onOff),
];

const LAYER_4: readonly SlbParameter[] = [
  ...COMMON,
  row('MasterSlaveServerGroupId', pattern(/^\S{1,80}$/)),
  row('MasterSlaveServerGroup', onOff, SET_ONLY),
  number('PersistenceTimeout', integer(0, 3600)),
  row('HealthCheck', onOff, { create: 'HealthCheckSwitch', set: 'HealthCheckSwitch' }),
  HEALTH_PORT,
  number('HealthCheckConnectTimeout', integer(1, 300)),
  // The create pages spell it with a small letter, the set pages with a capital.
  number('HealthCheckInterval', integer(1, 50), { create: 'healthCheckInterval' }),
  row('ProxyProtocolV2Enabled', oneOf('true', 'false')),
];

export const PARAMETERS: Readonly<Record<SlbProtocol, readonly SlbParameter[]>> = {
  http: [
    ...LAYER_7,
    row('ListenerForward', onOff, CREATE_ONLY),
    number('ForwardPort', port, CREATE_ONLY),
  ],
  https: [
    ...LAYER_7,
    row('EnableHttp2', onOff),
    row('TLSCipherPolicy', oneOf(...tlsPolicies())),
    row('ServerCertificateId', pattern(/^\S{1,200}$/)),
    row('CACertificateId', pattern(/^\S{1,200}$/)),
  ],
  tcp: [
    ...LAYER_4,
    row('Scheduler', oneOf('wrr', 'rr', 'wlc', 'sch', 'tch')),
    number('EstablishedTimeout', integer(10, 900)),
    number('HealthyThreshold', integer(2, 10)),
    number('UnhealthyThreshold', integer(2, 10)),
    row('HealthCheckType', oneOf('tcp', 'http')),
    row('HealthCheckMethod', oneOf('head', 'get')),
    ...HEALTH_TARGET,
    row('ConnectionDrain', onOff),
    number('ConnectionDrainTimeout', integer(10, 900)),
    row('SynProxy', oneOf('enable', 'disable'), SET_ONLY),
  ],
  udp: [
    ...LAYER_4,
    row('Scheduler', oneOf('wrr', 'rr', 'wlc', 'sch', 'tch', 'qch')),
    // Only the set page starts at 1.
    number('HealthyThreshold', integer(1, 10)),
    number('UnhealthyThreshold', integer(1, 10)),
    row('HealthCheckReq', pattern(/^.{1,64}$/), udpProbe('healthCheckReq')),
    row('HealthCheckExp', pattern(/^.{1,64}$/), udpProbe('healthCheckExp')),
  ],
};

/** What each create request can't do without, beside the load balancer and the port. */
export const REQUIRED: Readonly<Record<SlbProtocol, readonly string[]>> = {
  http: ['HealthCheck'],
  https: ['Bandwidth', 'HealthCheck', 'StickySession'],
  tcp: ['Bandwidth'],
  udp: ['Bandwidth'],
};

function udpProbe(name: string): Names {
  return { create: name, set: name };
}

function tlsPolicies(): readonly string[] {
  return ['1_0', '1_1', '1_2', '1_2_strict', '1_2_strict_with_1_3'].map(
    (version) => `tls_cipher_policy_${version}`,
  );
}

function oneOf(...values: readonly string[]): Check {
  return (value) => values.includes(value);
}

function pattern(expression: RegExp): Check {
  return (value) => expression.test(value);
}

export function integer(least: number, most: number): Check {
  return (value) => /^-?\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
}
