import { isSet, type OperationVerb, type Rule } from '../../../model/rule.ts';
import { HTTP_AND_HTTPS, is, TCP_AND_UDP } from './rows.ts';

/** A parameter that is required while others have certain values. */
interface Requirement {
  readonly id: string;
  readonly parameter: string;
  /** All must be met; the message names the last one. */
  readonly while: Readonly<Record<string, string>>;
  /** What it takes, in words, where its values do not say it. */
  readonly takes?: string;
  readonly summary: string;
  readonly page: string;
  readonly nouns?: readonly string[];
  readonly verbs?: readonly OperationVerb[];
}

const REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'vserver-group-needs-id',
    parameter: 'VServerGroupId',
    while: { VServerGroup: 'on' },
    summary: 'VServerGroup on needs VServerGroupId.',
    page: 'SetLoadBalancerTCPListenerAttribute',
    verbs: ['update'],
  },
  {
    id: 'master-slave-server-group-needs-id',
    parameter: 'MasterSlaveServerGroupId',
    while: { MasterSlaveServerGroup: 'on' },
    takes: 'the id of a primary/secondary server group',
    summary: 'MasterSlaveServerGroup on needs MasterSlaveServerGroupId.',
    page: 'SetLoadBalancerTCPListenerAttribute',
    nouns: TCP_AND_UDP,
    verbs: ['update'],
  },
  {
    id: 'redirect-needs-port',
    parameter: 'ForwardPort',
    while: { ListenerForward: 'on' },
    takes: 'the port of an HTTPS listener on the same load balancer',
    summary: 'ListenerForward on needs ForwardPort.',
    page: 'CreateLoadBalancerHTTPListener',
    nouns: ['http-listener'],
    verbs: ['create'],
  },
  {
    id: 'sticky-session-needs-type',
    parameter: 'StickySessionType',
    while: { StickySession: 'on' },
    summary: 'StickySession on needs StickySessionType.',
    page: 'CreateLoadBalancerHTTPListener',
    nouns: HTTP_AND_HTTPS,
  },
  {
    id: 'sticky-insert-needs-timeout',
    parameter: 'CookieTimeout',
    while: { StickySession: 'on', StickySessionType: 'insert' },
    summary: 'An inserted cookie needs CookieTimeout.',
    page: 'CreateLoadBalancerHTTPSListener',
    nouns: HTTP_AND_HTTPS,
  },
  {
    id: 'sticky-server-needs-cookie',
    parameter: 'Cookie',
    while: { StickySession: 'on', StickySessionType: 'server' },
    takes: 'the name of the backends\u2019 cookie',
    summary: 'A rewritten cookie needs its name, Cookie.',
    page: 'CreateLoadBalancerHTTPSListener',
    nouns: HTTP_AND_HTTPS,
  },
  {
    id: 'drain-needs-timeout',
    parameter: 'ConnectionDrainTimeout',
    while: { ConnectionDrain: 'on' },
    summary: 'ConnectionDrain on needs ConnectionDrainTimeout.',
    page: 'CreateLoadBalancerTCPListener',
    nouns: ['tcp-listener'],
  },
  {
    id: 'acl-needs-type',
    parameter: 'AclType',
    while: { AclStatus: 'on' },
    summary: 'AclStatus on needs AclType.',
    page: 'CreateLoadBalancerHTTPSListener',
  },
  {
    id: 'acl-needs-id',
    parameter: 'AclId',
    while: { AclStatus: 'on' },
    takes: 'the id of an access control list',
    summary: 'AclStatus on needs AclId.',
    page: 'CreateLoadBalancerHTTPSListener',
  },
];

export const REQUIREMENT_RULES: readonly Rule[] = REQUIREMENTS.map(
  ({ parameter, while: conditions, takes, page, ...rest }) => {
    const names = Object.keys(conditions);
    return {
      ...rest,
      severity: 'error',
      missing: true,
      fields: [parameter, ...names.toReversed()],
      source: `${page}: ${parameter}`,
      check: (subject) =>
        !isSet(subject, parameter) &&
        Object.entries(conditions).every(([name, value]) => is(subject, name, value))
          ? subject.missing(
              parameter,
              `${subject.given(names.at(-1) ?? '')} needs it`,
              takes === undefined ? {} : { takes },
            )
          : undefined,
    };
  },
);
