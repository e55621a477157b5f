import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  /** Path and query, undecoded. */
  readonly target: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What a scripted server answers: a body, or what it does to the connection. */
export type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | 'reset'
  /** Keeps the connection open and says nothing. */
  | 'hang';

export interface Stub {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A real server on loopback that answers as told and keeps what it was sent. */
export function startStub(answer: (request: Received, index: number) => Reply): Promise<Stub> {
  const received: Received[] = [];
  return listen(received, (request, response) => {
    send(response, answer(request, received.length - 1));
  });
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'reset') {
    response.socket?.destroy();
    return;
  }
  if (reply === 'hang') return;
  const { status = 200, headers = {}, body } = reply;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/**
 * Stands before another server and keeps what goes through, byte for byte.
 * @param instead what it answers itself
 */
export function startRecorder(
  target: string,
  instead: (request: Received) => Reply | undefined = () => undefined,
): Promise<Stub> {
  const { hostname, port } = new URL(target);
  const received: Received[] = [];
  return listen(received, (request, response, raw) => {
    const own = instead(request);
    if (own !== undefined) {
      send(response, own);
      return;
    }
    const onward = httpRequest(
      { hostname, port, method: request.method, path: request.target, headers: raw.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    onward.end(request.body);
  });
}

async function listen(
  received: Received[],
  handle: (request: Received, response: ServerResponse, raw: IncomingMessage) => void,
): Promise<Stub> {
  const server = createServer((raw, response) => {
    const chunks: Buffer[] = [];
    raw.on('data', (chunk: Buffer) => chunks.push(chunk));
    raw.on('end', () => {
      const url = new URL(raw.url ?? '/', 'http://stub');
      const request: Received = {
        method: raw.method ?? '',
        target: raw.url ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: raw.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(request);
      handle(request, response, raw);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
