import { isObject } from '../../../model/json.ts';
import { isSet, type Rule, type Subject } from '../../../model/rule.ts';
import { alternatives } from '../../../model/values.ts';
import { EXISTING_POOL_RULE, rule, ruleId, shown, textOf } from '../../parts/rules.ts';
import { wantsPool } from '../../parts/values.ts';
import { canonicalCidr, ipVersionOf } from '../cidr.ts';
import { answers, CREATE } from '../pages.ts';
import { aListener, isListener, isOther, listOf, protocolOf } from './subject.ts';

const CERTIFICATE = 'default_tls_container_ref';
const SNI = 'sni_container_refs';
const CA = 'client_ca_tls_container_ref';
const HEADERS = 'insert_headers';
const TLS = 'TERMINATED_HTTPS';

function hasCertificate(subject: Subject): boolean {
  return isSet(subject, CERTIFICATE) || isSet(subject, SNI);
}

const PLAIN_HEADERS = ['X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'];
const TLS_HEADERS = [
  'X-SSL-Client-Verify',
  'X-SSL-Client-Has-Cert',
  'X-SSL-Client-DN',
  'X-SSL-Client-CN',
  'X-SSL-Issuer',
  'X-SSL-Client-SHA1',
  'X-SSL-Client-Not-Before',
  'X-SSL-Client-Not-After',
];

function headersOf({ values }: Subject): readonly (readonly [string, string])[] {
  const headers = values[HEADERS];
  return isObject(headers)
    ? Object.entries(headers).map(([name, value]) => [name, textOf(value)])
    : [];
}

const HEADER_RULES: readonly Rule[] = [
  rule(
    'insert-headers-protocol',
    'error',
    [HEADERS, 'protocol'],
    `${HEADERS} is for HTTP and TERMINATED_HTTPS listeners.`,
    answers('insert-headers is not a valid option for a TCP protocol listener.'),
    (subject) =>
      headersOf(subject).length > 0 && isOther(subject, 'HTTP', TLS)
        ? `${subject.name(HEADERS)} cannot be used on ${aListener(subject)}: it is for HTTP and TERMINATED_HTTPS only`
        : undefined,
  ),
  rule(
    'insert-headers-names',
    'error',
    [HEADERS],
    `${HEADERS} takes the headers that the API knows, in their spelling.`,
    answers("dict_keys(['X-Bad']) is not a valid option for insert_headers"),
    (subject) => {
      const odd = headersOf(subject).find(
        ([name]) => !PLAIN_HEADERS.includes(name) && !TLS_HEADERS.includes(name),
      );
      return odd === undefined
        ? undefined
        : `${subject.name(HEADERS)} must be ${alternatives([...PLAIN_HEADERS, ...TLS_HEADERS])}, not ${odd[0]}`;
    },
  ),
  rule(
    'insert-headers-tls',
    'error',
    [HEADERS, 'protocol'],
    'Headers about the client\u2019s certificate are for TERMINATED_HTTPS listeners.',
    answers("['X-SSL-Client-CN'] is not a valid option for HTTP protocol listener."),
    (subject) => {
      const tls = headersOf(subject).find(([name]) => TLS_HEADERS.includes(name));
      return tls !== undefined && isListener(subject, 'HTTP')
        ? `${subject.name(HEADERS)} ${tls[0]} cannot be used on ${aListener(subject)}: it is for ${TLS} only`
        : undefined;
    },
  ),
  rule(
    'insert-headers-values',
    'warning',
    [HEADERS],
    'A header is inserted when its value is true.',
    `${CREATE}: ${HEADERS}`,
    (subject) => {
      const odd = headersOf(subject).find(([, value]) => value !== 'true' && value !== 'false');
      return odd === undefined
        ? undefined
        : `${subject.name(HEADERS)} ${odd[0]}=${odd[1]} has no effect: the value must be true or false`;
    },
  ),
];

