import { connect, type Socket } from 'node:net';
import type { Env } from '../../deps.ts';
import { Failure } from '../../failure.ts';
import type { Address } from '../../providers/auth.ts';
import { isLoopback, withoutUser } from './endpoint.ts';
import { type Host, hostAndPort } from './host.ts';
import { Connections } from './http1/connections.ts';

export interface Route {
  readonly connections: Connections;
  /** Host of the proxy in between, where there is one. */
  readonly proxy: string | undefined;
}

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * The way to each host, through the proxy that the environment names for it. What is on this
 * machine is never asked through a proxy; everything else is https, so that a proxy sees the host's
 * name and no more.
 */
export function createRoutes(env: Env): (url: Address, caFile?: string) => Promise<Route> {
  const known = new Map<string, Promise<Route>>();
  const proxied = PROXY_VARIABLES.some((variable) => env[variable]);
  return (url, caFile) => {
    const key = `${url.protocol}//${url.host} ${caFile ?? ''}`;
    let route = known.get(key);
    if (route === undefined) {
      route = createRoute(url, env, { viaProxy: proxied && !isLoopback(url.hostname), caFile });
      known.set(key, route);
    }
    return route;
  };
}

async function createRoute(
  url: Address,
  env: Env,
  { viaProxy, caFile }: { readonly viaProxy: boolean; readonly caFile: string | undefined },
): Promise<Route> {
  if (url.protocol === 'http:') {
    return { connections: new Connections(() => plain(url)), proxy: undefined };
  }
  // TLS is loaded only by those who speak it.
  const { Tls, authoritiesOf } = await import('./tls.ts');
  const trusted =
    caFile === undefined ? undefined : authoritiesOf(caFile, env['NODE_EXTRA_CA_CERTS']);
  const tls = new Tls(trusted);
  const proxy = viaProxy ? await proxyFor(url, env) : undefined;
  if (proxy === undefined) return { connections: new Connections(() => tls.connect(url)), proxy };
  const { openTunnel } = await import('./http1/tunnel.ts');
  const connections = new Connections(async (limit) => {
    const toProxy = proxy.protocol === 'https:' ? tls.connect(proxy) : plain(proxy);
    return tls.connect(url, await openTunnel(toProxy, proxy, url, limit));
  });
  return { connections, proxy: proxy.host };
}

function plain(to: Host): Socket {
  return connect({ ...hostAndPort(to), noDelay: true });
}

/** HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either case, as curl and others read them. */
async function proxyFor(url: Address, env: Env): Promise<URL | undefined> {
  const { getProxyForUrl } = await import('proxy-from-env');
  const found = getProxyForUrl(url.href);
  if (found === '') return undefined;
  // A proxy without a scheme is spoken to in HTTP, as curl does; the library takes the target's.
  const bare = PROXY_VARIABLES.some((variable) => found === `https://${env[variable]}`);
  const named = bare ? found.replace(/^https:/, 'http:') : found;
  const proxy = URL.canParse(named) ? new URL(named) : undefined;
  // What follows the host is none: the rest of a password that is not escaped, maybe.
  if (proxy && /^https?:\/\/[^/]+\/$/.test(proxy.href)) return proxy;
  throw new Failure(
    'usage',
    `the proxy ${JSON.stringify(withoutUser(named))} is not an http: URL`,
    {
      hint: 'check HTTPS_PROXY and ALL_PROXY',
    },
  );
}
