import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSend } from '../../../src/client/http/http.ts';
import type { Send } from '../../../src/client/http/send.ts';
import { scratch, spawnProgram } from '../../program.ts';
import { OPTIONS, type RawServer, startRaw } from './raw-server.ts';

const EMPTY_LIST = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]';

const ELB = {
  HUAWEICLOUD_SDK_AK: 'a',
  HUAWEICLOUD_SDK_SK: 'x',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
};
const home = scratch();

let server: RawServer;
afterEach(() => server.close());

/** Sends requests in sequence, with their number as the path; returns statuses and faults. */
async function sendAll(
  send: Send,
  count: number,
  { method = 'GET', body = '' } = {},
): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (let number = 0; number < count; number += 1) {
    const url = new URL(`/${number}`, server.url);
    await send({ method, url, headers: {}, body }, OPTIONS).then(
      ({ status }) => outcomes.push(status),
      ({ fault }) => outcomes.push(fault),
    );
  }
  return outcomes;
}

/** The numbers of the requests received over each connection. */
function byConnection(): string[][] {
  return server.received.map((text) =>
    [...text.matchAll(/^GET \/(\d+) /gm)].map(([, n]) => n ?? ''),
  );
}

describe('connections', () => {
  it('are reused', async () => {
    server = await startRaw((socket) => socket.write(EMPTY_LIST));
    expect(await sendAll(createSend(), 3)).toEqual([200, 200, 200]);
    expect(byConnection()).toEqual([['0', '1', '2']]);
  });

  it('are opened for concurrent requests, and reused', async () => {
    server = await startRaw((socket) => setTimeout(() => socket.write(EMPTY_LIST), 20));
    const send = createSend();
    await Promise.all([sendAll(send, 2), sendAll(send, 2), sendAll(send, 2)]);
    expect(byConnection()).toEqual([
      ['0', '1'],
      ['0', '1'],
      ['0', '1'],
    ]);
  });

  it('are reused in the order of last use', async () => {
    let delay = 0;
    server = await startRaw((socket) => {
      delay += 30;
      setTimeout(() => socket.write(EMPTY_LIST), delay);
    });
    const send = createSend();
    await Promise.all([sendAll(send, 1), sendAll(send, 1)]);
    await sendAll(send, 1);
    expect(byConnection()).toEqual([['0'], ['0', '0']]);
  });

  it('do not keep a command from exiting', async () => {
    server = await startRaw((socket) => socket.write(EMPTY_LIST));
    const argv = 'listener list --provider elb -o json --endpoint'.split(' ');
    const ran = await spawnProgram([...argv, server.url.origin], { env: { ...ELB, HOME: home } });
    expect([ran.stderr, ran.code, ran.stdout]).toEqual(['', 0, '[]\n']);
  });

  it.each<[string, string]>([
    ['sends Connection: Close', EMPTY_LIST.replace('\r\n\r\n', '\r\nConnection: Close\r\n\r\n')],
    [
      'sends Connection: x, close',
      EMPTY_LIST.replace('\r\n\r\n', '\r\nconnection: x, close\r\n\r\n'),
    ],
    ['speaks HTTP/1.0', EMPTY_LIST.replace('1.1', '1.0')],
  ])('are not reused when the server %s', async (_, answer) => {
    server = await startRaw((socket) => socket.write(answer));
    expect(await sendAll(createSend(), 2)).toEqual([200, 200]);
    expect(byConnection()).toEqual([['0'], ['1']]);
  });

  it.each<[string, string]>([
    [
      'an HTTP/1.0 server sends keep-alive',
      'HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n[]',
    ],
    [
      'the keep-alive timeout has not passed',
      EMPTY_LIST.replace('\r\n\r\n', '\r\nkeep-alive: timeout=60, max=9\r\n\r\n'),
    ],
  ])('are reused when %s', async (_, answer) => {
    server = await startRaw((socket) => socket.write(answer));
    expect(await sendAll(createSend(), 2)).toEqual([200, 200]);
    expect(byConnection()).toEqual([['0', '1']]);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['closed', (socket) => socket.end()],
    ['reset', (socket) => socket.resetAndDestroy()],
  ])('that were %s while idle are not reused', async (_, disconnect) => {
    let closed = Promise.resolve();
    server = await startRaw((socket) => {
      closed = new Promise((resolve) => socket.once('close', () => setTimeout(resolve, 20)));
      socket.write(EMPTY_LIST, () => setTimeout(() => disconnect(socket), 20));
    });
    const send = createSend();
    expect(await sendAll(send, 1)).toEqual([200]);
    await closed;
    expect(await sendAll(send, 1)).toEqual([200]);
    expect(byConnection()).toEqual([['0'], ['0']]);
  });

  it('that are reset during a request fail only that request', async () => {
    let count = 0;
    server = await startRaw((socket) => {
      count += 1;
      if (count === 2) socket.resetAndDestroy();
      else socket.write(EMPTY_LIST);
    });
    expect(await sendAll(createSend(), 3)).toEqual([200, 'reset', 200]);
    expect(byConnection()).toEqual([['0', '1'], ['2']]);
  });

  it('that end while a request is sent fail it at once', async () => {
    server = await startRaw((socket) => {
      socket.pause();
      if (!socket.writableEnded) socket.end();
    });
    const outcomes = await sendAll(createSend(), 1, {
      method: 'POST',
      body: 'x'.repeat(8_000_000),
    });
    expect(outcomes).toEqual(['reset']);
  });

  it('accept a response that arrives before the request is completely sent', async () => {
    server = await startRaw((socket) => {
      socket.pause();
      if (!socket.writableEnded) socket.end('HTTP/1.1 413 No\r\ncontent-length: 0\r\n\r\n');
    });
    const outcomes = await sendAll(createSend(), 2, {
      method: 'POST',
      body: 'x'.repeat(8_000_000),
    });
    expect(outcomes).toEqual([413, 413]);
    expect(server.received).toHaveLength(2);
  });
});

