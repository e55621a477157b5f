import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSend } from '../../../src/client/http/http.ts';
import { type Response, ResponseReader } from '../../../src/client/http/http1/response-reader.ts';
import { TransportError } from '../../../src/client/http/send.ts';
import { type RawServer, startRaw } from './raw-server.ts';

/* What an answer is taken for, byte by byte; node:http is the peer that reads the same bytes. */

let pieces: readonly (string | Buffer)[] = [];
let endsWith: 'FIN' | 'RST' | 'nothing' = 'FIN';
let server: RawServer;

beforeAll(async () => {
  server = await startRaw(answer);
});
afterAll(() => server.close());

async function answer(socket: Socket): Promise<void> {
  for (const piece of pieces) {
    socket.write(piece, 'latin1');
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (endsWith === 'FIN') socket.end();
  if (endsWith === 'RST') socket.resetAndDestroy();
}

/** Status and text, or the fault. */
async function read(timeoutMs = 5000): Promise<string> {
  const request = { method: 'GET', url: server.url, headers: {}, body: '' };
  try {
    const { status, text } = await createSend()(request, {
      timeoutMs,
      signal: new AbortController().signal,
    });
    return `${status} ${text}`;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    // Whatever comes back, the request may have been carried out.
    expect(error.sent).toBe(true);
    return `${error.fault}: ${error.message.replace(server.url.host, 'HOST')}`;
  }
}

const OK = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`;
const LONG = 'x'.repeat(70_000);
/** A pattern that tries each of them as a start takes seconds here. */
const BLANKS = ' '.repeat(60_000);

describe('an answer', () => {
  it.each<[string, string, string]>([
    ['with a length', `${OK}content-length: 2\r\n\r\n[]`, '200 []'],
    ['with a length of none', `${OK}content-length: 0\r\n\r\n`, '200 '],
    ['that ends with the connection', `${OK}\r\n[1]`, '200 [1]'],
    ['in chunks', `${CHUNKED}1\r\n[\r\nA\r\n1234567890\r\n1\r\n]\r\n0\r\n\r\n`, '200 [1234567890]'],
    ['with extensions of chunks', `${CHUNKED}2;a="b"\r\n[]\r\n0;c\r\n\r\n`, '200 []'],
    ['with quoted extensions', `${CHUNKED}2;a1=1;b="x\\"y"\r\n[]\r\n0\r\n\r\n`, '200 []'],
    ['with zeros before a size', `${CHUNKED}${'0'.repeat(20)}2\r\n[]\r\n00\r\n\r\n`, '200 []'],
    ['with zeros before a length', `${OK}content-length: ${'0'.repeat(20)}2\r\n\r\n[]`, '200 []'],
    ['with trailers', `${CHUNKED}2\r\n[]\r\n0\r\nx-sum: 1\r\n\r\n`, '200 []'],
    ['in chunks by another spelling', `${OK}Transfer-Encoding: Chunked\r\n\r\n0\r\n\r\n`, '200 '],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\n[]', '200 []'],
    ['without a reason', 'HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n[]', '200 []'],
    ['after others that are not final', `HTTP/1.1 103 E\r\nlink: x\r\n\r\n${OK}\r\n[]`, '200 []'],
    ['that has no body by its status', 'HTTP/1.1 204 No Content\r\n\r\n', '204 '],
    ['with many blanks', `${OK}connection:${BLANKS}x\r\ncontent-length: 1\r\n\r\n1`, '200 1'],
    ['with names of our own', `${OK}constructor: a\r\n__proto__: b\r\n\r\n1`, '200 1'],
    ['that is an error', 'HTTP/1.1 503 No\r\ncontent-length: 2\r\n\r\n{}', '503 {}'],
  ])('%s is read', async (_, bytes, expected) => {
    endsWith = 'FIN';
    pieces = [bytes];
    expect(await read()).toBe(expected);
    pieces = bytes.length < 1000 ? [...bytes] : [bytes.slice(0, 50), bytes.slice(50)];
    expect(await read(), 'in pieces').toBe(expected);
  });

  it.each([
    ['204 No Content', '204 '],
    ['304 Not Modified', 'redirect: HOST redirects elsewhere, which is not followed'],
  ])('of %s has no body, whatever it says', async (status, expected) => {
    endsWith = 'nothing';
    pieces = [`HTTP/1.1 ${status}\r\ncontent-length: 5\r\n\r\n`];
    expect(await read()).toBe(expected);
    pieces = [`HTTP/1.1 ${status}\r\ntransfer-encoding: chunked\r\n\r\n`];
    expect(await read()).toBe(expected);
  });

  it('needs no end of the connection where it tells its own', async () => {
    endsWith = 'nothing';
    pieces = [CHUNKED, '2\r\n[]\r\n0\r\n', '\r\n'];
    expect(await read()).toBe('200 []');
  });

  const broken = (what: string) =>
    `protocol: HOST gave an answer that breaks the rules of HTTP: ${what} can\u2019t be understood`;

  it.each<[string, string, string]>([
    ['not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'protocol: HOST does not speak HTTP/1.1'],
    ['of HTTP/2', 'HTTP/2 200 OK\r\n\r\n', 'protocol: HOST does not speak HTTP/1.1'],
    ['in another protocol', 'HTTP/1.1 101 S\r\n\r\n', 'protocol: HOST does not speak HTTP/1.1'],
    ['with a status that is none', 'HTTP/1.1 2OO OK\r\n\r\n', broken('the status line')],
    ['with a header that is none', `${OK}content length: 2\r\n\r\n`, broken('a header')],
    ['with a header on two lines', `${OK}a: b\r\n c\r\n\r\n`, broken('a header')],
    ['with a blank in a header', `${OK}content-length : 2\r\n\r\n[]`, broken('a header')],
    ['with a header of blanks', `${OK}a:${BLANKS}\0\r\n\r\n`, broken('a header')],
    ['with a line end in a header', `${OK}a: b\nc: d\r\n\r\n`, broken('a header')],
    [
      'with a length that is none',
      `${OK}content-length: 2x\r\n\r\n`,
      broken('the length of the body'),
    ],
    [
      'with two lengths',
      `${OK}content-length: 2\r\ncontent-length: 3\r\n\r\n[]`,
      broken('the length of the body'),
    ],
    [
      'with a length and chunks',
      `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      broken('the length of the body, which is told in two ways'),
    ],
    [
      'that is packed',
      `${OK}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      broken('the transfer coding'),
    ],
    ['with a chunk without size', `${CHUNKED}x\r\n[]\r\n`, broken('the size of a chunk')],
    ['with a chunk that is longer', `${CHUNKED}1\r\n[]\r\n0\r\n\r\n`, broken('the end of a chunk')],
    ['with a trailer that is none', `${CHUNKED}0\r\nnothing\r\n\r\n`, broken('a header')],
    [
      'after the end of the connection was told',
      `HTTP/1.0 100 Continue\r\n\r\n${OK}\r\n[]`,
      broken('the end after an interim answer'),
    ],
    ['with no end of a line', `${CHUNKED}1;${LONG}`, broken('the size of a chunk')],
    ['with endless headers', `${OK}a: ${LONG}`, 'too-large: the answer of HOST is too large'],
    ['with long headers', `${OK}a: ${LONG}\r\n\r\n`, 'too-large: the answer of HOST is too large'],
    ['with a long line', `${CHUNKED}1;${LONG}\r\n[\r\n`, broken('the size of a chunk')],
    [
      'that announces too much',
      `${OK}content-length: 99999999999\r\n\r\n[`,
      'too-large: the answer of HOST is too large',
    ],
    [
      'with a chunk that is too much',
      `${CHUNKED}fffffffff\r\n[`,
      'too-large: the answer of HOST is too large',
    ],
  ])('%s is refused', async (_, bytes, expected) => {
    endsWith = 'nothing';
    pieces = [bytes];
    expect(await read()).toBe(expected);
    pieces = bytes.length < 100 ? [...bytes] : [bytes.slice(0, 50), bytes.slice(50)];
    expect(await read(), 'in pieces').toBe(expected);
  });

  it.each<[string, string]>([
    ['in the status line', 'HTTP/1.1 20'],
    ['in the headers', `${OK}content-len`],
    ['before the body', `${OK}content-length: 2\r\n\r\n`],
    ['in the body', `${OK}content-length: 2\r\n\r\n[`],
    ['in a chunk', `${CHUNKED}4\r\n[]`],
    ['after a chunk', `${CHUNKED}2\r\n[]\r\n`],
    ['in the trailers', `${CHUNKED}2\r\n[]\r\n0\r\n`],
    ['before anything', ''],
  ])('that ends %s is no answer', async (_, bytes) => {
    for (endsWith of ['FIN', 'RST'] as const) {
      pieces = [bytes];
      expect(await read()).toBe('reset: HOST: the connection was cut (ECONNRESET)');
    }
  });

  it('that should end with the connection does not end with its break', async () => {
    endsWith = 'RST';
    pieces = [`${OK}\r\n[1]`, ''];
    expect(await read()).toBe('reset: HOST: the connection was cut (ECONNRESET)');
  });
});