const CERTIFICATE_RULES: readonly Rule[] = [
  ...[CERTIFICATE, SNI].map((name) =>
    rule(
      ruleId(name, 'protocol'),
      'error',
      [name, 'protocol'],
      'Certificates are for TERMINATED_HTTPS and PROMETHEUS listeners.',
      answers(
        'Validation failure: Certificate container references are not allowed on HTTP protocol listeners.',
      ),
      (subject) =>
        isSet(subject, name) && isOther(subject, TLS, 'PROMETHEUS')
          ? `${subject.name(name)} cannot be used on ${aListener(subject)}: it is for ${TLS} and PROMETHEUS only`
          : undefined,
    ),
  ),
  rule(
    'certificate-required',
    'error',
    [CERTIFICATE, SNI, 'protocol'],
    'TERMINATED_HTTPS listeners need a certificate.',
    answers(
      'Validation failure: An SNI or default certificate container reference must be provided for TERMINATED_HTTPS protocol listeners.',
    ),
    (subject) =>
      isListener(subject, TLS) && !hasCertificate(subject)
        ? subject.missing(CERTIFICATE, `${TLS} listeners need a certificate`, {
            takes: 'the URI of a PKCS12 secret in the key manager',
            example: 'https://key-manager.example.com/v1/secrets/ID',
          })
        : undefined,
    { missing: true },
  ),
  rule(
    'client-ca-needs-certificate',
    'error',
    [CA, CERTIFICATE, 'protocol'],
    'A CA certificate for clients needs a certificate of the listener.',
    answers(
      'Validation failure: An SNI or default certificate container reference must be provided with a client CA container reference.',
    ),
    (subject) =>
      isSet(subject, CA) && !hasCertificate(subject) && !isListener(subject, TLS)
        ? `${subject.name(CA)} needs ${subject.name(CERTIFICATE)}, which ${aListener(subject)} does not have`
        : undefined,
  ),
  rule(
    'client-authentication-needs-ca',
    'error',
    ['client_authentication', CA],
    'Client authentication needs a CA certificate.',
    answers(
      'Validation failure: Client authentication setting OPTIONAL requires a client CA container reference.',
    ),
    (subject) => {
      const mode = subject.values['client_authentication'];
      return mode !== undefined && mode !== null && mode !== 'NONE' && !isSet(subject, CA)
        ? `${subject.name('client_authentication')} ${shown(mode)} needs ${subject.name(CA)}`
        : undefined;
    },
  ),
  rule(
    'client-authentication-null',
    'error',
    ['client_authentication'],
    'client_authentication cannot be null when a listener is created.',
    answers(
      'Validation failure: Client authentication setting None requires a client CA container reference.',
    ),
    ({ values, name }) =>
      values['client_authentication'] === null
        ? `${name('client_authentication')} cannot be null here; use NONE`
        : undefined,
    { verbs: ['create'] },
  ),
  rule(
    'client-crl-needs-ca',
    'error',
    ['client_crl_container_ref', CA],
    'A list of revoked client certificates needs a CA certificate.',
    answers(
      'Validation failure: A client authentication CA reference is required to specify a client authentication revocation list.',
    ),
    (subject) =>
      isSet(subject, 'client_crl_container_ref') && !isSet(subject, CA)
        ? `${subject.name('client_crl_container_ref')} needs ${subject.name(CA)}`
        : undefined,
  ),
  ...['tls_versions', 'alpn_protocols'].map((name) =>
    rule(
      ruleId(name, 'empty'),
      'error',
      [name, 'protocol'],
      `${name} cannot be an empty list.`,
      answers(
        name === 'tls_versions'
          ? 'Validation failure: Empty TLS version list. Either specify at least one TLS version or remove this parameter to use the default.'
          : 'Validation failure: Empty ALPN protocol list. Either specify at least one ALPN protocol or remove this parameter to use the default.',
      ),
      (subject) =>
        subject.sets(name) &&
        Array.isArray(subject.values[name]) &&
        listOf(subject, name).length === 0
          ? `${subject.name(name)} is empty; leave it out for the default`
          : undefined,
    ),
  ),
  ...['tls_versions', 'tls_ciphers', 'alpn_protocols'].map((name) =>
    rule(
      ruleId(name, 'protocol'),
      'warning',
      [name, 'protocol'],
      `${name} has an effect on listeners that end TLS only.`,
      `${CREATE}: ${name}`,
      (subject) =>
        subject.sets(name) && isSet(subject, name) && isOther(subject, TLS, 'PROMETHEUS')
          ? `${subject.name(name)} has no effect on ${aListener(subject)}: it is for ${TLS} only`
          : undefined,
    ),
  ),
  ...['hsts_max_age', 'hsts_include_subdomains', 'hsts_preload'].map((name) =>
    rule(
      ruleId(name, 'protocol'),
      'error',
      [name, 'protocol'],
      'HSTS is for TERMINATED_HTTPS listeners.',
      `${CREATE}: ${name}`,
      (subject) =>
        isSet(subject, name) && subject.values[name] !== false && isOther(subject, TLS)
          ? `${subject.name(name)} cannot be used on ${aListener(subject)}: it is for ${TLS} only`
          : undefined,
    ),
  ),
  ...['hsts_include_subdomains', 'hsts_preload'].map((name) =>
    rule(
      ruleId(name, 'needs-max-age'),
      'error',
      [name, 'hsts_max_age'],
      `${name} needs hsts_max_age.`,
      `${CREATE}: ${name}`,
      (subject) =>
        subject.values[name] === true && !isSet(subject, 'hsts_max_age')
          ? `${subject.name(name)} needs ${subject.name('hsts_max_age')}`
          : undefined,
    ),
  ),
];

