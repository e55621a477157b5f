import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';

/*
 * The transport that ofetch runs on: as much of fetch as it uses, over node:http. Node 20's own
 * fetch compiles its HTTP parser from WebAssembly and waits for that at exit, three times as long
 * as a whole command; fetch polyfills bring forms, streams and blobs along that nothing here needs.
 */

export interface FetchInit {
  readonly method?: string;
  readonly headers?: FetchHeaders;
  readonly body?: string;
  readonly agent?: Agent;
  /** Bytes of an answer, at most. */
  readonly size?: number;
  readonly limit?: FetchLimit;
}

/** What a limit can end: a request, and with it the answer that it may be in the middle of. */
export interface Stoppable {
  destroy(error?: Error): unknown;
}

export interface FetchLimit {
  watch(request: Stoppable): void;
}

/** Names in lower case. */
export class FetchHeaders {
  readonly #values = new Map<string, string>();

  constructor(init: Iterable<readonly [string, string]> | Readonly<Record<string, string>> = {}) {
    const entries = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name, value] of entries) this.set(name, value);
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#values[Symbol.iterator]();
  }
}

export interface FetchResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: FetchHeaders;
  /** Something where there is a body; its text comes from `text()`. */
  readonly body: object;
  text(): Promise<string>;
}

export class AnswerTooLarge extends Error {
  readonly code = 'ANSWER_TOO_LARGE';
}

/** Sends one request; resolves with the head of the answer, as fetch does. */
export async function nodeFetch(address: string, init: FetchInit): Promise<FetchResponse> {
  const url = new URL(address);
  // TLS is loaded only by those who speak it.
  const request = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest;
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(url, {
      method: init.method,
      headers: Object.fromEntries(init.headers ?? []),
      agent: init.agent,
    });
    init.limit?.watch(outgoing);
    outgoing.on('response', resolve).on('error', reject).end(init.body);
  });
  const status = message.statusCode ?? 0;
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: headersOf(message),
    body: message,
    text: () => textOf(message, init.size ?? Number.POSITIVE_INFINITY),
  };
}

function headersOf({ headers }: IncomingMessage): FetchHeaders {
  const all = new FetchHeaders();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) all.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return all;
}

/** The whole body; one that ends early is an error, not a short text. */
function textOf(message: IncomingMessage, size: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message
      .on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length > size) message.destroy(new AnswerTooLarge(`more than ${size} bytes`));
      })
      .on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      .on('error', reject);
  });
}