describe('a limit of bytes', () => {
  it.each<[string, string]>([
    ['a length', `${OK}content-length: 4\r\n\r\n1234`],
    ['chunks', `${CHUNKED}3\r\n123\r\n1\r\n4\r\n0\r\n\r\n`],
    ['the end', `${OK}\r\n1234`],
  ])('holds for a body told by %s', (_, bytes) => {
    const inPieces = (maxBytes: number) => {
      const reader = new ResponseReader({ maxBytes });
      let response: Response | undefined;
      for (const byte of bytes) response = reader.read(Buffer.from(byte));
      return (response ?? reader.end())?.text;
    };
    expect(inPieces(4)).toBe('1234');
    expect(() => inPieces(3)).toThrow('more than 3 bytes');
  });
});

/** What node:http makes of it; nothing, where it refuses. */
function peer(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const { hostname, port } = server.url;
    httpRequest({ hostname, port, agent: false }, (message) => {
      let text = '';
      message
        .setEncoding('utf8')
        .on('data', (piece: string) => {
          text += piece;
        })
        .on('end', () => resolve(`${message.statusCode} ${text}`))
        .on('error', () => resolve(undefined));
    })
      .on('error', () => resolve(undefined))
      .on('upgrade', () => resolve(undefined))
      .end();
  });
}

