import { Failure } from '../../failure.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/**
 * Checks a base URL and removes query and fragment. `http:` is allowed for this machine only, as
 * signing does not encrypt requests.
 */
export function checkEndpoint(text: string): string {
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) {
    throw new Failure('usage', `the endpoint ${JSON.stringify(withoutUser(text))} is not a URL`);
  }
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '') {
    throw new Failure('usage', 'the endpoint must not contain a user name or password');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Failure('usage', `the endpoint http://${url.host} is not encrypted`, {
      hint: 'use https:; http: is for endpoints on this machine only',
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Failure('usage', `the endpoint must be an https: URL, not ${url.protocol}`);
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Masks what precedes an @, as it may contain a password. */
export function withoutUser(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, '$1***@');
}
