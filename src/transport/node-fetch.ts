import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Address } from '../providers/provider.ts';

/*
 * The transport that ofetch runs on: as much of fetch as it uses, over node:http. Node 20's own
 * fetch compiles its HTTP parser from WebAssembly and waits for that at exit, three times as long
 * as a whole command; fetch polyfills bring forms, streams and blobs along that nothing here needs.
 */

export interface FetchInit {
  readonly method: string;
  readonly headers: FetchHeaders;
  readonly body?: string;
  readonly agent: Agent;
  /** Bytes of an answer, at most. */
  readonly size: number;
  readonly limit: FetchLimit;
}

/** What a limit can end: a request, and with it the answer that it may be in the middle of. */
export interface Stoppable {
  destroy(error?: Error): unknown;
}

export interface FetchLimit {
  watch(request: Stoppable): void;
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

export interface FetchResponse {
  readonly status: number;
  readonly ok: boolean;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Something where there is a body; its text comes from `text()`. */
  readonly body: object;
  text(): Promise<string>;
}

export class AnswerTooLarge extends Error {
  readonly code = 'ANSWER_TOO_LARGE';
}

/** Sends one request; resolves with the head of the answer, as fetch does. */
export async function nodeFetch(url: Address, init: FetchInit): Promise<FetchResponse> {
  // TLS is loaded only by those who speak it.
  const request = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest;
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request({
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: url.pathname + url.search,
      method: init.method,
      headers: headerLines(url, init),
      agent: init.agent,
    });
    init.limit.watch(outgoing);
    outgoing.on('response', resolve).on('error', reject).end(init.body);
  });
  return new Answered(message, init.size);
}

class Answered implements FetchResponse {
  readonly status: number;
  readonly body: IncomingMessage;
  readonly #size: number;

  constructor(body: IncomingMessage, size: number) {
    this.status = body.statusCode ?? 0;
    this.body = body;
    this.#size = size;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** Node takes them apart when they are first asked for, which for most answers is never. */
  get headers(): Readonly<Record<string, string>> {
    return headersOf(this.body);
  }

  text(): Promise<string> {
    return textOf(this.body, this.#size);
  }
}

/** Names and values in turn, which Node writes as they are instead of taking them in one by one. */
function headerLines(url: Address, { method, headers, body }: FetchInit): string[] {
  const lines = ['host', url.host];
  for (const name in headers.values) lines.push(name, headers.values[name] ?? '');
  const carriesBody = body !== undefined || method === 'POST' || method === 'PUT';
  if (carriesBody) lines.push('content-length', String(Buffer.byteLength(body ?? '')));
  return lines;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) plain[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return plain;
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
      .on('end', () => resolve(joined(chunks).toString('utf8')))
      .on('error', reject);
  });
}

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}
