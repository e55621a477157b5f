import { BOOLEAN, choice } from '../../parts/parameters.ts';
import { HEADER, type Row, row, WEB } from './row.ts';

export const INSERT = 'insert_headers.';

/** Headers that an HTTP listener can have as well. */
const PLAIN: readonly (readonly [string, string, boolean])[] = [
  ['X-Forwarded-ELB-IP', 'address of the load balancer', true],
  ['X-Forwarded-Port', 'port of the listener', true],
  ['X-Forwarded-For-Port', 'port of the client', true],
  ['X-Forwarded-Host', 'host that the client asked for', false],
  ['X-Forwarded-Proto', 'protocol of the listener', true],
  ['X-Real-IP', 'address of the client', false],
  ['X-Forwarded-ELB-ID', 'id of the load balancer', true],
];

const TLS: readonly (readonly [string, string])[] = [
  ['X-Forwarded-TLS-Protocol', 'TLS version'],
  ['X-Forwarded-TLS-Cipher', 'cipher suite'],
];

/** Switched by `-enable`. */
const OF_CONNECTION: readonly (readonly [string, string])[] = [
  ['X-Forwarded-Clientcert-subjectdn', 'subject of the client certificate'],
  ['X-Forwarded-Clientcert-issuerdn', 'issuer of the client certificate'],
  ['X-Forwarded-Clientcert-fingerprint', 'fingerprint of the client certificate'],
  ['X-Forwarded-Clientcert-clientverify', 'whether the client certificate was accepted'],
  ['X-Forwarded-Clientcert-serialnumber', 'serial number of the client certificate'],
  ['X-Forwarded-Clientcert', 'client certificate'],
  ['X-Forwarded-Clientcert-ciphers', 'cipher suites that the client has'],
  ['X-Forwarded-Clientcert-end', 'when the client certificate expires'],
  ['X-Forwarded-Tls-Alpn-Protocol', 'application protocol that was negotiated'],
  ['X-Forwarded-Tls-Sni', 'server name that the client asked for'],
  ['X-Forwarded-Tls-Ja3', 'Ja3 fingerprint of the client'],
  ['X-Forwarded-Tls-Ja4', 'Ja4 fingerprint of the client'],
];

const ROWS: readonly Row[] = [
  ...PLAIN.map(([name, what, isPortable]) =>
    row(
      INSERT + name,
      BOOLEAN,
      isPortable ? 'forwardedHeaders' : null,
      `tell backends the ${what}`,
      name === 'X-Forwarded-Host' ? { default: 'true' } : {},
    ),
  ),
  row(
    `${INSERT}X-Forwarded-TLS-Certificate-ID`,
    BOOLEAN,
    null,
    'tell backends the id of the server certificate',
  ),
  ...TLS.flatMap(([name, what]) => [
    row(INSERT + name, BOOLEAN, null, `tell backends the ${what}`),
    row(`${INSERT}${name}-alias`, HEADER, null, `name of the header with the ${what}`),
  ]),
  row(
    `${INSERT}X-Forwarded-For-Processing-Mode`,
    choice('append', 'remove', 'preserve'),
    null,
    'what happens to the X-Forwarded-For header',
    { default: 'append' },
  ),
  ...OF_CONNECTION.flatMap(([name, what]) => [
    row(`${INSERT}${name}-enable`, BOOLEAN, null, `tell backends the ${what}`),
    row(`${INSERT}${name}-alias`, HEADER, null, `name of the header with the ${what}`),
  ]),
];

/** Headers about the TLS connection. */
const isAboutTls = ({ name }: Row) => /X-Forwarded-(TLS|Tls|Clientcert)/.test(name);

export const HEADER_ROWS: readonly Row[] = ROWS.map((one) => ({
  ...one,
  on: isAboutTls(one) ? ['HTTPS', 'QUIC'] : WEB,
}));
