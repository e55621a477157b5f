import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { Handler, HandlerContext, Incoming, Reply } from './exchange.ts';
import { drawFault, type Fault } from './faults.ts';
import type { State } from './model.ts';
import { gatewayFor, route } from './route.ts';
import { Nonces } from './slb/signature.ts';
import { fileStore, memoryStore, type Store } from './store.ts';

const BODY_LIMIT = 1024 * 1024;
const SETTLE_MS = 300;
const SLOW_MS = 2000;
/** Longer than a client keeps an idle connection, so that none meets a closing one. */
const KEEP_ALIVE_MS = 60_000;

export interface SandboxOptions {
  /** 0 or absent: any free one. The address is always 127.0.0.1. */
  readonly port?: number;
  /** Absent: in memory. */
  readonly stateFile?: string;
  readonly now?: () => Date;
  /** Draws faults and ids. */
  readonly random?: () => number;
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
  /** How long a listener stays starting, stopping or configuring. */
  readonly settleMs?: number;
  /** What a state that is not kept anywhere yet begins with. */
  readonly initial?: State;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * An embedded cloud: classic Huawei ELB with its Keystone, and Alibaba SLB, over real HTTP.
 * @throws Failure when the state file is damaged
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { now = () => new Date(), random = Math.random, faults = [], latencyMs = 0 } = options;
  const store: Store =
    options.stateFile === undefined
      ? memoryStore(options.initial)
      : fileStore(options.stateFile, options.initial);
  store.check();
  const nonces = new Nonces();
  // Answers that are late on purpose must not keep an ended server's process alive.
  const closing = new AbortController();
  let url = '';

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = drawFault(faults, random);
    if (fault === 'reset-before') {
      message.socket.destroy();
      return;
    }
    const request = await readRequest(message);
    const context: HandlerContext = {
      now: now(),
      random,
      settleMs: options.settleMs ?? SETTLE_MS,
      url,
    };
    const gateway = gatewayFor(request, random);
    let reply: Reply;
    if (request.body.length > BODY_LIMIT) reply = gateway.tooLarge();
    else if (fault === '503') reply = gateway.unavailable();
    else if (fault === 'throttle') reply = gateway.throttled();
    else if (fault === 'html-502') reply = badGateway();
    else {
      reply = await perform(store, route(request, context, nonces));
      if (fault === 'reset-after-commit') {
        message.socket.destroy();
        return;
      }
    }
    const delay = latencyMs + (fault === 'slow' ? SLOW_MS : 0);
    if (delay > 0) await sleep(delay, undefined, { signal: closing.signal });
    send(response, reply, fault === 'truncate');
  };

  const server = createServer((message, response) => {
    answer(message, response).catch(() => message.socket.destroy());
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function perform(store: Store, operation: Handler): Promise<Reply> {
  try {
    const outcome = operation.mutates
      ? await store.update(operation.run)
      : store.read(operation.run);
    return outcome.reply;
  } catch (error) {
    // Another error's text may hold anything, secrets too.
    return operation.failed(error instanceof Failure ? error.message : 'an internal error');
  }
}

async function readRequest(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // What is too long is read to its end, so that the client gets to see the answer.
    if (size <= BODY_LIMIT + 1) chunks.push(chunk);
    else if (chunks.length > 0) chunks.splice(0, chunks.length, Buffer.alloc(BODY_LIMIT + 1));
  }
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: message.method ?? 'GET',
    path: path === '' ? '/' : path,
    query: [...new URLSearchParams(query.join('?'))],
    headers,
    body: Buffer.concat(chunks),
  };
}

function badGateway(): Reply {
  return {
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  };
}

function send(response: ServerResponse, reply: Reply, truncated: boolean): void {
  const body = Buffer.from(reply.body);
  const length = reply.status === 204 ? {} : { 'content-length': String(body.length) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  if (!truncated) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}
