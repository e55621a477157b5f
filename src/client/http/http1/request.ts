import type { Address } from '../../../providers/auth.ts';

export interface Request {
  readonly method: string;
  readonly url: Pick<Address, 'host' | 'pathname' | 'search'>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** A request that can't be written without turning into another one. */
export class UnsendableRequest extends Error {
  readonly code = 'UNSENDABLE';
}

const TARGET = /^[\x21-\x7e]+$/;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e]*$/;

/**
 * A request as HTTP/1.1 writes it. A value that would end its line is refused: with it somebody
 * could write headers, and requests, of their own.
 */
export function requestText({ method, url, headers, body }: Request): string {
  const target = url.pathname + url.search;
  if (!TARGET.test(target))
    throw new UnsendableRequest('the path holds characters that HTTP has not');
  let text = `${method} ${target} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: keep-alive\r\n`;
  for (const name in headers) text += headerLine(name, headers[name] ?? '');
  const carriesBody = body !== undefined || method === 'POST' || method === 'PUT';
  if (carriesBody) text += `content-length: ${Buffer.byteLength(body ?? '')}\r\n`;
  return `${text}\r\n${body ?? ''}`;
}

/** @throws UnsendableRequest naming the header, never its value: that may be a secret */
export function headerLine(name: string, value: string): string {
  if (NAME.test(name) && VALUE.test(value)) return `${name}: ${value}\r\n`;
  throw new UnsendableRequest(`the header ${name} holds characters that HTTP has not`);
}
