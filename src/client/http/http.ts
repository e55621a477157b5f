import { createFetch } from 'ofetch';
import type { Env } from '../../deps.ts';
import { transportError } from './faults.ts';
import { createNodeFetch } from './fetch.ts';
import { NodeHeaders } from './headers.ts';
import { plainRoute } from './plain-transport.ts';
import { type Send, TransportError } from './send.ts';
import type { Route } from './transport.ts';

/** Sends over keep-alive connections, through the proxy that the environment names. */
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
      // Credentials go to the endpoint's host and no other, so a redirect ends here.
      if (status >= 300 && status <= 399) {
        const why = `${url.host} redirects elsewhere, which is not followed`;
        throw new TransportError('redirect', true, why);
      }
      return { status, headers: Object.fromEntries(response.headers), text: await response.text() };
    } catch (error) {
      throw transportError(error, {
        at: proxy === undefined ? url.host : `${url.host} (through the proxy ${proxy})`,
        timeoutMs,
        ended: signal.aborted ? 'interrupted' : timeout.signal.aborted ? 'timeout' : undefined,
      });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** One client, with its connections, for each scheme, host and file of certificates. */
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
  const { proxy, ...transport } = await routeTo(url, env, caFile);
  const fetcher = createFetch({ fetch: createNodeFetch(transport), Headers: NodeHeaders });
  return { fetcher, proxy };
}

/** TLS is loaded only where it is spoken. */
async function routeTo(url: URL, env: Env, caFile: string | undefined): Promise<Route> {
  if (url.protocol === 'http:') return plainRoute();
  const { secureRoute } = await import('./secure-transport.ts');
  return secureRoute(url, env, caFile);
}
