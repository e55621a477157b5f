import { isSet, type Rule, type Subject } from '../../model/rule.ts';
import { withArticle } from '../../model/values.ts';
import { ADDING, ALL_TLS_VERSIONS } from './parameters.ts';

const PROTOCOLS: readonly string[] = ['HTTP', 'HTTPS', 'TCP', 'UDP', 'SSL'];

function protocol({ values }: Subject): string {
  return typeof values['protocol'] === 'string' ? values['protocol'] : '';
}

function is(subject: Subject, ...protocols: readonly string[]): boolean {
  return protocols.includes(protocol(subject));
}

/** Whether the protocol is known and none of these. */
function isOther(subject: Subject, ...protocols: readonly string[]): boolean {
  return PROTOCOLS.includes(protocol(subject)) && !is(subject, ...protocols);
}

function sticky({ values }: Subject): boolean {
  return values['session_sticky'] === true;
}

/** A field has no effect on listeners of other protocols. */
function only(field: string, ...protocols: readonly string[]): Rule {
  const phrase = protocols.join(' and ');
  return {
    id: `${field.replaceAll('_', '-')}-only-for-${protocols.join('-').toLowerCase()}`,
    severity: 'warning',
    fields: [field, 'protocol'],
    summary: `${field} has an effect on ${phrase} listeners only.`,
    source: `${ADDING}: ${field}`,
    check: (subject) =>
      isSet(subject, field) && isOther(subject, ...protocols)
        ? `${subject.name(field)} has no effect on ${withArticle(protocol(subject))} listener: it is for ${phrase} only`
        : undefined,
  };
}

function backendProtocol(listener: string, backend: string): Rule {
  return {
    id: `backend-protocol-${listener.toLowerCase()}`,
    severity: 'error',
    fields: ['backend_protocol', 'protocol'],
    summary: `${listener} listeners have ${backend} backends.`,
    source: `${ADDING}: backend_protocol`,
    verbs: ['create'],
    check: (subject) =>
      is(subject, listener) &&
      isSet(subject, 'backend_protocol') &&
      subject.values['backend_protocol'] !== backend
        ? `${subject.given('backend_protocol')} is invalid: ${listener} listeners can only have ${backend} backends`
        : undefined,
  };
}

/** A field of the cookie of a sticky session has no effect without one. */
function cookieSetting(field: string): Rule {
  return {
    id: `${field.replaceAll('_', '-')}-needs-http`,
    severity: 'warning',
    fields: [field, 'session_sticky', 'protocol'],
    summary: `${field} is valid on HTTP listeners with session_sticky only.`,
    source: `${ADDING}: ${field}`,
    verbs: ['create'],
    check: (subject) => {
      if (!isSet(subject, field)) return undefined;
      if (isOther(subject, 'HTTP')) {
        return `${subject.name(field)} has no effect on ${withArticle(protocol(subject))} listener: cookies are for HTTP only`;
      }
      return sticky(subject)
        ? undefined
        : `${subject.name(field)} has no effect without ${subject.name('session_sticky')}`;
    },
  };
}

