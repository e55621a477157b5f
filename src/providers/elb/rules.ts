import { isSet, type Rule, type Subject } from '../../model/rule.ts';
import { withArticle } from '../../model/values.ts';
import { ADDING } from './parameters.ts';

const ALL_VERSIONS = 'TLSv1.2 TLSv1.1 TLSv1';

// A field of another protocol has no effect on create; on update it is a mistake about which
// listener is meant, and nothing would change.
const IDLE_FIELD = { create: 'warning', update: 'error' } as const;

function protocol({ values }: Subject): string {
  const said = values['protocol'];
  return typeof said === 'string' ? said : '';
}

function is(subject: Subject, ...protocols: readonly string[]): boolean {
  return protocols.includes(protocol(subject));
}

/** A protocol that is known, and none of these. */
function isOther(subject: Subject, ...protocols: readonly string[]): boolean {
  return protocol(subject) !== '' && !is(subject, ...protocols);
}

function sticky({ values }: Subject): boolean {
  return values['session_sticky'] === true;
}

/** A field that only listeners of certain protocols use. */
function only(field: string, protocols: readonly string[], phrase: string): Rule {
  return {
    id: `${field.replaceAll('_', '-')}-only-for-${protocols.join('-').toLowerCase()}`,
    severity: IDLE_FIELD,
    fields: [field, 'protocol'],
    summary: `${field} has an effect on ${phrase} listeners only.`,
    source: `${ADDING}: ${field}`,
    check: (subject) =>
      isSet(subject, field) && isOther(subject, ...protocols)
        ? `${subject.name(field)} has no effect on ${withArticle(protocol(subject))} listener: it is for ${phrase} only`
        : undefined,
  };
}

