import type { Env } from '../../deps.ts';
import { Failure } from '../../failure.ts';
import { isLoopback, withoutUser } from './endpoint.ts';

/**
 * The proxy for a host by HTTPS_PROXY, ALL_PROXY and NO_PROXY, in upper or lower case, read like
 * curl does. Never used for this machine.
 */
export function proxyFor({ hostname, port }: URL, env: Env): URL | undefined {
  const value = env['https_proxy'] || env['HTTPS_PROXY'] || env['all_proxy'] || env['ALL_PROXY'];
  if (!value || isLoopback(hostname)) return undefined;
  const excluded = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[\s,]+/);
  if (excluded.some((pattern) => matches(pattern, hostname, port || '443'))) return undefined;

  const withScheme = value.includes('://') ? value : `http://${value}`;
  const proxy = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  // A path may be part of an unescaped password.
  if (proxy && /^https?:\/\/[^/]+\/$/.test(proxy.href)) return proxy;
  throw new Failure(
    'usage',
    `the proxy ${JSON.stringify(withoutUser(withScheme))} is not an http: URL`,
    { hint: 'check HTTPS_PROXY and ALL_PROXY' },
  );
}

/** @param pattern `*`, or a domain, which includes its subdomains, with an optional port */
function matches(pattern: string, hostname: string, port: string): boolean {
  if (pattern === '*') return true;
  const [, domain = '', onlyPort = port] =
    /^(?:\*?\.)?(.+?)(?::(\d+))?$/.exec(pattern.toLowerCase()) ?? [];
  if (domain === '' || onlyPort !== port) return false;
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
