import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests start programs and servers; a slow machine is no reason to fail.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a passing test's peers print is of no interest.
    silent: 'passed-only',
  },
});
