import { type Kind, list, text, whole, word, yesNo } from './values.ts';

/* "Adding a Listener" and "Modifying a Listener", read a second time. */

type Body = Readonly<Record<string, unknown>>;

export type Verdicts = ReadonlyMap<string, 'error' | 'warning'>;

const ALL_VERSIONS = 'TLSv1.2 TLSv1.1 TLSv1';
/** The pages have no format for ids; those of the program keep paths valid. */
const id = text({ min: 1, max: 64 }, /^[A-Za-z0-9_-]*$/, [
  '0b07acf06d243925bc24a0ac7445267a',
  '23ef9aad-4ecb-4635-8047-6d324a6c71af',
]);
const port = whole(1, 65_535);
const minutes = whole(1, 1440);

type Life = 'mandatory' | 'optional' | 'fixed and mandatory' | 'fixed';

/** Fixed: in the table of the first page, not in that of the second. */
export const FIELDS: Readonly<Record<string, { readonly life: Life; readonly kind: Kind }>> = {
  name: {
    life: 'mandatory',
    kind: text({ min: 1, max: 64 }, /^[\p{Script=Han}\w-]*$/u, [
      'web',
      '\u76d1\u542c-1_a',
      'x'.repeat(64),
      'x'.repeat(65),
      'a b',
    ]),
  },
  description: {
    life: 'optional',
    kind: text({ min: 0, max: 128 }, /^[^<>]*$/, [
      '',
      'any text, \u6587',
      'a < b',
      'y'.repeat(129),
    ]),
  },
  loadbalancer_id: { life: 'fixed and mandatory', kind: id },
  protocol: {
    life: 'fixed and mandatory',
    kind: word(['HTTP', 'TCP', 'HTTPS', 'SSL', 'UDP']),
  },
  port: { life: 'mandatory', kind: port },
  backend_protocol: { life: 'fixed and mandatory', kind: word(['HTTP', 'TCP', 'UDP']) },
  backend_port: { life: 'mandatory', kind: port },
  lb_algorithm: { life: 'mandatory', kind: word(['roundrobin', 'leastconn', 'source']) },
  session_sticky: { life: 'fixed', kind: yesNo },
  sticky_session_type: { life: 'fixed', kind: word(['insert']) },
  cookie_timeout: { life: 'fixed', kind: minutes },
  tcp_timeout: { life: 'optional', kind: minutes },
  tcp_draining: { life: 'optional', kind: yesNo },
  tcp_draining_timeout: { life: 'optional', kind: whole(0, 60) },
  certificate_id: { life: 'optional', kind: id },
  certificates: {
    life: 'optional',
    kind: list(id, true, [['a1', 'b2'], 'a1,b2', [], '', ['a b'], 7]),
  },
  udp_timeout: { life: 'optional', kind: minutes },
  ssl_protocols: { life: 'optional', kind: word(['TLSv1.2', ALL_VERSIONS]) },
  ssl_ciphers: { life: 'optional', kind: word(['Default', 'Extended', 'Strict']) },
};

/** `lb_algorithm` is the flag `--lb-algorithm`; rules are named after it. */
export function flagOf(field: string): string {
  return field.replaceAll('_', '-');
}

export function judgeCreate(body: Body): Verdicts {
  const found = new Map<string, 'error' | 'warning'>();
  for (const [field, { life, kind }] of Object.entries(FIELDS)) {
    const value = body[field];
    const isAbsent = value === undefined || value === null;
    if (isAbsent && life.endsWith('mandatory')) found.set(`${flagOf(field)}-required`, 'error');
    const fault = isAbsent ? undefined : kind.judge(value);
    if (fault !== undefined) found.set(`${flagOf(field)}-${fault}`, 'error');
  }
  for (const field of Object.keys(body)) if (!(field in FIELDS)) found.set('from-file', 'error');
  judgeTogether(body, new Set(Object.keys(body)), found);
  return found;
}

/** What is wrong by itself, which is said before the listener is read. */
function judgeAlone(change: Body): Map<string, 'error' | 'warning'> {
  const found = new Map<string, 'error' | 'warning'>();
  for (const [field, value] of Object.entries(change)) {
    const row = FIELDS[field];
    if (row === undefined) found.set('from-file', 'error');
    else if (row.life.startsWith('fixed')) found.set(`${flagOf(field)}-create-only`, 'error');
    else if (value !== null) {
      const fault = row.kind.judge(value);
      if (fault !== undefined) found.set(`${flagOf(field)}-${fault}`, 'error');
    }
  }
  return found;
}

/**
 * Where nothing changes, nothing is said of what stays.
 * @param before the listener as it is
 */
