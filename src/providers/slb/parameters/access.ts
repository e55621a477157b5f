import { SLB_PROTOCOLS } from '../protocols.ts';
import { IDS, SWITCH, TAGS } from '../types.ts';
import type { Row } from './row.ts';

export const ACCESS_ROWS: readonly Row[] = [
  {
    name: 'AclStatus',
    protocols: SLB_PROTOCOLS,
    type: SWITCH,
    path: 'access.mode',
    terraform: 'acl_status',
    summary: 'let an access control list decide who may connect',
    default: 'off',
  },
  {
    name: 'AclType',
    protocols: SLB_PROTOCOLS,
    type: { kind: 'choice', values: ['white', 'black'] },
    path: 'access.mode',
    terraform: 'acl_type',
    summary: 'white: only addresses on the list; black: all but those',
  },
  {
    name: 'AclId',
    protocols: SLB_PROTOCOLS,
    type: IDS,
    path: 'access.lists',
    terraform: 'acl_id',
    summary: 'access control list; several are separated by commas',
  },
  {
    name: 'Tag',
    protocols: SLB_PROTOCOLS,
    life: 'create-only',
    type: TAGS,
    path: 'tags',
    terraform: { lostUnless: '' },
    summary: 'tag of the listener',
  },
];