const header = fc
  .tuple(
    fc.constantFrom('a', 'X-Thing', 'content-type', 'Date'),
    fc.constantFrom('', 'b', '  spaced  ', 'a, b', '\xe9', 'tab\tin'),
  )
  .map(([name, value]) => `${name}: ${value}\r\n`);

const parts = fc.record({
  before: fc.constantFrom('', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 E\r\nlink: x\r\n\r\n'),
  start: fc.constantFrom('HTTP/1.1 200 OK', 'HTTP/1.1 404', 'HTTP/1.0 503 No', 'HTTP/1.1 599 '),
  headers: fc.array(header, { maxLength: 4 }),
  chunks: fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 4 }),
  framing: fc.constantFrom('length', 'chunks', 'close'),
  extension: fc.constantFrom('', ';a=b', ';a1=2', ';a;b="x y"'),
  trailer: fc.constantFrom('', 'x: y\r\n'),
});

const answers = parts.map(({ before, start, headers, chunks, framing, extension, trailer }) => {
  const sized = (text: string) => Buffer.byteLength(text);
  const whole = chunks.join('');
  const chunk = (text: string) => `${sized(text).toString(16)}${extension}\r\n${text}\r\n`;
  const [told, body] = {
    length: [`Content-Length: ${sized(whole)}\r\n`, whole],
    chunks: [
      'Transfer-Encoding: chunked\r\n',
      `${chunks.map(chunk).join('')}0${extension}\r\n${trailer}\r\n`,
    ],
    close: ['', whole],
  }[framing] as [string, string];
  const head = `${before}${start}\r\n${headers.join('')}${told}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
});

const cuts = fc.array(fc.nat(300), { maxLength: 6 });

function cutUp(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.filter((place) => place < bytes.length), bytes.length];
  places.sort((a, b) => a - b);
  return places
    .slice(1)
    .map((end, index) => bytes.subarray(places[index], end))
    .filter(({ length }) => length > 0);
}

const damage = fc.record({
  at: fc.nat(200),
  removed: fc.nat(3),
  // No tab: node:http does not take one at the end of a coding for the blank that it is.
  put: fc.constantFrom(
    ...['', '\r', '\n', '\r\n', ' ', ':', '\0', 'x', '0', ';', '\xff', '\r\n\r\n'],
    ...['content-length: 5\r\n', 'transfer-encoding: gzip, chunked\r\n', 'connection: close\r\n'],
  ),
});

describe('beside node:http', () => {
  it('every answer is read alike, however it is cut', async () => {
    endsWith = 'FIN';
    await fc.assert(
      fc.asyncProperty(answers, cuts, async (bytes, at) => {
        pieces = cutUp(bytes, at);
        expect(await read()).toBe(await peer());
      }),
      { numRuns: 300 },
    );
  });

  it('what is damaged is not read as something else', async () => {
    endsWith = 'FIN';
    await fc.assert(
      fc.asyncProperty(answers, cuts, damage, async (whole, at, { at: place, removed, put }) => {
        const rest = whole.subarray(place + removed);
        const bytes = Buffer.concat([whole.subarray(0, place), Buffer.from(put, 'latin1'), rest]);
        pieces = cutUp(bytes, at);
        const [ours, theirs] = [await read(), await peer()];
        const refused = theirs === undefined || /^[a-z]/.test(ours);
        if (!refused) expect(ours).toBe(theirs);
      }),
      { numRuns: 600 },
    );
  });
});
