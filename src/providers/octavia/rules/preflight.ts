import { isSet, type Rule } from '../../../model/rule.ts';
import { alternatives } from '../../../model/values.ts';
import { rule, SHARED_POOL_RULE, textOf } from '../../parts/rules.ts';
import { ipVersionOf } from '../cidr.ts';
import { answers } from '../pages.ts';
import { layer4, POOLS } from '../protocols.ts';
import { aListener, listOf, protocolOf } from './subject.ts';

const BEFORE = { preflight: true } as const;

/** Rules that need the load balancer or the pool. */
export const PREFLIGHT_RULES: readonly Rule[] = [
  rule(
    'allowed-cidrs-family',
    'error',
    ['allowed_cidrs', 'loadbalancer_id'],
    'allowed_cidrs has networks of the IP version of the load balancer\u2019s address.',
    answers(
      'Validation failure: CIDR 2001:db8::/32 IP version incompatible with VIP 198.51.100.50 IP version.',
    ),
    (subject) => {
      const family = subject.facts?.addressFamily;
      const odd = listOf(subject, 'allowed_cidrs').find((cidr) => {
        const version = ipVersionOf(cidr);
        return version !== undefined && version !== family;
      });
      return family === undefined || odd === undefined
        ? undefined
        : `${subject.name('allowed_cidrs')} ${odd} cannot be used: the address of the load balancer is IPv${family}`;
    },
    BEFORE,
  ),
  rule(
    'pool-algorithm-driver',
    'error',
    ['pool.lb_algorithm', 'loadbalancer_id'],
    'SOURCE_IP_PORT is not for load balancers of the provider amphora.',
    answers(
      "Provider 'amphora' does not support a requested option: Amphora provider does not support SOURCE_IP_PORT algorithm.",
    ),
    (subject) =>
      subject.values['pool.lb_algorithm'] === 'SOURCE_IP_PORT' &&
      subject.facts?.driver === 'amphora'
        ? `${subject.given('pool.lb_algorithm')} cannot be used: the load balancer is served by amphora, which does not have it`
        : undefined,
    { ...BEFORE, verbs: ['create'] },
  ),
  rule(
    'default-pool-protocol',
    'error',
    ['default_pool_id', 'protocol'],
    'The protocol of an existing pool must fit that of the listener.',
    answers(
      "Validation failure: The pool protocol 'UDP' is invalid while the listener protocol is 'TCP'.",
    ),
    (subject) => {
      const id = subject.values['default_pool_id'];
      const own = isSet(subject, 'default_pool_id')
        ? subject.facts?.groupProtocols?.[textOf(id)]
        : undefined;
      const allowed = POOLS[protocolOf(subject)];
      return own === undefined || allowed === undefined || allowed.includes(own)
        ? undefined
        : `${subject.given('default_pool_id')} cannot be used: it has ${own} backends, and ${aListener(subject)} takes ${alternatives(allowed)}`;
    },
    BEFORE,
  ),
  SHARED_POOL_RULE,
  rule(
    'port-taken',
    'error',
    ['protocol_port', 'loadbalancer_id'],
    'A port of a load balancer has one listener for TCP, one for UDP and one for SCTP.',
    answers(
      'Another Listener on this Load Balancer is already using protocol TCP and protocol_port 80',
    ),
    (subject) => {
      const own = layer4(protocolOf(subject));
      const holder = subject.facts?.listeners?.find(
        ({ port, protocol }) =>
          port === subject.values['protocol_port'] && layer4(protocol) === own,
      );
      return holder === undefined
        ? undefined
        : `${subject.given('protocol_port')} is in use by listener ${holder.ref} (${holder.protocol})`;
    },
    { ...BEFORE, conflict: true },
  ),
];
