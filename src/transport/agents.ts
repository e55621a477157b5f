import { readFileSync } from 'node:fs';
import { type Agent, Agent as HttpAgent } from 'node:http';
import { Failure, systemCode } from '../failure.ts';
import type { Address } from '../providers/provider.ts';
import { isLoopback, withoutUser } from './endpoint.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export interface Route {
  readonly agent: Agent;
  /** Host of the proxy in between, where there is one. */
  readonly proxy: string | undefined;
}

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * Keep-alive connections to each host, through the proxy that the environment names for it. What is
 * on this machine is never asked through a proxy; everything else is https, so that a proxy sees
 * the host's name and no more.
 */
export function createAgents(env: Env): (url: Address, caFile?: string) => Promise<Route> {
  const known = new Map<string, Promise<Route>>();
  const proxied = PROXY_VARIABLES.some((variable) => env[variable]);
  return (url, caFile) => {
    const viaProxy = proxied && !isLoopback(url.hostname);
    const key = `${url.protocol}${viaProxy ? url.host : ''} ${caFile ?? ''}`;
    const route = known.get(key) ?? createRoute(url, env, { viaProxy, caFile });
    known.set(key, route);
    return route;
  };
}

async function createRoute(
  url: Address,
  env: Env,
  { viaProxy, caFile }: { readonly viaProxy: boolean; readonly caFile: string | undefined },
): Promise<Route> {
  if (url.protocol === 'http:')
    return { agent: new HttpAgent({ keepAlive: true }), proxy: undefined };
  const trust = caFile === undefined ? {} : { ca: await authorities(caFile, env) };
  const proxy = viaProxy ? await proxyFor(url, env) : undefined;
  const options = { keepAlive: true, ...trust };
  if (proxy === undefined) {
    const { Agent: HttpsAgent } = await import('node:https');
    return { agent: new HttpsAgent(options), proxy: undefined };
  }
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const agent = new HttpsProxyAgent(proxy, options);
  // Its own options are for the connection to the proxy; these are for the one through it.
  Object.assign(agent.options, trust);
  return { agent, proxy: proxy.host };
}

/** HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either case, as curl and others read them. */
async function proxyFor(url: Address, env: Env): Promise<URL | undefined> {
  const { getProxyForUrl } = await import('proxy-from-env');
  const found = getProxyForUrl(url.href);
  if (found === '') return undefined;
  // A proxy without a scheme is spoken to in HTTP, as curl does; the library takes the target's.
  const bare = PROXY_VARIABLES.some((variable) => found === `https://${env[variable]}`);
  const named = bare ? found.replace(/^https:/, 'http:') : found;
  const usable = URL.canParse(named) && /^https?:$/.test(new URL(named).protocol);
  if (usable) return new URL(named);
  throw new Failure(
    'usage',
    `the proxy ${JSON.stringify(withoutUser(named))} is not an http: URL`,
    {
      hint: 'check HTTPS_PROXY and ALL_PROXY',
    },
  );
}

/** The public authorities, those of NODE_EXTRA_CA_CERTS (which `ca` would replace), and the file's. */
async function authorities(caFile: string, env: Env): Promise<string[]> {
  const extra = env['NODE_EXTRA_CA_CERTS'];
  const files = [caFile, ...(extra ? [extra] : [])];
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
  const { rootCertificates } = await import('node:tls');
  return [...rootCertificates, ...texts];
}