export const rules: readonly Rule[] = [
  {
    id: 'backend-protocol-udp',
    severity: 'error',
    fields: ['backend_protocol', 'protocol'],
    summary: 'A UDP listener has UDP backends.',
    source: `${ADDING}: backend_protocol`,
    verbs: ['create'],
    check: (subject) =>
      is(subject, 'UDP') &&
      isSet(subject, 'backend_protocol') &&
      subject.values['backend_protocol'] !== 'UDP'
        ? `${subject.given('backend_protocol')} is invalid: a UDP listener can only have UDP backends`
        : undefined,
  },
  {
    id: 'backend-protocol-ssl',
    severity: 'error',
    fields: ['backend_protocol', 'protocol'],
    summary: 'An SSL listener has TCP backends.',
    source: `${ADDING}: backend_protocol`,
    verbs: ['create'],
    check: (subject) =>
      is(subject, 'SSL') &&
      isSet(subject, 'backend_protocol') &&
      subject.values['backend_protocol'] !== 'TCP'
        ? `${subject.given('backend_protocol')} is invalid: an SSL listener can only have TCP backends`
        : undefined,
  },
  {
    id: 'session-sticky-not-for-ssl',
    severity: 'error',
    fields: ['session_sticky', 'protocol'],
    summary: 'SSL listeners have no sticky sessions.',
    source: `${ADDING}: session_sticky`,
    check: (subject) =>
      sticky(subject) && is(subject, 'SSL')
        ? `${subject.given('session_sticky')} can't be used: SSL listeners have no sticky sessions`
        : undefined,
  },
  {
    id: 'session-sticky-needs-roundrobin',
    severity: 'error',
    fields: ['session_sticky', 'lb_algorithm'],
    summary: 'On HTTP, HTTPS and TCP listeners a sticky session needs the algorithm roundrobin.',
    source: `${ADDING}: session_sticky`,
    check: (subject) =>
      sticky(subject) &&
      is(subject, 'HTTP', 'HTTPS', 'TCP') &&
      isSet(subject, 'lb_algorithm') &&
      subject.values['lb_algorithm'] !== 'roundrobin'
        ? `a sticky session needs the round-robin algorithm, so ${subject.given('session_sticky')} and ${subject.given('lb_algorithm')} cannot be used together`
        : undefined,
  },
  {
    id: 'session-sticky-udp',
    severity: 'warning',
    fields: ['session_sticky', 'protocol'],
    summary: 'Sticky sessions are described for HTTP, HTTPS and TCP listeners, not for UDP.',
    source: `${ADDING}: session_sticky`,
    check: (subject) =>
      sticky(subject) && is(subject, 'UDP')
        ? `${subject.given('session_sticky')} may have no effect: the page describes sticky sessions for HTTP, HTTPS and TCP only`
        : undefined,
  },
  {
    id: 'sticky-session-type-needs-http',
    severity: 'warning',
    fields: ['sticky_session_type', 'session_sticky', 'protocol'],
    summary: 'sticky_session_type is valid on HTTP listeners with session_sticky only.',
    source: `${ADDING}: sticky_session_type`,
    verbs: ['create'],
    check: (subject) => cookieField(subject, 'sticky_session_type'),
  },
  {
    id: 'cookie-timeout-needs-http',
    severity: 'warning',
    fields: ['cookie_timeout', 'session_sticky', 'protocol'],
    summary: 'cookie_timeout is valid on HTTP listeners with session_sticky only.',
    source: `${ADDING}: cookie_timeout`,
    verbs: ['create'],
    check: (subject) => cookieField(subject, 'cookie_timeout'),
  },
  only('tcp_timeout', ['TCP'], 'TCP'),
  only('tcp_draining', ['TCP'], 'TCP'),
  only('tcp_draining_timeout', ['TCP'], 'TCP'),
  {
    id: 'tcp-draining-timeout-needs-draining',
    severity: 'warning',
    fields: ['tcp_draining_timeout', 'tcp_draining'],
    summary: 'tcp_draining_timeout is valid while tcp_draining is true only.',
    source: `${ADDING}: tcp_draining_timeout`,
    check: (subject) =>
      isSet(subject, 'tcp_draining_timeout') &&
      is(subject, 'TCP') &&
      subject.values['tcp_draining'] !== true
        ? `${subject.name('tcp_draining_timeout')} has no effect while draining is off; set ${subject.name('tcp_draining')} too`
        : undefined,
  },
  {
    id: 'certificate-id-required',
    severity: 'error',
    fields: ['certificate_id', 'protocol'],
    summary: 'HTTPS and SSL listeners need a certificate.',
    source: `${ADDING}: certificate_id`,
    check: (subject) =>
      is(subject, 'HTTPS', 'SSL') && !isSet(subject, 'certificate_id')
        ? `${subject.name('certificate_id')} is missing: ${protocol(subject)} listeners need a certificate`
        : undefined,
  },
  only('certificate_id', ['HTTPS', 'SSL'], 'HTTPS and SSL'),
  only('certificates', ['HTTPS'], 'HTTPS'),
  only('udp_timeout', ['UDP'], 'UDP'),
  only('ssl_protocols', ['HTTPS', 'SSL'], 'HTTPS and SSL'),
  only('ssl_ciphers', ['HTTPS', 'SSL'], 'HTTPS and SSL'),
  {
    id: 'ssl-ciphers-extended-needs-all-versions',
    severity: 'error',
    fields: ['ssl_ciphers', 'ssl_protocols'],
    summary: `ssl_ciphers can be Extended with ssl_protocols "${ALL_VERSIONS}" only.`,
    source: `${ADDING}: ssl_ciphers`,
    check: (subject) =>
      subject.values['ssl_ciphers'] === 'Extended' &&
      subject.values['ssl_protocols'] !== ALL_VERSIONS
        ? `${subject.given('ssl_ciphers')} needs ${subject.name('ssl_protocols')} "${ALL_VERSIONS}"`
        : undefined,
  },
  {
    id: 'ssl-protocols-all-versions-need-extended',
    severity: 'warning',
    fields: ['ssl_protocols', 'ssl_ciphers'],
    summary: `With ssl_protocols "${ALL_VERSIONS}" the only fitting ssl_ciphers is Extended.`,
    source: `${ADDING}: ssl_ciphers (the Chinese edition says so outright)`,
    check: (subject) =>
      subject.values['ssl_protocols'] === ALL_VERSIONS &&
      subject.values['ssl_ciphers'] !== 'Extended'
        ? `${subject.name('ssl_protocols')} "${ALL_VERSIONS}" goes with ${subject.name('ssl_ciphers')} Extended; with others the old versions may find no cipher`
        : undefined,
  },
  {
    id: 'udp-needs-public',
    severity: 'error',
    fields: ['protocol', 'loadbalancer_id'],
    summary: 'A UDP listener cannot be added to a private network load balancer.',
    source: `${ADDING}: protocol`,
    verbs: ['create'],
    preflight: true,
    check: (subject) =>
      is(subject, 'UDP') && subject.facts?.network === 'private'
        ? `${subject.given('protocol')} can't be used: the load balancer is private, and private load balancers have no UDP listeners`
        : undefined,
  },
  {
    id: 'certificates-need-public',
    severity: 'warning',
    fields: ['certificates', 'loadbalancer_id'],
    summary: 'certificates is valid on a public network load balancer only.',
    source: `${ADDING}: certificates`,
    preflight: true,
    check: (subject) =>
      isSet(subject, 'certificates') && subject.facts?.network === 'private'
        ? `${subject.name('certificates')} has no effect: the load balancer is private`
        : undefined,
  },
  {
    id: 'port-taken',
    severity: 'error',
    fields: ['port', 'loadbalancer_id'],
    summary: 'A port of a load balancer has one listener.',
    source: 'Huawei Cloud ELB (classic) API, error code ELB.6101',
    preflight: true,
    conflict: true,
    check: (subject) => {
      const holder = subject.facts?.listeners?.find(({ port }) => port === subject.values['port']);
      return holder === undefined
        ? undefined
        : `${subject.given('port')} is taken: listener ${holder.ref} (${holder.protocol}) already uses it`;
    },
  },
];

function cookieField(subject: Subject, field: string): string | undefined {
  if (!isSet(subject, field)) return undefined;
  if (isOther(subject, 'HTTP')) {
    return `${subject.name(field)} has no effect on ${withArticle(protocol(subject))} listener: cookies are for HTTP only`;
  }
  return sticky(subject)
    ? undefined
    : `${subject.name(field)} has no effect without ${subject.name('session_sticky')}`;
}