export const rules: readonly Rule[] = [
  backendProtocol('UDP', 'UDP'),
  backendProtocol('SSL', 'TCP'),
  {
    id: 'session-sticky-not-for-ssl',
    severity: 'error',
    fields: ['session_sticky', 'protocol'],
    summary: 'SSL listeners have no sticky sessions.',
    source: `${ADDING}: session_sticky`,
    check: (subject) =>
      sticky(subject) && is(subject, 'SSL')
        ? `${subject.given('session_sticky')} cannot be used: SSL listeners have no sticky sessions`
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
  cookieSetting('sticky_session_type'),
  cookieSetting('cookie_timeout'),
  {
    id: 'cookie-timeout-needs-sticky-session-type',
    severity: 'warning',
    fields: ['cookie_timeout', 'sticky_session_type'],
    summary: 'cookie_timeout is valid only while sticky_session_type is insert.',
    source: `${ADDING}: cookie_timeout`,
    verbs: ['create'],
    check: (subject) =>
      isSet(subject, 'cookie_timeout') &&
      is(subject, 'HTTP') &&
      sticky(subject) &&
      !isSet(subject, 'sticky_session_type')
        ? `${subject.name('cookie_timeout')} has no effect without ${subject.name('sticky_session_type')} insert`
        : undefined,
  },
  only('tcp_timeout', 'TCP'),
  only('tcp_draining', 'TCP'),
  only('tcp_draining_timeout', 'TCP'),
  {
    id: 'tcp-draining-timeout-needs-draining',
    severity: 'warning',
    fields: ['tcp_draining_timeout', 'tcp_draining'],
    summary: 'tcp_draining_timeout is valid only while tcp_draining is true.',
    source: `${ADDING}: tcp_draining_timeout`,
    check: (subject) =>
      subject.sets('tcp_draining_timeout') &&
      isSet(subject, 'tcp_draining_timeout') &&
      is(subject, 'TCP') &&
      subject.values['tcp_draining'] !== true
        ? `${subject.name('tcp_draining_timeout')} has no effect while draining is off; set ${subject.name('tcp_draining')} too`
        : undefined,
  },
  {
    id: 'certificate-id-required',
    severity: 'error',
    missing: true,
    fields: ['certificate_id', 'protocol'],
    summary: 'HTTPS and SSL listeners need a certificate.',
    source: `${ADDING}: certificate_id`,
    check: (subject) =>
      is(subject, 'HTTPS', 'SSL') && !isSet(subject, 'certificate_id')
        ? subject.missing('certificate_id', `${protocol(subject)} listeners need a certificate`)
        : undefined,
  },
  only('certificate_id', 'HTTPS', 'SSL'),
  only('certificates', 'HTTPS'),
  only('udp_timeout', 'UDP'),
  only('ssl_protocols', 'HTTPS', 'SSL'),
  only('ssl_ciphers', 'HTTPS', 'SSL'),
  {
    id: 'ssl-ciphers-extended-needs-all-versions',
    severity: 'error',
    fields: ['ssl_ciphers', 'ssl_protocols'],
    summary: `ssl_ciphers can be Extended only with ssl_protocols "${ALL_TLS_VERSIONS}".`,
    source: `${ADDING}: ssl_ciphers`,
    check: (subject) =>
      subject.values['ssl_ciphers'] === 'Extended' &&
      subject.values['ssl_protocols'] !== ALL_TLS_VERSIONS
        ? `${subject.given('ssl_ciphers')} needs ${subject.name('ssl_protocols')} "${ALL_TLS_VERSIONS}"`
        : undefined,
  },
  {
    id: 'ssl-protocols-all-versions-need-extended',
    severity: 'warning',
    fields: ['ssl_protocols', 'ssl_ciphers'],
    summary: `With ssl_protocols "${ALL_TLS_VERSIONS}" ssl_ciphers should be Extended.`,
    source: `${ADDING}: ssl_ciphers (explicit in the Chinese edition)`,
    check: (subject) =>
      subject.values['ssl_protocols'] === ALL_TLS_VERSIONS &&
      subject.values['ssl_ciphers'] !== 'Extended'
        ? `${subject.name('ssl_protocols')} "${ALL_TLS_VERSIONS}" needs ${subject.name('ssl_ciphers')} Extended; otherwise clients with old TLS versions may find no cipher`
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
        ? `${subject.given('protocol')} cannot be used: a private load balancer cannot have UDP listeners`
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
    summary: 'A load balancer has one listener per port.',
    source: 'Huawei Cloud ELB (classic) API, error code ELB.6101',
    preflight: true,
    conflict: true,
    check: (subject) => {
      const holder = subject.facts?.listeners?.find(({ port }) => port === subject.values['port']);
      return holder === undefined
        ? undefined
        : `${subject.given('port')} is in use by listener ${holder.ref} (${holder.protocol})`;
    },
  },
];
