import type { Listener } from '../../model/listener.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import { readNative, whereabouts } from './native.ts';
import { isSlbProtocol } from './protocols.ts';

/* Source: terraform-provider-alicloud, resource alicloud_slb_listener. */

/** Arguments that carry a parameter as it is, in the order of the resource's page. */
const ARGUMENTS: readonly (readonly [parameter: string, argument: string])[] = [
  ['BackendServerPort', 'backend_port'],
  ['Bandwidth', 'bandwidth'],
  ['Description', 'description'],
  ['Scheduler', 'scheduler'],
  ['VServerGroupId', 'server_group_id'],
  ['MasterSlaveServerGroupId', 'master_slave_server_group_id'],
  ['ListenerForward', 'listener_forward'],
  ['ForwardPort', 'forward_port'],
  ['StickySession', 'sticky_session'],
  ['StickySessionType', 'sticky_session_type'],
  ['CookieTimeout', 'cookie_timeout'],
  ['Cookie', 'cookie'],
  ['PersistenceTimeout', 'persistence_timeout'],
  ['EstablishedTimeout', 'established_timeout'],
  ['IdleTimeout', 'idle_timeout'],
  ['RequestTimeout', 'request_timeout'],
  ['HealthCheck', 'health_check'],
  ['HealthCheckSwitch', 'health_check'],
  ['HealthCheckType', 'health_check_type'],
  ['HealthCheckMethod', 'health_check_method'],
  ['HealthCheckDomain', 'health_check_domain'],
  ['HealthCheckURI', 'health_check_uri'],
  ['HealthCheckConnectPort', 'health_check_connect_port'],
  ['HealthCheckHttpCode', 'health_check_http_code'],
  ['HealthCheckInterval', 'health_check_interval'],
  ['HealthCheckTimeout', 'health_check_timeout'],
  ['HealthCheckConnectTimeout', 'health_check_timeout'],
  ['HealthyThreshold', 'healthy_threshold'],
  ['UnhealthyThreshold', 'unhealthy_threshold'],
  ['ServerCertificateId', 'server_certificate_id'],
  ['CACertificateId', 'ca_certificate_id'],
  ['TLSCipherPolicy', 'tls_cipher_policy'],
  ['EnableHttp2', 'enable_http2'],
  ['AclStatus', 'acl_status'],
  ['AclType', 'acl_type'],
];

const BOOLEANS: readonly (readonly [parameter: string, argument: string, yes: string])[] = [
  ['Gzip', 'gzip', 'on'],
  ['ProxyProtocolV2Enabled', 'proxy_protocol_v2_enabled', 'true'],
];

const HEADERS: readonly (readonly [parameter: string, argument: string])[] = [
  ['XForwardedFor_SLBIP', 'retrive_slb_ip'],
  ['XForwardedFor_SLBID', 'retrive_slb_id'],
  ['XForwardedFor_proto', 'retrive_slb_proto'],
];

/** What the resource has no argument for, and the value that is nothing to lose. */
const MISSING: readonly (readonly [parameter: string, nothing: string])[] = [
  ['ConnectionDrain', 'off'],
  ['XForwardedFor_SLBPORT', 'off'],
  ['XForwardedFor_ClientSrcPort', 'off'],
  ['XForwardedFor', 'on'],
  ['HealthCheckReq', ''],
  ['HealthCheckExp', ''],
  ['SynProxy', 'disable'],
];

/** Algorithms that the resource's own check refuses. */
const UNKNOWN_SCHEDULERS = ['tch', 'qch'];

/** A resource with its import block. */
export function terraform({ native, status, ref }: Listener): string {
  const { loadBalancer, protocol, port } = whereabouts(native);
  if (!isSlbProtocol(protocol)) {
    return `# Listener ${ref}: alicloud_slb_listener has no ${protocol} listeners.\n`;
  }
  const { values } = readNative(native);
  const name = `${loadBalancer}_${protocol}_${port}`.replace(/[^A-Za-z0-9_]/g, '_');
  const lines = [
    ['load_balancer_id', text(loadBalancer)],
    ['frontend_port', String(port)],
    ['protocol', text(protocol)],
    ...argumentsOf(values),
  ] as const;
  const width = Math.max(...lines.map(([argument]) => argument.length));
  return [
    ...gaps(values, status).map((gap) => `# ${gap}`),
    'import {',
    `  to = alicloud_slb_listener.${name}`,
    `  id = ${text(`${loadBalancer}:${protocol}:${port}`)}`,
    '}',
    '',
    `resource "alicloud_slb_listener" "${name}" {`,
    ...lines.map(([argument, value]) => `  ${argument.padEnd(width)} = ${value}`),
    ...headerBlock(values),
    '}',
    '',
  ].join('\n');
}

function argumentsOf(values: Values): readonly (readonly [string, string])[] {
  const plain = ARGUMENTS.flatMap(([parameter, argument]) => {
    const value = values[parameter];
    if (value === undefined || value === '') return [];
    if (parameter === 'Scheduler' && UNKNOWN_SCHEDULERS.includes(String(value))) return [];
    return [[argument, literal(value)] as const];
  });
  const booleans = BOOLEANS.flatMap(([parameter, argument, yes]) => {
    const value = values[parameter];
    return value === undefined ? [] : [[argument, String(value === yes)] as const];
  });
  const lists = values['AclId'];
  const acl =
    Array.isArray(lists) && lists.length > 0
      ? lists.length === 1
        ? [['acl_id', text(String(lists[0]))] as const]
        : [['acl_ids', `[${lists.map((id) => text(String(id))).join(', ')}]`] as const]
      : [];
  return [...plain, ...booleans, ...acl];
}

function headerBlock(values: Values): readonly string[] {
  const given = HEADERS.filter(([parameter]) => values[parameter] !== undefined);
  if (given.length === 0) return [];
  const width = Math.max(...given.map(([, argument]) => argument.length));
  return [
    '  x_forwarded_for {',
    ...given.map(
      ([parameter, argument]) => `    ${argument.padEnd(width)} = ${values[parameter] === 'on'}`,
    ),
    '  }',
  ];
}

function gaps(values: Values, status: Listener['status']): readonly string[] {
  const missing = MISSING.filter(([parameter, nothing]) => {
    const value = values[parameter];
    return value !== undefined && value !== nothing;
  }).map(
    ([parameter]) =>
      `Not expressed: ${parameter} is ${oneLine(values[parameter])}, and the resource has no argument for it.`,
  );
  const scheduler = String(values['Scheduler'] ?? '');
  return [
    ...missing,
    ...(UNKNOWN_SCHEDULERS.includes(scheduler)
      ? [`Not expressed: Scheduler is ${scheduler}, and the resource does not take it.`]
      : []),
    ...(values['Tag'] === undefined
      ? []
      : [`Not expressed: the tags ${oneLine(values['Tag'])}; the resource has none.`]),
    ...(status === 'stopped'
      ? [
          'Not expressed: the listener is stopped; the resource has no state and starts what it makes.',
        ]
      : []),
  ];
}

function oneLine(value: ParameterValue | undefined): string {
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
}

function literal(value: ParameterValue): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return text(Array.isArray(value) ? value.join(',') : String(value));
}

/** HCL has JSON's escapes, and two of its own for what would be a template. */
function text(value: string): string {
  return JSON.stringify(value).replaceAll('${', '$${').replaceAll('%{', '%%{');
}
