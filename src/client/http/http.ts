import { createFetch } from 'ofetch';
import type { Env } from '../../deps.ts';
import { transportError } from './faults.ts';
import { createNodeFetch } from './fetch.ts';
import { NodeHeaders } from './headers.ts';
import { plainTransport } from './plain-transport.ts';
import { type Send, TransportError } from './send.ts';
import type { Transport } from './transport.ts';

/** Creates the client of a command, with keep-alive connections and the environment's proxy. */
export function createSend(env: Env = {}): Send {
  const clientFor = createClients(env);

  return async ({ url, method, headers, body }, { timeoutMs, signal, caFile }) => {
    const { fetcher, proxy } = await clientFor(url, caFile);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    try {
      const response = await fetcher.raw(url.href, {
        method,
        headers: { 'user-agent': 'lbctl', accept: 'application/json', ...headers },
        ...(body === '' ? {} : { body }),
        signal: AbortSignal.any([signal, timeout.signal]),
        retry: false,
        ignoreResponseError: true,
      });
      const { status } = response;
      // Following it could send credentials to another host.
      if (status >= 300 && status <= 399) {
        const message = `${url.host} sent a redirect, which is not followed`;
        throw new TransportError('redirect', true, message);
      }
      return { status, headers: Object.fromEntries(response.headers), text: await response.text() };
    } catch (error) {
      throw transportError(error, {
        host: proxy === undefined ? url.host : `${url.host} (through the proxy ${proxy})`,
        timeoutMs,
        aborted: signal.aborted ? 'interrupted' : timeout.signal.aborted ? 'timeout' : undefined,
      });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Keeps one client, with its connections, per scheme, host and CA file. */
function createClients(env: Env) {
  const clients = new Map<string, ReturnType<typeof createClient>>();
  return (url: URL, caFile?: string) => {
    const key = `${url.protocol}//${url.host} ${caFile ?? ''}`;
    const client = clients.get(key) ?? createClient(url, env, caFile);
    clients.set(key, client);
    return client;
  };
}

async function createClient(url: URL, env: Env, caFile: string | undefined) {
  const transport = await transportTo(url, env, caFile);
  const fetcher = createFetch({ fetch: createNodeFetch(transport), Headers: NodeHeaders });
  return { fetcher, proxy: transport.proxy };
}

/** Loads the TLS modules only for https. */
async function transportTo(url: URL, env: Env, caFile: string | undefined): Promise<Transport> {
  if (url.protocol === 'http:') return plainTransport();
  const { secureTransport } = await import('./secure-transport.ts');
  return secureTransport(url, env, caFile);
}