describe('a request', () => {
  it('counts as not sent when the connection is refused', async () => {
    server = await startRaw(() => undefined);
    const { url } = server;
    await server.close();
    const request = { method: 'POST', url, headers: {}, body: '{}' };
    await expect(createSend()(request, OPTIONS)).rejects.toMatchObject({
      fault: 'refused',
      sent: false,
    });
  });

  it('is valid HTTP/1.1, with its length in bytes', async () => {
    server = await startRaw((socket) => socket.write(EMPTY_LIST));
    const url = new URL('/v1/\u00fc?name=\u00fc&b=%2B', server.url);
    const headers = { 'content-type': 'application/json', 'x-project-id': 'p' };
    const request = { method: 'POST', url, headers, body: '{"name":"\u00fc"}' };
    await createSend()(request, OPTIONS);
    const [head = '', body] = (server.received[0] ?? '').split('\r\n\r\n');
    const [first, ...lines] = head.split('\r\n');
    expect(first).toBe('POST /v1/%C3%BC?name=%C3%BC&b=%2B HTTP/1.1');
    expect(
      lines.map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase())).sort(),
    ).toEqual([
      'accept: application/json',
      'connection: keep-alive',
      'content-length: 13',
      'content-type: application/json',
      `host: ${url.host}`,
      'user-agent: lbctl',
      'x-project-id: p',
    ]);
    expect(Buffer.from(body ?? '', 'latin1').toString()).toBe(request.body);
  });

  it.each(['POST', 'PUT'])('%s without a body has Content-Length: 0', async (method) => {
    server = await startRaw((socket) => socket.write(EMPTY_LIST));
    expect(await sendAll(createSend(), 1, { method })).toEqual([200]);
    expect(server.received[0]).toMatch(/^content-length: 0\r$/im);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a header contains CRLF', { 'x-token': 'MARK\r\nx: y' }, 'x-token'],
    ['a header contains LF', { 'x-token': 'MARK\nx: y' }, 'x-token'],
    ['a header contains characters beyond Latin-1', { 'x-token': 'MARK\u2028' }, 'x-token'],
    ['the name of a header is invalid', { 'x token': 'MARK' }, 'x token'],
  ])('is not sent when %s', async (_, headers, named) => {
    server = await startRaw((socket) => socket.write(EMPTY_LIST));
    const sent = createSend()({ method: 'GET', url: server.url, headers, body: '' }, OPTIONS);
    await expect(sent).rejects.toMatchObject({ sent: false });
    await expect(sent).rejects.toThrow(named);
    await expect(sent).rejects.not.toThrow('MARK');
    expect(server.received).toEqual([]);
  });
});
