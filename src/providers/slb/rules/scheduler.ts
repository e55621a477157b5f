import type { Rule, Subject } from '../../../model/rule.ts';
import { HASH_SCHEDULERS } from './preflight.ts';
import { TCP_AND_UDP } from './rows.ts';

export const SCHEDULER_RULES: readonly Rule[] = [
  {
    id: 'scheduler-family-fixed',
    severity: 'error',
    fields: ['Scheduler'],
    summary: 'A listener cannot switch between wrr or rr and a hash algorithm.',
    source:
      'SetLoadBalancerTCPListenerAttribute and SetLoadBalancerUDPListenerAttribute: Scheduler',
    nouns: TCP_AND_UDP,
    verbs: ['update'],
    check: (subject) => {
      const before = subject.before?.['Scheduler'];
      return before === undefined || before === null || canReplace(subject, String(before))
        ? undefined
        : `${subject.given('Scheduler')} cannot replace ${subject.spelled('Scheduler', before)}: SLB does not switch between round robin and a hash algorithm; delete the listener and create it again`;
    },
  },
];

/** On TCP, hash algorithms cannot replace each other either. */
function canReplace({ values, noun }: Subject, before: string): boolean {
  const after = String(values['Scheduler']);
  const hashBefore = HASH_SCHEDULERS.includes(before);
  const hashAfter = HASH_SCHEDULERS.includes(after);
  if (hashBefore !== hashAfter) return false;
  return !hashBefore || before === after || noun !== 'tcp-listener';
}
