import type { SlbProtocol } from '../state/model.ts';

/**
 * A parameter of the four Create… and four Set… actions.
 *
 * Source: Alibaba Cloud SLB API Reference 2014-05-15, the pages of these eight actions. Where an
 * older and a newer page differ the wider range is accepted.
 */
export interface SlbParameter {
  /** Its name in the Describe actions. */
  readonly attribute: string;
  /** Its name in requests, where case matters; null: not accepted. */
  readonly create: string | null;
  readonly set: string | null;
  readonly integer: boolean;
  readonly isValid: Check;
}

type Check = (value: string) => boolean;
type Names = Partial<Pick<SlbParameter, 'create' | 'set'>>;

const onOff = oneOf('on', 'off');
const port = integer(1, 65_535);
const groupId = pattern(/^\S{1,80}$/);
const certificateId = pattern(/^\S{1,200}$/);
/** Anything; the page's own listeners send line breaks. */
const probe = pattern(/^[\s\S]{1,64}$/);

function text(attribute: string, isValid: Check, names: Names = {}): SlbParameter {
  return { attribute, create: attribute, set: attribute, integer: false, isValid, ...names };
}

function number(attribute: string, isValid: Check, names: Names = {}): SlbParameter {
  return { ...text(attribute, isValid, names), integer: true };
}

const CREATE_ONLY = { set: null };
const SET_ONLY = { create: null };

const COMMON: readonly SlbParameter[] = [
  number('BackendServerPort', port, CREATE_ONLY),
  number('Bandwidth', (value) => value === '-1' || integer(1, 5120)(value)),
  text('Description', pattern(/^(?=.*\S)\P{Cc}{1,256}$/u)),
  text('VServerGroupId', groupId),
  text('VServerGroup', onOff, SET_ONLY),
  text('AclStatus', onOff),
  text('AclType', oneOf('white', 'black')),
  text('AclId', pattern(/^[^\s,]+(,[^\s,]+)*$/)),
];

const HEALTH_TARGET: readonly SlbParameter[] = [
  text('HealthCheckMethod', oneOf('head', 'get')),
  text('HealthCheckDomain', pattern(/^(\$_ip|[A-Za-z0-9.-]{1,80})$/)),
  // The page of CreateLoadBalancerHTTPSListener has no limits.
  text('HealthCheckURI', pattern(/\S/)),
  text('HealthCheckHttpCode', pattern(/^http_[2-5]xx(,http_[2-5]xx)*$/)),
];

/** Older pages and clients send -520 or 0 for "the backend port". */
const HEALTH_PORT = number(
  'HealthCheckConnectPort',
  (value) => value === '-520' || integer(0, 65_535)(value),
);

const LAYER_7: readonly SlbParameter[] = [
  ...COMMON,
  text('Scheduler', oneOf('wrr', 'rr', 'wlc')),
  text('StickySession', onOff),
  text('StickySessionType', oneOf('insert', 'server')),
  number('CookieTimeout', integer(1, 86_400)),
  text('Cookie', pattern(/^(?!\$)[\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,200}$/)),
  text('HealthCheck', onOff),
  ...HEALTH_TARGET,
  HEALTH_PORT,
  number('HealthCheckInterval', integer(1, 50)),
  number('HealthCheckTimeout', integer(1, 300)),
  number('HealthyThreshold', integer(2, 10)),
  number('UnhealthyThreshold', integer(2, 10)),
  number('IdleTimeout', integer(1, 60)),
  number('RequestTimeout', integer(1, 180)),
  text('Gzip', onOff),
  text('XForwardedFor', onOff),
  text('XForwardedFor_SLBIP', onOff),
  text('XForwardedFor_SLBID', onOff),
  text('XForwardedFor_SLBPORT', onOff),
  text('XForwardedFor_proto', onOff),
  text('XForwardedFor_ClientSrcPort', onOff),
];

const LAYER_4: readonly SlbParameter[] = [
  ...COMMON,
  text('MasterSlaveServerGroupId', groupId),
  text('MasterSlaveServerGroup', onOff, SET_ONLY),
  number('PersistenceTimeout', integer(0, 3600)),
  text('HealthCheck', onOff, sameNames('HealthCheckSwitch')),
  HEALTH_PORT,
  number('HealthCheckConnectTimeout', integer(1, 300)),
  // In lower case on the create pages, capitalized on the set pages.
  number('HealthCheckInterval', integer(1, 50), { create: 'healthCheckInterval' }),
  text('ProxyProtocolV2Enabled', oneOf('true', 'false')),
];

export const PARAMETERS: Readonly<Record<SlbProtocol, readonly SlbParameter[]>> = {
  http: [
    ...LAYER_7,
    text('ListenerForward', onOff, CREATE_ONLY),
    number('ForwardPort', port, CREATE_ONLY),
  ],
  https: [
    ...LAYER_7,
    text('EnableHttp2', onOff),
    text(
      'TLSCipherPolicy',
      pattern(/^(tls_cipher_policy_1_([01]|2(_strict(_with_1_3)?)?)|tls-[a-z0-9-]+)$/),
    ),
    text('ServerCertificateId', certificateId),
    text('CACertificateId', certificateId),
  ],
  tcp: [
    ...LAYER_4,
    text('Scheduler', oneOf('wrr', 'rr', 'wlc', 'sch', 'tch')),
    number('EstablishedTimeout', integer(10, 900)),
    number('HealthyThreshold', integer(2, 10)),
    number('UnhealthyThreshold', integer(2, 10)),
    text('HealthCheckType', oneOf('tcp', 'http')),
    ...HEALTH_TARGET,
    text('ConnectionDrain', onOff),
    number('ConnectionDrainTimeout', integer(10, 900)),
    text('SynProxy', oneOf('enable', 'disable'), SET_ONLY),
  ],
  udp: [
    ...LAYER_4,
    text('Scheduler', oneOf('wrr', 'rr', 'wlc', 'sch', 'tch', 'qch')),
    // Only the set page starts at 1.
    number('HealthyThreshold', integer(1, 10)),
    number('UnhealthyThreshold', integer(1, 10)),
    text('HealthCheckReq', probe, sameNames('healthCheckReq')),
    text('HealthCheckExp', probe, sameNames('healthCheckExp')),
  ],
};

/** Required to create a listener, in addition to the load balancer and the port. */
export const REQUIRED: Readonly<Record<SlbProtocol, readonly string[]>> = {
  http: ['HealthCheck'],
  https: ['Bandwidth', 'HealthCheck', 'StickySession'],
  tcp: ['Bandwidth'],
  udp: ['Bandwidth'],
};

export function isLayer4(protocol: SlbProtocol): boolean {
  return protocol === 'tcp' || protocol === 'udp';
}

function sameNames(name: string): Names {
  return { create: name, set: name };
}

function oneOf(...values: readonly string[]): Check {
  return (value) => values.includes(value);
}

function pattern(expression: RegExp): Check {
  return (value) => expression.test(value);
}

export function integer(min: number, max: number): Check {
  return (value) => /^-?\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max;
}
