import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests start programs and servers; a slow machine is no reason to fail.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most of them wait for another process, so every core gets a worker,
    maxWorkers: '100%',
    // and tests that run side by side in one file mostly wait for time-outs.
    maxConcurrency: 16,
    // What a passing test's peers print is of no interest.
    silent: 'passed-only',
  },
});
