import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { is } from './rows.ts';

/** Who may connect. */
export const ACCESS_RULES: readonly Rule[] = [
  {
    id: 'acl-needs-type',
    severity: 'error',
    fields: ['AclType', 'AclStatus'],
    summary: 'AclStatus on needs AclType.',
    source: 'CreateLoadBalancerHTTPSListener: AclType',
    check: (subject) =>
      is(subject, 'AclStatus', 'on') && !isSet(subject, 'AclType')
        ? `${subject.name('AclType')} is missing; ${subject.given('AclStatus')} needs it: white or black`
        : undefined,
  },
  {
    id: 'acl-needs-id',
    severity: 'error',
    fields: ['AclId', 'AclStatus'],
    summary: 'AclStatus on needs AclId.',
    source: 'CreateLoadBalancerHTTPSListener: AclId',
    check: (subject) =>
      is(subject, 'AclStatus', 'on') && !hasLists(subject)
        ? `${subject.name('AclId')} is missing; ${subject.given('AclStatus')} needs the id of an access control list`
        : undefined,
  },
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

function hasLists(subject: Subject): boolean {
  const lists = subject.values['AclId'];
  return isSet(subject, 'AclId') && !(Array.isArray(lists) && lists.every((id) => id === ''));
}
