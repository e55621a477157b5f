import { isRecord } from '../http.ts';
import type { OctaviaState } from '../state/octavia.ts';
import type { Values } from './attributes.ts';
import { failed, OctaviaError } from './errors.ts';
import { versionOf } from './networks.ts';

const PLAIN = ['X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'];
const OF_CLIENTS = /^X-SSL-(Client-(Verify|Has-Cert|DN|CN|SHA1|Not-Before|Not-After)|Issuer)$/;
const TLS = 'TERMINATED_HTTPS';

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

/**
 * The rules over several attributes, in the service's order.
 * @param values the listener as it would be
 * @param given what the request sets
 */
export function checkListener(
  values: Values,
  given: Values,
  vipAddress: string,
  { certificates }: OctaviaState,
  verb: 'POST' | 'PUT',
): void {
  const protocol = String(values['protocol']);
  const { default_tls_container_ref: ref, client_ca_tls_container_ref: ca } = values;
  const sni = Array.isArray(values['sni_container_refs']) ? values['sni_container_refs'] : [];
  const hasCertificate = !isEmpty(ref) || sni.length > 0;
  const givesCertificate =
    !isEmpty(given['default_tls_container_ref']) || !isEmpty(given['sni_container_refs']);
  checkHeaders(protocol, given['insert_headers'], verb);
  if ((protocol === 'UDP' || protocol === 'SCTP') && givesCertificate) {
    throw failed(
      `${protocol} protocol listener does not support TLS${verb === 'PUT' ? ' or header insertion' : ''}.`,
    );
  }
  if (['TCP', 'HTTP', 'HTTPS'].includes(protocol) && givesCertificate) {
    throw failed(
      `Certificate container references are not allowed on ${protocol} protocol listeners.`,
    );
  }
  if (verb === 'POST' && !isEmpty(ca) && !hasCertificate) {
    throw failed(
      'An SNI or default certificate container reference must be provided with a client CA container reference.',
    );
  }
  if (verb === 'POST' && protocol === TLS && !hasCertificate) {
    throw failed(
      `An SNI or default certificate container reference must be provided for ${TLS} protocol listeners.`,
    );
  }
  const authentication = values['client_authentication'];
  if (authentication !== 'NONE' && isEmpty(ca)) {
    throw failed(
      `Client authentication setting ${authentication ?? 'None'} requires a client CA container reference.`,
    );
  }
  if (!isEmpty(values['client_crl_container_ref']) && isEmpty(ca)) {
    throw failed(
      'A client authentication CA reference is required to specify a client authentication revocation list.',
    );
  }
  const { tls_ciphers: ciphers } = given;
  if (typeof ciphers === 'string' && !/^[A-Za-z0-9\-+!:@=_.]*$/.test(ciphers)) {
    throw failed(
      'Invalid characters in cipher string. Only alphanumeric, -, +, !, :, @, =, _, and . are allowed.',
    );
  }
  checkReferences([...sni, ref], certificates);
  checkReferences([ca, values['client_crl_container_ref']], certificates);
  for (const cidr of Array.isArray(given['allowed_cidrs']) ? given['allowed_cidrs'] : []) {
    if (versionOf(String(cidr)) !== versionOf(vipAddress)) {
      throw failed(`CIDR ${cidr} IP version incompatible with VIP ${vipAddress} IP version.`);
    }
  }
  if (verb === 'PUT' || protocol === TLS || (protocol === 'PROMETHEUS' && hasCertificate)) {
    checkTls(given);
  }
}

function checkHeaders(protocol: string, headers: unknown, verb: 'POST' | 'PUT'): void {
  const names = isRecord(headers) ? Object.keys(headers) : [];
  if (names.length === 0) return;
  if (verb === 'PUT' && (protocol === 'UDP' || protocol === 'SCTP')) {
    throw failed(`${protocol} protocol listener does not support TLS or header insertion.`);
  }
  if (protocol !== 'HTTP' && protocol !== TLS) {
    throw new OctaviaError(
      `insert-headers is not a valid option for a ${protocol} protocol listener.`,
    );
  }
  const odd = names.filter((name) => !PLAIN.includes(name) && !OF_CLIENTS.test(name));
  const list = (items: readonly string[]) => `[${items.map((item) => `'${item}'`).join(', ')}]`;
  if (odd.length > 0) {
    const shown = verb === 'POST' ? `dict_keys(${list(odd)})` : list(odd);
    throw new OctaviaError(`${shown} is not a valid option for insert_headers`);
  }
  const tls = names.filter((name) => OF_CLIENTS.test(name));
  if (tls.length > 0 && protocol !== TLS) {
    throw new OctaviaError(`${list(tls)} is not a valid option for ${protocol} protocol listener.`);
  }
}

function checkReferences(refs: readonly unknown[], known: OctaviaState['certificates']): void {
  const bad = refs.filter((ref) => !isEmpty(ref) && !known.has(String(ref)));
  if (bad.length > 0) {
    const list = bad.map((ref) => `'${ref}'`).join(', ');
    throw new OctaviaError(`Could not retrieve certificate: [${list}]`);
  }
}

const VERSIONS = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function checkTls({ tls_versions: versions, alpn_protocols: alpn }: Values): void {
  if (Array.isArray(versions)) {
    if (versions.length === 0) {
      throw failed(
        'Empty TLS version list. Either specify at least one TLS version or remove this parameter to use the default.',
      );
    }
    const odd = versions.filter((version) => !VERSIONS.includes(String(version)));
    if (odd.length > 0) throw failed(`Invalid TLS versions: ${odd.join(', ')}`);
  }
  if (Array.isArray(alpn) && alpn.length === 0) {
    throw failed(
      'Empty ALPN protocol list. Either specify at least one ALPN protocol or remove this parameter to use the default.',
    );
  }
}
