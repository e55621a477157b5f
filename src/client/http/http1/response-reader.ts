import {
  type BodyReader,
  BodyUntilClose,
  ChunkedBody,
  Content,
  NOTHING,
  SizedBody,
} from './body.ts';
import { type Framing, framingOf, type ResponseHead, readHead } from './head.ts';
import { MalformedResponse, malformed } from './malformed.ts';

export interface Response {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Whether the connection may carry another request. */
  readonly persistent: boolean;
}

export interface Expected {
  /** Bytes of a body, at most. */
  readonly maxBytes: number;
  /** Asked for by CONNECT: what follows a success is not a body, and why it fails is not read. */
  readonly tunnel?: boolean;
}

const MAX_HEAD_BYTES = 64 * 1024;
const END_OF_HEAD = '\r\n\r\n';
const START = 'HTTP/1.';

/**
 * Reads one answer of HTTP/1.1 (RFC 9112) from the bytes of a connection, in whatever pieces they
 * come. Strict: what is not clearly an answer throws `MalformedResponse`.
 */
export class ResponseReader {
  readonly #expected: Expected;
  readonly #content: Content;
  /** Bytes of a head that has not come whole. */
  #kept: Buffer = NOTHING;
  #head: ResponseHead | undefined;
  #body: BodyReader | undefined;

  constructor(expected: Expected) {
    this.#expected = expected;
    this.#content = new Content(expected.maxBytes);
  }

  /** @returns the answer, once it is whole */
  read(bytes: Buffer): Response | undefined {
    let rest = bytes;
    if (this.#body === undefined) {
      const after = this.#takeHeads(rest);
      if (after === undefined) return undefined;
      rest = after;
    }
    const surplus = this.#body?.take(rest) ?? NOTHING;
    if (this.#body?.whole !== true) return undefined;
    // Who sends more than was asked for is no longer understood.
    return this.#response(this.#head?.persistent === true && surplus.length === 0);
  }

  /** @returns the answer, if the end of the connection is how it ends */
  end(): Response | undefined {
    return this.#body instanceof BodyUntilClose ? this.#response(false) : undefined;
  }

  /** Skips the heads that come before the one that counts (100 Continue, 103 Early Hints). */
  #takeHeads(bytes: Buffer): Buffer | undefined {
    let rest = this.#kept.length === 0 ? bytes : Buffer.concat([this.#kept, bytes]);
    for (;;) {
      const start = rest.toString('latin1', 0, START.length);
      if (!START.startsWith(start)) throw new MalformedResponse('NOT_HTTP', 'not HTTP/1.1');
      const end = rest.indexOf(END_OF_HEAD);
      if (end > MAX_HEAD_BYTES || (end < 0 && rest.length > MAX_HEAD_BYTES)) {
        throw new MalformedResponse('ANSWER_TOO_LARGE', `headers of over ${MAX_HEAD_BYTES} bytes`);
      }
      this.#kept = rest;
      if (end < 0) return undefined;
      const head = readHead(rest.toString('latin1', 0, end));
      rest = rest.subarray(end + END_OF_HEAD.length);
      this.#kept = NOTHING;
      // Nobody asks for another protocol.
      if (head.status === 101) throw new MalformedResponse('NOT_HTTP', 'another protocol');
      if (head.status >= 200) {
        this.#begin(head);
        return rest;
      }
      if (!head.persistent) throw malformed('the end after an interim answer');
    }
  }

  #begin(head: ResponseHead): void {
    const tunnel = this.#expected.tunnel === true;
    this.#head = tunnel ? { ...head, persistent: head.status < 300 } : head;
    this.#body = this.#bodyOf(tunnel ? 0 : framingOf(head));
  }

  #bodyOf(framing: Framing): BodyReader {
    if (framing === 'chunked') return new ChunkedBody(this.#content);
    if (framing === 'until close') return new BodyUntilClose(this.#content);
    return new SizedBody(this.#content, framing);
  }

  #response(persistent: boolean): Response {
    const { status = 0, headers = {} } = this.#head ?? {};
    return { status, headers, text: this.#content.text(), persistent };
  }
}
