import { BOOLEAN, choice } from '../../parts/parameters.ts';
import { HEADER, type Row, row, WEB } from './row.ts';

export const INSERT = 'insert_headers.';

/** Headers that an HTTP listener can have as well. */
const PLAIN: readonly (readonly [string, string, boolean])[] = [
  ['X-Forwarded-ELB-IP', 'the address of the load balancer', true],
  ['X-Forwarded-Port', 'the port of the listener', true],
  ['X-Forwarded-For-Port', 'the port of the client', true],
  ['X-Forwarded-Host', 'the host that the client asked for', false],
  ['X-Forwarded-Proto', 'the protocol of the listener', true],
  ['X-Real-IP', 'the address of the client', false],
  ['X-Forwarded-ELB-ID', 'the id of the load balancer', true],
];

const TLS: readonly (readonly [string, string])[] = [
  ['X-Forwarded-TLS-Protocol', 'the TLS version'],
  ['X-Forwarded-TLS-Cipher', 'the cipher suite'],
];

/** Switched by `-enable`. */
const OF_CONNECTION: readonly (readonly [string, string])[] = [
  ['X-Forwarded-Clientcert-subjectdn', 'the subject of the client certificate'],
  ['X-Forwarded-Clientcert-issuerdn', 'the issuer of the client certificate'],
  ['X-Forwarded-Clientcert-fingerprint', 'the fingerprint of the client certificate'],
  ['X-Forwarded-Clientcert-clientverify', 'whether the client certificate was accepted'],
  ['X-Forwarded-Clientcert-serialnumber', 'the serial number of the client certificate'],
  ['X-Forwarded-Clientcert', 'the client certificate'],
  ['X-Forwarded-Clientcert-ciphers', 'the cipher suites that the client offers'],
  ['X-Forwarded-Clientcert-end', 'when the client certificate expires'],
  ['X-Forwarded-Tls-Alpn-Protocol', 'the application protocol that was negotiated'],
  ['X-Forwarded-Tls-Sni', 'the server name that the client asked for'],
  ['X-Forwarded-Tls-Ja3', 'the Ja3 fingerprint of the client'],
  ['X-Forwarded-Tls-Ja4', 'the Ja4 fingerprint of the client'],
];

const ROWS: readonly Row[] = [
  ...PLAIN.map(([name, what, isPortable]) =>
    row(
      INSERT + name,
      BOOLEAN,
      isPortable ? 'forwardedHeaders' : null,
      `tell backends ${what}`,
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
    row(INSERT + name, BOOLEAN, null, `tell backends ${what}`),
    row(`${INSERT}${name}-alias`, HEADER, null, `name of the header that tells backends ${what}`),
  ]),
  row(
    `${INSERT}X-Forwarded-For-Processing-Mode`,
    choice('append', 'remove', 'preserve'),
    null,
    'what happens to the X-Forwarded-For header',
    { default: 'append' },
  ),
  ...OF_CONNECTION.flatMap(([name, what]) => [
    row(`${INSERT}${name}-enable`, BOOLEAN, null, `tell backends ${what}`),
    row(`${INSERT}${name}-alias`, HEADER, null, `name of the header that tells backends ${what}`),
  ]),
];

/** Headers about the TLS connection. */
const isAboutTls = ({ name }: Row) => /X-Forwarded-(TLS|Tls|Clientcert)/.test(name);

export const HEADER_ROWS: readonly Row[] = ROWS.map((one) => ({
  ...one,
  on: isAboutTls(one) ? ['HTTPS', 'QUIC'] : WEB,
}));
