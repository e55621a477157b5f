import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { timeLimit } from '../../src/client/credentials/limit.ts';

it('a time limit ends also after a garbage collection', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const ended = new Promise<string>((resolve) => {
    const limit = timeLimit(new AbortController().signal, 200);
    limit.addEventListener('abort', () => resolve('ended'));
  });
  await pause(20);
  collect();
  expect(await Promise.race([ended, pause(20_000, 'never')])).toBe('ended');
});
