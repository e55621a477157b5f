import { isSet, type Rule } from '../../../model/rule.ts';
import { HTTP_AND_HTTPS, is } from './rows.ts';

/** What a sticky session, or a draining time, can't do without. */
export const STICKY_RULES: readonly Rule[] = [
  {
    id: 'sticky-session-needs-type',
    severity: 'error',
    fields: ['StickySessionType', 'StickySession'],
    summary: 'StickySession on needs StickySessionType.',
    source: 'CreateLoadBalancerHTTPListener: StickySessionType',
    nouns: HTTP_AND_HTTPS,
    check: (subject) =>
      is(subject, 'StickySession', 'on') && !isSet(subject, 'StickySessionType')
        ? `${subject.name('StickySessionType')} is missing; ${subject.given('StickySession')} needs it: insert or server`
        : undefined,
  },
  {
    id: 'sticky-insert-needs-timeout',
    severity: 'error',
    fields: ['CookieTimeout', 'StickySessionType', 'StickySession'],
    summary: 'An inserted cookie needs CookieTimeout.',
    source: 'CreateLoadBalancerHTTPSListener: CookieTimeout',
    nouns: HTTP_AND_HTTPS,
    check: (subject) =>
      is(subject, 'StickySession', 'on') &&
      is(subject, 'StickySessionType', 'insert') &&
      !isSet(subject, 'CookieTimeout')
        ? `${subject.name('CookieTimeout')} is missing; ${subject.given('StickySessionType')} needs it, 1 to 86400 seconds`
        : undefined,
  },
  {
    id: 'sticky-server-needs-cookie',
    severity: 'error',
    fields: ['Cookie', 'StickySessionType', 'StickySession'],
    summary: 'A rewritten cookie needs its name, Cookie.',
    source: 'CreateLoadBalancerHTTPSListener: Cookie',
    nouns: HTTP_AND_HTTPS,
    check: (subject) =>
      is(subject, 'StickySession', 'on') &&
      is(subject, 'StickySessionType', 'server') &&
      !isSet(subject, 'Cookie')
        ? `${subject.name('Cookie')} is missing; ${subject.given('StickySessionType')} needs the name of the backends\u2019 cookie`
        : undefined,
  },
  {
    id: 'drain-needs-timeout',
    severity: 'error',
    fields: ['ConnectionDrainTimeout', 'ConnectionDrain'],
    summary: 'ConnectionDrain on needs ConnectionDrainTimeout.',
    source: 'CreateLoadBalancerTCPListener: ConnectionDrainTimeout',
    nouns: ['tcp-listener'],
    check: (subject) =>
      is(subject, 'ConnectionDrain', 'on') && !isSet(subject, 'ConnectionDrainTimeout')
        ? `${subject.name('ConnectionDrainTimeout')} is missing; ${subject.given('ConnectionDrain')} needs it, 10 to 900 seconds`
        : undefined,
  },
];
