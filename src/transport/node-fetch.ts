import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';

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

/** Names in lower case. */
export class FetchHeaders {
  readonly values: Record<string, string> = {};

  constructor(init: Readonly<Record<string, string>>) {
    for (const name of Object.keys(init)) this.set(name, init[name] ?? '');
  }

  get(name: string): string | null {
    return this.values[name.toLowerCase()] ?? null;
  }

  has(name: string): boolean {
    return this.values[name.toLowerCase()] !== undefined;
  }

  set(name: string, value: string): void {
    this.values[name.toLowerCase()] = value;
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
export async function nodeFetch(url: URL, init: FetchInit): Promise<FetchResponse> {
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
  const status = message.statusCode ?? 0;
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: headersOf(message),
    body: message,
    text: () => textOf(message, init.size),
  };
}

/** Names and values in turn, which Node writes as they are instead of taking them in one by one. */
function headerLines(url: URL, { method, headers, body }: FetchInit): string[] {
  const lines = ['host', url.host];
  for (const name of Object.keys(headers.values)) lines.push(name, headers.values[name] ?? '');
  const carriesBody = body !== undefined || method === 'POST' || method === 'PUT';
  if (carriesBody) lines.push('content-length', String(Buffer.byteLength(body ?? '')));
  return lines;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
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
