import { readHeader } from './head.ts';
import { MalformedResponse, malformed } from './malformed.ts';

/** Reads a body from the bytes after the head, in whatever pieces they come. */
export interface BodyReader {
  /** Whether the body has come to its end; never, where only the end of the connection tells. */
  readonly whole: boolean;
  /** Takes what belongs to the body, and gives back what does not. */
  take(bytes: Buffer): Buffer;
}

export const NOTHING: Buffer = Buffer.alloc(0);

/** Chunk extensions and trailers are read over; beyond this they are no honest ones. */
const MAX_LINE_BYTES = 16 * 1024;

/** The pieces of a body, up to a number of bytes. */
export class Content {
  readonly #pieces: Buffer[] = [];
  readonly #max: number;
  #length = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Refuses a size as soon as it is announced. */
  expect(more: number): void {
    if (this.#length + more > this.#max) {
      throw new MalformedResponse('ANSWER_TOO_LARGE', `more than ${this.#max} bytes`);
    }
  }

  add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.expect(piece.length);
    this.#length += piece.length;
    this.#pieces.push(piece);
  }

  text(): string {
    const [first] = this.#pieces;
    if (first === undefined) return '';
    const all = this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
    return all.toString('utf8');
  }
}

/** `content-length: N`, and the bodies that are always empty. */
export class SizedBody implements BodyReader {
  readonly #content: Content;
  #left: number;

  constructor(content: Content, length: number) {
    content.expect(length);
    this.#content = content;
    this.#left = length;
  }

  get whole(): boolean {
    return this.#left === 0;
  }

  take(bytes: Buffer): Buffer {
    const own = bytes.subarray(0, this.#left);
    this.#content.add(own);
    this.#left -= own.length;
    return bytes.subarray(own.length);
  }
}

/** A body without a length: it ends with the connection. */
export class BodyUntilClose implements BodyReader {
  readonly whole = false;
  readonly #content: Content;

  constructor(content: Content) {
    this.#content = content;
  }

  take(bytes: Buffer): Buffer {
    this.#content.add(bytes);
    return NOTHING;
  }
}

/** `transfer-encoding: chunked` (RFC 9112, 7.1). */
export class ChunkedBody implements BodyReader {
  readonly #content: Content;
  #reads: 'size' | 'data' | 'end of data' | 'trailers' | 'nothing more' = 'size';
  #left = 0;
  /** A line that has not come whole. */
  #line: Buffer = NOTHING;

  constructor(content: Content) {
    this.#content = content;
  }

  get whole(): boolean {
    return this.#reads === 'nothing more';
  }

  take(bytes: Buffer): Buffer {
    let rest = this.#line.length === 0 ? bytes : Buffer.concat([this.#line, bytes]);
    this.#line = NOTHING;
    while (!this.whole && rest.length > 0) {
      rest = this.#reads === 'data' ? this.#takeData(rest) : this.#takeLine(rest);
    }
    return rest;
  }

  #takeData(bytes: Buffer): Buffer {
    const data = bytes.subarray(0, this.#left);
    this.#content.add(data);
    this.#left -= data.length;
    if (this.#left === 0) this.#reads = 'end of data';
    return bytes.subarray(data.length);
  }

  #takeLine(bytes: Buffer): Buffer {
    const end = bytes.indexOf('\r\n');
    if (end > MAX_LINE_BYTES || (end < 0 && bytes.length > MAX_LINE_BYTES)) {
      throw malformed('the size of a chunk');
    }
    if (end < 0) {
      this.#line = bytes;
      return NOTHING;
    }
    this.#read(bytes.toString('latin1', 0, end));
    return bytes.subarray(end + 2);
  }

  #read(line: string): void {
    if (this.#reads === 'trailers') {
      if (line === '') this.#reads = 'nothing more';
      else readHeader(line);
    } else if (this.#reads === 'end of data') {
      if (line !== '') throw malformed('the end of a chunk');
      this.#reads = 'size';
    } else {
      this.#left = chunkSize(line);
      this.#content.expect(this.#left);
      this.#reads = this.#left === 0 ? 'trailers' : 'data';
    }
  }
}

/** The size, and extensions that say nothing to us: names, and names with a value. */
const CHUNK_SIZE =
  /^0*([0-9a-f]{1,12})(?:;[!#-'*+.0-9^-z|~-]+(?:=(?:[!#-'*+.0-9^-z|~-]+|"(?:[\t !#-[\]-~]|\\[\t -~])*"))?)*$/i;

function chunkSize(line: string): number {
  const size = CHUNK_SIZE.exec(line)?.[1];
  if (size === undefined) throw malformed('the size of a chunk');
  return Number.parseInt(size, 16);
}
