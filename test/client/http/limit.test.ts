import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSend } from '../../../src/client/http/http.ts';
import { type RawServer, startRaw } from './raw-server.ts';

/** Never responds. */
let silent: RawServer;
let url: URL;

beforeAll(async () => {
  silent = await startRaw(() => undefined);
  ({ url } = silent);
});
afterAll(() => silent.close());

const send = createSend();
const get = (timeoutMs: number, signal: AbortSignal) =>
  send({ method: 'GET', url, headers: {}, body: '' }, { timeoutMs, signal });

describe('requests with the same signal', () => {
  it('have time limits of their own when sent concurrently', async () => {
    const interrupt = new AbortController();
    const long = get(60_000, interrupt.signal).catch((error: unknown) => error);
    const short = [200, 100].map((timeoutMs) =>
      get(timeoutMs, interrupt.signal).catch((error: unknown) => error),
    );
    for (const [at, error] of (await Promise.all(short)).entries()) {
      const message = `no response from ${url.host} within ${[0.2, 0.1][at]}s`;
      expect(error).toMatchObject({ fault: 'timeout', message });
    }
    interrupt.abort();
    expect(await long).toMatchObject({ fault: 'interrupted' });
  });

  it('have time limits of their own when sent in sequence', async () => {
    const { signal } = new AbortController();
    for (let count = 0; count < 3; count += 1) {
      await expect(get(50, signal)).rejects.toMatchObject({ fault: 'timeout' });
    }
  });

  it('are all aborted, including those sent afterwards', async () => {
    const interrupt = new AbortController();
    const running = [get(60_000, interrupt.signal), get(60_000, interrupt.signal)];
    interrupt.abort();
    const late = get(60_000, interrupt.signal);
    for (const one of await Promise.allSettled([...running, late])) {
      expect(one).toMatchObject({ status: 'rejected', reason: { fault: 'interrupted' } });
    }
  });
});

describe('a request that waits', () => {
  const viaProxy = (scheme: string) => (host: string) =>
    ['https://cloud.test/', { HTTPS_PROXY: `${scheme}://${host}` }] as const;

  it.each<[string, boolean, (host: string) => readonly [string, Record<string, string>]]>([
    ['for the response', true, (host) => [`http://${host}/`, {}]],
    ['for TLS', false, (host) => [`https://${host}/`, {}]],
    ['for a proxy', false, viaProxy('http')],
    ['for TLS with a proxy', false, viaProxy('https')],
  ])('%s ends at its time limit, and when aborted', async (_, sent, route) => {
    const [to, env] = route(url.host);
    const request = { method: 'GET', url: new URL(to), headers: {}, body: '' };
    const interrupt = new AbortController();
    const get = (timeoutMs: number) =>
      createSend(env)(request, { timeoutMs, signal: interrupt.signal });
    await expect(get(50)).rejects.toMatchObject({ fault: 'timeout', sent });
    const aborted = get(60_000);
    setTimeout(() => interrupt.abort(), 50);
    await expect(aborted).rejects.toMatchObject({ fault: 'interrupted', sent });
  });
});
