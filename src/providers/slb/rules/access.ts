import type { Rule } from '../../../model/rule.ts';
import { is } from './rows.ts';

export const ACCESS_RULES: readonly Rule[] = [
  {
    id: 'allow-list-risk',
    severity: 'warning',
    fields: ['AclType', 'AclStatus'],
    summary: 'An allow list blocks everyone else, and the pages disagree about an empty one.',
    source: 'CreateLoadBalancerHTTPSListener: AclType',
    check: (subject) =>
      is(subject, 'AclStatus', 'on') && is(subject, 'AclType', 'white')
        ? `${subject.given('AclType')} blocks every client that is not on the list, and the pages disagree about whether an empty list blocks all clients or none; fill it first`
        : undefined,
  },
];
