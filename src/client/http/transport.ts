import { readFileSync } from 'node:fs';
import type { Env } from '../../deps.ts';
import { Failure, systemCode } from '../../failure.ts';
import type { Transport } from './fetch.ts';
import { proxyFor } from './proxy.ts';
import type { TlsOptions } from './tunnel.ts';

/** Connections that were idle for longer are closed: many servers do so after five seconds. */
const IDLE_MS = 4000;

const KEEP_ALIVE = { keepAlive: true, timeout: IDLE_MS };

export interface Route extends Transport {
  /** Host of the proxy in between, where there is one. */
  readonly proxy: string | undefined;
}

/** How to reach a host: in plain HTTP on this machine, over TLS, or through a proxy. */
export async function routeTo(url: URL, env: Env, caFile: string | undefined): Promise<Route> {
  if (url.protocol === 'http:') {
    const { Agent, request } = await import('node:http');
    return { request, agent: new Agent(KEEP_ALIVE), connected: 'connect', proxy: undefined };
  }
  const { Agent, request } = await import('node:https');
  const tls: TlsOptions = {
    ...(await trust(env, caFile)),
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
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

/**
 * The public authorities, those of NODE_EXTRA_CA_CERTS (which a list of one's own would replace),
 * and the file's.
 */
async function trust(
  env: Env,
  caFile: string | undefined,
): Promise<Pick<TlsOptions, 'secureContext'>> {
  if (caFile === undefined) return {};
  const { createSecureContext, rootCertificates } = await import('node:tls');
  const extra = env['NODE_EXTRA_CA_CERTS'];
  const files = [caFile, ...(extra ? [extra] : [])].map(readCertificates);
  return { secureContext: createSecureContext({ ca: [...rootCertificates, ...files] }) };
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemCode(error) ?? '';
    throw new Failure('usage', `the certificates in ${file} can\u2019t be read (${code})`, {
      hint: 'check LBCTL_CA_FILE, OS_CACERT and SSL_CERT_FILE',
    });
  }
}
