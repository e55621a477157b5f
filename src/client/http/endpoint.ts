import { Failure } from '../../failure.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/**
 * Checks a base URL and removes what follows the path. `http:` goes to this machine only: a
 * signature protects a request from change, not its content from being read.
 */
export function checkEndpoint(text: string): string {
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) {
    const shown = JSON.stringify(withoutUser(text));
    throw new Failure('usage', `the endpoint ${shown} is not a URL`);
  }
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '') {
    throw new Failure('usage', 'the endpoint must not carry a user name or a password');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Failure('usage', `the endpoint http://${url.host} is not encrypted`, {
      hint: 'use https:; http: is for endpoints on this machine only',
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Failure('usage', `an endpoint is an https: URL, not ${url.protocol}`);
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** For showing: what stands before an @ may be a password. */
export function withoutUser(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, '$1***@');
}
