import type { Rule, Subject } from '../../../model/rule.ts';
import { protocolOfNoun } from '../protocols.ts';
import { is, TCP_AND_UDP } from './rows.ts';

/** Algorithms that hash, and so need a guaranteed-performance load balancer. */
export const HASH_SCHEDULERS: readonly string[] = ['sch', 'tch', 'qch'];

export const PREFLIGHT_RULES: readonly Rule[] = [
  {
    id: 'tls-policy-needs-guaranteed-performance',
    severity: 'error',
    fields: ['TLSCipherPolicy'],
    summary: 'TLSCipherPolicy is for guaranteed-performance load balancers.',
    source: 'CreateLoadBalancerHTTPSListener: TLSCipherPolicy',
    nouns: ['https-listener'],
    preflight: true,
    check: (subject) =>
      subject.facts?.performance === 'shared' && subject.values['TLSCipherPolicy'] !== undefined
        ? `${subject.given('TLSCipherPolicy')} needs a guaranteed-performance load balancer, and this one is shared-performance; leave it out or change the specification of the load balancer`
        : undefined,
  },
  {
    id: 'hash-scheduler-needs-guaranteed-performance',
    severity: 'error',
    fields: ['Scheduler'],
    summary: 'sch, tch and qch are for guaranteed-performance load balancers.',
    source: 'CreateLoadBalancerTCPListener: Scheduler',
    nouns: TCP_AND_UDP,
    preflight: true,
    check: (subject) =>
      subject.facts?.performance === 'shared' &&
      HASH_SCHEDULERS.some((value) => is(subject, 'Scheduler', value))
        ? `${subject.given('Scheduler')} needs a guaranteed-performance load balancer, and this one is shared-performance; use ${subject.spelled('Scheduler', 'wrr')} or ${subject.spelled('Scheduler', 'rr')}`
        : undefined,
  },
  {
    id: 'bandwidth-unlimited-needs-traffic-billing',
    severity: 'error',
    fields: ['Bandwidth'],
    summary: 'Bandwidth is unlimited only on instances that are billed by traffic.',
    source: 'CreateLoadBalancerHTTPSListener: Bandwidth',
    preflight: true,
    check: (subject) =>
      subject.facts?.paidBandwidth !== undefined && subject.values['Bandwidth'] === -1
        ? `${subject.given('Bandwidth')} is for load balancers that are billed by traffic; this one is billed by its ${subject.facts.paidBandwidth} Mbit/s, so give a part of them`
        : undefined,
  },
  {
    id: 'bandwidth-exceeds-instance',
    severity: 'error',
    fields: ['Bandwidth'],
    summary: 'The listeners of an instance billed by bandwidth share its bandwidth.',
    source: 'CreateLoadBalancerHTTPSListener: Bandwidth',
    preflight: true,
    check: (subject) => {
      const paid = subject.facts?.paidBandwidth;
      const wanted = subject.values['Bandwidth'];
      if (paid === undefined || typeof wanted !== 'number') return undefined;
      const taken = takenByOthers(subject);
      if (wanted + taken <= paid) return undefined;
      const others =
        taken === 0
          ? ''
          : `, of which other listeners have ${taken}; ${Math.max(0, paid - taken)} are left`;
      return `${subject.given('Bandwidth')} is more than the load balancer has: ${paid} Mbit/s for all its listeners${others}`;
    },
  },
  {
    id: 'port-taken',
    severity: 'error',
    fields: ['ListenerPort'],
    summary: 'A port has one listener; only a TCP and a UDP listener can share a port.',
    source: 'Classic Load Balancer User Guide: Add a TCP listener; error ListenerAlreadyExists',
    verbs: ['create'],
    preflight: true,
    conflict: true,
    check: (subject) => {
      const holder = holderOfPort(subject);
      return holder === undefined
        ? undefined
        : `${subject.given('ListenerPort')} is in use by ${holder}; choose another port, or delete that listener first`;
    },
  },
  {
    id: 'redirect-target-missing',
    severity: 'error',
    fields: ['ForwardPort'],
    summary: 'ForwardPort is the port of an HTTPS listener on the same load balancer.',
    source: 'CreateLoadBalancerHTTPListener: ForwardPort',
    nouns: ['http-listener'],
    verbs: ['create'],
    preflight: true,
    check: (subject) => {
      const listeners = subject.facts?.listeners;
      return listeners !== undefined &&
        is(subject, 'ListenerForward', 'on') &&
        subject.values['ForwardPort'] !== undefined &&
        !listeners.some(
          ({ protocol, port }) => protocol === 'https' && port === subject.values['ForwardPort'],
        )
        ? `${subject.given('ForwardPort')} is not the port of an HTTPS listener on this load balancer; create that listener first`
        : undefined;
    },
  },
];

/** Mbit/s of the other listeners; 0 where they are not known. */
function takenByOthers({ facts, noun, values }: Subject): number {
  const own = protocolOfNoun(noun);
  return (facts?.bandwidths ?? [])
    .filter(({ protocol, port }) => protocol !== own || port !== values['ListenerPort'])
    .reduce((sum, { bandwidth }) => sum + Math.max(0, bandwidth), 0);
}

function holderOfPort(subject: Subject): string | undefined {
  const own = protocolOfNoun(subject.noun);
  const port = subject.values['ListenerPort'];
  return subject.facts?.listeners?.find(
    (listener) => listener.port === port && !canSharePort(own, listener.protocol),
  )?.ref;
}

export function canSharePort(a: string | undefined, b: string): boolean {
  return (a === 'tcp' && b === 'udp') || (a === 'udp' && b === 'tcp');
}
