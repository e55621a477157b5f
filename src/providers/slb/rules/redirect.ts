import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { operationOf } from '../operations.ts';
import { is } from './rows.ts';

/** Parameters of a redirect, and those that the page or the service requires all the same. */
const USED_BY_REDIRECT = [
  'RegionId',
  'LoadBalancerId',
  'ListenerPort',
  'ListenerForward',
  'ForwardPort',
  'BackendServerPort',
  'HealthCheck',
  'StickySession',
  'Tag',
  // The vendor's own Terraform provider tests a redirect with one.
  'AclStatus',
  'AclType',
  'AclId',
];

const UNUSED_BY_REDIRECT = operationOf('http', 'create')
  .parameters.map(({ name }) => name)
  .filter((name) => !USED_BY_REDIRECT.includes(name));

function ignored(subject: Subject): readonly string[] {
  return UNUSED_BY_REDIRECT.filter((parameter) => isSet(subject, parameter));
}

export const REDIRECT_RULES: readonly Rule[] = [
  {
    id: 'redirect-to-itself',
    severity: 'error',
    fields: ['ForwardPort', 'ListenerPort'],
    summary: 'A listener redirects to another port: a port has one HTTP or HTTPS listener.',
    source: 'CreateLoadBalancerHTTPListener: ForwardPort',
    nouns: ['http-listener'],
    verbs: ['create'],
    check: (subject) =>
      isSet(subject, 'ForwardPort') &&
      subject.values['ForwardPort'] === subject.values['ListenerPort']
        ? `${subject.given('ForwardPort')} is the port of this listener itself; give the port of an HTTPS listener`
        : undefined,
  },
  {
    id: 'redirect-ignores-settings',
    severity: 'warning',
    fields: ['ListenerForward'],
    summary: 'A redirecting listener ignores all other settings.',
    source: 'CreateLoadBalancerHTTPListener: ListenerForward',
    nouns: ['http-listener'],
    verbs: ['create'],
    alsoConcerns: ignored,
    check: (subject) => {
      const unused = ignored(subject);
      return is(subject, 'ListenerForward', 'on') && unused.length > 0
        ? `${subject.given('ListenerForward')} makes the listener ignore ${unused.map(subject.name).join(', ')}; leave ${unused.length === 1 ? 'it' : 'them'} out`
        : undefined;
    },
  },
  {
    id: 'redirect-not-changeable',
    severity: 'error',
    fields: [],
    summary: 'A redirecting listener cannot be changed, only deleted and created again.',
    source: 'terraform-provider-alicloud #3671: Operation.NotAllowed',
    nouns: ['http-listener'],
    verbs: ['update'],
    check: (subject) =>
      is(subject, 'ListenerForward', 'on')
        ? 'this listener redirects its clients, and SLB does not support changing such a listener; delete it and create it again'
        : undefined,
  },
];
