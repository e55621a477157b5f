import type { IncomingMessage } from 'node:http';
import { NodeHeaders } from './headers.ts';
import { NodeResponse } from './response.ts';
import type { Transport } from './transport.ts';

const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

export class RequestError extends Error {
  /** Whether the server may have received any of the request. */
  readonly sent: boolean;

  constructor(cause: Error, sent: boolean) {
    super(cause.message, { cause });
    this.sent = sent;
  }
}

export class ResponseTooLarge extends Error {}

/**
 * `fetch` for ofetch, on node:http: Node's own compiles a WebAssembly parser and waits for that at
 * exit. Does not follow redirects, and resolves with the complete response.
 * @throws RequestError
 */
export function createNodeFetch({ request: open, agent, connected }: Transport): typeof fetch {
  return async (input, init = {}) => {
    const url = typeof input === 'string' || input instanceof URL ? String(input) : input.url;
    const { method = 'GET', body, signal } = init;
    if (body !== undefined && body !== null && typeof body !== 'string') {
      throw new TypeError('the body must be a string');
    }
    let sent = false;
    let failure: unknown;
    const onSent = () => {
      sent = true;
    };
    try {
      const headers = Object.fromEntries(new NodeHeaders(init.headers));
      const request = open(url, { agent, method, headers });
      request.once('socket', (socket) => {
        if (request.reusedSocket) onSent();
        // Errors of idle connections do not matter, but would be thrown without a listener.
        else socket.once(connected, onSent).on('error', () => undefined);
      });
      const message = new Promise<IncomingMessage>((resolve, reject) => {
        request.once('response', resolve).on('error', (error) => {
          failure ??= error;
          reject(error);
        });
      });
      const abort = () => {
        request.destroy(new Error('aborted'));
        // TunnelAgent may still be connecting to the proxy.
        request.emit('abandoned');
      };
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort, { once: true });
      request.end(body ?? '');
      return await readResponse(await message, url);
    } catch (error) {
      // For a malformed body, the request's error has the reason; the message's does not.
      const cause = failure ?? error;
      throw cause instanceof Error ? new RequestError(cause, sent) : cause;
    }
  };
}

async function readResponse(message: IncomingMessage, url: string): Promise<NodeResponse> {
  const { statusCode = 0, statusMessage = '' } = message;
  const headers = new NodeHeaders();
  for (const [name, value] of Object.entries(message.headersDistinct)) {
    headers.set(name, value?.join(', ') ?? '');
  }
  if (Number(headers.get('content-length')) > MAX_RESPONSE_BYTES) {
    message.destroy();
    throw new ResponseTooLarge();
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_RESPONSE_BYTES) throw new ResponseTooLarge();
  }
  return new NodeResponse(Buffer.concat(chunks), {
    status: statusCode,
    statusText: statusMessage,
    url,
    headers,
  });
}
