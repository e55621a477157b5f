import type { IncomingMessage } from 'node:http';
import { NodeHeaders } from './headers.ts';
import { NodeResponse } from './response.ts';
import type { Transport } from './transport.ts';

/** More than any list of listeners; an answer beyond it is not one of these APIs'. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Why there is no answer. */
export class RequestError extends Error {
  /** Whether anything of the request can have reached the other side. */
  readonly sent: boolean;

  constructor(cause: Error, sent: boolean) {
    super(cause.message, { cause });
    this.sent = sent;
  }
}

export class AnswerTooLarge extends Error {
  constructor() {
    super(`more than ${MAX_ANSWER_BYTES} bytes`);
  }
}

/**
 * `fetch` for ofetch, on node:http. Node's own compiles its parser from WebAssembly and waits for
 * that at exit. Follows no redirect, and resolves when the answer has come whole.
 * @throws RequestError
 */
export function createNodeFetch({ request: open, agent, connected }: Transport): typeof fetch {
  return async (input, init = {}) => {
    const url = typeof input === 'string' || input instanceof URL ? String(input) : input.url;
    const { method = 'GET', body, signal } = init;
    if (body !== undefined && body !== null && typeof body !== 'string') {
      throw new TypeError('only text is sent');
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
        // Between requests nobody else listens for errors, and there they do not matter.
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
        // An agent that is still connecting has no socket yet that would be destroyed with it.
        request.emit('abandoned');
      };
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort, { once: true });
      request.end(body ?? '');
      return await readResponse(await message, url);
    } catch (error) {
      // Of a malformed body the request tells what is wrong; the message, only that it ended.
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
  if (Number(headers.get('content-length')) > MAX_ANSWER_BYTES) {
    message.destroy();
    throw new AnswerTooLarge();
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new AnswerTooLarge();
  }
  return new NodeResponse(Buffer.concat(chunks), {
    status: statusCode,
    statusText: statusMessage,
    url,
    headers,
  });
}
