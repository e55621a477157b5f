import type { Address } from '../../providers/auth.ts';
import type { Connections } from './http1/connections.ts';
import { requestText } from './http1/request.ts';
import type { Response } from './http1/response-reader.ts';
import type { Limit } from './limit.ts';

/*
 * What ofetch runs on: as much of fetch as it uses. Node's own fetch compiles its HTTP parser from
 * WebAssembly, and on Node 20 waits for that at exit, three times as long as a whole command. A
 * client on node:http takes three times as long for a thousand requests as `http1/` does, and for
 * the first one a third of a bare start.
 */

export interface FetchInit {
  readonly method: string;
  readonly headers: FetchHeaders;
  readonly body?: string;
  readonly connections: Connections;
  /** Bytes of an answer, at most. */
  readonly maxBytes: number;
  readonly limit: Limit;
}

/** Names in lower case; of a request these are its own, and ofetch may add to them. */
export class FetchHeaders {
  readonly values: Record<string, string>;

  constructor(values: Record<string, string>) {
    this.values = values;
  }

  get(name: string): string | null {
    return this.values[name] ?? null;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  set(name: string, value: string): void {
    this.values[name] = value;
  }
}

/** An answer as ofetch takes it: all of it is there, so its body may as well be its text. */
export class FetchResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;

  constructor({ status, headers, text }: Response) {
    this.status = status;
    this.headers = headers;
    this.body = text;
  }

  text(): Promise<string> {
    return Promise.resolve(this.body);
  }
}

/** Sends one request; resolves with the whole answer. */
export async function connectionFetch(url: Address, init: FetchInit): Promise<FetchResponse> {
  const { connections, maxBytes, limit, method, body } = init;
  const request = requestText({ method, url, headers: init.headers.values, body });
  return new FetchResponse(await connections.exchange(request, { maxBytes }, limit));
}
