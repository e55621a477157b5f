import { describe, expect, it } from 'vitest';
import { Gauge } from '../../src/manifest/gauge.ts';

/** Runs so many pieces and tells how many ran at once, at most. */
async function most(gauge: Gauge, count: number): Promise<number> {
  let running = 0;
  let highest = 0;
  await Promise.all(
    Array.from({ length: count }, () =>
      gauge.run(async () => {
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
    expect(await most(new Gauge(8), 100)).toBe(8);
  });

  it('halves after throttling, once for a burst, and never below one', async () => {
    const gauge = new Gauge(8);
    gauge.slow();
    gauge.slow();
    expect(gauge.limit).toBe(4);
    await most(gauge, 4);
    gauge.slow();
    expect(gauge.limit).toBe(2);
    for (let round = 0; round < 5; round += 1) {
      await most(gauge, 2);
      gauge.slow();
    }
    expect(gauge.limit).toBe(1);
  });

  it('grows again one by one, up to where it began', async () => {
    const gauge = new Gauge(4);
    gauge.slow();
    expect(gauge.limit).toBe(2);
    await most(gauge, 4);
    expect(gauge.limit).toBe(3);
    await most(gauge, 100);
    expect(gauge.limit).toBe(4);
  });

  it('goes on when a piece fails', async () => {
    const gauge = new Gauge(1);
    await expect(gauge.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await most(gauge, 3)).toBe(1);
  });
});
