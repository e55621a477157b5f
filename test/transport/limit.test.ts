import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSend } from '../../src/transport/http.ts';

/** Takes every request and answers none. */
const silent = createServer(() => undefined);
let url: URL;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve);
  });
  url = new URL(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
});

afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

const send = createSend();
const get = (timeoutMs: number, signal: AbortSignal) =>
  send({ method: 'GET', url, headers: {}, body: '' }, { timeoutMs, signal });

describe('requests that end with one signal', () => {
  it('each have their own time, whichever began first', async () => {
    const interrupt = new AbortController();
    const long = get(60_000, interrupt.signal).catch((error: unknown) => error);
    const short = [200, 100].map((timeoutMs) =>
      get(timeoutMs, interrupt.signal).catch((error: unknown) => error),
    );
    for (const [at, error] of (await Promise.all(short)).entries()) {
      const message = `${url.host} did not answer within ${[0.2, 0.1][at]}s`;
      expect(error).toMatchObject({ fault: 'timeout', message });
    }
    interrupt.abort();
    expect(await long).toMatchObject({ fault: 'interrupted' });
  });

  it('all end when it is aborted, also those that begin afterwards', async () => {
    const interrupt = new AbortController();
    const running = [get(60_000, interrupt.signal), get(60_000, interrupt.signal)];
    interrupt.abort();
    const late = get(60_000, interrupt.signal);
    for (const one of await Promise.allSettled([...running, late])) {
      expect(one).toMatchObject({ status: 'rejected', reason: { fault: 'interrupted' } });
    }
  });
});