/** The server's database refuses a second one, and the answer speaks of the port. */
function distinct(
  name: string,
  what: string,
  plain: (item: string) => string = (item) => item,
): Rule {
  return rule(
    ruleId(name, 'distinct'),
    'error',
    [name],
    `${name} has each ${what} once.`,
    answers(
      'Another Listener on this Load Balancer is already using protocol … and protocol_port …',
    ),
    (subject) => {
      const items = listOf(subject, name).map(plain);
      const twice = items.find((item, at) => items.indexOf(item) !== at);
      return twice === undefined
        ? undefined
        : `${subject.name(name)} has ${JSON.stringify(twice)} twice`;
    },
  );
}

export const LISTENER_RULES: readonly Rule[] = [
  ...HEADER_RULES,
  ...CERTIFICATE_RULES,
  rule(
    'allowed-cidrs-format',
    'error',
    ['allowed_cidrs'],
    'allowed_cidrs has IPv4 and IPv6 addresses and networks.',
    answers(
      "Invalid input for field/attribute allowed_cidrs. Value: '…'. Value should be IPv4 or IPv6 CIDR format",
    ),
    (subject) => {
      const odd = listOf(subject, 'allowed_cidrs').find((item) => ipVersionOf(item) === undefined);
      return odd === undefined
        ? undefined
        : `${subject.name('allowed_cidrs')} must be addresses like 192.0.2.0/24 or 2001:db8::/32, not ${JSON.stringify(odd)}`;
    },
  ),
  distinct('allowed_cidrs', 'network', canonicalCidr),
  distinct(SNI, 'certificate'),
  distinct('tags', 'tag'),
  rule(
    'prometheus-pool',
    'error',
    ['default_pool_id', 'protocol'],
    'PROMETHEUS listeners have no pool.',
    answers('Protocol PROMETHEUS listeners cannot have child objects.'),
    (subject) => {
      if (!isListener(subject, 'PROMETHEUS')) return undefined;
      return isSet(subject, 'default_pool_id') || wantsPool(subject.values)
        ? `a ${protocolOf(subject)} listener has no pool; leave out ${subject.name('default_pool_id')} and all about pools and health checks`
        : undefined;
    },
  ),
  rule(
    'project-id-ignored',
    'warning',
    ['project_id'],
    'The listener belongs to the project of its load balancer.',
    `${CREATE}: project_id`,
    (subject) =>
      isSet(subject, 'project_id')
        ? `${subject.name('project_id')} has no effect: the project of the load balancer counts`
        : undefined,
  ),
  EXISTING_POOL_RULE,
];
