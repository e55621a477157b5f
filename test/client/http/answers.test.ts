import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSend } from '../../../src/client/http/http.ts';
import { TransportError } from '../../../src/client/http/send.ts';
import { OPTIONS, type RawServer, startRaw } from './raw-server.ts';

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

/** Returns status and body, or the fault. */
async function read(): Promise<string> {
  const request = { method: 'GET', url: server.url, headers: {}, body: '' };
  try {
    const { status, text } = await createSend()(request, OPTIONS);
    return `${status} ${text}`;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    expect(error.sent).toBe(true);
    return `${error.fault}: ${error.message.replace(server.url.host, 'HOST')}`;
  }
}

const OK = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`;

describe('a response', () => {
  it.each<[string, string, string]>([
    ['with Content-Length', `${OK}content-length: 2\r\n\r\n[]`, '200 []'],
    ['without a body', `${OK}content-length: 0\r\n\r\n`, '200 '],
    ['up to the end of the connection', `${OK}\r\n[1]`, '200 [1]'],
    ['in chunks', `${CHUNKED}1\r\n[\r\nA\r\n1234567890\r\n1\r\n]\r\n0\r\n\r\n`, '200 [1234567890]'],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\n[]', '200 []'],
    ['without a reason phrase', 'HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n[]', '200 []'],
    ['after early hints', `HTTP/1.1 103 E\r\nlink: x\r\n\r\n${OK}\r\n[]`, '200 []'],
    ['with a status that excludes a body', 'HTTP/1.1 204 No Content\r\n\r\n', '204 '],
    [
      'with headers named like properties of Object',
      `${OK}constructor: a\r\n__proto__: b\r\n\r\n1`,
      '200 1',
    ],
    ['with an error status', 'HTTP/1.1 503 No\r\ncontent-length: 2\r\n\r\n{}', '503 {}'],
    ['in UTF-8', `${OK}content-length: 2\r\n\r\n\xc3\xbc`, '200 \u00fc'],
  ])('%s is read', async (_, bytes, expected) => {
    endsWith = 'FIN';
    pieces = [bytes];
    expect(await read()).toBe(expected);
    pieces = [...bytes];
    expect(await read(), 'byte by byte').toBe(expected);
  });

  it('is complete before the connection ends', async () => {
    endsWith = 'nothing';
    pieces = [CHUNKED, '2\r\n[]\r\n0\r\n', '\r\n'];
    expect(await read()).toBe('200 []');
  });

  it.each<[string, string, RegExp]>([
    ['not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', /^protocol: HOST does not speak HTTP\/1.1$/],
    ['of HTTP/2', 'HTTP/2 200 OK\r\n\r\n', /^protocol: HOST does not speak HTTP\/1.1$/],
    ['with a bad status', 'HTTP/1.1 2OO OK\r\n\r\n', /^protocol: HOST sent a malformed HTTP/],
    [
      'with a bad header',
      `${OK}content length: 2\r\n\r\n`,
      /^protocol: HOST sent a malformed HTTP/,
    ],
    ['with a bad length', `${OK}content-length: 2x\r\n\r\n`, /^protocol: HOST sent a malformed/],
    [
      'with a length and chunks',
      `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      /^protocol: HOST sent a malformed/,
    ],
    ['with a bad chunk', `${CHUNKED}x\r\n[]\r\n`, /^protocol: HOST sent a malformed/],
    [
      'with endless headers',
      `${OK}a: ${'x'.repeat(70_000)}`,
      /^too-large: the response from HOST is too large$/,
    ],
    [
      'of 100 GB',
      `${OK}content-length: 99999999999\r\n\r\n[`,
      /^too-large: the response from HOST is too large$/,
    ],
    ['that redirects', 'HTTP/1.1 302 Go\r\nlocation: /\r\n\r\n', /^redirect: HOST sent a redirect/],
  ])('%s is an error', async (_, bytes, expected) => {
    endsWith = bytes.includes('302') ? 'FIN' : 'nothing';
    pieces = [bytes];
    expect(await read()).toMatch(expected);
  });

  it('without an end is an error when it gets too large', async () => {
    endsWith = 'nothing';
    pieces = Array.from({ length: 65 }, () => Buffer.alloc(1024 * 1024, 'x'));
    pieces = [`${OK}\r\n`, ...pieces];
    expect(await read()).toBe('too-large: the response from HOST is too large');
  });

  it.each<[string, string]>([
    ['in the status line', 'HTTP/1.1 20'],
    ['in the headers', `${OK}content-len`],
    ['before the body', `${OK}content-length: 2\r\n\r\n`],
    ['in the body', `${OK}content-length: 2\r\n\r\n[`],
    ['in a chunk', `${CHUNKED}4\r\n[]`],
    ['after a chunk', `${CHUNKED}2\r\n[]\r\n`],
    ['before anything', ''],
  ])('that ends %s is a reset', async (_, bytes) => {
    for (endsWith of ['FIN', 'RST'] as const) {
      pieces = [bytes];
      expect(await read()).toBe('reset: HOST: connection reset (ECONNRESET)');
    }
  });
});
