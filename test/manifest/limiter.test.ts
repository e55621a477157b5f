import { describe, expect, it } from 'vitest';
import { Limiter } from '../../src/manifest/limiter.ts';

/** Runs so many pieces and tells how many ran at once, at most. */
async function most(limiter: Limiter, count: number): Promise<number> {
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

describe('the gauge', () => {
  it('lets as many run at once as it is told', async () => {
    expect(await most(new Limiter(8), 100)).toBe(8);
  });

  it('halves after throttling, once for a burst, and never below one', async () => {
    const limiter = new Limiter(8);
    limiter.slow();
    limiter.slow();
    expect(limiter.limit).toBe(4);
    await most(limiter, 4);
    limiter.slow();
    expect(limiter.limit).toBe(2);
    for (let round = 0; round < 5; round += 1) {
      await most(limiter, 2);
      limiter.slow();
    }
    expect(limiter.limit).toBe(1);
  });

  it('grows again one by one, up to where it began', async () => {
    const limiter = new Limiter(4);
    limiter.slow();
    expect(limiter.limit).toBe(2);
    await most(limiter, 4);
    expect(limiter.limit).toBe(3);
    await most(limiter, 100);
    expect(limiter.limit).toBe(4);
  });

  it('goes on when a piece fails', async () => {
    const limiter = new Limiter(1);
    await expect(limiter.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await most(limiter, 3)).toBe(1);
  });
});
