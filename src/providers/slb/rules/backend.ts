import { isSet, type Rule } from '../../../model/rule.ts';
import { HTTP_AND_HTTPS, is, TCP_AND_UDP } from './rows.ts';

export const BACKEND_RULES: readonly Rule[] = [
  {
    id: 'backend-missing',
    severity: 'error',
    missing: true,
    fields: ['BackendServerPort', 'VServerGroupId'],
    alternatives: ['BackendServerPort', 'VServerGroupId', 'ListenerForward'],
    summary: 'Without a server group, the port of the backends is required.',
    source: 'CreateLoadBalancerHTTPSListener: BackendServerPort',
    nouns: HTTP_AND_HTTPS,
    verbs: ['create'],
    check: (subject) =>
      isSet(subject, 'BackendServerPort') ||
      isSet(subject, 'VServerGroupId') ||
      is(subject, 'ListenerForward', 'on')
        ? undefined
        : `${subject.missing('BackendServerPort', undefined)}; or give a server group with ${subject.name('VServerGroupId')}`,
  },
  {
    id: 'backend-missing-l4',
    severity: 'error',
    missing: true,
    fields: ['BackendServerPort', 'VServerGroupId', 'MasterSlaveServerGroupId'],
    alternatives: ['BackendServerPort', 'VServerGroupId', 'MasterSlaveServerGroupId'],
    summary: 'Without a server group of either kind, the port of the backends is required.',
    source: 'CreateLoadBalancerTCPListener: BackendServerPort',
    nouns: TCP_AND_UDP,
    verbs: ['create'],
    check: (subject) =>
      isSet(subject, 'BackendServerPort') ||
      isSet(subject, 'VServerGroupId') ||
      isSet(subject, 'MasterSlaveServerGroupId')
        ? undefined
        : `${subject.missing('BackendServerPort', undefined)}; or give a server group with ${subject.name('VServerGroupId')} or ${subject.name('MasterSlaveServerGroupId')}`,
  },
  {
    id: 'redirect-backend-port',
    severity: 'warning',
    missing: true,
    fields: ['BackendServerPort', 'ListenerForward'],
    summary: 'A redirecting listener uses no backend, but the page requires one all the same.',
    source: 'CreateLoadBalancerHTTPListener: BackendServerPort; terraform-provider-alicloud #3671',
    nouns: ['http-listener'],
    verbs: ['create'],
    check: (subject) =>
      is(subject, 'ListenerForward', 'on') &&
      !isSet(subject, 'BackendServerPort') &&
      !isSet(subject, 'VServerGroupId')
        ? subject.missing(
            'BackendServerPort',
            'a redirecting listener does not use it, but the service may require it',
          )
        : undefined,
  },
  {
    id: 'one-server-group',
    severity: 'error',
    fields: ['VServerGroupId', 'MasterSlaveServerGroupId'],
    summary: 'A listener has a server group or a primary/secondary server group, not both.',
    source: 'CreateLoadBalancerTCPListener: MasterSlaveServerGroupId',
    nouns: TCP_AND_UDP,
    check: (subject) =>
      isSet(subject, 'VServerGroupId') && isSet(subject, 'MasterSlaveServerGroupId')
        ? `${subject.given('VServerGroupId')} and ${subject.given('MasterSlaveServerGroupId')} cannot be used together; leave one out`
        : undefined,
  },
  {
    id: 'one-server-group-switch',
    severity: 'error',
    fields: ['VServerGroup', 'MasterSlaveServerGroup'],
    summary: 'Only one of the two kinds of server groups can be switched on.',
    source: 'SetLoadBalancerTCPListenerAttribute: VServerGroup',
    nouns: TCP_AND_UDP,
    verbs: ['update'],
    check: (subject) =>
      is(subject, 'VServerGroup', 'on') && is(subject, 'MasterSlaveServerGroup', 'on')
        ? `${subject.name('VServerGroup')} and ${subject.name('MasterSlaveServerGroup')} cannot both be on; set one of them to off`
        : undefined,
  },
  {
    id: 'syn-proxy-advice',
    severity: 'warning',
    fields: ['SynProxy'],
    summary: 'The vendor advises against changing SynProxy.',
    source: 'SetLoadBalancerTCPListenerAttribute: SynProxy',
    nouns: ['tcp-listener'],
    verbs: ['update'],
    check: (subject) =>
      isSet(subject, 'SynProxy')
        ? `${subject.given('SynProxy')} changes how SLB answers SYN packets; the page advises against it`
        : undefined,
  },
];
