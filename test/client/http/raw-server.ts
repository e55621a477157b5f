import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface RawServer {
  readonly url: URL;
  /** Data received per connection. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

export const OPTIONS = { timeoutMs: 5000, signal: new AbortController().signal };

/** Starts a TCP server that calls `talk` for received data. */
export async function startRaw(talk: (socket: Socket, text: string) => void): Promise<RawServer> {
  const received: string[] = [];
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const at = received.push('') - 1;
    open.add(socket);
    socket
      .on('data', (bytes) => {
        const text = bytes.toString('latin1');
        received[at] += text;
        talk(socket, text);
      })
      .on('error', () => undefined)
      .on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
