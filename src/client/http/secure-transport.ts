import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createSecureContext, rootCertificates } from 'node:tls';
import type { Env } from '../../deps.ts';
import { Failure, systemCode } from '../../failure.ts';
import { lookup } from './lookup.ts';
import { proxyFor } from './proxy.ts';
import { KEEP_ALIVE, type Transport } from './transport.ts';
import type { TlsOptions } from './tunnel.ts';

/** TLS, through the proxy of the environment if there is one for the host. */
export async function secureTransport(
  url: URL,
  env: Env,
  caFile: string | undefined,
): Promise<Transport> {
  const tls: TlsOptions = {
    ...(caFile === undefined ? {} : { secureContext: trust(caFile, env['NODE_EXTRA_CA_CERTS']) }),
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
    lookup,
  };
  const proxy = proxyFor(url, env);
  if (proxy === undefined) {
    const agent = new Agent({ ...KEEP_ALIVE, ...tls });
    return { request, agent, connected: 'secureConnect', proxy: undefined };
  }
  const { TunnelAgent } = await import('./tunnel.ts');
  const agent = new TunnelAgent(proxy, KEEP_ALIVE, tls);
  return { request, agent, connected: 'secureConnect', proxy: proxy.host };
}

/** Setting `ca` replaces Node's own list, so that has to be repeated. */
function trust(caFile: string, extraFile: string | undefined) {
  const files = extraFile ? [caFile, extraFile] : [caFile];
  return createSecureContext({ ca: [...rootCertificates, ...files.map(readCertificates)] });
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemCode(error) ?? '';
    throw new Failure('usage', `cannot read the certificates in ${file} (${code})`, {
      hint: 'check LBCTL_CA_FILE, OS_CACERT and SSL_CERT_FILE',
    });
  }
}
