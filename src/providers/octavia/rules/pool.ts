import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { alternatives } from '../../../model/values.ts';
import { SESSION_COOKIE, SESSION_TIMEOUT, SESSION_TYPE } from '../../parts/names.ts';
import { fixedInPart, requiredInPart, rule, ruleId } from '../../parts/rules.ts';
import { ipVersionOf } from '../cidr.ts';
import { answers, CREATE_POOL } from '../pages.ts';
import { isDatagram, POOLS } from '../protocols.ts';
import { aListener, isListener, listOf, poolProtocol, protocolOf } from './subject.ts';

const PROTOCOL = 'pool.protocol';
const ALGORITHM = 'pool.lb_algorithm';
const GRANULARITY = 'pool.session_persistence.persistence_granularity';

/** What no cookie's name may have. */
const BAD_COOKIE = /[\p{Cc} "(),/:;<=>?@[\\\]{}]/u;

function datagramOnly(field: string): Rule {
  return rule(
    ruleId(field, 'protocol'),
    'error',
    [field, PROTOCOL],
    `${field} is for UDP and SCTP pools.`,
    answers(
      'Validation failure: persistence_timeout and persistence_granularity is only for UDP and SCTP protocol pools.',
    ),
    (subject) => {
      const own = poolProtocol(subject);
      // 0 is none.
      return isSet(subject, field) && subject.values[field] !== 0 && own !== '' && !isDatagram(own)
        ? `${subject.name(field)} cannot be used with ${own} backends: it is for UDP and SCTP only`
        : undefined;
    },
  );
}

function needsSession(field: string): Rule {
  return rule(
    ruleId(field, 'needs-session'),
    'error',
    [field, SESSION_TYPE],
    `${field} needs the type of the sticky session.`,
    answers('Validation failure: Invalid session_persistence provided.'),
    (subject) =>
      isSet(subject, field) && !isSet(subject, SESSION_TYPE)
        ? `${subject.name(field)} needs ${subject.name(SESSION_TYPE)}`
        : undefined,
  );
}

function tlsList(name: string): Rule {
  const field = `pool.${name}`;
  return rule(
    ruleId(field, 'empty'),
    'error',
    [field],
    `${name} cannot be an empty list.`,
    `${CREATE_POOL}: ${name}`,
    (subject) =>
      subject.sets(field) &&
      Array.isArray(subject.values[field]) &&
      listOf(subject, field).length === 0
        ? `${subject.name(field)} is empty; leave it out for the default`
        : undefined,
  );
}

function tagsOnce(field: string): Rule {
  return rule(
    ruleId(field, 'distinct'),
    'error',
    [field],
    'Each tag is there once.',
    `${CREATE_POOL}: tags`,
    (subject) => {
      const tags = listOf(subject, field);
      const twice = tags.find((tag, at) => tags.indexOf(tag) !== at);
      return twice === undefined
        ? undefined
        : `${subject.name(field)} has ${JSON.stringify(twice)} twice`;
    },
  );
}

function isApp({ values }: Subject): boolean {
  return values[SESSION_TYPE] === 'APP_COOKIE';
}

export const POOL_RULES: readonly Rule[] = [
  requiredInPart(
    ALGORITHM,
    answers(
      "Invalid input for field/attribute lb_algorithm. Value: 'None'. Mandatory field missing.",
    ),
  ),
  requiredInPart(
    PROTOCOL,
    answers("Invalid input for field/attribute protocol. Value: 'None'. Mandatory field missing."),
    (subject) => POOLS[protocolOf(subject)],
  ),
  fixedInPart(
    PROTOCOL,
    answers('Unknown attribute for argument pool_.pool: protocol'),
    'it would need a new pool with new members',
  ),
  rule(
    'pool-protocol-listener',
    'error',
    [PROTOCOL, 'protocol'],
    'The protocol of the backends must fit that of the listener.',
    answers(
      "Validation failure: The pool protocol 'UDP' is invalid while the listener protocol is 'TCP'.",
    ),
    (subject) => {
      const allowed = POOLS[protocolOf(subject)];
      const own = poolProtocol(subject);
      return allowed === undefined ||
        own === '' ||
        allowed.includes(own) ||
        isListener(subject, 'PROMETHEUS')
        ? undefined
        : `${subject.given(PROTOCOL)} cannot be used: ${aListener(subject)} has ${alternatives(allowed)} backends`;
    },
  ),
  rule(
    'sticky-cookie-datagram',
    'error',
    [SESSION_TYPE, PROTOCOL],
    'UDP and SCTP pools have sticky sessions by address only.',
    answers(
      'Validation failure: Session persistence of type HTTP_COOKIE is not supported for UDP/SCTP protocol pools.',
    ),
    (subject) =>
      isSet(subject, SESSION_TYPE) &&
      subject.values[SESSION_TYPE] !== 'SOURCE_IP' &&
      isDatagram(poolProtocol(subject))
        ? `${subject.given(SESSION_TYPE)} cannot be used with ${poolProtocol(subject)} backends: they have SOURCE_IP only`
        : undefined,
  ),
  rule(
    'sticky-app-cookie-name',
    'error',
    [SESSION_COOKIE, SESSION_TYPE],
    'cookie_name and the type APP_COOKIE need each other.',
    answers(
      'Validation failure: Field "cookie_name" must be specified when using the "APP_COOKIE" session persistence type.',
    ),
    (subject) => {
      if (isApp(subject) && !isSet(subject, SESSION_COOKIE)) {
        return subject.missing(
          SESSION_COOKIE,
          'a session by the backends\u2019 own cookie needs its name',
        );
      }
      return !isApp(subject) && isSet(subject, SESSION_TYPE) && isSet(subject, SESSION_COOKIE)
        ? `${subject.name(SESSION_COOKIE)} is for sessions by the backends\u2019 own cookie only`
        : undefined;
    },
  ),
  rule(
    'sticky-cookie-characters',
    'error',
    [SESSION_COOKIE],
    'The name of a cookie has no separators.',
    answers('Validation failure: Supplied "cookie_name" is invalid.'),
    (subject) => {
      const cookie = subject.values[SESSION_COOKIE];
      return typeof cookie === 'string' && BAD_COOKIE.test(cookie)
        ? `${subject.name(SESSION_COOKIE)} cannot have quotes, brackets, spaces or separators, as in ${JSON.stringify(cookie)}`
        : undefined;
    },
  ),
  needsSession(SESSION_COOKIE),
  needsSession(SESSION_TIMEOUT),
  needsSession(GRANULARITY),
  datagramOnly(SESSION_TIMEOUT),
  datagramOnly(GRANULARITY),
  rule(
    'persistence-granularity-format',
    'error',
    [GRANULARITY],
    'persistence_granularity is a netmask.',
    answers(
      "Invalid input for field/attribute persistence_granularity. Value: '…'. Value should be IPv4 or IPv6 format",
    ),
    (subject) => {
      const mask = subject.values[GRANULARITY];
      return typeof mask === 'string' &&
        mask !== '' &&
        (mask.includes('/') || ipVersionOf(mask) === undefined)
        ? `${subject.name(GRANULARITY)} must be a netmask like 255.255.255.0, not ${JSON.stringify(mask)}`
        : undefined;
    },
  ),
  rule(
    'pool-crl-needs-ca',
    'error',
    ['pool.crl_container_ref', 'pool.ca_tls_container_ref'],
    'A list of revoked certificates needs a CA certificate.',
    answers(
      'Validation failure: A CA certificate reference is required to specify a revocation list.',
    ),
    (subject) =>
      isSet(subject, 'pool.crl_container_ref') && !isSet(subject, 'pool.ca_tls_container_ref')
        ? `${subject.name('pool.crl_container_ref')} needs ${subject.name('pool.ca_tls_container_ref')}`
        : undefined,
  ),
  tlsList('tls_versions'),
  tlsList('alpn_protocols'),
  tagsOnce('pool.tags'),
  tagsOnce('healthmonitor.tags'),
];
