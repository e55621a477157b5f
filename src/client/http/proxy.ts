import type { Env } from '../../deps.ts';
import { Failure } from '../../failure.ts';
import { isLoopback, withoutUser } from './endpoint.ts';

/**
 * The proxy that the environment names for a host: HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either
 * case, as curl reads them. This machine is never asked for through a proxy.
 */
export function proxyFor({ hostname, port }: URL, env: Env): URL | undefined {
  const named = env['https_proxy'] || env['HTTPS_PROXY'] || env['all_proxy'] || env['ALL_PROXY'];
  if (!named || isLoopback(hostname)) return undefined;
  const excluded = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[\s,]+/);
  if (excluded.some((pattern) => covers(pattern, hostname, port || '443'))) return undefined;

  const withScheme = named.includes('://') ? named : `http://${named}`;
  const proxy = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  // A path can be the rest of a password that is not escaped.
  if (proxy && /^https?:\/\/[^/]+\/$/.test(proxy.href)) return proxy;
  throw new Failure(
    'usage',
    `the proxy ${JSON.stringify(withoutUser(withScheme))} is not an http: URL`,
    { hint: 'check HTTPS_PROXY and ALL_PROXY' },
  );
}

/** An entry of NO_PROXY: `*`, or a domain, which covers its subdomains, with or without a port. */
function covers(pattern: string, hostname: string, port: string): boolean {
  if (pattern === '*') return true;
  const [, domain = '', onlyPort = port] =
    /^(?:\*?\.)?(.+?)(?::(\d+))?$/.exec(pattern.toLowerCase()) ?? [];
  if (domain === '' || onlyPort !== port) return false;
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