export function judgeUpdate(before: Body, change: Body): Verdicts {
  const found = judgeAlone(change);
  if (found.size > 0 || updateBody(before, change, false) === undefined) return found;
  for (const [field, value] of Object.entries(change)) {
    if (value === null && FIELDS[field]?.life === 'mandatory') {
      found.set(`${flagOf(field)}-required`, 'error');
    }
  }
  judgeTogether({ ...before, ...change }, new Set(Object.keys(change)), found);
  return found;
}

/** Rules over several fields; an update is judged by what it sets. */
function judgeTogether(
  body: Body,
  given: ReadonlySet<string>,
  found: Map<string, 'error' | 'warning'>,
): void {
  const isSet = (field: string) => {
    const value = body[field];
    const isEmpty = Array.isArray(value) ? value.length === 0 : value === '';
    return value !== undefined && value !== null && !isEmpty;
  };
  const sets = (...fields: string[]) => fields.some((field) => given.has(field));
  const { protocol, lb_algorithm: algorithm, ssl_ciphers: ciphers, ssl_protocols: versions } = body;
  const is = (...protocols: string[]) => protocols.some((one) => one === protocol);
  const isKnown = is('HTTP', 'TCP', 'HTTPS', 'SSL', 'UDP');
  const sticky = body['session_sticky'] === true;
  const say = (rule: string, severity: 'error' | 'warning', when: boolean) => {
    if (when) found.set(rule, severity);
  };
  if (sets('protocol', 'backend_protocol')) {
    const backend = body['backend_protocol'];
    say(
      'backend-protocol-udp',
      'error',
      is('UDP') && isSet('backend_protocol') && backend !== 'UDP',
    );
    say(
      'backend-protocol-ssl',
      'error',
      is('SSL') && isSet('backend_protocol') && backend !== 'TCP',
    );
  }
  if (sets('session_sticky', 'protocol')) {
    say('session-sticky-not-for-ssl', 'error', sticky && is('SSL'));
    say('session-sticky-udp', 'warning', sticky && is('UDP'));
  }
  if (sets('session_sticky', 'lb_algorithm')) {
    const needs = sticky && is('HTTP', 'HTTPS', 'TCP') && isSet('lb_algorithm');
    say('session-sticky-needs-roundrobin', 'error', needs && algorithm !== 'roundrobin');
  }
  for (const field of ['sticky_session_type', 'cookie_timeout']) {
    const idle = (isKnown && !is('HTTP')) || !sticky;
    say(`${flagOf(field)}-needs-http`, 'warning', sets(field) && isSet(field) && idle);
  }
  say(
    'cookie-timeout-needs-sticky-session-type',
    'warning',
    sets('cookie_timeout') &&
      isSet('cookie_timeout') &&
      is('HTTP') &&
      sticky &&
      !isSet('sticky_session_type'),
  );
  for (const [field, ...protocols] of ONLY_FOR) {
    const rule = `${flagOf(field)}-only-for-${protocols.join('-').toLowerCase()}`;
    say(rule, 'warning', sets(field) && isSet(field) && isKnown && !is(...protocols));
  }
  say(
    'tcp-draining-timeout-needs-draining',
    'warning',
    sets('tcp_draining_timeout') &&
      isSet('tcp_draining_timeout') &&
      is('TCP') &&
      body['tcp_draining'] !== true,
  );
  // An empty certificate is wrong, not missing too.
  const noCertificate = body['certificate_id'] === undefined || body['certificate_id'] === null;
  say(
    'certificate-id-required',
    'error',
    sets('certificate_id', 'protocol') && is('HTTPS', 'SSL') && noCertificate,
  );
  if (sets('ssl_ciphers', 'ssl_protocols')) {
    const all = versions === ALL_VERSIONS;
    say('ssl-ciphers-extended-needs-all-versions', 'error', ciphers === 'Extended' && !all);
    say('ssl-protocols-all-versions-need-extended', 'warning', all && ciphers !== 'Extended');
  }
}

const ONLY_FOR = [
  ['tcp_timeout', 'TCP'],
  ['tcp_draining', 'TCP'],
  ['tcp_draining_timeout', 'TCP'],
  ['certificate_id', 'HTTPS', 'SSL'],
  ['certificates', 'HTTPS'],
  ['udp_timeout', 'UDP'],
  ['ssl_protocols', 'HTTPS', 'SSL'],
  ['ssl_ciphers', 'HTTPS', 'SSL'],
] as const;

/** What an update sends: what it changes, and the certificate, which is mandatory in each. */
export function updateBody(before: Body, change: Body, wholeBody: boolean): Body | undefined {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0);
  const changed = Object.entries(change).filter(
    ([field, value]) =>
      !(isEmpty(value) && isEmpty(before[field])) &&
      JSON.stringify(before[field]) !== JSON.stringify(value),
  );
  if (changed.length === 0) return undefined;
  const send = wholeBody ? change : Object.fromEntries(changed);
  const secure = before['protocol'] === 'HTTPS' || before['protocol'] === 'SSL';
  return secure ? { certificate_id: before['certificate_id'], ...send } : send;
}
