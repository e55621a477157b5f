import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** Drop: it never reaches the cloud. Swallow: the cloud does it, but the answer is lost. */
type Fate = 'forward' | 'drop' | 'swallow';

/** Stands before a cloud and decides what becomes of each request. */
export interface Gateway {
  readonly url: string;
  readonly methods: readonly string[];
  /** @param index of the request, from 0 */
  onArrival: (index: number) => Fate;
  /** Called when a request was dropped or swallowed. */
  onEnd: () => void;
  /** Waits until the cloud has answered everything that reached it. */
  settled(): Promise<unknown>;
  close(): Promise<void>;
}

export async function startGateway(target: string, latencyMs: number): Promise<Gateway> {
  const { hostname, port } = new URL(target);
  const methods: string[] = [];
  const open = new Set<Promise<unknown>>();

  const forward = (incoming: IncomingMessage, body: Buffer) =>
    new Promise<{ readonly answer: IncomingMessage; readonly body: Buffer }>((resolve, reject) => {
      const { method, url: path, headers } = incoming;
      const onward = httpRequest({ hostname, port, method, path, headers }, (answer) => {
        bodyOf(answer).then((received) => resolve({ answer, body: received }), reject);
      });
      onward.on('error', reject);
      onward.end(body);
    });

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(incoming).catch(() => undefined);
    if (body === undefined) return;
    methods.push(incoming.method ?? '');
    const fate = gateway.onArrival(methods.length - 1);
    if (fate === 'drop') return gateway.onEnd();
    await sleep(latencyMs);
    const { answer, body: received } = await forward(incoming, body);
    if (fate === 'swallow') return gateway.onEnd();
    await sleep(latencyMs);
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(received);
  };
  const server = createServer((incoming, response) => {
    const handled = handle(incoming, response).finally(() => open.delete(handled));
    open.add(handled);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const gateway: Gateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    methods,
    onArrival: () => 'forward',
    onEnd: () => undefined,
    settled: async () => {
      // What the program sent before its end may still have to be read.
      await sleep(2 * latencyMs);
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
      await Promise.all(open);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return gateway;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
