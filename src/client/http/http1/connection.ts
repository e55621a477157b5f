import type { Socket } from 'node:net';
import { type Expected, type Response, ResponseReader } from './response-reader.ts';

/** The other side hung up in the middle. */
export class ConnectionCut extends Error {
  readonly code = 'ECONNRESET';
}

/** It failed before the connection stood, so nothing of a request can have left. */
export class NotConnected extends Error {
  constructor(cause: unknown) {
    super('not connected', { cause });
  }
}

interface Exchange {
  readonly reader: ResponseReader;
  resolve(response: Response): void;
  reject(error: unknown): void;
}

/** A connection that carries one request after the other. */
export class Connection {
  readonly #socket: Socket;
  #exchange: Exchange | undefined;
  #usable = true;
  #stands = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    // TLS stands once the other side has shown who it is.
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
      this.#stands = true;
    });
    socket
      .on('data', this.#onData)
      .on('end', this.#onEnd)
      .on('error', this.#onError)
      .on('close', this.#onClose);
  }

  /** Whether it can carry the next request. */
  get usable(): boolean {
    return this.#usable;
  }

  /** @throws whatever ends the connection before the answer is whole */
  exchange(request: string, expected: Expected): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#exchange = { reader: new ResponseReader(expected), resolve, reject };
      this.#socket.ref();
      this.#socket.write(request);
    });
  }

  destroy(error?: Error): void {
    this.#usable = false;
    this.#socket.destroy(error);
  }

  /** Gives the socket away, for what follows on it. */
  detach(): Socket {
    this.#usable = false;
    return this.#socket
      .off('data', this.#onData)
      .off('end', this.#onEnd)
      .off('error', this.#onError)
      .off('close', this.#onClose);
  }

  readonly #onData = (bytes: Buffer): void => {
    try {
      const response = this.#exchange?.reader.read(bytes);
      if (response !== undefined) this.#finish(response);
      // What nobody asked for is not the answer to the next request.
      else if (this.#exchange === undefined) this.destroy();
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onEnd = (): void => {
    this.#usable = false;
    const response = this.#exchange?.reader.end();
    if (response !== undefined) this.#finish(response);
    // Nothing more will come, however much of the request is still to be written.
    else this.#onClose();
  };

  readonly #onError = (error: Error): void => this.#fail(error);

  readonly #onClose = (): void => this.#fail(new ConnectionCut('the connection was cut'));

  #finish(response: Response): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    // An answer that came before the request was sent whole leaves the rest of it under way.
    if (!response.persistent || this.#socket.writableLength > 0) this.destroy();
    // It must not keep the command from ending.
    else this.#socket.unref();
    exchange?.resolve(response);
  }

  #fail(error: unknown): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.destroy();
    exchange?.reject(this.#stands ? error : new NotConnected(error));
  }
}
