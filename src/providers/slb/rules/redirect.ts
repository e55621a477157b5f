import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { is } from './rows.ts';

/** Settings of an HTTP listener that a redirect leaves unused; those that its page requires are not among them. */
const UNUSED_BY_REDIRECT = [
  'VServerGroupId',
  'Scheduler',
  'Gzip',
  'CookieTimeout',
  'Cookie',
  'IdleTimeout',
  'RequestTimeout',
  'HealthCheckURI',
  'HealthCheckInterval',
];

/** HTTP listeners that do nothing but send clients to an HTTPS listener. */
export const REDIRECT_RULES: readonly Rule[] = [
  {
    id: 'redirect-ignores-settings',
    severity: 'warning',
    fields: ['ListenerForward'],
    summary: 'A redirecting listener ignores all other settings.',
    source: 'CreateLoadBalancerHTTPListener: ListenerForward',
    nouns: ['http-listener'],
    verbs: ['create'],
    check: (subject) => {
      const unused = UNUSED_BY_REDIRECT.filter((parameter) => isSet(subject, parameter));
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
    check: (subject: Subject) =>
      is(subject, 'ListenerForward', 'on')
        ? 'this listener redirects its clients, and SLB refuses every change of such a listener; delete it and create it again'
        : undefined,
  },
];
