import { readFileSync } from 'node:fs';
import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { Failure, systemCode } from '../../failure.ts';
import { type Host, hostAndPort } from './host.ts';

/** TLS to hosts that the same authorities vouch for. */
export class Tls {
  readonly #context: SecureContext | undefined;
  /** What each host gave, so that the next connection to it needs no whole handshake. */
  readonly #sessions = new Map<string, Buffer>();

  /** @param authorities certificates (PEM) in place of the public ones */
  constructor(authorities: readonly string[] | undefined) {
    // Made once: it reads some hundred and fifty certificates.
    this.#context = authorities && createSecureContext({ ca: [...authorities] });
  }

  /** @param through what leads to the host already; without it, a connection of its own */
  connect(to: Host, through?: Socket): Socket {
    const { host, port } = hostAndPort(to);
    const session = this.#sessions.get(to.host);
    const socket = connect({
      host,
      ...(through === undefined ? { port, noDelay: true } : { socket: through }),
      // Addresses are compared with the certificate, but no name to ask for it by.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(this.#context === undefined ? {} : { secureContext: this.#context }),
      ...(session === undefined ? {} : { session }),
      ALPNProtocols: ['http/1.1'],
    });
    through?.on('error', (error) => socket.destroy(error));
    return socket
      .on('session', (fresh) => this.#sessions.set(to.host, fresh))
      .on('error', () => this.#sessions.delete(to.host));
  }
}

/**
 * The public authorities, those of NODE_EXTRA_CA_CERTS (which a list of one's own would replace),
 * and the file's.
 */
export function authoritiesOf(caFile: string, extraFile: string | undefined): string[] {
  const files = [caFile, ...(extraFile ? [extraFile] : [])];
  const texts = files.map((file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      const code = systemCode(error) ?? '';
      throw new Failure('usage', `the certificates in ${file} can\u2019t be read (${code})`, {
        hint: 'check LBCTL_CA_FILE, OS_CACERT and SSL_CERT_FILE',
      });
    }
  });
  return [...rootCertificates, ...texts];
}
