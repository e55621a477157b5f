import type { Rule } from '../../../model/rule.ts';
import { is } from './rows.ts';

/** Who may connect. */
export const ACCESS_RULES: readonly Rule[] = [
  {
    id: 'allow-list-risk',
    severity: 'warning',
    fields: ['AclType', 'AclStatus'],
    summary: 'An allow list cuts everyone else off, and the pages disagree on an empty one.',
    source: 'CreateLoadBalancerHTTPSListener: AclType',
    check: (subject) =>
      is(subject, 'AclStatus', 'on') && is(subject, 'AclType', 'white')
        ? `${subject.given('AclType')} cuts off every client that is not on the list, and while the list is empty the pages disagree whether all or none get through; fill it first`
        : undefined,
  },
];
