import { describe, expect, it } from 'vitest';
import { Limiter } from '../../src/manifest/limiter.ts';

/** Runs tasks and returns the highest concurrency. */
async function maxConcurrency(limiter: Limiter, count: number): Promise<number> {
  let running = 0;
  let highest = 0;
  await Promise.all(
    Array.from({ length: count }, () =>
      limiter.run(async () => {
        running += 1;
        highest = Math.max(highest, running);
        await Promise.resolve();
        running -= 1;
      }),
    ),
  );
  return highest;
}

describe('the limiter', () => {
  it('limits concurrency', async () => {
    expect(await maxConcurrency(new Limiter(8), 100)).toBe(8);
  });

  it('halves the limit on throttling, once per burst, and never below one', async () => {
    const limiter = new Limiter(8);
    limiter.slow();
    limiter.slow();
    expect(limiter.limit).toBe(4);
    await maxConcurrency(limiter, 4);
    limiter.slow();
    expect(limiter.limit).toBe(2);
    for (let round = 0; round < 5; round += 1) {
      await maxConcurrency(limiter, 2);
      limiter.slow();
    }
    expect(limiter.limit).toBe(1);
  });

  it('raises the limit again one by one, up to the maximum', async () => {
    const limiter = new Limiter(4);
    limiter.slow();
    expect(limiter.limit).toBe(2);
    await maxConcurrency(limiter, 4);
    expect(limiter.limit).toBe(3);
    await maxConcurrency(limiter, 100);
    expect(limiter.limit).toBe(4);
  });

  it('continues when a task fails', async () => {
    const limiter = new Limiter(1);
    await expect(limiter.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await maxConcurrency(limiter, 3)).toBe(1);
  });
});
