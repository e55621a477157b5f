import type { AgentOptions, ClientRequest } from 'node:http';
import type { LookupFunction, Socket } from 'node:net';
import { unescape as decode } from 'node:querystring';
import type { SecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { TransportError } from './send.ts';

type AgentConnectOpts = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** For the proxy as well as the host. */
export interface TlsOptions {
  readonly secureContext?: SecureContext;
  readonly rejectUnauthorized: true;
  readonly ALPNProtocols: string[];
  readonly lookup: LookupFunction;
}

/** Connects through a proxy with CONNECT. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #tls: TlsOptions;
  readonly #hasUser: boolean;

  constructor(proxy: URL, options: AgentOptions, tls: TlsOptions) {
    // The agent logs its URL with DEBUG=*, so the password is only in the header.
    super(proxy.origin, { ...options, ...tls, headers: authorization(proxy) });
    this.#tls = tls;
    this.#hasUser = proxy.username !== '';
  }

  override connect(request: ClientRequest, options: AgentConnectOpts): Promise<Socket> {
    const abandoned = new AbortController();
    request.once('abandoned', () => abandoned.abort());
    request.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      const target = `${options.host}:${options.port}`;
      if (statusCode !== 200) request.destroy(this.#refusal(statusCode, target));
    });
    this.connectOpts = { ...this.connectOpts, signal: abandoned.signal };
    return super.connect(request, { ...options, ...this.#tls });
  }

  #refusal(status: number, target: string): TransportError {
    const message = `the proxy ${this.proxy.host} ${this.#reason(status, target)}`;
    // Gateway errors are retried.
    return new TransportError(status >= 500 ? 'refused' : 'proxy', false, message);
  }

  #reason(status: number, target: string): string {
    // tinyproxy sends 401 for a wrong password.
    if (status !== 407 && status !== 401) return `cannot connect to ${target} (HTTP ${status})`;
    return this.#hasUser
      ? 'rejected the user name and password'
      : 'requires a user name and password';
  }
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const credentials = Buffer.from(`${decode(username)}:${decode(password)}`);
  return { 'Proxy-Authorization': `Basic ${credentials.toString('base64')}` };
}
