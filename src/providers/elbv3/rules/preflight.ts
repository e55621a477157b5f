import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { alternatives } from '../../../model/values.ts';
import { SESSION_TYPE } from '../../parts/names.ts';
import { rule, SHARED_POOL_RULE, shown, textOf } from '../../parts/rules.ts';
import { ADDING, ADDING_GROUP, HUAWEI } from '../pages.ts';
import { BACKENDS, isDatagram, LAYER_4, SHARED } from '../protocols.ts';
import { aListener, groupProtocol, isListener, protocolOf } from './subject.ts';

const BEFORE = { preflight: true } as const;

const QUIC_CONFIG = ['quic_config.quic_listener_id', 'quic_config.enable_quic_upgrade'];

function isShared({ facts }: Subject): boolean {
  return facts?.performance === 'shared';
}

function dedicatedOnly(field: string): Rule {
  return rule(
    `${field.replaceAll('_', '-')}-dedicated`,
    'warning',
    [field],
    `${field} has an effect on dedicated load balancers only.`,
    `${ADDING}: ${field}`,
    (subject) =>
      isSet(subject, field) && isShared(subject)
        ? `${subject.name(field)} has no effect: the load balancer is shared, not dedicated`
        : undefined,
    BEFORE,
  );
}

/** Rules that need the load balancer or the backend group. */
export const PREFLIGHT_RULES: readonly Rule[] = [
  rule(
    'protocol-layer',
    'error',
    ['protocol', 'loadbalancer_id'],
    'A load balancer takes the protocols of the layers that it was bought for.',
    `${ADDING}: Constraints`,
    (subject) => {
      const layers = isListener(subject, 'IP') ? undefined : subject.facts?.layers;
      const layer = LAYER_4.includes(protocolOf(subject)) ? 4 : 7;
      return layers === undefined || layers[layer]
        ? undefined
        : `${subject.given('protocol')} cannot be used: the load balancer works at layer ${layer === 4 ? 7 : 4} only`;
    },
    { ...BEFORE, verbs: ['create'] },
  ),
  rule(
    'protocol-shared',
    'error',
    ['protocol', 'loadbalancer_id'],
    'Shared load balancers have TCP, UDP, HTTP and HTTPS listeners.',
    `${ADDING}: protocol`,
    (subject) =>
      isShared(subject) && !SHARED.includes(protocolOf(subject))
        ? `${subject.given('protocol')} cannot be used: shared load balancers have ${alternatives(SHARED)} listeners`
        : undefined,
    { ...BEFORE, verbs: ['create'] },
  ),
  rule(
    'protocol-gateway',
    'error',
    ['protocol', 'loadbalancer_id'],
    'IP listeners are for gateway load balancers.',
    `${HUAWEI}: protocol`,
    (subject) =>
      isListener(subject, 'IP') && subject.facts?.layers !== undefined
        ? `${subject.given('protocol')} cannot be used: it is for gateway load balancers, and this is not one`
        : undefined,
    { ...BEFORE, verbs: ['create'] },
  ),
  rule(
    'port-shared',
    'error',
    ['protocol_port', 'protocol', 'loadbalancer_id'],
    'HTTP and HTTPS listeners of shared load balancers cannot use port 21.',
    `${HUAWEI}: protocol_port`,
    (subject) =>
      isShared(subject) &&
      subject.values['protocol_port'] === 21 &&
      isListener(subject, 'HTTP', 'HTTPS')
        ? `${subject.given('protocol_port')} cannot be used for ${aListener(subject)} of a shared load balancer`
        : undefined,
    { ...BEFORE, verbs: ['create'] },
  ),
  rule(
    'pool-protocol-shared',
    'error',
    ['pool.protocol', 'protocol', 'loadbalancer_id'],
    'HTTPS listeners of shared load balancers have HTTP backends.',
    `${ADDING_GROUP}: protocol`,
    (subject) => {
      const own = groupProtocol(subject);
      return isShared(subject) && isListener(subject, 'HTTPS') && own !== '' && own !== 'HTTP'
        ? `${subject.given('pool.protocol')} cannot be used: HTTPS listeners of a shared load balancer have HTTP backends`
        : undefined;
    },
    { ...BEFORE, verbs: ['create'] },
  ),
  rule(
    'quic-config-shared',
    'error',
    QUIC_CONFIG,
    'Shared load balancers have no QUIC listeners that clients could be offered.',
    `${HUAWEI}: quic_config`,
    (subject) => {
      const given = QUIC_CONFIG.find((name) => isSet(subject, name));
      return isShared(subject) && given !== undefined
        ? `${subject.name(given)} cannot be used: the load balancer is shared, and has no QUIC listeners`
        : undefined;
    },
    BEFORE,
  ),
  dedicatedOnly('tls_ciphers_policy'),
  dedicatedOnly('security_policy_id'),
  rule(
    'enhance-l7policy-shared',
    'error',
    ['enhance_l7policy_enable'],
    'Shared load balancers refuse enhance_l7policy_enable.',
    'ELB API v3, error ELB.8902: Listener v2 does not supported attribute enhance_l7policy_enable',
    (subject) =>
      isShared(subject) && isSet(subject, 'enhance_l7policy_enable')
        ? `${subject.name('enhance_l7policy_enable')} cannot be used: the load balancer is shared, and refuses it`
        : undefined,
    BEFORE,
  ),
  rule(
    'transparent-client-ip-dedicated',
    'error',
    ['transparent_client_ip_enable'],
    'On dedicated load balancers transparent_client_ip_enable can only be true.',
    `${ADDING}: transparent_client_ip_enable`,
    (subject) =>
      subject.values['transparent_client_ip_enable'] === false &&
      subject.facts?.performance === 'guaranteed'
        ? `${subject.given('transparent_client_ip_enable')} cannot be used: on a dedicated load balancer it can only be true`
        : undefined,
    BEFORE,
  ),
  rule(
    'keepalive-timeout-udp-shared',
    'error',
    ['keepalive_timeout', 'protocol'],
    'UDP listeners of shared load balancers have no keepalive_timeout.',
    `${HUAWEI}: keepalive_timeout`,
    (subject) =>
      isShared(subject) && isListener(subject, 'UDP') && isSet(subject, 'keepalive_timeout')
        ? `${subject.name('keepalive_timeout')} cannot be used on a UDP listener of a shared load balancer`
        : undefined,
    BEFORE,
  ),
  rule(
    'sticky-app-cookie-dedicated',
    'warning',
    [SESSION_TYPE],
    'On dedicated load balancers of Open Telekom Cloud, HTTP_COOKIE is the only session by cookie.',
    `${ADDING_GROUP}: session_persistence`,
    (subject) =>
      subject.values[SESSION_TYPE] === 'APP_COOKIE' && subject.facts?.performance === 'guaranteed'
        ? `${subject.given(SESSION_TYPE)} may be refused: the page allows HTTP_COOKIE only on dedicated load balancers`
        : undefined,
    BEFORE,
  ),
  rule(
    'healthmonitor-type-shared',
    'error',
    ['healthmonitor.type'],
    'On shared load balancers the type of a health check changes between TCP and HTTP only.',
    'ELB API v3, error ELB.9899',
    (subject) => {
      const { values, before } = subject;
      const types = [before?.['healthmonitor.type'], values['healthmonitor.type']];
      const [old, now] = types;
      return isShared(subject) &&
        old !== undefined &&
        old !== now &&
        !types.every((type) => type === 'TCP' || type === 'HTTP')
        ? `${subject.name('healthmonitor.type')} cannot be changed from ${shown(old)} to ${shown(now)} on a shared load balancer: only between TCP and HTTP`
        : undefined;
    },
    { ...BEFORE, verbs: ['update'] },
  ),
  rule(
    'default-pool-protocol',
    'error',
    ['default_pool_id', 'protocol'],
    'The protocol of an existing backend group must fit that of the listener.',
    `${ADDING_GROUP}: protocol`,
    (subject) => {
      const own = subject.facts?.groupProtocols?.[textOf(subject.values['default_pool_id'])];
      const allowed = BACKENDS[protocolOf(subject)];
      return own === undefined || allowed === undefined || allowed.includes(own)
        ? undefined
        : `${subject.given('default_pool_id')} cannot be used: it has ${own} backends, and ${aListener(subject)} takes ${alternatives(allowed)}`;
    },
    BEFORE,
  ),
  SHARED_POOL_RULE,
  rule(
    'port-taken',
    'error',
    ['protocol_port', 'loadbalancer_id'],
    'A port of a load balancer has one listener for TCP and one for UDP.',
    'ELB API v3, error ELB.8907',
    (subject) => {
      const udp = isDatagram(protocolOf(subject));
      const holder = subject.facts?.listeners?.find(
        ({ port, protocol }) =>
          port === subject.values['protocol_port'] && isDatagram(protocol.toUpperCase()) === udp,
      );
      return holder === undefined || holder.port === 0
        ? undefined
        : `${subject.given('protocol_port')} is in use by listener ${holder.ref} (${holder.protocol})`;
    },
    { ...BEFORE, conflict: true },
  ),
];
