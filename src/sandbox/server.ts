import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { elb } from './elb/api.ts';
import { elbv3, isElbv3Request } from './elbv3/api.ts';
import { drawFault, type Fault, type FaultKind } from './faults.ts';
import type { Api, Context, HttpRequest, HttpResponse } from './http.ts';
import { isOctaviaRequest, octavia } from './octavia/api.ts';
import { isSlbRequest, slb } from './slb/api.ts';
import type { State } from './state/model.ts';
import { fileStore, memoryStore, type Store } from './state/store.ts';

const BODY_LIMIT = 1024 * 1024;
const SETTLE_MS = 300;
const SLOW_MS = 2000;
/** Longer than clients keep an idle connection, so that none is reused while it closes. */
const KEEP_ALIVE_MS = 60_000;

const BAD_GATEWAY: HttpResponse = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
};

export interface SandboxOptions {
  /** 0 or absent: any free port. The address is always 127.0.0.1. */
  readonly port?: number;
  /** Absent: in memory. */
  readonly stateFile?: string;
  readonly now?: () => Date;
  /** For faults and ids. */
  readonly random?: () => number;
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
  /** How long a listener stays starting, stopping or configuring. */
  readonly settleMs?: number;
  /** The state to begin with when there is no state file yet. */
  readonly initial?: State;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * An embedded cloud: Huawei ELB, classic and v3, and Octavia with their Keystone, and Alibaba SLB,
 * over real HTTP.
 * @throws Failure when the state file is damaged
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { now = () => new Date(), random = Math.random, settleMs = SETTLE_MS } = options;
  const { faults = [], latencyMs = 0, stateFile, initial } = options;
  const store = stateFile === undefined ? memoryStore(initial) : fileStore(stateFile, initial);
  const nonces = new Map<string, number>();
  // A delayed response must not keep the process alive once the server is closed.
  const closing = new AbortController();
  let url = '';

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = drawFault(faults, random);
    if (fault === 'reset-before') {
      message.socket.destroy();
      return;
    }
    const request = await readRequest(message);
    const context = { now: now(), random, settleMs, url, nonces };
    const result = await handle(request, context, store, fault);
    if (fault === 'reset-after-commit') {
      message.socket.destroy();
      return;
    }
    const delay = latencyMs + (fault === 'slow' ? SLOW_MS : 0);
    if (delay > 0) await sleep(delay, undefined, { signal: closing.signal });
    send(response, result, fault === 'truncate');
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

async function handle(
  request: HttpRequest,
  context: Context,
  store: Store,
  fault: FaultKind | undefined,
): Promise<HttpResponse> {
  const api = apiOf(request);
  try {
    if (request.tooLarge) throw api.errors.tooLarge;
    if (fault === '503') throw api.errors.unavailable;
    if (fault === 'throttle') throw api.errors.throttled;
    if (fault === 'html-502') return BAD_GATEWAY;
    const { mutates, run } = api.prepare(request, context);
    return mutates ? await store.update(run) : store.read(run);
  } catch (error) {
    return api.errorResponse(error, request, context);
  }
}

/** All are on one port: SLB's requests name an action, ELB v3's and Octavia's have paths of their own. */
function apiOf(request: HttpRequest): Api {
  if (isSlbRequest(request)) return slb;
  if (isOctaviaRequest(request)) return octavia;
  return isElbv3Request(request) ? elbv3 : elb;
}

async function readRequest(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // A body over the limit is read to its end, so that the client gets to see the response.
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  return {
    method: message.method ?? 'GET',
    path: path === '' ? '/' : path,
    query: [...new URLSearchParams(query.join('?'))],
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(chunks),
    tooLarge: size > BODY_LIMIT,
  };
}

function send(response: ServerResponse, result: HttpResponse, truncated: boolean): void {
  const body = Buffer.from(result.body);
  const length = result.status === 204 ? {} : { 'content-length': String(body.length) };
  response.writeHead(result.status, { ...result.headers, ...length });
  if (!truncated) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}
